// Cases of the rules of video, compressed and analog video.
import { type Members, object, other, video, video2, zeros } from '#test/language-server/descriptors.ts';
import type { RuleCase } from './rule-case.ts';

const yuy2 = 'MEDIASUBTYPE_YUY2';
const nv12 = 'MEDIASUBTYPE_NV12';
const mjpg = 'MEDIASUBTYPE_MJPG';
const rgb24 = 'MEDIASUBTYPE_RGB24';
const rgb32 = 'MEDIASUBTYPE_RGB32';
const masks = { rest: { Bytes: '"00f80000e00700001f000000"' } };
const rect = (left: number, top: number, right: number, bottom: number): string =>
  object({ left: String(left), top: String(top), right: String(right), bottom: String(bottom) });

/** What OpenCV showed of a camera whose structure it read 4 bytes off. */
const shifted = object({
  biSize: '165',
  biWidth: '640',
  biHeight: '480',
  biPlanes: '3',
  biBitCount: '0',
  biSizeImage: '0',
});

const h264Members = (members: Members): Members => ({
  wWidth: '640',
  wHeight: '480',
  wSARwidth: '1',
  wSARheight: '1',
  dwFrameInterval: '333333',
  ...members,
});

const h264 = (members: Members, format: Members = {}): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_VIDEO',
      sub: 'MEDIASUBTYPE_H264',
      specifier: 'KSDATAFORMAT_SPECIFIER_H264_VIDEO',
    },
    { H264VideoInfo: zeros('KS_H264VIDEOINFO', h264Members(members)) },
    { format },
  );

const bmiHeader = object({
  biWidth: '352',
  biHeight: '288',
  biBitCount: '24',
  biCompression: '"FOURCC:MPEG"',
  biSizeImage: '152064',
});

const mpeg1 = (members: Members, rest: Members = {}): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_VIDEO',
      sub: 'MEDIASUBTYPE_MPEG1Payload',
      specifier: 'KSDATAFORMAT_SPECIFIER_MPEG1_VIDEO',
    },
    {
      Mpeg1VideoInfoHeader: zeros('KS_MPEG1VIDEOINFO', {
        hdr: object({ AvgTimePerFrame: '400000', bmiHeader }),
        bSequenceHeader: '',
        ...members,
      }),
    },
    { rest },
  );
const mpeg2 = (members: Members, rest: Members = {}): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_VIDEO',
      sub: 'KSDATAFORMAT_SUBTYPE_MPEG2_VIDEO',
      specifier: 'KSDATAFORMAT_SPECIFIER_MPEG2_VIDEO',
    },
    {
      MpegVideoInfoHeader2: zeros('KS_MPEGVIDEOINFO2', {
        hdr: object({ AvgTimePerFrame: '400000', bmiHeader }),
        bSequenceHeader: '',
        ...members,
      }),
    },
    { rest },
  );

const analog = (members: Members): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_ANALOGVIDEO',
      sub: 'KSDATAFORMAT_SUBTYPE_NONE',
      specifier: 'KSDATAFORMAT_SPECIFIER_ANALOGVIDEO',
    },
    {
      AnalogVideoInfo: object({
        dwActiveWidth: '720',
        dwActiveHeight: '483',
        AvgTimePerFrame: '0',
        ...members,
      }),
    },
  );

const vbi = (members: Members, format: Members = {}): string =>
  other(
    {
      major: 'KSDATAFORMAT_TYPE_VBI',
      sub: 'KSDATAFORMAT_SUBTYPE_RAW8',
      specifier: 'KSDATAFORMAT_SPECIFIER_VBI',
    },
    {
      VBIInfoHeader: object({
        StartLine: '10',
        EndLine: '21',
        SamplingFrequency: '28636360',
        MinLineStartTime: '780',
        MaxLineStartTime: '780',
        ActualLineStartTime: '780',
        ActualLineEndTime: '6304',
        VideoStandard: '"KS_AnalogVideo_NTSC_M"',
        SamplesPerLine: '1600',
        StrideInBytes: '1600',
        BufferSize: '19200',
        ...members,
      }),
    },
    { format },
  );

