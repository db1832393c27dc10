// All rules, in the order in which a driver would meet their subjects.
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [];
