// Rules of dwChannelMask: which speaker each channel belongs to.
import { numberText } from '#ks/constants.ts';
import { standardChannelMask } from '#ks/derive.ts';
import type { Wave } from './facts.ts';
import { iecLinkOf } from './iec61937.ts';
import { brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';
import { ofExtensible } from './wave-rule.ts';

const definedPositions = 0x3ffff;

const bitCount = (mask: number): number => (mask & definedPositions).toString(2).replaceAll('0', '').length;

const maskText = (mask: number): string => {
  const hex = `0x${mask.toString(16)}`;
  const text = numberText(mask, 'SPEAKER');
  return text.startsWith('0x') ? hex : `${hex} (${text})`;
};

function standardMaskFix(channels: number): NonNullable<Violation['fixes']> {
  const mask = standardChannelMask(channels);
  return mask === undefined
    ? []
    : [setFix(`Set dwChannelMask to ${numberText(mask, 'SPEAKER')}`, maskPath, mask)];
}

function maskReserved(subject: Subject): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const reserved = mask === undefined ? 0 : (mask & ~definedPositions) >>> 0;
  if (mask === undefined || reserved === 0) return fine;
  const message = `dwChannelMask has the reserved bits 0x${reserved.toString(16)}: the defined positions are 0x1 to 0x20000.`;
  return brokenValue(maskPath, message, mask & definedPositions, 'Clear the reserved bits');
}

function maskMore(subject: Subject, wave: Wave): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const { channels } = wave;
  if (mask === undefined || channels === undefined || bitCount(mask) <= channels) return fine;
  if (iecLinkOf(subject) !== undefined) return fine;
  const message = `dwChannelMask names ${bitCount(mask)} positions for ${channels} channel${channels === 1 ? '' : 's'}; the highest are ignored. Expected ${expectedMask(channels)}.`;
  return [{ path: maskPath, message, fixes: standardMaskFix(channels) }];
}

function maskFewer(subject: Subject, wave: Wave): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const { channels } = wave;
  if (mask === undefined || channels === undefined || mask === 0 || bitCount(mask) >= channels) return fine;
  const message = `dwChannelMask names ${bitCount(mask)} position${bitCount(mask) === 1 ? '' : 's'} for ${channels} channels; the others have no place. Expected ${expectedMask(channels)}.`;
  return [{ path: maskPath, message, fixes: standardMaskFix(channels) }];
}

function expectedMask(channels: number): string {
  const mask = standardChannelMask(channels);
  return mask === undefined ? `a mask of ${channels} bits` : maskText(mask);
}

function maskZero(subject: Subject, wave: Wave): readonly Violation[] {
  if (subject.number(...maskPath) !== 0 || !subject.isWritten(...maskPath)) return fine;
  const usual = wave.channels === undefined ? undefined : standardChannelMask(wave.channels);
  const advice = usual === undefined ? '' : ` Usual for ${wave.channels} channels: ${maskText(usual)}.`;
  const message = `dwChannelMask 0 means raw routing (KSAUDIO_SPEAKER_DIRECTOUT): normal for microphone arrays, refused by some render drivers.${advice}`;
  return [
    { path: maskPath, message, fixes: wave.channels === undefined ? [] : standardMaskFix(wave.channels) },
  ];
}

/** Two layouts share a name; a driver that compares masks takes one of them. */
const oldLayouts: ReadonlyMap<number, readonly [channels: number, newer: number, name: string]> = new Map([
  [0x3f, [6, 0x60f, '5.1']],
  [0xff, [8, 0x63f, '7.1']],
]);

function maskBackOrSide(subject: Subject, wave: Wave): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const layout = mask === undefined ? undefined : oldLayouts.get(mask);
  if (layout === undefined || mask === undefined || !subject.isWritten(...maskPath)) return fine;
  const [channels, newer, name] = layout;
  if (wave.channels !== channels) return fine;
  const message = `0x${mask.toString(16)} is the older of two layouts called ${name}; 0x${newer.toString(16)} is the newer one. A driver that compares masks takes only its own.`;
  return brokenValue(maskPath, message, newer, `Set dwChannelMask to 0x${newer.toString(16)}`);
}

const maskPath = ['WaveFormatExt', 'dwChannelMask'];

export const channelMaskRules: readonly Rule[] = [
  {
    id: 'KSX-006',
    name: 'mask-reserved-bits',
    severity: 'warning',
    scope: 'D',
    summary: 'dwChannelMask has reserved bits.',
    why: 'Positions beyond the defined ones are reserved; 0x80000000 is SPEAKER_ALL.',
    source: 'WFX',
    check: ofExtensible(maskReserved),
  },
  {
    id: 'KSX-007',
    name: 'mask-more-bits-than-channels',
    severity: 'info',
    scope: 'D',
    summary: 'dwChannelMask has more bits than there are channels.',
    why: 'The highest bits are ignored. On an IEC 61937 link the mask describes the decoded channels.',
    source: 'WFX, SYSVAD',
    check: ofExtensible(maskMore),
  },
  {
    id: 'KSX-008',
    name: 'mask-fewer-bits-than-channels',
    severity: 'info',
    scope: 'D',
    summary: 'dwChannelMask has fewer bits than there are channels.',
    why: 'Channels without a bit have no position.',
    source: 'WFX',
    check: ofExtensible(maskFewer),
  },
  {
    id: 'KSX-009',
    name: 'mask-zero-directout',
    severity: 'hint',
    scope: 'D',
    summary: 'dwChannelMask is 0.',
    why: 'Raw routing: normal for microphone arrays; some render drivers refuse.',
    source: 'WFX, SYSVAD',
    check: ofExtensible(maskZero),
  },
  {
    id: 'KSX-012',
    name: 'mask-vs-5p1',
    severity: 'hint',
    scope: 'D',
    summary: 'dwChannelMask is the older of two layouts of the same name.',
    why: 'Both are called 5.1 or 7.1; drivers compare masks exactly.',
    source: 'WFX',
    check: ofExtensible(maskBackOrSide),
  },
];
