// One table of requests and the answers they must get. It is run against the simulated target and against the rig's real
// driver: what one of them says the other must say too.

import type { CreatePinResult } from '#device-host/protocol.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { bytesOf, cameraPath, guid, speakerPath, video, video2, wave, waveExt } from './rig-filters.ts';

export const win32 = {
  success: 0,
  invalidFunction: 1,
  notSupported: 50,
  invalidParameter: 87,
  nameTooLong: 206,
  noMatch: 1169,
  noSystemResources: 1450,
} as const;

export interface SuiteCase {
  readonly name: string;
  /** Path of the filter in the fixture; a target's own path may be spelt in another way. */
  readonly filter: string;
  /** KSPIN_CONNECT and what follows, x64, as hex. */
  readonly bytes: string;
  readonly win32: number;
}

function audio(name: string, request: ConnectRequest, code: number): SuiteCase {
  return { name, filter: speakerPath(), bytes: bytesOf(request), win32: code };
}

function camera(name: string, request: ConnectRequest, code: number): SuiteCase {
  return { name, filter: cameraPath(), bytes: bytesOf(request), win32: code };
}

/** Bytes that no request encodes to: a good request with some of its bytes replaced. */
function patched(name: string, bytes: string, offset: number, hex: string, code: number): SuiteCase {
  const changed = bytes.slice(0, offset * 2) + hex + bytes.slice(offset * 2 + hex.length);
  return { name, filter: speakerPath(), bytes: changed, win32: code };
}

const float = guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT');
const mode = {
  AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
  SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
};
const fourcc = (code: string): number => Buffer.from(code).readUInt32LE();
const good = bytesOf(waveExt());
const formatSizeAt = 72;
const formatFlagsAt = 76;

const block: readonly SuiteCase[] = [
  { name: 'an empty block', filter: speakerPath(), bytes: '', win32: win32.invalidParameter },
  {
    name: 'a block that ends inside KSPIN_CONNECT',
    filter: speakerPath(),
    bytes: good.slice(0, 40),
    win32: win32.invalidParameter,
  },
  patched('FormatSize 0', good, formatSizeAt, '00000000', win32.invalidParameter),
  patched('FormatSize 63', good, formatSizeAt, '3f000000', win32.invalidParameter),
  patched('FormatSize 64: no wave format', good, formatSizeAt, '40000000', win32.invalidParameter),
  patched(
    'FormatSize 81: one byte short of WAVEFORMATEX',
    good,
    formatSizeAt,
    '51000000',
    win32.invalidParameter,
  ),
  patched(
    'FormatSize 103: one byte short of the extension',
    good,
    formatSizeAt,
    '67000000',
    win32.invalidParameter,
  ),
  patched('FormatSize larger than the block: zeros follow', good, formatSizeAt, '70000000', win32.success),
  patched('a block too long for a name', good, formatSizeAt, '7cff0000', win32.nameTooLong),
];

const pin: readonly SuiteCase[] = [
  audio('PinId after the last factory', waveExt({ pin: 4 }), win32.invalidParameter),
  audio('PinId of all ones', waveExt({ pin: 0xffffffff }), win32.invalidParameter),
  audio('a bridge pin', waveExt({ pin: 3 }), win32.invalidFunction),
  audio(
    'an unknown interface',
    waveExt({ connect: { Interface: { Set: guid('KSINTERFACESETID_FileIo'), Id: 0, Flags: 0 } } }),
    win32.noMatch,
  ),
  audio(
    'an interface that another pin offers',
    waveExt({
      pin: 2,
      connect: { Interface: { Set: guid('KSINTERFACESETID_Standard'), Id: 1, Flags: 0 } },
    }),
    win32.noMatch,
  ),
  audio(
    'the second interface of the pin',
    waveExt({ connect: { Interface: { Set: guid('KSINTERFACESETID_Standard'), Id: 1, Flags: 0 } } }),
    win32.success,
  ),
  audio(
    'interface flags, which are not compared',
    waveExt({ connect: { Interface: { Set: guid('KSINTERFACESETID_Standard'), Id: 0, Flags: 1 } } }),
    win32.success,
  ),
  audio(
    'another medium',
    waveExt({ connect: { Medium: { Set: guid('KSMEDIUMSETID_MidiBus'), Id: 0, Flags: 0 } } }),
    win32.noMatch,
  ),
  audio(
    'a bad interface is told before a bad format',
    {
      ...waveExt({
        connect: { Interface: { Set: guid('KSINTERFACESETID_FileIo'), Id: 0, Flags: 0 } },
        wave: { nSamplesPerSec: 8000 },
      }),
      Attributes: [{ AttributeHeader: { Attribute: guid('KSNODETYPE_DAC') } }],
    },
    win32.noMatch,
  ),
  audio(
    'a bridge pin is told before a bad interface',
    waveExt({
      pin: 3,
      connect: { Interface: { Set: guid('KSINTERFACESETID_FileIo'), Id: 0, Flags: 0 } },
    }),
    win32.invalidFunction,
  ),
];

