// Precision: the formats that public driver samples really have must not be complained about.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { realDescriptors } from './corpus.ts';

describe('the formats of public driver samples', () => {
  for (const { title, file, text } of realDescriptors) {
    it(`${title} is free of errors and warnings`, () => {
      const complaints = diagnose(parseDescriptor(text), noFiles)
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ code, message }) => `${code}: ${message}`);
      assert.deepEqual(complaints, [], file);
    });
  }
});
