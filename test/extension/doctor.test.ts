// What goes into a bug report, and above all what does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redact } from '#extension/doctor/redact.ts';
import { type DoctorFacts, doctorReport } from '#extension/doctor/report.ts';

const secrets = { user: 'maria', machines: ['LAB-PC7', 'testbox'] };

/** Text as it may stand in a log -> what others may read. */
const redacted: readonly (readonly [string, string])[] = [
  ['reading C:\\Users\\maria\\drv\\a b\\speaker.kspin.json failed', 'reading .../speaker.kspin.json failed'],
  ['ENOENT: open "/home/maria/work/x.kscaps.json"', 'ENOENT: open ".../x.kscaps.json"'],
  ['file:///c%3A/Users/maria/s.kspin.json changed', '.../s.kspin.json changed'],
  ['vscode-remote://ssh-remote+box/home/maria/s.kspin.json', '.../s.kspin.json'],
  ['\\\\server\\share\\maria\\log.txt', '.../log.txt'],
  ['ssh: maria@10.1.2.3 refused', 'ssh: USER@MACHINE refused'],
  ['Maria on lab-pc7', 'USER on MACHINE'],
  [
    '"kspin.target": "simulate:C:\\\\Users\\\\maria\\\\x.kscaps.json"',
    '"kspin.target": "simulate:.../x.kscaps.json"',
  ],
  ['starting simulate:/tmp/x/sample.kscaps.json', 'starting simulate:.../sample.kscaps.json'],
  ['Target: ssh: testbox', 'Target: ssh: MACHINE'],
  ['USB\\VID_1234&PID_5678\\SN0001 came', 'USB\\VID_1234&PID_5678\\... came'],
  [
    '\\\\?\\usb#vid_1234&pid_5678#sn0001#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global',
    '\\\\?\\usb#vid_1234&pid_5678#...#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global',
  ],
];

for (const [text, expected] of redacted) {
  test(`"${text}" goes out as "${expected}"`, () => assert.equal(redact(text, secrets), expected));
}

test('what a fault is understood by stays as it is', () => {
  for (const text of [
    'WaveFormatExt.Format.nBlockAlign is 2: expected 4',
    '1169 (0x491) ERROR_NO_MATCH, STATUS_NO_MATCH 0xC0000272',
    'simulated: sample.kscaps.json',
    '2026-11-27 18:20:26.123 [info] Device host running: kspin 0.1.0',
    '{65E8773D-8F56-11D0-A3B9-00A0C9223196} and/or 24000 to 96000',
  ])
    assert.equal(redact(text, secrets), text);
});

test('a name of one or two letters is left, because it would be found in every word', () => {
  assert.equal(redact('a pin', { user: 'a', machines: ['pi'] }), 'a pin');
});

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
