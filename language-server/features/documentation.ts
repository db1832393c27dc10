// Where a structure is documented, and where what is written about its members does not agree: a hover should say what was decided
// and on which side each source is, so that nobody has to find out twice.
import type { StructName } from '#ks/struct.ts';

const ddi = 'https://learn.microsoft.com/windows-hardware/drivers/ddi/';
const win32 = 'https://learn.microsoft.com/windows/win32/api/';

/** Pages by structure: the files of MicrosoftDocs/windows-driver-docs-ddi and MicrosoftDocs/sdk-api have these names. */
const pages: Readonly<Partial<Record<StructName, string>>> = {
  KSPIN_CONNECT: `${ddi}ks/ns-ks-kspin_connect`,
  KSPIN_INTERFACE: `${ddi}ks/ns-ks-ksidentifier`,
  KSPIN_MEDIUM: `${ddi}ks/ns-ks-ksidentifier`,
  KSPRIORITY: `${ddi}ks/ns-ks-kspriority`,
  KSDATAFORMAT: `${ddi}ks/ns-ks-ksdataformat`,
  KSATTRIBUTE: `${ddi}ks/ns-ks-ksattribute`,
  WAVEFORMATEX: `${win32}mmeapi/ns-mmeapi-waveformatex`,
  WAVEFORMATEXTENSIBLE: `${ddi}ksmedia/ns-ksmedia-waveformatextensible`,
  KSDSOUND_BUFFERDESC: `${ddi}ksmedia/ns-ksmedia-ksdsound_bufferdesc`,
  KS_MPEGAUDIOINFO: `${ddi}ksmedia/ns-ksmedia-tagks_mpeaudioinfo`,
  KS_BITMAPINFOHEADER: `${ddi}ksmedia/ns-ksmedia-tagks_bitmapinfoheader`,
  KS_VIDEOINFOHEADER: `${ddi}ksmedia/ns-ksmedia-tagks_videoinfoheader`,
  KS_VIDEOINFOHEADER2: `${ddi}ksmedia/ns-ksmedia-tagks_videoinfoheader2`,
  KS_MPEG1VIDEOINFO: `${ddi}ksmedia/ns-ksmedia-tagks_mpeg1videoinfo`,
  KS_MPEGVIDEOINFO2: `${ddi}ksmedia/ns-ksmedia-tagks_mpegvideoinfo2`,
  KS_H264VIDEOINFO: `${ddi}ksmedia/ns-ksmedia-tagks_h264videoinfo`,
  KS_ANALOGVIDEOINFO: `${ddi}ksmedia/ns-ksmedia-tagks_analogvideoinfo`,
  KS_VBIINFOHEADER: `${ddi}ksmedia/ns-ksmedia-tagks_vbiinfoheader`,
};

export const pageOf = (struct: StructName): string | undefined => pages[struct];

export interface Contradiction {
  /** What one side says, and who that is. */
  readonly one: string;
  readonly other: string;
  /** What kspin goes by. */
  readonly taken: string;
}

/** By structure and member. */
export const contradictions: Readonly<Record<string, Contradiction>> = {
  'KSPIN_CONNECT.PinId': {
    one: 'ns-ks-kspin_connect: its words on PinId and PinToHandle differ about whose pin is meant',
    other: 'ks.h and clients: the pin factory to instantiate',
    taken: 'the factory of the filter that the handle belongs to',
  },
  'KSPIN_CONNECT.PinToHandle': {
    one: 'pin-factories.md: the source is created first, then the sink',
    other: 'ns-ks-kspin_connect: the handle of a sink that exists',
    taken: 'the sink first; null for a pin that a client reads or writes',
  },
  'KSPIN_INTERFACE.Id': {
    one: 'ksinterface-standard-streaming.md: all audio miniports support STREAMING, LOOPED is for DirectSound',
    other: 'PortAudio: LOOPED for WaveRT pins and only for them',
    taken: 'what the pin lists',
  },
  'KSDATAFORMAT.SampleSize': {
    one: 'examples of windows-driver-docs: 0 for PCM',
    other: 'PortAudio and the avssamp sample: nBlockAlign',
    taken: 'both are fine',
  },
  'WAVEFORMATEX.nBlockAlign': {
    one: 'the 24-bit, 4-channel example of pcm-high-bitdepth: 8',
    other: 'its own byte rate: 12',
    taken: 'nChannels * wBitsPerSample / 8',
  },
  'WAVEFORMATEX.wBitsPerSample': {
    one: 'ns-mmeapi-waveformatex: PCM has 8 or 16 bits, more needs WAVEFORMATEXTENSIBLE',
    other: 'many drivers: take 24 and 32 bits too, some as frames of another size',
    taken: 'a warning for more than 16 bits',
  },
  'WAVEFORMATEXTENSIBLE.SubFormat': {
    one: 'an older list names KSDATAFORMAT_SUBTYPE_WAVEFORMATEX for IEC 60958 PCM; MPEG-2 and MPEG-3 on IEC 61937 are 5 and 4 in the win32 pages',
    other: 'ksmedia.h: that GUID is only the base of the tag pattern; MPEG-2 is 4 and MPEG-3 is 5',
    taken: 'the names of the header; the value decides',
  },
  'KS_VIDEOINFOHEADER.dwBitRate': {
    one: 'ns-ksmedia-tagks_videoinfoheader: bits per second',
    other: 'the avssamp and tuner samples: bytes per second',
    taken: 'bits; nothing depends on it',
  },
  'KS_VIDEOINFOHEADER2.dwBitRate': {
    one: 'ns-ksmedia-tagks_videoinfoheader2: bits per second',
    other: 'the avssamp and tuner samples: bytes per second',
    taken: 'bits; nothing depends on it',
  },
  'KS_BITMAPINFOHEADER.biSizeImage': {
    one: 'ns-ksmedia-tagks_bitmapinfoheader: needed for compressed pictures only',
    other: 'the avshws sample: refuses an uncompressed picture that is larger than it says',
    taken: 'the size of the picture; 0 for uncompressed RGB only',
  },
  'KS_MPEGVIDEOINFO2.dwProfile': {
    one: 'ksmedia.h: profiles count from 0',
    other: 'DirectShow (dvdmedia.h): from 1',
    taken: 'both are fine',
  },
  'KS_MPEGVIDEOINFO2.dwLevel': {
    one: 'ksmedia.h: levels count from 0',
    other: 'DirectShow (dvdmedia.h): from 1',
    taken: 'both are fine',
  },
  'KS_H264VIDEOINFO.bResolutionScaling': {
    one: 'ns-ksmedia-tagks_h264videoinfo: descriptions stand one member off',
    other: 'ksmedia.h: order and names of the members',
    taken: 'the header',
  },
  'KS_H264VIDEOINFO.bmSupportedSyncFrameTypes': {
    one: 'ns-ksmedia-tagks_h264videoinfo: descriptions stand one member off',
    other: 'ksmedia.h: order and names of the members',
    taken: 'the header',
  },
  'connect.expect': {
    one: 'nf-ks-kscreatepin: an NTSTATUS',
    other: 'the user-mode prototype in ks.h and every client: a Win32 code, 0 for success, 1169 for no match',
    taken: 'Win32; NT_SUCCESS of such a code is always true',
  },
};
