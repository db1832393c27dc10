// The rig's two filters as the fixture records them, and the requests that they take. Tests say only what they change.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CreatePinParams } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson } from '#ks/capability-file.ts';
import { type ConnectRequest, encodeConnect } from '#ks/connect.ts';
import { parseGuid } from '#ks/guid.ts';
import type { Json } from '#ks/json.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

const fixture = new URL('./fixtures/rig.kscaps.json', import.meta.url);

export function rigFilters(): readonly Capabilities[] {
  const read = allCapabilitiesFromJson(JSON.parse(readFileSync(fixture, 'utf8')) as Json);
  assert.ok(read.ok);
  return read.value;
}

export function guid(name: string): Guid {
  const value = parseGuid(name);
  assert.ok(value, name);
  return value;
}

function pathOf(name: string): string {
  const found = rigFilters().find(({ filter }) => filter.name === name);
  assert.ok(found, name);
  return found.filter.path;
}

export function speakerPath(): string {
  return pathOf('kspin rig audio');
}

export function cameraPath(): string {
  return pathOf('kspin rig video');
}

/** Bytes of a request, which must be encodable. */
export function bytesOf(request: ConnectRequest): string {
  const encoded = encodeConnect(request, 'x64');
  assert.ok(encoded.ok, JSON.stringify(encoded));
  return toHex(encoded.value);
}

export interface WaveChanges {
  readonly pin?: number;
  readonly connect?: StructValue;
  readonly format?: StructValue;
  readonly wave?: StructValue;
  readonly ext?: StructValue;
}

/** 48 kHz, stereo, 16 bit PCM as WAVEFORMATEXTENSIBLE for the render pin, with changes. */
export function waveExt({ pin = 0, connect, format, wave, ext }: WaveChanges = {}): ConnectRequest {
  return {
    KSPIN_CONNECT: { PinId: pin, ...connect },
    KSDATAFORMAT: {
      MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
      SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
      Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
      ...format,
    },
    block: {
      key: 'WaveFormatExt',
      value: {
        Format: { wFormatTag: 0xfffe, nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16, ...wave },
        Samples: { wValidBitsPerSample: 16 },
        dwChannelMask: 3,
        SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
        ...ext,
      },
    },
  };
}

/** The same sound as a plain WAVEFORMATEX. */
export function wave({ pin = 0, connect, format, wave: changes }: WaveChanges = {}): ConnectRequest {
  return {
    ...waveExt({ pin, ...(connect && { connect }), ...(format && { format }) }),
    block: {
      key: 'WaveFormatEx',
      value: {
        wFormatTag: 1,
        nChannels: 2,
        nSamplesPerSec: 48000,
        wBitsPerSample: 16,
        cbSize: 0,
        ...changes,
      },
    },
  };
}

const fourcc = (code: string): number => Buffer.from(code).readUInt32LE();

export interface VideoChanges {
  readonly pin?: number;
  readonly format?: StructValue;
  readonly header?: StructValue;
  readonly bitmap?: StructValue;
}

/** YUY2, 640 x 480, 30 frames a second, for the capture pin. */
export function video({ pin = 0, format, header, bitmap }: VideoChanges = {}): ConnectRequest {
  return {
    KSPIN_CONNECT: { PinId: pin },
    KSDATAFORMAT: {
      MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO'),
      SubFormat: guid('FOURCC:YUY2'),
      Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
      ...format,
    },
    block: { key: 'VideoInfoHeader', value: { ...videoHeader(bitmap), ...header } },
  };
}

/** The same picture as VIDEOINFOHEADER2, for the preview pin. */
export function video2({ pin = 1, format, header, bitmap }: VideoChanges = {}): ConnectRequest {
  const plain = video({ pin, format: { Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO2'), ...format } });
  return {
    ...plain,
    block: {
      key: 'VideoInfoHeader2',
      value: { ...videoHeader(bitmap), dwPictAspectRatioX: 4, dwPictAspectRatioY: 3, ...header },
    },
  };
}

function videoHeader(bitmap: StructValue | undefined): StructValue {
  return {
    AvgTimePerFrame: 333333n,
    bmiHeader: {
      biWidth: 640,
      biHeight: 480,
      biPlanes: 1,
      biBitCount: 16,
      biCompression: fourcc('YUY2'),
      biSizeImage: 614400,
      ...bitmap,
    },
  };
}

/** GENERIC_READ | GENERIC_WRITE */
export const readWrite = 0xc0000000;

/** A create request that the render pin takes. */
export function goodSpeaker(): CreatePinParams {
  return { filter: speakerPath(), bytes: bytesOf(waveExt()), access: readWrite };
}
