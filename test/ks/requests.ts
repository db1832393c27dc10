// Requests that several tests of ks/ start from: what a descriptor's author would write, nothing derivable.
import { guidNamed } from '#ks/guid.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

export function guid(name: string): Guid {
  const named = guidNamed(name);
  if (!named) throw new Error(`no GUID named ${name}`);
  return named.value;
}

/** 48 kHz stereo 16 bit PCM in WAVEFORMATEXTENSIBLE, to a render pin. */
export const speaker: ConnectRequest = {
  DesiredAccess: 0x40000000,
  KSPIN_CONNECT: { PinId: 0 },
  KSDATAFORMAT: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
    SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
  },
  block: {
    key: 'WaveFormatExt',
    value: { Format: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 } },
  },
};

/** 640x480 YUY2 at 30 frames a second in KS_VIDEOINFOHEADER, from a capture pin. */
export const camera: ConnectRequest = {
  DesiredAccess: 0x80000000,
  KSPIN_CONNECT: { PinId: 0 },
  KSDATAFORMAT: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO'),
    SubFormat: guid('MEDIASUBTYPE_YUY2'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
  },
  block: {
    key: 'VideoInfoHeader',
    value: { AvgTimePerFrame: 333333n, bmiHeader: { biWidth: 640, biHeight: 480 } },
  },
};

/** A copy of the request with members of one part replaced. */
export function withMembers(
  request: ConnectRequest,
  part: 'KSPIN_CONNECT' | 'KSDATAFORMAT',
  members: ConnectRequest['KSPIN_CONNECT'],
): ConnectRequest {
  return { ...request, [part]: { ...request[part], ...members } };
}