export const videoCases: readonly RuleCase[] = [
  {
    rule: 'header-shifted',
    fires: video(yuy2, {}, { '«bmiHeader»': shifted }),
    silent: video(yuy2, {}, { bmiHeader: object({ biSize: '40', biWidth: '640', biHeight: '480' }) }),
  },
  { rule: 'bisize-min', fires: video(yuy2, { biSize: '«39»' }), silent: video(yuy2, { biSize: '40' }) },
  {
    rule: 'header-overflow',
    fires: video(yuy2, { biSize: '«"0xFFFFFFFF"»' }),
    silent: video(yuy2, { biSize: '40' }),
  },
  { rule: 'header-fits', fires: video(yuy2, { biSize: '«165»' }), silent: video(yuy2, { biSize: '40' }) },
  { rule: 'size-zero', fires: video(yuy2, { biHeight: '«0»' }), silent: video(yuy2, { biHeight: '2' }) },
  {
    rule: 'size-overflow',
    fires: video(yuy2, { biWidth: '«100000»', biHeight: '100000', biSizeImage: '1' }),
    silent: video(yuy2, { biWidth: '7680', biHeight: '4320' }),
  },
  { rule: 'even-size', fires: video(nv12, { biHeight: '«481»' }), silent: video(yuy2, { biHeight: '481' }) },
  {
    rule: 'stride-dword',
    fires: video(rgb24, { biWidth: '«641»' }),
    silent: video(rgb32, { biWidth: '641' }),
  },
  {
    rule: 'negative-height-yuv',
    fires: video(yuy2, { biHeight: '«-480»' }),
    silent: video(rgb24, { biHeight: '-480' }),
  },
  { rule: 'negative-height-rgb', fires: video(rgb24, { biHeight: '«-480»' }), silent: video(rgb24) },
  { rule: 'negative-height-compressed', fires: video(mjpg, { biHeight: '«-480»' }), silent: video(mjpg) },
  { rule: 'planes', fires: video(yuy2, { biPlanes: '«3»' }), silent: video(yuy2, { biPlanes: '1' }) },
  {
    rule: 'bitcount-vs-subtype',
    fires: video(nv12, { biBitCount: '«16»' }),
    silent: video(nv12, { biBitCount: '12' }),
  },
  {
    rule: 'mjpg-bitcount',
    fires: video(mjpg, { biBitCount: '«16»' }),
    silent: video(mjpg, { biBitCount: '0' }),
  },
  {
    rule: 'compression-vs-subtype',
    fires: video(nv12, { biCompression: '«"FOURCC:YUY2"»' }),
    silent: video(nv12, { biCompression: '"FOURCC:NV12"' }),
  },
  {
    rule: 'rgb-compression',
    fires: video(rgb24, { biCompression: '«"FOURCC:RGB3"»' }),
    silent: video(rgb32, { biCompression: '"BI_BITFIELDS"' }, {}, masks),
  },
  {
    rule: 'bitfields-masks',
    fires: video(rgb32, { biCompression: '«3»' }),
    silent: video(rgb32, { biCompression: '3' }, {}, masks),
  },
  {
    rule: 'bitfields-depth',
    fires: video(rgb24, { biCompression: '«3»' }, {}, masks),
    silent: video(rgb32, { biCompression: '3' }, {}, masks),
  },
  {
    rule: 'rgb555-vs-565',
    fires: video('MEDIASUBTYPE_RGB565', { biCompression: '«0»' }),
    silent: video('MEDIASUBTYPE_RGB565', { biCompression: '3' }, {}, masks),
  },
  {
    rule: 'palette-missing',
    fires: video('MEDIASUBTYPE_RGB8', { biBitCount: '«8»' }),
    silent: video(
      'MEDIASUBTYPE_RGB8',
      { biBitCount: '8' },
      {},
      { rest: { Bytes: `"${'00'.repeat(1024)}"` } },
    ),
  },
  {
    rule: 'sizeimage-rgb',
    fires: video(rgb24, { biSizeImage: '«921599»' }),
    silent: video(rgb24, { biSizeImage: '0' }),
  },
  {
    rule: 'sizeimage-packed',
    fires: video(yuy2, { biSizeImage: '«614399»' }),
    silent: video(yuy2, { biSizeImage: '614400' }),
  },
  {
    rule: 'sizeimage-planar',
    fires: video(nv12, { biSizeImage: '«460799»' }),
    silent: video(nv12, { biSizeImage: '460800' }),
  },
  {
    rule: 'sizeimage-zero',
    fires: video(yuy2, { biSizeImage: '«0»' }),
    silent: video(rgb24, { biSizeImage: '0' }),
  },
  {
    rule: 'rc-source-shape',
    fires: video(yuy2, {}, { '«rcSource»': rect(10, 0, 10, 480) }),
    silent: video(yuy2, {}, { rcSource: rect(0, 0, 0, 0) }),
  },
  {
    rule: 'rc-source-nonempty',
    fires: video(yuy2, {}, { '«rcSource»': rect(0, 0, 640, 480) }),
    silent: video(yuy2, {}, { rcSource: rect(0, 0, 0, 0) }),
  },
  {
    rule: 'rc-target-bounds',
    fires: video(yuy2, {}, { '«rcTarget»': rect(0, 0, 641, 480) }),
    silent: video(yuy2, {}, { rcTarget: rect(0, 0, 640, 480) }),
  },
  {
    rule: 'bitrate',
    fires: video(yuy2, {}, { dwBitRate: '«18432000»' }),
    silent: video(yuy2, {}, { dwBitRate: '147456000' }),
  },
  {
    rule: 'timeperframe-zero',
    fires: video(yuy2, {}, { AvgTimePerFrame: '«0»' }),
    silent: video(yuy2, {}, { AvgTimePerFrame: '333667' }),
  },
  {
    rule: 'vi2-interlace-bits',
    fires: video2(yuy2, { dwInterlaceFlags: '«"0x108"»' }),
    silent: video2(yuy2, { dwInterlaceFlags: '"AMINTERLACE_IsInterlaced"' }),
  },
  {
    rule: 'vi2-interlace-irrelevant',
    fires: video2(yuy2, { dwInterlaceFlags: '«4»' }),
    silent: video2(yuy2, { dwInterlaceFlags: '5' }),
  },
  {
    rule: 'vi2-display-mode-capture',
    fires: video2(yuy2, { dwInterlaceFlags: '«"0x81"»' }, { rest: { DesiredAccess: '"GENERIC_READ"' } }),
    silent: video2(yuy2, { dwInterlaceFlags: '"0x81"' }, { rest: { DesiredAccess: '"GENERIC_WRITE"' } }),
  },
  {
    rule: 'vi2-copyprotect',
    fires: video2(yuy2, { dwCopyProtectFlags: '«2»' }),
    silent: video2(yuy2, { dwCopyProtectFlags: '1' }),
  },
  {
    rule: 'vi2-aspect-zero',
    fires: video2(yuy2, { dwPictAspectRatioX: '«0»', dwPictAspectRatioY: '3' }),
    silent: video2(yuy2, { dwPictAspectRatioX: '4', dwPictAspectRatioY: '3' }),
  },
  {
    rule: 'vi2-controlflags',
    fires: video2(yuy2, { dwControlFlags: '«2»' }),
    silent: video2(yuy2, { dwControlFlags: '"AMCONTROL_USED | AMCONTROL_PAD_TO_4x3"' }),
  },
  {
    rule: 'vi2-reserved2',
    fires: video2(yuy2, { dwReserved2: '«1»' }),
    silent: video2(yuy2, { dwReserved2: '0' }),
  },
  {
    rule: 'mpeg1-seq-size',
    fires: mpeg1({ dwStartTimeCode: '0', cbSequenceHeader: '«12»' }),
    silent: mpeg1({ dwStartTimeCode: '0', cbSequenceHeader: '12' }, { Bytes: `"${'00'.repeat(12)}"` }),
  },
  {
    rule: 'mpeg2-seq-size',
    fires: mpeg2({
      dwStartTimeCode: '0',
      cbSequenceHeader: '«8»',
      dwProfile: '1',
      dwLevel: '1',
      dwFlags: '0',
    }),
    silent: mpeg2(
      { dwStartTimeCode: '0', cbSequenceHeader: '8', dwProfile: '1', dwLevel: '1', dwFlags: '0' },
      { Bytes: '"000001b3000001b5"' },
    ),
  },
  { rule: 'mpeg2-flags', fires: mpeg2({ dwFlags: '«"0x400"»' }), silent: mpeg2({ dwFlags: '"0x3FF"' }) },
  { rule: 'mpeg2-profile', fires: mpeg2({ dwProfile: '«6»' }), silent: mpeg2({ dwProfile: '5' }) },
  { rule: 'mpeg2-level', fires: mpeg2({ dwLevel: '«5»' }), silent: mpeg2({ dwLevel: '4' }) },
  {
    rule: 'start-timecode',
    fires: mpeg1({ dwStartTimeCode: '«"0x2000000"»' }),
    silent: mpeg1({ dwStartTimeCode: '"0x1FFFFFF"' }),
  },
  { rule: 'h264-even', fires: h264({ wWidth: '«641»' }), silent: h264({}) },
  {
    rule: 'h264-sar',
    fires: h264({ wSARwidth: '«4»', wSARheight: '2' }),
    silent: h264({ wSARwidth: '4', wSARheight: '3' }),
  },
  {
    rule: 'h264-toolset',
    fires: h264({ wConstrainedToolset: '«4»' }),
    silent: h264({ wConstrainedToolset: '3' }),
  },
  {
    rule: 'h264-usages',
    fires: h264({ bmSupportedUsages: '«"0x20"»' }),
    silent: h264({ bmSupportedUsages: '"0x1F"' }),
  },
  {
    rule: 'h264-interval',
    fires: h264({ dwFrameInterval: '«0»' }),
    silent: h264({ dwFrameInterval: '333333' }),
  },
  {
    rule: 'h264-size',
    fires: h264({}, { FormatSize: '«140»' }),
    silent: h264({}, { FormatSize: '148' }),
  },
  { rule: 'analog-active', fires: analog({ dwActiveWidth: '«0»' }), silent: analog({}) },
  { rule: 'vbi-lines', fires: vbi({ StartLine: '«22»' }), silent: vbi({}) },
  { rule: 'vbi-stride', fires: vbi({ StrideInBytes: '«1599»' }), silent: vbi({}) },
  { rule: 'vbi-buffer', fires: vbi({ BufferSize: '«19199»' }), silent: vbi({}) },
  {
    rule: 'vbi-samplesize',
    fires: vbi({}, { SampleSize: '«100»' }),
    silent: vbi({}, { SampleSize: '19200' }),
  },
  { rule: 'vbi-times', fires: vbi({ ActualLineStartTime: '«781»' }), silent: vbi({}) },
  { rule: 'vbi-standard', fires: vbi({ VideoStandard: '«"0x80000000"»' }), silent: vbi({}) },
];
