// Diagnostics, fixes, refusals and hovers all speak of the same place in a connect request. A path names
// it by the keys of the descriptor, from the connect object down.

/** For example `['WaveFormatExt', 'Format', 'nBlockAlign']` or `['Attributes', 0, 'Bytes']`. */
export type Path = readonly (string | number)[];

/** The path as a person writes it: `WaveFormatExt.Format.nBlockAlign`, `Attributes[0].Bytes`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
