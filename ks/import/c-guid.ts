// A GUID inside an initialiser: by name, by macro, or as the eleven numbers that the STATIC_ macros expand to, with or
// without braces.

import { viewOf } from '#ks/bytes.ts';
import { guidFromBytes, guidNamed, guidOfWaveTag } from '#ks/guid.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { CCursor } from './c-cursor.ts';
import { type Constants, readExpression } from './c-expression.ts';

/** What names mean in the text that is read. */
export interface CNames {
  readonly constants: Constants;
  readonly guids: ReadonlyMap<string, Guid>;
}

const zero: Guid = '00000000-0000-0000-0000-000000000000';
/** Data1, Data2, Data3 and the bytes of Data4. */
const widths = [4, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1];

export function readGuid(cursor: CCursor, names: CNames): Guid {
  if (cursor.accept('{')) {
    const guid = cursor.text() === '}' ? zero : cursor.nested(() => readGuid(cursor, names), zero);
    cursor.accept(',');
    cursor.expect('}', 'a GUID has eleven numbers');
    return guid;
  }
  const name = cursor.text();
  if (name === 'STATICGUIDOF' || name === 'DEFINE_GUIDNAMED') {
    cursor.next();
    cursor.expect('(', `${name} takes the name of a GUID`);
    const guid = cursor.nested(() => readGuid(cursor, names), zero);
    cursor.expect(')', `${name} takes the name of a GUID`);
    return guid;
  }
  if (name === 'DEFINE_WAVEFORMATEX_GUID') return readWaveGuid(cursor, names);
  const named = names.guids.get(name) ?? guidNamed(name.replace(/^STATIC_/, ''))?.value;
  if (named !== undefined) {
    cursor.next();
    return named;
  }
  return readNumbers(cursor, names);
}

function readWaveGuid(cursor: CCursor, { constants }: CNames): Guid {
  cursor.next();
  cursor.expect('(', 'DEFINE_WAVEFORMATEX_GUID takes a wFormatTag');
  const tag = readExpression(cursor, constants);
  cursor.expect(')', 'DEFINE_WAVEFORMATEX_GUID takes a wFormatTag');
  return guidOfWaveTag(Number(BigInt.asUintN(16, tag)));
}

/** As many numbers as there are up to a closing brace, eleven at most; the rest is 0, as in C. */
function readNumbers(cursor: CCursor, { constants }: CNames): Guid {
  const bytes = new Uint8Array(16);
  const view = viewOf(bytes);
  let at = 0;
  let inner = false;
  for (const [index, width] of widths.entries()) {
    if (index === 3) inner = cursor.accept('{');
    const place = cursor.peek();
    if (place?.kind === 'word' && cursor.text(1) !== '(' && !constants.has(place.text) && index === 0) {
      cursor.fail(`"${place.text}" is no known GUID, and this text does not define it`);
      return zero;
    }
    const value = readExpression(cursor, constants);
    if (value < 0n || value >= 1n << BigInt(8 * width)) {
      cursor.fail(`${value} does not fit ${width} byte${width > 1 ? 's' : ''} of a GUID`, place);
      return zero;
    }
    if (width === 4) view.setUint32(at, Number(value), true);
    else if (width === 2) view.setUint16(at, Number(value), true);
    else bytes[at] = Number(value);
    at += width;
    const isLast = index === widths.length - 1;
    if (isLast || cursor.text() === '}' || (cursor.text() === ',' && cursor.text(1) === '}')) break;
    cursor.expect(',', 'a GUID has eleven numbers');
  }
  if (inner) {
    cursor.accept(',');
    cursor.expect('}', 'Data4 of a GUID has eight bytes');
  }
  return guidFromBytes(bytes, 0);
}
