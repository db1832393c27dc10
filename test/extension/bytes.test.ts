// The byte view before it is drawn: which bytes belong to which member, what differs between two requests, where the cursor leads;
// and that nothing in a name gets out of the markup.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byteMarkup, troubleMarkup } from '#extension/bytes/byte-markup.ts';
import { type ByteModel, byteModel, fieldAt } from '#extension/bytes/byte-model.ts';
import { pathAtPosition, pathOfText } from '#extension/bytes/cursor-path.ts';
import { escapeMarkup, pageMarkup } from '#extension/webview/markup.ts';
import { concatBytes, fromHex, toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { leavesOfRequest } from '#ks/members.ts';
import { pathText } from '#ks/path.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { Arch } from '#ks/struct.ts';
import type { WireRange } from '#language-server/protocol.ts';
import { anyRequest, runs } from '#test/ks/proof/arbitrary.ts';
import { camera, speaker } from '#test/ks/requests.ts';
import { english } from './english.ts';

function hexOf(request: ConnectRequest, arch: Arch = 'x64'): string {
  const encoded = encodeConnect(request, arch);
  assert.ok(encoded.ok);
  return toHex(encoded.value);
}

const named = (name: string, request: ConnectRequest, arch: Arch = 'x64') => ({
  name,
  bytes: hexOf(request, arch),
});
const bytesIn = ({ fields }: ByteModel): string =>
  toHex(concatBytes(fields.filter(({ difference }) => difference !== 'removed').map(({ bytes }) => bytes)));

const wave = (members: Readonly<Record<string, number>>): ConnectRequest => ({
  ...speaker,
  block: {
    key: 'WaveFormatExt',
    value: { Format: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16, ...members } },
  },
});

test('the fields together are exactly the bytes of the request, on both architectures', (t) => {
  const parameters = runs(500);
  t.diagnostic(`${parameters.numRuns} requests, seed ${parameters.seed}`);
  fc.assert(
    fc.property(anyRequest, (request) => {
      for (const arch of ['x64', 'x86'] as const) {
        const encoded = encodeConnect(request, arch);
        if (!encoded.ok) continue;
        const bytes = toHex(encoded.value);
        assert.equal(bytesIn(byteModel({ name: 'any', bytes }, arch)), bytes);
      }
    }),
    parameters,
  );
});

test('bytes that are cut short or mean nothing are shown all the same', () => {
  const whole = hexOf(speaker);
  for (let length = 0; length <= whole.length; length += 2) {
    const bytes = whole.slice(0, length);
    assert.equal(bytesIn(byteModel({ name: 'cut', bytes }, 'x64')), bytes);
  }
});

test('two requests differ in their fields, not in what moved', () => {
  const model = byteModel(named('a', wave({})), 'x64', named('b', wave({ nSamplesPerSec: 96000 })));
  assert.deepEqual(
    model.fields
      .filter(({ difference }) => difference !== 'same')
      .map(({ name, value, other, difference }) => [difference, name, value, other]),
    [
      ['changed', 'WaveFormatExt.Format.nSamplesPerSec', '48000 Hz', '96000 Hz'],
      ['changed', 'WaveFormatExt.Format.nAvgBytesPerSec', '192000 bytes/s', '384000 bytes/s'],
    ],
  );
  const other = byteModel(named('a', speaker), 'x64', named('b', camera));
  const differences = new Set(other.fields.map(({ difference }) => difference));
  assert.deepEqual([...differences].sort(), ['added', 'changed', 'removed', 'same']);
  assert.equal(bytesIn(other), hexOf(speaker));
});

