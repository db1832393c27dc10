// What a person can choose before a sweep: the axes that the pin's formats have, each with values.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { PinFactory } from './capabilities.ts';
import { rangeHeader } from './data-range.ts';
import { guidNamed, guidText } from './guid.ts';
import {
  type Size,
  type SweepAxes,
  sizesOf,
  sizeText,
  typesOf,
  usualBits,
  usualChannels,
  usualRates,
} from './sweep.ts';

/** One axis that a pin's formats have, with values to choose from. */
export interface AxisOffer {
  readonly axis: keyof SweepAxes;
  /** A usual one is asked for when nobody chooses. */
  readonly values: readonly { readonly label: string; readonly usual: boolean }[];
  /** The axis with those of `values` that are chosen, told by their index. */
  readonly axes: (isChosen: (index: number) => boolean) => SweepAxes;
}

const usualSizes: readonly Size[] = [
  { width: 320, height: 240 },
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const usualSubtypes = ['YUY2', 'UYVY', 'NV12', 'RGB24', 'RGB32', 'MJPG'].flatMap(
  (name) => guidNamed(`MEDIASUBTYPE_${name}`)?.value ?? [],
);

/** Beyond these a driver's limit only says that it has none. */
const sane = { rate: 1_000_000, bits: 64, channels: 64 } as const;

/** What can be varied of a pin's formats: what is usual, the limits of its ranges, and of pictures sizes and subtypes that others have. */
export function axisOffers(pin: PinFactory): readonly AxisOffer[] {
  const types = typesOf(pin);
  const audio = types.filter(({ struct }) => struct === 'KSDATARANGE_AUDIO');
  const video = types.filter(
    ({ struct }) => struct === 'KS_DATARANGE_VIDEO' || struct === 'KS_DATARANGE_VIDEO2',
  );
  const limits = (names: readonly string[], largest: number): readonly number[] =>
    pin.dataRanges
      .flatMap(({ value }) => names.map((name) => Number(value[name] ?? 0)))
      .filter((limit) => limit > 0 && limit <= largest);
  const numbers = (usual: readonly number[], names: readonly string[], largest: number): readonly number[] =>
    [...new Set([...usual, ...limits(names, largest)])].sort((a, b) => a - b);
  const [rates, bits, channels] = [
    numbers(usualRates, ['MinimumSampleFrequency', 'MaximumSampleFrequency'], sane.rate),
    numbers(usualBits, ['MinimumBitsPerSample', 'MaximumBitsPerSample'], sane.bits),
    numbers(usualChannels, ['MaximumChannels'], sane.channels),
  ];
  const ownSizes = sizesOf(pin);
  const ownSubtypes = video.map((range) => rangeHeader(range).SubFormat as Guid);
  const otherSizes = usualSizes.filter((size) => !ownSizes.some((own) => sizeText(own) === sizeText(size)));
  return [
    ...(audio.length === 0
      ? []
      : [
          offer('rates', rates, usualRates, String, (values) => ({ rates: values })),
          offer('bits', bits, usualBits, String, (values) => ({ bits: values })),
          offer('channels', channels, usualChannels, String, (values) => ({ channels: values })),
        ]),
    ...(video.length === 0
      ? []
      : [
          offer('sizes', [...ownSizes, ...otherSizes], ownSizes, sizeText, (values) => ({ sizes: values })),
          offer(
            'subtypes',
            [...new Set([...ownSubtypes, ...usualSubtypes])],
            ownSubtypes,
            (subtype) => guidText(subtype),
            (values) => ({ subtypes: values }),
          ),
        ]),
  ];
}

function offer<T>(
  axis: keyof SweepAxes,
  all: readonly T[],
  usual: readonly T[],
  label: (value: T) => string,
  axes: (values: readonly T[]) => SweepAxes,
): AxisOffer {
  return {
    axis,
    values: all.map((value) => ({ label: label(value), usual: usual.includes(value) })),
    axes: (isChosen) => axes(all.filter((_, index) => isChosen(index))),
  };
}