const range: readonly SuiteCase[] = [
  audio('video on an audio pin', { ...video(), KSPIN_CONNECT: { PinId: 0 } }, win32.noMatch),
  audio(
    'a subformat that no range has',
    waveExt({ format: { SubFormat: guid('WAVE:0x0055') } }),
    win32.noMatch,
  ),
  audio(
    'a specifier that no range has',
    waveExt({ format: { Specifier: guid('KSDATAFORMAT_SPECIFIER_DSOUND') } }),
    win32.noMatch,
  ),
  audio(
    'wildcards in the format',
    waveExt({ format: { SubFormat: guid('{00000000-0000-0000-0000-000000000000}') } }),
    win32.noMatch,
  ),
];

const attributes: readonly SuiteCase[] = [
  audio('a signal processing mode', { ...waveExt(), Attributes: [mode] }, win32.success),
  audio('two signal processing modes', { ...waveExt(), Attributes: [mode, mode] }, win32.success),
  audio(
    'an attribute that the driver does not know',
    { ...waveExt(), Attributes: [{ AttributeHeader: { Attribute: guid('KSNODETYPE_DAC') } }] },
    win32.notSupported,
  ),
  audio(
    'a signal processing mode without its mode',
    { ...waveExt(), Attributes: [{ AttributeHeader: mode.AttributeHeader }] },
    win32.invalidParameter,
  ),
  patched('the attributes flag without a list', good, formatFlagsAt, '02000000', win32.invalidParameter),
  patched(
    'a list that counts no attribute',
    bytesOf({ ...waveExt(), Attributes: [mode] }),
    72 + 104 + 4,
    '00000000',
    win32.invalidParameter,
  ),
  patched(
    'a list that counts one attribute more than it has',
    bytesOf({ ...waveExt(), Attributes: [mode] }),
    72 + 104 + 4,
    '02000000',
    win32.invalidParameter,
  ),
  audio(
    'an unknown attribute is told before a bad rate',
    {
      ...waveExt({ wave: { nSamplesPerSec: 8000 } }),
      Attributes: [{ AttributeHeader: { Attribute: guid('KSNODETYPE_DAC') } }],
    },
    win32.notSupported,
  ),
];

