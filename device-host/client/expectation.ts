// Whether an answer is the one that a descriptor asks for: `expect` makes a connect a test of the driver.
import { win32Of } from '#ks/status.ts';
import type { Answer } from './answer.ts';

/** A status as it is written: a Win32 code, an NTSTATUS or an HRESULT. */
export interface Expected {
  readonly kind: 'win32' | 'ntstatus' | 'hresult';
  readonly value: number;
}

/** KsCreatePin answers with a Win32 code, so the others are compared in that form. Without a call nothing is as expected. */
export function isExpected({ outcome, win32 }: Answer, expected: Expected | undefined): boolean {
  if (outcome === 'blocked' || outcome === 'failed') return false;
  return win32 === codeOf(expected);
}

function codeOf(expected: Expected | undefined): number {
  switch (expected?.kind) {
    case undefined:
      return 0;
    case 'win32':
      return expected.value;
    case 'ntstatus':
      return win32Of(expected.value);
    case 'hresult':
      // HRESULT_FROM_WIN32 keeps the code in the low half (winerror.h).
      return expected.value & 0xffff;
  }
}