test('a path leads to its field, the path of a structure to its first member', () => {
  const model = byteModel(named('a', speaker), 'x64');
  const nameAt = (path: string): string | undefined => model.fields[fieldAt(model, path) ?? -1]?.name;
  assert.equal(nameAt('KSDATAFORMAT.SubFormat'), 'KSDATAFORMAT.SubFormat');
  assert.equal(nameAt('KSPIN_CONNECT.Medium'), 'KSPIN_CONNECT.Medium.Set');
  assert.equal(nameAt('WaveFormatExt'), 'WaveFormatExt.Format.wFormatTag');
  assert.equal(nameAt('expect'), undefined);
});

test('the text of a path comes back as the path', () => {
  const paths = [
    ...leavesOfRequest({ ...speaker, Attributes: [{ AttributeHeader: {} }] }).map(({ path }) => path),
  ];
  for (const path of paths) assert.deepEqual(pathOfText(pathText(path)), path);
});

test('the cursor is in a value, on a key before it, or behind it', () => {
  const range = (line: number, from: number, to: number, toLine = line): WireRange => ({
    start: { line, character: from },
    end: { line: toLine, character: to },
  });
  const ranges = {
    KSPIN_CONNECT: range(1, 20, 3, 4),
    'KSPIN_CONNECT.PinId': range(2, 13, 14),
    'KSPIN_CONNECT.Priority': range(3, 16, 60),
    'KSPIN_CONNECT.Priority.PriorityClass': range(3, 35, 40),
    'KSPIN_CONNECT.Priority.PrioritySubClass': range(3, 58, 59),
  };
  const at = (line: number, character: number): string | undefined =>
    pathAtPosition(ranges, { line, character });
  assert.equal(at(2, 13), 'KSPIN_CONNECT.PinId');
  assert.equal(at(2, 6), 'KSPIN_CONNECT.PinId');
  assert.equal(at(2, 15), 'KSPIN_CONNECT.PinId');
  assert.equal(at(3, 37), 'KSPIN_CONNECT.Priority.PriorityClass');
  assert.equal(at(3, 58), 'KSPIN_CONNECT.Priority.PrioritySubClass');
  assert.equal(at(1, 5), 'KSPIN_CONNECT');
  assert.equal(at(9, 0), undefined);
});

const noMarkup = /<(?!\/?(?:h1|p|div|span|table|thead|tbody|tr|th|td|wbr|button|ul|li)\b)/;

test('a name with markup in it is text', () => {
  const evil = '<img src=x onerror="alert(1)">\u202e\u0007';
  const markup = byteMarkup(byteModel(named(evil, speaker), 'x64', named(evil, camera)), english);
  assert.doesNotMatch(markup, noMarkup);
  assert.match(markup, /&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;/);
  assert.doesNotMatch(troubleMarkup(evil, [evil], english), noMarkup);
  for (const character of ['\u202e', '\u0007']) assert.ok(!markup.includes(character));
  assert.equal(escapeMarkup(`a'b`), 'a&#39;b');
});

test('a page lets in one script by its nonce, one style sheet, and nothing from the network', () => {
  const page = pageMarkup({
    language: 'en',
    title: 'T',
    body: '',
    script: 'vscode-resource://page.js',
    style: 'vscode-resource://page.css',
    source: 'vscode-resource:',
    nonce: 'abc',
  });
  assert.match(
    page,
    /default-src &#39;none&#39;; style-src vscode-resource:; script-src &#39;nonce-abc&#39;"/,
  );
  assert.equal(page.match(/<script/g)?.length, 1);
  assert.match(page, /<script nonce="abc" src="vscode-resource:\/\/page\.js"><\/script>/);
  assert.doesNotMatch(page, /\son\w+=|https?:|<style|style=/);
});

test('a list of attributes as long as a request may have is cut in the picture, and says so', () => {
  const bytes = toHex(new Uint8Array(60_000));
  const markup = byteMarkup(byteModel({ name: 'long', bytes: hexOf(speaker) + bytes }, 'x64'), english);
  assert.match(markup, /The first 4096 bytes are shown/);
  assert.ok(markup.length < 1_500_000, `${markup.length} characters`);
  assert.ok(fromHex(bytes));
});
