// Where mingw-w64's headers cannot be a witness, and why. The tests demand that each of these is still so, and that there
// is no other: a newer mingw shortens the list, a mistake in our tables cannot hide in it.

/** `STRUCT`, `STRUCT.member` or the name of a GUID, with the reason. */
export type Gaps = Readonly<Record<string, string>>;

const newer = 'mingw-w64 follows an older Windows SDK that has no such structure';
const secondName = 'later Windows SDKs gave these bytes a second name; mingw-w64 has only the first';

/** Declared by no header of mingw-w64, neither for programs nor for drivers. */
export const missing: Gaps = {
  KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE: newer,
  WAVEFORMATEXTENSIBLE_IEC61937: newer,
  KSDATAFORMAT_WAVEFORMATEXTENSIBLE: newer,
  UMPDATAFORMAT: newer,
  KS_DATAFORMAT_IMAGEINFO: newer,
  KS_DATARANGE_IMAGE: newer,
  KS_DATAFORMAT_MPEGVIDEOINFO2: newer,
  KS_H264VIDEOINFO: newer,
  KS_DATAFORMAT_H264VIDEOINFO: newer,
  KS_DATARANGE_H264_VIDEO: newer,
  KS_DATARANGE_BDA_ANTENNA: newer,
  KSE_PIN: newer,
  KSAUDIO_PRESENTATION_POSITION: newer,
  KSRTAUDIO_BUFFER_PROPERTY: newer,
  KSRTAUDIO_BUFFER_PROPERTY_WITH_NOTIFICATION: newer,
  KSRTAUDIO_BUFFER: newer,
  KSRTAUDIO_HWLATENCY: newer,
  KSRTAUDIO_HWREGISTER_PROPERTY: newer,
  KSRTAUDIO_HWREGISTER: newer,
  KSRTAUDIO_NOTIFICATION_EVENT_PROPERTY: newer,
  KSRTAUDIO_GETREADPACKET_INFO: newer,
  KSRTAUDIO_SETWRITEPACKET_INFO: newer,
  'KS_VIDEOINFOHEADER2.dwControlFlags': `${secondName}, dwReserved1`,
  'KSP_PIN.Flags': `${secondName}, Reserved`,
  'KS_FRAME_INFO.lSurfacePitch': `${secondName}, Reserved1`,
  'KS_FRAME_INFO.FrameCompletionNumber': `${secondName}, Reserved3 and Reserved4`,
  'KSALLOCATOR_FRAMING.FramePitch': `${secondName}, FileAlignment`,
  'KS_FRAMING_ITEM.FramePitch': `${secondName}, FileAlignment`,
};

/** Declared for drivers only: the kernel-mode headers are the witness. */
export const driversOnly: Gaps = {
  KSATTRIBUTE_LIST: 'ks.h declares it under _NTDDK_ only',
  KSPIN_DESCRIPTOR: 'ks.h declares it under _NTDDK_ only',
};
