// The JSON schema in syntaxes/ is made from the shape tables; KSPIN_UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { descriptorSchema } from '#language-server/descriptor/json-schema.ts';

const file = new URL('../../syntaxes/kspin.schema.json', import.meta.url);

describe('the JSON schema of descriptors', () => {
  it('is the one that the tables give', () => {
    const made = descriptorSchema();
    if (process.env.KSPIN_UPDATE === '1') writeFileSync(file, JSON.stringify(made, null, 2));
    // The formatter lays the file out; what it says is compared.
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), made, 'run this test once with KSPIN_UPDATE=1');
  });
});
