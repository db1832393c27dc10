// Rules of the rarer audio and music formats: the DirectSound description, MIDI, and MPEG audio beside MPEG video.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { guid, subtypeText, waveOf } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const bufferFlags = ['BufferDesc', 'Flags'];
const bufferControl = ['BufferDesc', 'Control'];
const locHardware = 0x4;
const locSoftware = 0x8;
const ctrl3d = 0x1;
const ctrlHrtf3d = 0x40000000;
const knownControl = 0x4000001f;

function dsoundSize(subject: Subject): readonly Violation[] {
  const wave = waveOf(subject);
  const size = subject.number('KSDATAFORMAT', 'FormatSize');
  if (wave?.path[0] !== 'BufferDesc' || size === undefined) return fine;
  const needed = wave.tag === 0xfffe ? 112 : 90;
  if (size >= needed) return fine;
  const written = subject.isWritten('KSDATAFORMAT', 'FormatSize');
  const path = written ? ['KSDATAFORMAT', 'FormatSize'] : [...wave.path, 'wFormatTag'];
  return broken(
    path,
    `The format has ${size} bytes; KSDSOUND_BUFFERDESC with this wave format takes ${needed}.`,
  );
}

function dsoundFlags(subject: Subject): readonly Violation[] {
  const flags = subject.number(...bufferFlags);
  if (flags === undefined) return fine;
  const unknown = (flags & ~0xf) >>> 0;
  if (unknown !== 0) {
    const message = `Flags has undefined bits 0x${unknown.toString(16)}: expected KSDSOUND_BUFFER_ flags (0xf).`;
    return brokenValue(bufferFlags, message, flags & 0xf);
  }
  if ((flags & locHardware) === 0 || (flags & locSoftware) === 0) return fine;
  return broken(
    bufferFlags,
    'Flags asks for the buffer in hardware and in software: expected one of the two.',
  );
}

function dsoundControl(subject: Subject): readonly Violation[] {
  const control = subject.number(...bufferControl);
  const unknown = control === undefined ? 0 : (control & ~knownControl) >>> 0;
  if (control === undefined || unknown === 0) return fine;
  const message = `Control has unknown bits 0x${unknown.toString(16)}: expected KSDSOUND_BUFFER_CTRL_ flags.`;
  return brokenValue(bufferControl, message, (control & knownControl) >>> 0);
}

function dsoundHrtf(subject: Subject): readonly Violation[] {
  const control = subject.number(...bufferControl);
  if (control === undefined || (control & ctrlHrtf3d) === 0 || (control & ctrl3d) !== 0) return fine;
  const message = 'KSDSOUND_BUFFER_CTRL_HRTF_3D needs KSDSOUND_BUFFER_CTRL_3D (1) beside it.';
  return brokenValue(bufferControl, message, (control | ctrl3d) >>> 0, 'Add KSDSOUND_BUFFER_CTRL_3D');
}

const musicTypes: readonly Guid[] = [guid('KSDATAFORMAT_TYPE_MUSIC'), guid('KSDATAFORMAT_TYPE_MIDI')];
const noSpecifier = guid('KSDATAFORMAT_SPECIFIER_NONE');
const ump = guid('KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET');
const musicSubtypes: readonly Guid[] = [
  guid('KSDATAFORMAT_SUBTYPE_MIDI'),
  guid('KSDATAFORMAT_SUBTYPE_DIRECTMUSIC'),
  guid('KSDATAFORMAT_SUBTYPE_MIDI_BUS'),
  ump,
];

const isMusic = (subject: Subject): boolean => {
  const major = subject.guid('KSDATAFORMAT', 'MajorFormat');
  return major !== undefined && musicTypes.includes(major);
};

function midiBare(subject: Subject): readonly Violation[] {
  const size = subject.number('KSDATAFORMAT', 'FormatSize');
  if (!isMusic(subject) || subject.guid('KSDATAFORMAT', 'Specifier') !== noSpecifier) return fine;
  if (size === undefined || size === 64 || size < 64) return fine;
  const block = subject.written.block?.key;
  const written = subject.isWritten('KSDATAFORMAT', 'FormatSize');
  const path = written ? ['KSDATAFORMAT', 'FormatSize'] : [block ?? 'Bytes'];
  const message = `MIDI formats are a bare KSDATAFORMAT: expected FormatSize 64 and nothing behind it, not ${size}.`;
  return written ? brokenValue(path, message, 64) : broken(path, message);
}

