// A new descriptor as text, laid out as people lay theirs out: what fits a line stands on one, keys in memory order.
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import type { Json, JsonObject } from '#ks/json.ts';
import type { ConnectRequest } from '#ks/request.ts';

export interface NewConnect {
  readonly name: string;
  readonly filter?: {
    readonly category?: string;
    readonly device?: string;
    /** Relative to where the descriptor is, or will be. */
    readonly capabilities?: string;
  };
  readonly request: ConnectRequest;
  /** What a run must return. */
  readonly expect?: string;
}

/** The text of a `*.kspin.json` file, with a line feed at its end. */
export function descriptorText(connects: readonly NewConnect[]): string {
  return `${jsonText({ connects: connects.map(connectJson) }, '', widest)}\n`;
}

/** One connect, to put into a descriptor. */
export function connectText(connect: NewConnect): string {
  return jsonText(connectJson(connect), '', widest);
}

function connectJson({ name, filter, request, expect }: NewConnect): JsonObject {
  const selector = Object.fromEntries(
    Object.entries(filter ?? {}).filter(([, value]) => value !== undefined),
  );
  return {
    name,
    ...(Object.keys(selector).length > 0 ? { filter: selector } : {}),
    ...descriptorJson(request),
    ...(expect === undefined ? {} : { expect }),
  };
}

const widest = 96;
const unit = '  ';

/** `used` is how much of the first line stands before the value. */
function jsonText(json: Json, indent: string, room: number): string {
  const flat = flatText(json);
  if (flat !== undefined && flat.length <= room) return flat;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const inner = indent + unit;
  const rows = Array.isArray(json)
    ? (json as readonly Json[]).map((item) => inner + jsonText(item, inner, widest - inner.length))
    : Object.entries(json).map(([key, value]) => {
        const start = `${inner}${JSON.stringify(key)}: `;
        return start + jsonText(value, inner, widest - start.length);
      });
  const [open, close] = Array.isArray(json) ? ['[', ']'] : ['{', '}'];
  return rows.length === 0 ? open + close : [open, rows.join(',\n'), indent + close].join('\n');
}

/** One line, for values in which nothing is nested twice; undefined for others, which are easier to read on several. */
function flatText(json: Json, depth = 0): string | undefined {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  if (depth > 0) return undefined;
  if (Array.isArray(json)) {
    const items = (json as readonly Json[]).map((item) => flatText(item, depth + 1));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const rows = Object.entries(json).map(([key, value]) => {
    const text = flatText(value, depth + 1);
    return text === undefined ? undefined : `${JSON.stringify(key)}: ${text}`;
  });
  return rows.includes(undefined) ? undefined : rows.length === 0 ? '{}' : `{ ${rows.join(', ')} }`;
}
