// Descriptors for tests, as text: a valid one of each kind, with members replaced by raw JSON text. A key or value may
// carry marks (marks.ts); an empty text leaves the member out.

import type { StructName } from '#ks/struct.ts';
import { layouts } from '#ks/tables/layouts.ts';

/** Member -> JSON text. */
export type Members = Readonly<Record<string, string>>;

export interface Parts {
  readonly connect?: Members;
  readonly format?: Members;
  /** Members of the connect object itself, such as Bytes or Attributes. */
  readonly rest?: Members;
}

export function object(members: Members): string {
  const rows = Object.entries(members).filter(([, value]) => value !== '');
  return `{ ${rows.map(([key, value]) => `${keyText(key)}: ${value}`).join(', ')} }`;
}

/** Marks stand outside of the quotes. */
function keyText(key: string): string {
  const bare = key.replaceAll(/[«»]/g, '');
  return key === bare ? `"${key}"` : `«"${bare}"»`;
}

/** Replaces members of the same name, marks in the name aside; new ones come last. */
function merge(base: Members, changes: Members = {}): Members {
  const result: Record<string, string> = {};
  const bare = (key: string): string => key.replaceAll(/[«»]/g, '');
  for (const [key, value] of Object.entries(base)) {
    const changed = Object.keys(changes).find((candidate) => bare(candidate) === key);
    if (changed === undefined) result[key] = value;
    else result[changed] = changes[changed] ?? '';
  }
  for (const [key, value] of Object.entries(changes)) {
    if (!(bare(key) in base)) result[key] = value;
  }
  return result;
}

function connect(format: Members, block: Members, parts: Parts): string {
  return object(
    merge(
      {
        KSPIN_CONNECT: object(merge({ PinId: '0' }, parts.connect)),
        KSDATAFORMAT: object(merge(format, parts.format)),
        ...block,
      },
      parts.rest,
    ),
  );
}

const q = (text: string): string => `"${text}"`;

export const pcmWave: Members = { nChannels: '2', nSamplesPerSec: '48000', wBitsPerSample: '16' };

const audioFormat = (subtype: string): Members => ({
  MajorFormat: q('KSDATAFORMAT_TYPE_AUDIO'),
  SubFormat: q(subtype),
  Specifier: q('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
});

/** 48 kHz stereo 16-bit PCM in WAVEFORMATEX. */
export const plain = (wave: Members = {}, parts: Parts = {}, subtype = 'KSDATAFORMAT_SUBTYPE_PCM'): string =>
  connect(audioFormat(subtype), { WaveFormatEx: object(merge(pcmWave, wave)) }, parts);

/** The same in WAVEFORMATEXTENSIBLE: members of Format, then members beside Format. */
export const extensible = (
  wave: Members = {},
  beside: Members = {},
  parts: Parts = {},
  subtype = 'KSDATAFORMAT_SUBTYPE_PCM',
): string =>
  connect(
    audioFormat(subtype),
    { WaveFormatExt: object(merge({ Format: object(merge(pcmWave, wave)) }, beside)) },
    parts,
  );

/** A DirectSound description of stereo PCM. */
export const dsound = (beside: Members = {}, parts: Parts = {}): string =>
  connect(
    { ...audioFormat('KSDATAFORMAT_SUBTYPE_PCM'), Specifier: q('KSDATAFORMAT_SPECIFIER_DSOUND') },
    { BufferDesc: object(merge({ Flags: '0', Control: '0', WaveFormatEx: object(pcmWave) }, beside)) },
    parts,
  );

const videoFormat = (subtype: string, specifier: string): Members => ({
  MajorFormat: q('KSDATAFORMAT_TYPE_VIDEO'),
  SubFormat: q(subtype),
  Specifier: q(`KSDATAFORMAT_SPECIFIER_${specifier}`),
});

const bitmap: Members = { biWidth: '640', biHeight: '480' };

/** 640 x 480 at 30 fps in KS_VIDEOINFOHEADER: members of bmiHeader, then members beside it. */
export const video = (
  subtype: string,
  header: Members = {},
  beside: Members = {},
  parts: Parts = {},
): string =>
  connect(
    videoFormat(subtype, 'VIDEOINFO'),
    {
      VideoInfoHeader: object(
        merge({ AvgTimePerFrame: '333333', bmiHeader: object(merge(bitmap, header)) }, beside),
      ),
    },
    parts,
  );

/** The same in KS_VIDEOINFOHEADER2. */
export const video2 = (subtype: string, beside: Members = {}, parts: Parts = {}): string =>
  connect(
    videoFormat(subtype, 'VIDEOINFO2'),
    { VideoInfoHeader2: object(merge({ AvgTimePerFrame: '333333', bmiHeader: object(bitmap) }, beside)) },
    parts,
  );

/** Every member of a structure as 0, but for those that are given; nested structures by their own helper. */
export function zeros(struct: StructName, members: Members): string {
  const names = layouts[struct].fields.filter((field) => !field.alignOnly && field.overlaps === undefined);
  return object(merge(Object.fromEntries(names.map(({ name }) => [name, '0'])), members));
}

/** A format with any other block, whose members are all given. */
export const other = (
  guids: { readonly major: string; readonly sub: string; readonly specifier: string },
  block: Members,
  parts: Parts = {},
): string =>
  connect(
    { MajorFormat: q(guids.major), SubFormat: q(guids.sub), Specifier: q(guids.specifier) },
    block,
    parts,
  );
