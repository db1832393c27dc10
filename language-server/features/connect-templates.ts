// Whole connects to start from: the formats that drivers are tried with first. What can be derived is left out.

export interface ConnectTemplate {
  readonly label: string;
  readonly about: string;
  /** Lines of JSON, indented by two spaces. */
  readonly text: string;
}

interface Parts {
  readonly label: string;
  readonly about: string;
  readonly access: string;
  readonly guids: readonly [major: string, sub: string, specifier: string];
  readonly block: string;
}

function template({ label, about, access, guids, block }: Parts): ConnectTemplate {
  const [major, sub, specifier] = guids;
  const text = `{
  "name": "${label}",
  "DesiredAccess": "${access}",
  "KSPIN_CONNECT": { "PinId": 0 },
  "KSDATAFORMAT": {
    "MajorFormat": "${major}",
    "SubFormat": "${sub}",
    "Specifier": "${specifier}"
  },
  ${block}
}`;
  return { label, about, text };
}

const audio = (sub: string): Parts['guids'] => [
  'KSDATAFORMAT_TYPE_AUDIO',
  `KSDATAFORMAT_SUBTYPE_${sub}`,
  'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
];
const video = (sub: string): Parts['guids'] => [
  'KSDATAFORMAT_TYPE_VIDEO',
  sub,
  'KSDATAFORMAT_SPECIFIER_VIDEOINFO',
];
const wide = (channels: number, rate: number, bits: number): string => `"WaveFormatExt": {
    "Format": { "nChannels": ${channels}, "nSamplesPerSec": ${rate}, "wBitsPerSample": ${bits} }
  }`;
const picture = (width: number, height: number): string => `"VideoInfoHeader": {
    "AvgTimePerFrame": 333333,
    "bmiHeader": { "biWidth": ${width}, "biHeight": ${height} }
  }`;

export const connectTemplates: readonly ConnectTemplate[] = [
  template({
    label: 'PCM, 48 kHz stereo 16 bit',
    about: 'Render in WAVEFORMATEXTENSIBLE, which WaveRT drivers expect.',
    access: 'GENERIC_WRITE',
    guids: audio('PCM'),
    block: wide(2, 48000, 16),
  }),
  template({
    label: 'PCM, 44.1 kHz stereo 16 bit, plain WAVEFORMATEX',
    about: 'Render in the structure of old drivers.',
    access: 'GENERIC_WRITE',
    guids: audio('PCM'),
    block: '"WaveFormatEx": { "nChannels": 2, "nSamplesPerSec": 44100, "wBitsPerSample": 16 }',
  }),
  template({
    label: 'float, 48 kHz stereo',
    about: 'Render of 32-bit IEEE float.',
    access: 'GENERIC_WRITE',
    guids: audio('IEEE_FLOAT'),
    block: wide(2, 48000, 32),
  }),
  template({
    label: 'PCM, 48 kHz 5.1, 24 bit',
    about: 'Render of six channels in packed 24-bit containers.',
    access: 'GENERIC_WRITE',
    guids: audio('PCM'),
    block: wide(6, 48000, 24),
  }),
  template({
    label: 'microphone, PCM 16 kHz mono 16 bit',
    about: 'Capture for speech.',
    access: 'GENERIC_READ',
    guids: audio('PCM'),
    block: wide(1, 16000, 16),
  }),
  template({
    label: 'camera, YUY2 640x480, 30 fps',
    about: 'Capture of packed YUV.',
    access: 'GENERIC_READ',
    guids: video('MEDIASUBTYPE_YUY2'),
    block: picture(640, 480),
  }),
  template({
    label: 'camera, NV12 1280x720, 30 fps',
    about: 'Capture of planar YUV.',
    access: 'GENERIC_READ',
    guids: video('MEDIASUBTYPE_NV12'),
    block: picture(1280, 720),
  }),
  template({
    label: 'camera, MJPG 1920x1080, 30 fps',
    about: 'Capture of compressed pictures.',
    access: 'GENERIC_READ',
    guids: video('MEDIASUBTYPE_MJPG'),
    block: picture(1920, 1080),
  }),
];
