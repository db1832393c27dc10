// Whole connects to start from: the formats that drivers are tried with first. What can be derived is left out.
import type { PinFactory } from './capabilities.ts';
import { rangeHeader } from './data-range.ts';
import { guidNamed, zeroGuid } from './guid.ts';
import type { ConnectRequest } from './request.ts';
import type { StructValue } from './struct.ts';

export interface ConnectTemplate {
  readonly label: string;
  readonly about: string;
  readonly request: ConnectRequest;
}

const genericRead = 0x80000000;
const genericWrite = 0x40000000;

function guid(name: string) {
  const named = guidNamed(name);
  if (!named) throw new Error(`no GUID named ${name}`);
  return named.value;
}

const format = (major: string, subFormat: string, specifier: string): StructValue => ({
  MajorFormat: guid(`KSDATAFORMAT_TYPE_${major}`),
  SubFormat: guid(subFormat),
  Specifier: guid(`KSDATAFORMAT_SPECIFIER_${specifier}`),
});

type FormatPart = Pick<ConnectRequest, 'KSDATAFORMAT' | 'block'>;

const wave = (sub: string, key: 'WaveFormatEx' | 'WaveFormatExt', numbers: StructValue): FormatPart => ({
  KSDATAFORMAT: format('AUDIO', `KSDATAFORMAT_SUBTYPE_${sub}`, 'WAVEFORMATEX'),
  block: { key, value: key === 'WaveFormatEx' ? numbers : { Format: numbers } },
});

const numbers = (nChannels: number, nSamplesPerSec: number, wBitsPerSample: number): StructValue => ({
  nChannels,
  nSamplesPerSec,
  wBitsPerSample,
});

const picture = (subFormat: string, biWidth: number, biHeight: number): FormatPart => ({
  KSDATAFORMAT: format('VIDEO', subFormat, 'VIDEOINFO'),
  block: { key: 'VideoInfoHeader', value: { AvgTimePerFrame: 333333n, bmiHeader: { biWidth, biHeight } } },
});

const render = (label: string, about: string, part: FormatPart): ConnectTemplate => ({
  label,
  about,
  request: { DesiredAccess: genericWrite, KSPIN_CONNECT: { PinId: 0 }, ...part },
});

const capture = (label: string, about: string, part: FormatPart): ConnectTemplate => ({
  label,
  about,
  request: { DesiredAccess: genericRead, KSPIN_CONNECT: { PinId: 0 }, ...part },
});

export const connectTemplates: readonly ConnectTemplate[] = [
  render(
    'PCM, 48 kHz stereo 16 bit',
    'Render in WAVEFORMATEXTENSIBLE, which WaveRT drivers expect.',
    wave('PCM', 'WaveFormatExt', numbers(2, 48000, 16)),
  ),
  render(
    'PCM, 44.1 kHz stereo 16 bit, plain WAVEFORMATEX',
    'Render in the structure of old drivers.',
    wave('PCM', 'WaveFormatEx', numbers(2, 44100, 16)),
  ),
  render(
    'float, 48 kHz stereo',
    'Render of 32-bit IEEE float.',
    wave('IEEE_FLOAT', 'WaveFormatExt', numbers(2, 48000, 32)),
  ),
  render(
    'PCM, 48 kHz 5.1, 24 bit',
    'Render of six channels in packed 24-bit containers.',
    wave('PCM', 'WaveFormatExt', numbers(6, 48000, 24)),
  ),
  capture(
    'microphone, PCM 16 kHz mono 16 bit',
    'Capture for speech.',
    wave('PCM', 'WaveFormatExt', numbers(1, 16000, 16)),
  ),
  capture('camera, YUY2 640x480, 30 fps', 'Capture of packed YUV.', picture('MEDIASUBTYPE_YUY2', 640, 480)),
  capture('camera, NV12 1280x720, 30 fps', 'Capture of planar YUV.', picture('MEDIASUBTYPE_NV12', 1280, 720)),
  capture(
    'camera, MJPG 1920x1080, 30 fps',
    'Capture of compressed pictures.',
    picture('MEDIASUBTYPE_MJPG', 1920, 1080),
  ),
];

/** Those of the kinds of stream that a pin has: a camera's formats are nothing to start from for a speaker. */
export function templatesFor({ dataRanges }: PinFactory): readonly ConnectTemplate[] {
  const majors = new Set(dataRanges.map((range) => rangeHeader(range).MajorFormat));
  return connectTemplates.filter(
    ({ request }) => majors.has(zeroGuid) || majors.has(request.KSDATAFORMAT.MajorFormat ?? zeroGuid),
  );
}
