// Cases of the rules of KSPIN_CONNECT.
import { object, plain } from '#test/language-server/descriptors.ts';
import type { RuleCase } from './rule-case.ts';

const media = '"KSINTERFACESETID_Media"';
const standard = '"KSINTERFACESETID_Standard"';
const zero = '"{00000000-0000-0000-0000-000000000000}"';
const withInterface = (set: string, Id: string, more = {}): string =>
  plain({}, { connect: { Interface: object({ Set: set, Id, ...more }) } });
const withMedium = (set: string, Id: string, more = {}): string =>
  plain({}, { connect: { Medium: object({ Set: set, Id, ...more }) } });
const withPriority = (PriorityClass: string, PrioritySubClass: string): string =>
  plain({}, { connect: { Priority: object({ PriorityClass, PrioritySubClass }) } });
const withHandle = (PinToHandle: string): string => plain({}, { connect: { PinToHandle } });

export const connectCases: readonly RuleCase[] = [
  {
    rule: 'interface-set-zero',
    fires: withInterface(`«${zero}»`, '0'),
    silent: withInterface(standard, '0'),
  },
  {
    rule: 'interface-flags',
    fires: withInterface(standard, '0', { Flags: '«1»' }),
    silent: withInterface(standard, '0', { Flags: '0' }),
  },
  {
    rule: 'interface-id-control',
    fires: withInterface(standard, '«2»'),
    silent: withInterface(standard, '1'),
  },
  { rule: 'interface-id-unknown', fires: withInterface(standard, '«3»'), silent: withInterface(media, '2') },
  {
    rule: 'interface-media-reserved',
    fires: withInterface(media, '«1»'),
    silent: withInterface(standard, '1'),
  },
  {
    rule: 'medium-flags',
    fires: withMedium('"KSMEDIUMSETID_Standard"', '0', { Flags: '«"0x10"»' }),
    silent: withMedium('"KSMEDIUMSETID_Standard"', '0', { Flags: '0' }),
  },
  {
    rule: 'medium-zero',
    fires: withMedium(`«${zero}»`, '0'),
    silent: withMedium('"KSMEDIUMSETID_Standard"', '0'),
  },
  {
    rule: 'medium-private',
    fires: withMedium('«"{12345678-0000-0000-0000-000000000000}"»', '3'),
    silent: withMedium('"KSMEDIUMSETID_MidiBus"', '0'),
  },
  {
    rule: 'pin-id-all-ones',
    fires: plain({}, { connect: { PinId: '«"0xFFFFFFFF"»' } }),
    silent: plain({}, { connect: { PinId: '4294967294' } }),
  },
  { rule: 'pinto-not-a-handle', fires: withHandle('«-1»'), silent: withHandle('null') },
  { rule: 'pinto-literal', fires: withHandle('«"0x1A4"»'), silent: withHandle('0') },
  { rule: 'priority-class-zero', fires: withPriority('«0»', '1'), silent: withPriority('1', '1') },
  {
    rule: 'priority-exclusive',
    fires: withPriority('«"KSPRIORITY_EXCLUSIVE"»', '1'),
    silent: withPriority('"KSPRIORITY_HIGH"', '1'),
  },
  {
    rule: 'priority-subclass-zero',
    fires: withPriority('"KSPRIORITY_NORMAL"', '«0»'),
    silent: withPriority('"KSPRIORITY_NORMAL"', '7'),
  },
];
