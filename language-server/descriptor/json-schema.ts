// The shape of a descriptor as a JSON schema, for editors that know JSON but not kspin: keys, types, names and number ranges
// from the same tables. What only rules can say is not in it.
import { constantsOf } from '#ks/constants.ts';
import { guidsOfKinds } from '#ks/guid.ts';
import type { Json } from '#ks/json.ts';
import { rangeOfScalar } from '#ks/struct.ts';
import type { MemberShape, NumberShape, ObjectShape, Shape } from './shape.ts';
import { connectShape, fileShape } from './shape.ts';

/** Draft 7. The same tables give the same schema, members in memory order. */
export function descriptorSchema(): Json {
  const definitions = new Map<string, Json>();
  const file = refTo(fileShape, definitions);
  const connect = refTo(connectShape, definitions);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'kspin descriptor',
    if: { required: ['connects'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON schema.
    then: file,
    else: connect,
    definitions: Object.fromEntries(definitions),
  };
}

function refTo(shape: ObjectShape, definitions: Map<string, Json>): Json {
  const ref: Json = { $ref: `#/definitions/${shape.name}` };
  if (definitions.has(shape.name)) return ref;
  // Taken before its members are made: they may refer to it.
  definitions.set(shape.name, {});
  const properties = [...shape.members.values()].map((member) => [member.key, ofMember(member, definitions)]);
  definitions.set(shape.name, {
    type: 'object',
    description: shape.meaning,
    properties: Object.fromEntries(properties) as Json,
    additionalProperties: false,
  });
  return ref;
}

const ofMember = ({ shape, meaning }: MemberShape, definitions: Map<string, Json>): Json => ({
  description: meaning,
  allOf: [ofShape(shape, definitions)],
});

function ofShape(shape: Shape, definitions: Map<string, Json>): Json {
  switch (shape.kind) {
    case 'object':
      return refTo(shape, definitions);
    case 'list':
      return {
        type: 'array',
        items: ofShape(shape.item, definitions),
        ...(shape.count === undefined ? {} : { maxItems: shape.count }),
      };
    case 'opaque-list':
      return { type: 'array' };
    case 'number':
      return ofNumber(shape);
    case 'guid': {
      const names = guidsOfKinds(shape.kinds).map(({ name }) => name);
      return { anyOf: [{ enum: names }, { type: 'string', pattern: '^(\\{|FOURCC:|WAVE:|[A-Z])' }] };
    }
    case 'hex':
      return { type: 'string', pattern: '^[0-9A-Fa-f\\s]*$' };
    case 'text':
      return { type: 'string' };
    case 'status':
      return { type: ['string', 'integer'] };
  }
}

/** 64-bit limits do not fit a JSON number: such members have none here. */
function ofNumber(shape: NumberShape): Json {
  const range = rangeOfScalar(shape.type);
  const isExact = range !== undefined && range.max <= BigInt(Number.MAX_SAFE_INTEGER);
  const limits = isExact ? { minimum: Number(range.min), maximum: Number(range.max) } : {};
  const names =
    shape.constants === undefined ? [] : constantsOf(shape.constants).entries.map(({ name }) => name);
  return {
    anyOf: [
      { type: 'integer', ...limits },
      ...(names.length === 0 ? [] : [{ enum: [...new Set(names)] }]),
      { type: 'string', pattern: '^\\s*(-?\\d|[A-Za-z_])' },
      ...(shape.nullable ? [{ type: 'null' }] : []),
    ],
  };
}
