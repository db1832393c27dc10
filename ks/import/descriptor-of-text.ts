// Whatever a developer has in the clipboard (hex, a debugger's dump, a C array, the tables of a driver's source) as a new
// descriptor or capability file, with the remarks that a person should read written into it.
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { describeFormat } from '#ks/describe-format.ts';
import { descriptorText } from '#ks/export/descriptor-text.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import { parseByteText } from './byte-text.ts';
import { capabilitiesOfRanges, type ImportedC, importC, looksLikeStructures } from './c-source.ts';
import { decodeBytes } from './decoded-bytes.ts';

export interface NewDocument {
  readonly kind: 'descriptor' | 'capabilities';
  readonly text: string;
}

/** One document, or two for C source that has formats and data ranges. The error is a sentence with its place in the text. */
export function documentsOfText(text: string): Result<readonly NewDocument[], string> {
  if (text.trim() === '') return fail('There is no text to read.');
  if (looksLikeStructures(text)) {
    const imported = importC(text);
    return imported.ok ? ok(documentsOfC(imported.value)) : fail(placed(imported.error));
  }
  const bytes = parseByteText(text);
  return bytes.ok ? documentOfBytes(bytes.value) : fail(placed(bytes.error));
}

const placed = ({ line, column, message }: { line: number; column: number; message: string }): string =>
  `Line ${line}, column ${column}: ${message}.`;

function documentsOfC({ requests, ranges, skipped }: ImportedC): readonly NewDocument[] {
  const notes = skipped.map(({ line, text }) => `Line ${line} was passed over: ${text}`);
  const descriptor = remarks(notes) + descriptorText(requests);
  const capabilities = `${JSON.stringify(capabilitiesToJson(capabilitiesOfRanges(ranges)), null, 2)}\n`;
  return [
    ...(requests.length > 0 ? [{ kind: 'descriptor', text: descriptor } as const] : []),
    ...(ranges.length > 0 ? [{ kind: 'capabilities', text: capabilities } as const] : []),
  ];
}

/** Most processes have 64 bits; bytes that only fit the other layout are of an x86 one. */
function documentOfBytes(bytes: Uint8Array): Result<readonly NewDocument[], string> {
  const first = decodeBytes(bytes, 'x64');
  const arch: Arch = first.better ?? 'x64';
  const { request, problems } = arch === 'x64' ? first : decodeBytes(bytes, arch);
  if (!request) return fail(`These bytes hold no KSPIN_CONNECT: ${problems[0] ?? `${bytes.length} bytes`}.`);
  const from = arch === 'x86' ? ['From the bytes of an x86 process.'] : [];
  const text = descriptorText([{ name: describeFormat(request), request }]);
  return ok([{ kind: 'descriptor', text: remarks([...from, ...problems]) + text }]);
}

/** Comments at the top of the file; a line break would end one. */
function remarks(notes: readonly string[]): string {
  return notes.map((note) => `// ${note.replaceAll(/\s+/g, ' ')}\n`).join('');
}
