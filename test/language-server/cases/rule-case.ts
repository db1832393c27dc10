// One rule, shown by two descriptors: in the first it fires on the marked text, in the second it must not.

export interface RuleCase {
  readonly rule: string;
  /** Marks stand around what is underlined; several marks mean several findings. */
  readonly fires: string;
  /** The nearest descriptor that is right. */
  readonly silent: string;
}
