// The types of demo-steps.mjs, which is plain JavaScript because the demo runs on the machine's own Node.

export const demoSteps: readonly {
  readonly title: string;
  readonly words: readonly string[];
  readonly code: number;
}[];
