// A problem of the text itself. Always an error: what the text does not say clearly is not sent to a driver.
import type { Finding, Fix, TextCode } from '#language-server/finding.ts';
import type { TextRange } from './text-range.ts';

export function textProblem(
  code: TextCode,
  range: TextRange,
  message: string,
  fixes: readonly Fix[] = [],
): Finding {
  return { code, severity: 'error', message, range, related: [], fixes };
}
