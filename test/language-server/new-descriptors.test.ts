// A descriptor that kspin makes has nothing wrong with it, for every data range of every pin that a client can open: of the
// samples, of the rig, and of the pins that public driver samples declare.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { parseCapabilityText } from '#ks/capability-text.ts';
import { templatesFor } from '#ks/connect-templates.ts';
import { whyNotConnectable } from '#ks/connectable.ts';
import { describeRange } from '#ks/describe-range.ts';
import { descriptorText } from '#ks/export/descriptor-text.ts';
import { newRequest, newRequestOfFormat } from '#ks/new-request.ts';
import { diagnose, parseDescriptor, unwritten } from '#language-server/service.ts';

const files = [
  '../../samples/sample.kscaps.json',
  '../device-host/fixtures/rig.kscaps.json',
  '../ks/fixtures/real-pins.kscaps.json',
];

const filters = files.flatMap((file): readonly Capabilities[] => {
  const read = parseCapabilityText(readFileSync(new URL(file, import.meta.url), 'utf8'));
  if (!read.ok) assert.fail(`${file} ${read.error}`);
  return read.value;
});

const connectable = (pin: PinFactory): boolean => whyNotConnectable(pin) === undefined;

function complaints(
  capabilities: Capabilities,
  text: string,
  severities: readonly string[],
): readonly string[] {
  const workspace = { readCapabilities: () => ({ ok: true, value: unwritten([capabilities]) }) as const };
  return (
    diagnose(parseDescriptor(text), workspace, { capabilities: [capabilities] })
      .filter(({ severity }) => severities.includes(severity))
      // That a pin is open somewhere at this moment is no fault of the request.
      .filter(({ code }) => code !== 'instances-exhausted')
      .map(({ code, message }) => `${code}: ${message}`)
  );
}

test('a new request for each range of each pin has no error and no warning against its own filter', () => {
  const wrong: string[] = [];
  let made = 0;
  for (const capabilities of filters) {
    for (const pin of capabilities.pins.filter(connectable)) {
      for (const range of pin.dataRanges) {
        const request = newRequest(capabilities, pin, range);
        const what = `${capabilities.filter.name}, pin ${pin.id}, ${describeRange(range)}`;
        if (!request.ok) wrong.push(`${what}: ${request.error}`);
        else {
          made++;
          const text = descriptorText([{ name: what, request: request.value, expect: 'ERROR_SUCCESS' }]);
          for (const complaint of complaints(capabilities, text, ['error', 'warning']))
            wrong.push(`${what}: ${complaint}\n${text}`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(made > 60, `${made} made`);
});

test('a template that is moved into a pin of its kind has no error there', () => {
  const wrong: string[] = [];
  let made = 0;
  for (const capabilities of filters) {
    for (const pin of capabilities.pins.filter(connectable)) {
      for (const { label, request } of templatesFor(pin)) {
        const moved = newRequestOfFormat(capabilities, pin, request);
        if (!moved.ok) continue;
        made++;
        const text = descriptorText([{ name: label, request: moved.value }]);
        for (const complaint of complaints(capabilities, text, ['error'])) {
          wrong.push(`${capabilities.filter.name}, pin ${pin.id}, ${label}: ${complaint}\n${text}`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(made > 60, `${made} made`);
});

test('a pin that no client can connect to says why instead', () => {
  const inside = filters.flatMap((capabilities) =>
    capabilities.pins
      .filter((pin) => !connectable(pin) && pin.dataRanges.length > 0)
      .map((pin) => ({ capabilities, pin })),
  );
  assert.ok(inside.length > 40);
  for (const { capabilities, pin } of inside) {
    const [range] = pin.dataRanges;
    const made = range && newRequest(capabilities, pin, range);
    assert.ok(made && !made.ok);
    assert.match(made.error, /wired inside the device|needs the handle of a sink pin/);
  }
});