function midiSubtype(subject: Subject): readonly Violation[] {
  const subtype = subject.guid('KSDATAFORMAT', 'SubFormat');
  if (!isMusic(subject) || subtype === undefined || musicSubtypes.includes(subtype)) return fine;
  if (/^0{8}-0{4}/.test(subtype)) return fine;
  return broken(
    ['KSDATAFORMAT', 'SubFormat'],
    `${subtypeText(subtype)} is no MIDI subtype: expected KSDATAFORMAT_SUBTYPE_MIDI, _DIRECTMUSIC, _MIDI_BUS or _UNIVERSALMIDIPACKET, unless the pin is a private one.`,
  );
}

function umpInterface(subject: Subject): readonly Violation[] {
  const path = ['KSPIN_CONNECT', 'Interface', 'Id'];
  if (subject.guid('KSDATAFORMAT', 'SubFormat') !== ump || !isMusic(subject)) return fine;
  const standard = subject.guid('KSPIN_CONNECT', 'Interface', 'Set') === guid('KSINTERFACESETID_Standard');
  if (standard && subject.number(...path) === 1) return fine;
  const message =
    'Pins for Universal MIDI Packets use looped streaming: expected KSINTERFACE_STANDARD_LOOPED_STREAMING (1).';
  return standard
    ? brokenValue(path, message, 1, 'Set Interface.Id to KSINTERFACE_STANDARD_LOOPED_STREAMING')
    : broken(path, message);
}

function mpegAudio(subject: Subject): readonly Violation[] {
  const flags = subject.number('MpegAudioInfo', 'dwFlags');
  if (flags !== undefined && (flags & ~1) !== 0) {
    const message = `dwFlags has undefined bits 0x${((flags & ~1) >>> 0).toString(16)}: expected 0 or KS_MPEGAUDIOINFO_27MhzTimebase (1).`;
    return brokenValue(['MpegAudioInfo', 'dwFlags'], message, flags & 1);
  }
  return ['dwReserved1', 'dwReserved2', 'dwReserved3'].flatMap((member) => {
    const path = ['MpegAudioInfo', member];
    const value = subject.number(...path);
    if (value === undefined || value === 0) return fine;
    return brokenValue(path, `${member} is ${value}: expected 0, connections are refused otherwise.`, 0);
  });
}

export const otherAudioRules: readonly Rule[] = [
  {
    id: 'KSD-001',
    name: 'dsound-size',
    severity: 'error',
    scope: 'D',
    summary: 'The format is shorter than the DirectSound description and its wave format.',
    why: 'Drivers read past the end.',
    source: 'DSND',
    explains: ['cbsize-extensible', 'cbsize-vs-formatsize'],
    check: dsoundSize,
  },
  {
    id: 'KSD-002',
    name: 'dsound-flags',
    severity: 'warning',
    scope: 'D',
    summary: 'Flags of the DirectSound description contradict each other or are undefined.',
    why: 'A buffer lies in hardware or in software.',
    source: 'DSND',
    check: dsoundFlags,
  },
  {
    id: 'KSD-003',
    name: 'dsound-control',
    severity: 'warning',
    scope: 'D',
    summary: 'Control asks for something that no header defines.',
    why: 'An unknown control.',
    source: 'DSND',
    check: dsoundControl,
  },
  {
    id: 'KSD-004',
    name: 'dsound-hrtf',
    severity: 'error',
    scope: 'D',
    summary: 'HRTF without 3D control.',
    why: 'Documented dependency.',
    source: 'DSND',
    check: dsoundHrtf,
  },
  {
    id: 'KSM-001',
    name: 'midi-bare-format',
    severity: 'warning',
    scope: 'D',
    summary: 'Something follows a MIDI format.',
    why: 'MIDI formats are a bare KSDATAFORMAT.',
    source: 'MIDIF',
    explains: ['format-size-none', 'format-size-excess'],
    check: midiBare,
  },
  {
    id: 'KSM-002',
    name: 'midi-subtype',
    severity: 'warning',
    scope: 'D',
    summary: 'A music or MIDI format with a SubFormat of another kind.',
    why: 'Only pins of the vendor match.',
    source: 'MIDIF',
    explains: ['range-type'],
    check: midiSubtype,
  },
  {
    id: 'KSM-003',
    name: 'ump-interface',
    severity: 'warning',
    scope: 'D',
    summary: 'Universal MIDI Packets without looped streaming.',
    why: 'Cyclic pins for them use looped streaming.',
    source: 'MSMIDI',
    explains: ['interface-not-offered'],
    beyondFormat: true,
    check: umpInterface,
  },
  {
    id: 'KSP-008',
    name: 'mpegaudio-flags',
    severity: 'error',
    scope: 'D',
    summary: 'Undefined flags or reserved members of KS_MPEGAUDIOINFO are set.',
    why: 'The connection is rejected.',
    source: 'MPA, HDR',
    check: mpegAudio,
  },
];