const waves: readonly SuiteCase[] = [
  audio('48 kHz stereo 16 bit', waveExt(), win32.success),
  audio('the same as a plain WAVEFORMATEX', wave(), win32.success),
  audio('44.1 kHz, the lowest rate', waveExt({ wave: { nSamplesPerSec: 44100 } }), win32.success),
  audio('96 kHz, the highest rate', waveExt({ wave: { nSamplesPerSec: 96000 } }), win32.success),
  audio('96001 Hz', waveExt({ wave: { nSamplesPerSec: 96001 } }), win32.noMatch),
  audio('22.05 kHz', waveExt({ wave: { nSamplesPerSec: 22050 } }), win32.noMatch),
  audio('mono', waveExt({ wave: { nChannels: 1 }, ext: { dwChannelMask: 4 } }), win32.success),
  audio('no channel', waveExt({ wave: { nChannels: 0, nBlockAlign: 0 } }), win32.noMatch),
  audio(
    '7.1, which the third range takes',
    waveExt({ wave: { nChannels: 8 }, ext: { dwChannelMask: 0x63f } }),
    win32.success,
  ),
  audio(
    '7.1 at 96 kHz, which no single range takes',
    waveExt({ wave: { nChannels: 8, nSamplesPerSec: 96000 }, ext: { dwChannelMask: 0x63f } }),
    win32.noMatch,
  ),
  audio('nine channels', waveExt({ wave: { nChannels: 9 }, ext: { dwChannelMask: 0 } }), win32.noMatch),
  audio(
    '24 bit',
    waveExt({ wave: { wBitsPerSample: 24 }, ext: { Samples: { wValidBitsPerSample: 24 } } }),
    win32.success,
  ),
  audio(
    '24 valid bits in 32',
    waveExt({ wave: { wBitsPerSample: 32 }, ext: { Samples: { wValidBitsPerSample: 24 } } }),
    win32.success,
  ),
  audio(
    '32 bit at 96 kHz',
    waveExt({
      wave: { wBitsPerSample: 32, nSamplesPerSec: 96000 },
      ext: { Samples: { wValidBitsPerSample: 32 } },
    }),
    win32.noMatch,
  ),
  audio(
    '8 bit',
    waveExt({ wave: { wBitsPerSample: 8 }, ext: { Samples: { wValidBitsPerSample: 8 } } }),
    win32.noMatch,
  ),
  audio(
    '20 bit, no whole bytes',
    waveExt({ wave: { wBitsPerSample: 20, nBlockAlign: 5 }, ext: { Samples: { wValidBitsPerSample: 20 } } }),
    win32.noMatch,
  ),
  audio('no valid bits', waveExt({ ext: { Samples: { wValidBitsPerSample: 0 } } }), win32.noMatch),
  audio(
    'more valid bits than bits',
    waveExt({ ext: { Samples: { wValidBitsPerSample: 17 } } }),
    win32.noMatch,
  ),
  audio('a wrong block align', waveExt({ wave: { nBlockAlign: 6 } }), win32.noMatch),
  audio('a wrong byte rate, which is not compared', waveExt({ wave: { nAvgBytesPerSec: 1 } }), win32.success),
  audio('no channel mask, which is not compared', waveExt({ ext: { dwChannelMask: 0 } }), win32.success),
  audio(
    'float',
    waveExt({
      format: { SubFormat: float },
      wave: { wBitsPerSample: 32 },
      ext: { SubFormat: float, Samples: { wValidBitsPerSample: 32 } },
    }),
    win32.success,
  ),
  audio(
    'float as a plain WAVEFORMATEX',
    wave({ format: { SubFormat: float }, wave: { wFormatTag: 3, wBitsPerSample: 32 } }),
    win32.success,
  ),
  audio('float inside a PCM format', waveExt({ ext: { SubFormat: float } }), win32.noMatch),
  audio(
    'a PCM tag inside a float format',
    wave({ format: { SubFormat: float }, wave: { wBitsPerSample: 32 } }),
    win32.noMatch,
  ),
  audio('an extension of 0 bytes', waveExt({ wave: { cbSize: 0 } }), win32.noMatch),
  audio('an extension larger than the format', waveExt({ wave: { cbSize: 40 } }), win32.invalidParameter),
  audio(
    '8 kHz mono, which the capture pin takes',
    waveExt({ pin: 1, wave: { nSamplesPerSec: 8000, nChannels: 1 }, ext: { dwChannelMask: 4 } }),
    win32.success,
  ),
  audio(
    '24 bit on the capture pin',
    waveExt({ pin: 1, wave: { wBitsPerSample: 24 }, ext: { Samples: { wValidBitsPerSample: 24 } } }),
    win32.noMatch,
  ),
  audio('44.1 kHz on the headphones', waveExt({ pin: 2, wave: { nSamplesPerSec: 44100 } }), win32.noMatch),
];

