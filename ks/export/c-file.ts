// The C source of a request as a file: named after its connect, so that several can stand in one test of a driver.
import type { FieldProblem } from '#ks/connect.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { ok, type Result } from '#ks/result.ts';
import { cSource } from './c-source.ts';

/** `name` is that of the connect: any text. */
export function cFile(name: string, request: ConnectRequest): Result<string, readonly FieldProblem[]> {
  const source = cSource(request, identifierOf(name));
  return source.ok ? ok(`// ${commentText(name)}\n${source.value}`) : source;
}

/** Text that stays on the line of its comment: in C a backslash at the end of a line continues it. */
function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll('\\', '/');
}

/** Letters, digits and single underscores of ASCII; the prefix keeps it from being a keyword or beginning with a digit. */
function identifierOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return ['connect', ...words].join('_').slice(0, 60).replace(/_+$/, '');
}
