import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '#language-server/service.ts';

test('the setting kspin.rules offers every rule that there is, and no other', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const offered: readonly string[] =
    manifest.contributes.configuration.properties['kspin.rules'].propertyNames.enum;
  assert.deepEqual([...offered].sort(), rules.map(({ name }) => name).sort());
});