const hd = { biWidth: 1280, biHeight: 720 };

const pictures: readonly SuiteCase[] = [
  camera('YUY2 640 x 480', video(), win32.success),
  camera('YUY2 1280 x 720', video({ bitmap: { ...hd, biSizeImage: 1843200 } }), win32.success),
  camera(
    'YUY2 800 x 600',
    video({ bitmap: { biWidth: 800, biHeight: 600, biSizeImage: 960000 } }),
    win32.noMatch,
  ),
  camera('a picture upside down', video({ bitmap: { biHeight: -480 } }), win32.noMatch),
  camera('24 bits of YUY2', video({ bitmap: { biBitCount: 24, biSizeImage: 921600 } }), win32.noMatch),
  camera('NV12 as compression of YUY2', video({ bitmap: { biCompression: fourcc('NV12') } }), win32.noMatch),
  camera('an image size one byte short', video({ bitmap: { biSizeImage: 614399 } }), win32.invalidParameter),
  camera('an image size of 0', video({ bitmap: { biSizeImage: 0 } }), win32.invalidParameter),
  camera(
    'an image size that is larger than needed',
    video({ bitmap: { biSizeImage: 700000 } }),
    win32.success,
  ),
  camera('biSize 39', video({ bitmap: { biSize: 39 } }), win32.invalidParameter),
  camera('biSize larger than the format', video({ bitmap: { biSize: 200 } }), win32.invalidParameter),
  camera('no planes, which are not compared', video({ bitmap: { biPlanes: 0 } }), win32.success),
  camera(
    'another frame time, which is not compared',
    video({ header: { AvgTimePerFrame: 1n } }),
    win32.success,
  ),
  camera(
    'NV12',
    video({
      format: { SubFormat: guid('FOURCC:NV12') },
      bitmap: { biBitCount: 12, biCompression: fourcc('NV12'), biSizeImage: 460800 },
    }),
    win32.success,
  ),
  camera(
    'RGB24',
    video({
      format: { SubFormat: guid('{e436eb7d-524f-11ce-9f53-0020af0ba770}') },
      bitmap: { biBitCount: 24, biCompression: 0, biSizeImage: 921600 },
    }),
    win32.success,
  ),
  camera(
    'MJPG, whose frames have no fixed size',
    video({
      format: { SubFormat: guid('FOURCC:MJPG') },
      bitmap: { ...hd, biBitCount: 24, biCompression: fourcc('MJPG'), biSizeImage: 0 },
    }),
    win32.success,
  ),
  camera(
    'a subformat that no range has',
    video({ format: { SubFormat: guid('FOURCC:UYVY') } }),
    win32.noMatch,
  ),
  camera('VIDEOINFOHEADER2 on the capture pin', video2({ pin: 0 }), win32.noMatch),
  camera('VIDEOINFOHEADER2 on the preview pin', video2(), win32.success),
  camera('VIDEOINFOHEADER on the preview pin', video({ pin: 1 }), win32.noMatch),
  camera(
    '1280 x 720 YUY2 on the preview pin',
    video2({ bitmap: { ...hd, biSizeImage: 1843200 } }),
    win32.noMatch,
  ),
  {
    ...patched(
      'a video format that ends inside its header',
      bytesOf(video()),
      formatSizeAt,
      '97000000',
      win32.noMatch,
    ),
    filter: cameraPath(),
  },
];

/** In ks.sys's order of checks; every one stands alone and leaves nothing open. */
export const createCases: readonly SuiteCase[] = [
  ...block,
  ...pin,
  ...range,
  ...attributes,
  ...waves,
  ...pictures,
];

/** What a result of `pin/create` must be for the code that KsCreatePin returns. */
export function expectedOutcome(code: number): CreatePinResult['outcome'] {
  return code === win32.success ? 'opened' : 'refused';
}
