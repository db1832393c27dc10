// The cases of all rules in one list.
import { audioCases } from './audio-cases.ts';
import { capabilityCases } from './capability-cases.ts';
import { connectCases } from './connect-cases.ts';
import { formatCases } from './format-cases.ts';
import type { RuleCase } from './rule-case.ts';
import { videoCases } from './video-cases.ts';

export const allCases: readonly RuleCase[] = [
  ...connectCases,
  ...formatCases,
  ...audioCases,
  ...videoCases,
  ...capabilityCases,
];
