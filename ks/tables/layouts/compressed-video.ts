// MPEG-1, MPEG-2 and H.264. Source: ksmedia.h and its WDK pages. The page of KS_H264VIDEOINFO describes some members
// under shifted names; names, order and meaning here follow the header and the USB video class.
import { byte, dword, layout, struct, word } from '#ks/tables/layout-rows.ts';
import { videoRangeHead } from './video.ts';

export const compressedVideoLayouts = {
  KS_MPEG1VIDEOINFO: layout(
    'KS_MPEG1VIDEOINFO',
    'ksmedia.h',
    'MPEG-1 video; the sequence header follows in line.',
    [
      struct('KS_VIDEOINFOHEADER', 'hdr', 'The common part.'),
      dword('dwStartTimeCode', 'Time code of the first frame, 25 bits.'),
      dword('cbSequenceHeader', 'Size of the sequence header; at most 140.', { unit: 'bytes' }),
      byte('bSequenceHeader', 'Sequence header, cbSequenceHeader bytes.', { count: 1 }),
    ],
  ),
  KS_MPEGVIDEOINFO2: layout(
    'KS_MPEGVIDEOINFO2',
    'ksmedia.h',
    'MPEG-2 video; the sequence header follows in line.',
    [
      struct('KS_VIDEOINFOHEADER2', 'hdr', 'The common part.'),
      dword('dwStartTimeCode', 'Time code of the first frame, 25 bits; not used for DVD.'),
      dword('cbSequenceHeader', 'Size of the sequence header with its extension.', { unit: 'bytes' }),
      dword('dwProfile', 'Profile. ksmedia.h counts from 0, DirectShow from 1; both occur.', {
        constants: 'KS_MPEG2Profile',
      }),
      dword('dwLevel', 'Level. ksmedia.h counts from 0, DirectShow from 1; both occur.', {
        constants: 'KS_MPEG2Level',
      }),
      dword('dwFlags', 'What decoder and output must do. Undefined bits make the connection fail.', {
        constants: 'KS_MPEG2',
      }),
      dword('bSequenceHeader', 'Sequence header, cbSequenceHeader bytes.', { count: 1 }),
    ],
  ),
  KS_MPEGAUDIOINFO: layout('KS_MPEGAUDIOINFO', 'ksmedia.h', 'MPEG audio beside MPEG video.', [
    dword('dwFlags', 'Time base. Undefined bits make the connection fail.', {
      constants: 'KS_MPEGAUDIOINFO',
    }),
    dword('dwReserved1', 'Reserved, 0.', { reserved: true }),
    dword('dwReserved2', 'Reserved, 0.', { reserved: true }),
    dword('dwReserved3', 'Reserved, 0.', { reserved: true }),
  ]),
  KS_DATAFORMAT_MPEGVIDEOINFO2: layout('KS_DATAFORMAT_MPEGVIDEOINFO2', 'ksmedia.h', 'MPEG-2 video format.', [
    struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_MPEG2_VIDEO.'),
    struct('KS_MPEGVIDEOINFO2', 'MpegVideoInfoHeader2', 'The video format.'),
  ]),
  KS_DATARANGE_MPEG1_VIDEO: layout(
    'KS_DATARANGE_MPEG1_VIDEO',
    'ksmedia.h',
    'MPEG-1 video that a pin takes.',
    [...videoRangeHead, struct('KS_MPEG1VIDEOINFO', 'VideoInfoHeader', 'Default format of the range.')],
  ),
  KS_DATARANGE_MPEG2_VIDEO: layout(
    'KS_DATARANGE_MPEG2_VIDEO',
    'ksmedia.h',
    'MPEG-2 video that a pin takes.',
    [...videoRangeHead, struct('KS_MPEGVIDEOINFO2', 'VideoInfoHeader', 'Default format of the range.')],
  ),
  KS_H264VIDEOINFO: layout(
    'KS_H264VIDEOINFO',
    'ksmedia.h',
    'H.264 format of the USB video class 1.5, but with natural alignment instead of byte packing.',
    [
      word('wWidth', 'Width of the decoded picture; a multiple of 2.', { unit: 'pixels' }),
      word('wHeight', 'Height of the decoded picture; a multiple of 2, of 4 with field coding.', {
        unit: 'lines',
      }),
      word('wSARwidth', 'Width of a sample; no common divisor with wSARheight.'),
      word('wSARheight', 'Height of a sample.'),
      word(
        'wProfile',
        'profile_idc in the high byte, constraint flags in the low one: 0x4240 constrained baseline, 0x4D00 main, 0x6400 high.',
      ),
      byte('bLevelIDC', 'level_idc: ten times the level, 0x1F is 3.1, 0x28 is 4.0.'),
      word(
        'wConstrainedToolset',
        'Limits on the profile: 0 none, 1 to 3 the toolsets for unified communication.',
      ),
      dword(
        'bmSupportedUsages',
        'Bits: real-time modes 0-4, broadcast 8-15, file storage 16-18, multi-view 24-25.',
      ),
      word(
        'bmCapabilities',
        'Bits: 0 CAVLC only, 1 CABAC only, 2 constant frame rate, 3-4 separate QP, 5 no picture reordering.',
      ),
      dword('bmSVCCapabilities', 'Bits: temporal, quality and spatial layers of scalable coding.'),
      dword('bmMVCCapabilities', 'Bits: temporal layers and views of multi-view coding.'),
      dword('dwFrameInterval', 'Shortest time of a frame: the highest frame rate.', { unit: '100 ns' }),
      byte('bMaxCodecConfigDelay', 'Frames until the encoder follows a command.', { unit: 'frames' }),
      byte('bmSupportedSliceModes', 'Bits: slice modes.'),
      byte(
        'bmSupportedSyncFrameTypes',
        'Bits: 0 IDR, 1 IDR as long-term reference, 2 random-access I, 3 P as long-term reference.',
      ),
      byte('bResolutionScaling', 'How the resolution can change while streaming.'),
      byte('bSimulcastSupport', 'Streams of the endpoint: 0 one, 1 several.'),
      byte(
        'bmSupportedRateControlModes',
        'Bits: 0 VBR, 1 CBR, 2 constant QP, 3 global VBR, 4-5 the VBR modes with underflow.',
      ),
      // The misspelled names are the header's.
      word(
        'wMaxMBperSecOneResolutionNoScalability',
        'Most macroblocks per second: one resolution, without scalability.',
      ),
      word(
        'wMaxMBperSecTwoResolutionsNoScalability',
        'Most macroblocks per second: two resolutions, without scalability.',
      ),
      word(
        'wMaxMBperSecThreeResolutionsNoScalability',
        'Most macroblocks per second: three resolutions, without scalability.',
      ),
      word(
        'wMaxMBperSecFourResolutionsNoScalability',
        'Most macroblocks per second: four resolutions, without scalability.',
      ),
      word(
        'wMaxMBperSecOneResolutionTemporalScalability',
        'Most macroblocks per second: one resolution, temporal scalability.',
      ),
      word(
        'wMaxMBperSecTwoResolutionsTemporalScalablility',
        'Most macroblocks per second: two resolutions, temporal scalability.',
      ),
      word(
        'wMaxMBperSecThreeResolutionsTemporalScalability',
        'Most macroblocks per second: three resolutions, temporal scalability.',
      ),
      word(
        'wMaxMBperSecFourResolutionsTemporalScalability',
        'Most macroblocks per second: four resolutions, temporal scalability.',
      ),
      word(
        'wMaxMBperSecOneResolutionTemporalQualityScalability',
        'Most macroblocks per second: one resolution, temporal and quality scalability.',
      ),
      word(
        'wMaxMBperSecTwoResolutionsTemporalQualityScalability',
        'Most macroblocks per second: two resolutions, temporal and quality scalability.',
      ),
      word(
        'wMaxMBperSecThreeResolutionsTemporalQualityScalablity',
        'Most macroblocks per second: three resolutions, temporal and quality scalability.',
      ),
      word(
        'wMaxMBperSecFourResolutionsTemporalQualityScalability',
        'Most macroblocks per second: four resolutions, temporal and quality scalability.',
      ),
      word(
        'wMaxMBperSecOneResolutionTemporalSpatialScalability',
        'Most macroblocks per second: one resolution, temporal and spatial scalability.',
      ),
      word(
        'wMaxMBperSecTwoResolutionsTemporalSpatialScalability',
        'Most macroblocks per second: two resolutions, temporal and spatial scalability.',
      ),
      word(
        'wMaxMBperSecThreeResolutionsTemporalSpatialScalablity',
        'Most macroblocks per second: three resolutions, temporal and spatial scalability.',
      ),
      word(
        'wMaxMBperSecFourResolutionsTemporalSpatialScalability',
        'Most macroblocks per second: four resolutions, temporal and spatial scalability.',
      ),
      word(
        'wMaxMBperSecOneResolutionFullScalability',
        'Most macroblocks per second: one resolution, full scalability.',
      ),
      word(
        'wMaxMBperSecTwoResolutionsFullScalability',
        'Most macroblocks per second: two resolutions, full scalability.',
      ),
      word(
        'wMaxMBperSecThreeResolutionsFullScalability',
        'Most macroblocks per second: three resolutions, full scalability.',
      ),
      word(
        'wMaxMBperSecFourResolutionsFullScalability',
        'Most macroblocks per second: four resolutions, full scalability.',
      ),
    ],
  ),
  KS_DATAFORMAT_H264VIDEOINFO: layout(
    'KS_DATAFORMAT_H264VIDEOINFO',
    'ksmedia.h',
    'H.264 format; FormatSize may be 148.',
    [
      struct('KSDATAFORMAT', 'DataFormat', 'Specifier KSDATAFORMAT_SPECIFIER_H264_VIDEO.'),
      struct('KS_H264VIDEOINFO', 'H264VideoInfoHeader', 'The video format.'),
    ],
  ),
  KS_DATARANGE_H264_VIDEO: layout('KS_DATARANGE_H264_VIDEO', 'ksmedia.h', 'H.264 video that a pin takes.', [
    ...videoRangeHead,
    struct('KS_H264VIDEOINFO', 'VideoInfoHeader', 'Default format of the range.'),
  ]),
} as const;
