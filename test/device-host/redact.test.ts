// What is taken out of an evidence bundle, and what must stay in it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redactor } from '#device-host/client/evidence/redact.ts';

const redact = redactor({ users: ['jdoe', 'root'], hosts: ['LAB-PC07', 'ab'] });

describe('redaction', () => {
  const cases: readonly (readonly [what: string, text: string, wanted: string])[] = [
    [
      'a serial number in an interface path',
      '\\\\?\\usb#vid_046d&pid_0825#ABC123#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global',
      '\\\\?\\usb#vid_046d&pid_0825#<serial>#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\\global',
    ],
    [
      'a serial number in a device instance id',
      'USB\\VID_046D&PID_0825\\ABC123',
      'USB\\VID_046D&PID_0825\\<serial>',
    ],
    [
      'a kernel path of an interface',
      '\\??\\HDAUDIO#FUNC_01&VEN_10EC#4&1a2b3c&0&0001#{x}',
      '\\??\\HDAUDIO#FUNC_01&VEN_10EC#<serial-2>#{x}',
    ],
    ['the address of a Bluetooth device', 'BTHENUM\\DEV_0016944B5A21\\7&1', 'BTHENUM\\DEV_<mac>\\<serial-3>'],
    ['the same address written otherwise', 'at 00:16:94:4b:5a:21, 00-16-94-4B-5A-21', 'at <mac>, <mac>'],
    [
      'the folders of a Windows path',
      'C:\\Users\\jdoe\\Contoso Secret\\speaker.kspin.json',
      '<path>\\speaker.kspin.json',
    ],
    ['the folders of a URI', 'file:///c%3A/Users/jdoe/x/speaker.kspin.json', '<path-2>/speaker.kspin.json'],
    ['the folders of a share', 'see \\\\server\\share$\\drivers\\a.sys', 'see <path-3>\\a.sys'],
    ['a home folder', '/home/jdoe/work/speaker.kspin.json', '<path-4>/speaker.kspin.json'],
    ['a user wherever the name stands', 'ssh:JDoe@testbox', 'ssh:<user>@testbox'],
    ['the name of the machine', 'on lab-pc07.', 'on <host>.'],
    ['an address in a private network', 'ssh:192.168.1.20', 'ssh:<address>'],
    [
      'the folders of a remote URI',
      'vscode-remote://ssh-remote+box/home/jdoe/work/b.kspin.json',
      '<path-5>/b.kspin.json',
    ],
  ];
  for (const [what, text, wanted] of cases) {
    it(`takes out ${what}`, () => assert.equal(redact.text(text), wanted));
  }

  const kept: readonly (readonly [what: string, text: string])[] = [
    ['GUIDs', '{6994AD04-93EF-11D0-A3CC-00A0C9223196}'],
    ['the number of a device on a software bus', '\\\\?\\root#media#0001#{x}\\wave'],
    ['the instance of a root device', 'ROOT\\MEDIA\\0000'],
    ['driver versions', '10.0.19041.1 and 1.2.3.4 and 6.0.1.8225'],
    ['request bytes and hex dumps', '0100000000000000 00 1a 2b 3c 4d 5e'],
    ['times', '2026-01-02T03:04:05.000Z'],
    ['names of C members and rules', 'WaveFormatExt.Format.nBlockAlign, pin-id-all-ones'],
    ['a user name inside a longer word', 'jdoeville'],
    ['names that every machine has, and short ones', 'root hub, ab'],
    ['addresses on the web', 'https://learn.microsoft.com/en-us/windows-hardware'],
  ];
  for (const [what, text] of kept) it(`keeps ${what}`, () => assert.equal(redact.text(text), text));

  it('gives the same thing the same placeholder, and others another one', () => {
    const { text } = redactor({ users: [], hosts: [] });
    const paths = ['AAA', 'bbb', 'aaa'].map((serial) => `\\\\?\\usb#vid_1&pid_2#${serial}#{x}`);
    assert.deepEqual(paths.map(text), [
      '\\\\?\\usb#vid_1&pid_2#<serial>#{x}',
      '\\\\?\\usb#vid_1&pid_2#<serial-2>#{x}',
      '\\\\?\\usb#vid_1&pid_2#<serial>#{x}',
    ]);
  });

  it('goes through every string of a value and leaves the rest', () => {
    const value = { name: 'jdoe', list: ['LAB-PC07', 3, null, true], 'C:\\x\\a.txt': { deep: 'by jdoe' } };
    assert.deepEqual(redactor({ users: ['jdoe'], hosts: ['lab-pc07'] }).json(value), {
      name: '<user>',
      list: ['<host>', 3, null, true],
      '<path>\\a.txt': { deep: 'by <user>' },
    });
  });

  it('comes to an end with text that is made against it', () => {
    for (const text of [
      '\\'.repeat(50_000),
      'C:\\'.repeat(20_000),
      '/home/'.repeat(20_000),
      'a#'.repeat(50_000),
      '00:'.repeat(30_000),
      '1.'.repeat(50_000),
    ]) {
      assert.ok(redact.text(text).length > 0);
    }
  });
});
