// Allocator framing: what memory a pin wants its frames in. Source: ks.h and its WDK pages.
import { guid, layout, long, struct, ulong } from '#ks/tables/layout-rows.ts';

const fileAlignment = ulong('FileAlignment', 'Alignment of a frame, less 1.', { unit: 'bytes' });
const framePitch = long('FramePitch', 'Bytes from one line to the next, for frames in video memory.', {
  overlaps: 'FileAlignment',
  unit: 'bytes',
});

export const allocatorLayouts = {
  KSALLOCATOR_FRAMING: layout('KSALLOCATOR_FRAMING', 'ks.h', 'Frames that a pin wants or offers.', [
    ulong('OptionsFlags', 'Options when an allocator is created.', { constants: 'KSALLOCATOR_OPTIONF' }),
    ulong('RequirementsFlags', 'Requirements when a pin is asked.', {
      overlaps: 'OptionsFlags',
      constants: 'KSALLOCATOR_REQUIREMENTF',
    }),
    ulong('PoolType', 'Kernel pool.', { constants: 'POOL_TYPE' }),
    ulong('Frames', 'Frames at the same time.', { unit: 'frames' }),
    ulong('FrameSize', 'Size of one frame.', { unit: 'bytes' }),
    fileAlignment,
    framePitch,
    ulong('Reserved', 'Reserved, 0.', { reserved: true }),
  ]),
  KS_COMPRESSION: layout('KS_COMPRESSION', 'ks.h', 'Ratio of output to input size.', [
    ulong('RatioNumerator', 'Numerator.'),
    ulong('RatioDenominator', 'Denominator.'),
    ulong('RatioConstantMargin', 'Bytes to add.', { unit: 'bytes' }),
  ]),
  KS_FRAMING_RANGE: layout('KS_FRAMING_RANGE', 'ks.h', 'Frame sizes.', [
    ulong('MinFrameSize', 'Smallest frame.', { unit: 'bytes' }),
    ulong('MaxFrameSize', 'Largest frame.', { unit: 'bytes' }),
    ulong('Stepping', 'Step between sizes.', { unit: 'bytes' }),
  ]),
  KS_FRAMING_RANGE_WEIGHTED: layout('KS_FRAMING_RANGE_WEIGHTED', 'ks.h', 'Frame sizes with weights.', [
    struct('KS_FRAMING_RANGE', 'Range', 'The sizes.'),
    ulong('InPlaceWeight', 'Weight when frames are changed in place.'),
    ulong('NotInPlaceWeight', 'Weight when frames are copied.'),
  ]),
  KS_FRAMING_ITEM: layout('KS_FRAMING_ITEM', 'ks.h', 'Framing for one kind of memory.', [
    guid('MemoryType', 'Kind of memory.', { guids: ['memory-type'] }),
    guid('BusType', 'Bus of the memory.', { guids: ['medium-set', 'memory-type'] }),
    ulong('MemoryFlags', 'Flags of the memory; usually 0.'),
    ulong('BusFlags', 'Flags of the bus; usually 0.'),
    ulong('Flags', 'Requirements and flags of the item.', { constants: 'KS_FRAMING_ITEM_FLAGS' }),
    ulong('Frames', 'Frames at the same time.', { unit: 'frames' }),
    fileAlignment,
    framePitch,
    ulong('MemoryTypeWeight', 'Weight of this kind of memory; 0 for do not care.'),
    struct('KS_FRAMING_RANGE', 'PhysicalRange', 'Sizes that the hardware can do.'),
    struct('KS_FRAMING_RANGE_WEIGHTED', 'FramingRange', 'Sizes that work best.'),
  ]),
  KSALLOCATOR_FRAMING_EX: layout('KSALLOCATOR_FRAMING_EX', 'ks.h', 'Framing for several kinds of memory.', [
    ulong('CountItems', 'Number of items.'),
    ulong('PinFlags', 'Flags of the pin.', { constants: 'KSALLOCATOR_FLAG' }),
    struct('KS_COMPRESSION', 'OutputCompression', 'Ratio of output to input size.'),
    ulong('PinWeight', 'Weight of this pin in the graph.'),
    struct('KS_FRAMING_ITEM', 'FramingItem', 'Items, CountItems of them.', { count: 1 }),
  ]),
} as const;
