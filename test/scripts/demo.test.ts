import { describe, it } from 'node:test';
import { demoSteps } from '#scripts/lib/demo-steps.mjs';
import { checkout } from '#scripts/lib/install.mjs';
import { assertExit, kspin } from '#test/cli/run-kspin.ts';

describe('npm run demo', () => {
  for (const { title, words, code } of demoSteps) {
    it(`has a step that ends with ${code} on the samples: ${title}`, async () => {
      assertExit(await kspin(checkout, words), code);
    });
  }
});
