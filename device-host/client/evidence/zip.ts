// The bundle as one file: a zip that every system opens.
import { strToU8, zipSync } from 'fflate';

/** Names with slashes -> text, in a folder of this name. */
export function zipOf(folder: string, files: ReadonlyMap<string, string>): Uint8Array {
  const entries = [...files].map(([name, text]) => [`${folder}/${name}`, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries));
}

/** `kspin-evidence-2026-01-02-030405`. */
export function bundleName(time: string): string {
  const digits = time.slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `kspin-evidence-${digits}`;
}
