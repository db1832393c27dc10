// What goes into a bug report. What is taken out of it: test/device-host/redact.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DoctorFacts, doctorReport } from '#extension/doctor/report.ts';

const facts: DoctorFacts = {
  kspin: '0.1.0',
  editor: 'Code 1.139.1, desktop',
  system: 'win32 x64, Node 24.0.0',
  trusted: true,
  target: 'local',
  host: 'kspin 0.1.0 on win32 x64, windows | layout x64',
  server: 'Running',
  files: { descriptors: 3, recordings: 2 },
  settings: {},
  log: '',
};

test('the report is a table of facts, the changed settings and the end of the log', () => {
  const log = [...Array.from({ length: 205 }, (_, index) => `line ${index + 1}`), '```'].join('\r\n');
  const report = doctorReport({ ...facts, settings: { 'kspin.rules': { 'rate-unusual': 'off' } }, log });
  assert.match(report, /^\| kspin \| 0\.1\.0 \|$/m);
  assert.match(report, /^\| device host \| kspin 0\.1\.0 on win32 x64, windows \\\| layout x64 \|$/m);
  assert.match(report, /## Settings\n\n```json\n\{\n {2}"kspin\.rules": \{/);
  assert.match(report, /\n````text\n\(6 lines before\)\nline 7\n(?:line \d+\n)*line 205\n```\n````\n$/);
});

test('a report of a quiet day says so', () => {
  const report = doctorReport(facts);
  assert.match(report, /## Settings\n\nAll as they come\.\n\n## Log\n\nEmpty\.\n$/);
});
