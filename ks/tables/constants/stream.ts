// Named numbers of stream headers and allocator framing. Values: ks.h (mingw-w64; newer stream header options from
// the Microsoft SDK header), wdm.h for the pool types.
import { type ConstantRow, flagsOf, oneOf } from '#ks/tables/constant-set.ts';

const requirements: readonly ConstantRow[] = [
  ['KSALLOCATOR_REQUIREMENTF_INPLACE_MODIFIER', 0x1, 'Data is changed in place.'],
  ['KSALLOCATOR_REQUIREMENTF_SYSTEM_MEMORY', 0x2, 'Frames must be in system memory.'],
  ['KSALLOCATOR_REQUIREMENTF_FRAME_INTEGRITY', 0x4, 'Frames must not be changed downstream.'],
  ['KSALLOCATOR_REQUIREMENTF_MUST_ALLOCATE', 0x8, 'The pin must allocate by itself.'],
  ['KSALLOCATOR_REQUIREMENTF_PREFERENCES_ONLY', 0x80000000, 'Only preferences, no requirements.'],
];

const allocatorFlags: readonly ConstantRow[] = [
  ['KSALLOCATOR_FLAG_PARTIAL_READ_SUPPORT', 0x10, 'A frame may be read in parts.'],
  ['KSALLOCATOR_FLAG_DEVICE_SPECIFIC', 0x20, 'Memory of the device.'],
  ['KSALLOCATOR_FLAG_CAN_ALLOCATE', 0x40, 'The pin can allocate.'],
  ['KSALLOCATOR_FLAG_INSIST_ON_FRAMESIZE_RATIO', 0x80, 'The ratio of frame sizes is required.'],
  ['KSALLOCATOR_FLAG_NO_FRAME_INTEGRITY', 0x100, 'Frames may be changed downstream.'],
  ['KSALLOCATOR_FLAG_MULTIPLE_OUTPUT', 0x200, 'One frame goes to several outputs.'],
  ['KSALLOCATOR_FLAG_CYCLE', 0x400, 'The graph has a cycle here.'],
  ['KSALLOCATOR_FLAG_ALLOCATOR_EXISTS', 0x800, 'An allocator is there already.'],
  ['KSALLOCATOR_FLAG_INDEPENDENT_RANGES', 0x1000, 'Ranges do not depend on each other.'],
  ['KSALLOCATOR_FLAG_ATTENTION_STEPPING', 0x2000, 'The stepping of the range matters.'],
];

export const streamConstants = {
  KSSTREAM_HEADER_OPTIONSF: flagsOf('KSSTREAM_HEADER_OPTIONSF', 'ks.h', [
    ['KSSTREAM_HEADER_OPTIONSF_SPLICEPOINT', 0x1, 'Decoding can start here (key frame).'],
    ['KSSTREAM_HEADER_OPTIONSF_PREROLL', 0x2, 'Decode but do not show.'],
    ['KSSTREAM_HEADER_OPTIONSF_DATADISCONTINUITY', 0x4, 'Data is missing before this sample.'],
    ['KSSTREAM_HEADER_OPTIONSF_TYPECHANGED', 0x8, 'The sample carries a new KSDATAFORMAT.'],
    ['KSSTREAM_HEADER_OPTIONSF_TIMEVALID', 0x10, 'PresentationTime is meant.'],
    ['KSSTREAM_HEADER_OPTIONSF_TIMEDISCONTINUITY', 0x40, 'Time jumps before this sample.'],
    ['KSSTREAM_HEADER_OPTIONSF_FLUSHONPAUSE', 0x80, 'Drop the sample when the pin pauses.'],
    ['KSSTREAM_HEADER_OPTIONSF_DURATIONVALID', 0x100, 'Duration is meant.'],
    ['KSSTREAM_HEADER_OPTIONSF_ENDOFSTREAM', 0x200, 'Last sample of the stream.'],
    ['KSSTREAM_HEADER_OPTIONSF_BUFFEREDTRANSFER', 0x400, 'The data was copied to another buffer.'],
    ['KSSTREAM_HEADER_OPTIONSF_VRAM_DATA_TRANSFER', 0x800, 'The data lies in video memory.'],
    ['KSSTREAM_HEADER_OPTIONSF_METADATA', 0x1000, 'Metadata follows the header.'],
    ['KSSTREAM_HEADER_OPTIONSF_ENDOFPHOTOSEQUENCE', 0x2000, 'Last picture of a photo sequence.'],
    ['KSSTREAM_HEADER_OPTIONSF_FRAMEINFO', 0x4000, 'A KS_FRAME_INFO follows the header.'],
    ['KSSTREAM_HEADER_OPTIONSF_PERSIST_SAMPLE', 0x8000, 'Keep the buffer locked for reuse.'],
    ['KSSTREAM_HEADER_OPTIONSF_SAMPLE_PERSISTED', 0x10000, 'The buffer has been kept locked.'],
    ['KSSTREAM_HEADER_TRACK_COMPLETION_NUMBERS', 0x20000, 'Count the completed frames.'],
    ['KSSTREAM_HEADER_OPTIONSF_SECUREBUFFERTRANSFER', 0x40000, 'The data is in a secure buffer.'],
    ['KSSTREAM_HEADER_OPTIONSF_LOOPEDDATA', 0x80000000, 'The buffer is played round and round.'],
  ]),
  KSALLOCATOR_REQUIREMENTF: flagsOf('KSALLOCATOR_REQUIREMENTF', 'ks.h', [...requirements]),
  KSALLOCATOR_OPTIONF: flagsOf('KSALLOCATOR_OPTIONF', 'ks.h', [
    ['KSALLOCATOR_OPTIONF_COMPATIBLE', 0x1, 'The allocator takes over the framing of its client.'],
    ['KSALLOCATOR_OPTIONF_SYSTEM_MEMORY', 0x2, 'Frames are in system memory.'],
    ['KSALLOCATOR_OPTIONF_VALID', 0x3, 'Every defined option.', 'input only'],
  ]),
  KSALLOCATOR_FLAG: flagsOf('KSALLOCATOR_FLAG', 'ks.h', [...allocatorFlags]),
  // DECLARE_SIMPLE_FRAMING_EX of ks.h puts names of both families into this member; their bits do not overlap.
  KS_FRAMING_ITEM_FLAGS: flagsOf('KS_FRAMING_ITEM_FLAGS', 'ks.h', [...requirements, ...allocatorFlags]),
  POOL_TYPE: oneOf('POOL_TYPE', 'wdm.h', [
    ['NonPagedPool', 0, 'Never paged out.'],
    ['PagedPool', 1, 'May be paged out.'],
  ]),
} as const;
