// `kspin decode` as a shell sees it: bytes in every form that people have them in become a descriptor, and what is lost is said.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goodBytes } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

/** What a person would have written for the good connect: nothing that is derived. */
const goodDescriptor = {
  KSPIN_CONNECT: {
    Interface: { Set: 'KSINTERFACESETID_Standard', Id: 'KSINTERFACE_STANDARD_STREAMING' },
    Medium: { Set: 'KSMEDIUMSETID_Standard', Id: 'KSMEDIUM_TYPE_ANYINSTANCE' },
    PinId: 0,
  },
  KSDATAFORMAT: {
    MajorFormat: 'KSDATAFORMAT_TYPE_AUDIO',
    SubFormat: 'KSDATAFORMAT_SUBTYPE_PCM',
    Specifier: 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
  },
  WaveFormatEx: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 },
};

describe('kspin decode', () => {
  it('writes the descriptor of hex on standard input, without what is derived', async () => {
    const run = await kspin(folderWith({}), ['decode', '-'], goodBytes);
    assertExit(run, 0);
    assert.deepEqual(JSON.parse(run.stdout), goodDescriptor);
    assert.equal(run.stderr, '');
  });

  it('reads a WinDbg dump and a C array as the same request', async () => {
    const folder = folderWith({ 'dump.txt': windbgDump(goodBytes), 'request.c': cArray(goodBytes) });
    for (const file of ['dump.txt', 'request.c']) {
      const run = await kspin(folder, ['decode', file]);
      assertExit(run, 0);
      assert.deepEqual(JSON.parse(run.stdout), goodDescriptor);
    }
  });

  it('keeps a member whose value is not the derived one', async () => {
    const wrong = goodBytes.replace(/^(.{296})0400/, '$10500');
    const run = await kspin(folderWith({}), ['decode', '-'], wrong);
    assertExit(run, 0);
    assert.equal(JSON.parse(run.stdout).WaveFormatEx.nBlockAlign, 5);
  });

  it('writes what lints without error or warning and encodes to the same bytes', async () => {
    for (const [name, bytes] of Object.entries(realRequests)) {
      const folder = folderWith({ 'request.hex': bytes });
      const decoded = await kspin(folder, ['decode', 'request.hex']);
      assertExit(decoded, 0);
      const again = folderWith({ 'a.kspin.json': decoded.stdout });
      const linted = await kspin(again, ['lint', '--format', 'json', 'a.kspin.json']);
      const rows = JSON.parse(linted.stdout) as readonly { readonly severity: string }[];
      assert.deepEqual(
        rows.filter(({ severity }) => severity === 'error' || severity === 'warning'),
        [],
        name,
      );
      const encoded = await kspin(again, ['encode', 'a.kspin.json']);
      assertExit(encoded, 0);
      assert.equal(encoded.stdout.trim(), bytes, name);
    }
  });
});

describe('kspin decode, given what it cannot understand,', () => {
  it('ends with 1 and line and column of the text', async () => {
    const run = await kspin(folderWith({ 'a.txt': `${goodBytes.slice(0, 40)}\nxyz` }), ['decode', 'a.txt']);
    assertExit(run, 1);
    assert.equal(run.stdout, '');
    assert.equal(run.stderr, 'a.txt:2:1: error: "x" is not a hexadecimal digit\n');
  });

  it('ends with 1 and names the byte where a request is cut off', async () => {
    const short = await kspin(folderWith({}), ['decode', '-'], goodBytes.slice(0, 200));
    assertExit(short, 1);
    assert.equal(short.stdout, '');
    assert.match(short.stderr, /^<stdin>: byte 100: 100 bytes cannot hold KSPIN_CONNECT and KSDATAFORMAT/);
    const cut = await kspin(folderWith({}), ['decode', '-'], goodBytes.slice(0, -8));
    assertExit(cut, 1);
    assert.match(cut.stderr, /^<stdin>: byte 72: FormatSize is 82, but 78 bytes of format are here/);
  });

  it('ends with 1 and says so when the bytes are of a 32-bit process', async () => {
    const x86 = `${goodBytes.slice(0, 96)}${'00'.repeat(8)}${goodBytes.slice(128)}`;
    const run = await kspin(folderWith({}), ['decode', '-'], x86);
    assertExit(run, 1);
    assert.match(run.stderr, /the bytes are those of an x86 process: try --arch x86\n$/);
    assertExit(await kspin(folderWith({}), ['decode', '--arch', 'x86', '-'], x86), 0);
  });

  it('ends with 1 when padding holds something, which a descriptor cannot say', async () => {
    const dirty = goodBytes.replace(/^(.{104})00/, '$1cc');
    const run = await kspin(folderWith({}), ['decode', '-'], dirty);
    assertExit(run, 1);
    assert.deepEqual(JSON.parse(run.stdout), goodDescriptor);
    assert.match(run.stderr, /^<stdin>: byte 52: 0xcc is in padding/);
  });

  it('ends with 2 for a file that is missing, empty or binary', async () => {
    const folder = folderWith({ empty: '', binary: Uint8Array.from([0, 1, 2, 255]) });
    for (const [file, expected] of [
      ['gone', 'kspin decode: gone does not exist'],
      ['empty', 'kspin decode: empty is empty'],
      ['binary', 'kspin decode: binary is not text: it has NUL bytes'],
    ] as const) {
      const run = await kspin(folder, ['decode', file]);
      assertExit(run, 2);
      assert.equal(run.stderr, `${expected}\n`);
    }
    const nothing = await kspin(folder, ['decode', '-']);
    assertExit(nothing, 2);
    assert.equal(nothing.stderr, 'kspin decode: <stdin> is empty\n');
  });
});

const connectHead = goodBytes.slice(0, 144);

/** KSPIN_CONNECT of the good connect and formats as drivers list them, sizes and all. */
const realRequests: Readonly<Record<string, string>> = {
  'WAVEFORMATEX 48 kHz stereo': goodBytes,
  'WAVEFORMATEXTENSIBLE 44.1 kHz stereo 24 in 32 bit with a signal processing mode': [
    connectHead,
    '68000000' + '02000000' + '08000000' + '00000000',
    '6175647300001000800000aa00389b71',
    '0100000000001000800000aa00389b71',
    '819f580556c3ce11bf0100aa0055595a',
    'feff' + '0200' + '44ac0000' + '20620500' + '0800' + '2000' + '1600' + '1800' + '03000000',
    '0100000000001000800000aa00389b71',
    '30000000' + '01000000', // KSMULTIPLE_ITEM
    '28000000' + '00000000' + 'b59ef8e1465f9b41967bff6770b98401',
    '20ea909e93b4d14fa1a87e1361a956cf', // raw
  ].join(''),
  'VIDEOINFOHEADER YUY2 640x480 at 30 frames a second': [
    connectHead,
    '98000000' + '00000000' + '00600900' + '00000000',
    '7669647300001000800000aa00389b71',
    '5955593200001000800000aa00389b71',
    '809f580556c3ce11bf0100aa0055595a',
    '00'.repeat(32), // rcSource, rcTarget
    '9300ca08' + '00000000' + '1516050000000000', // dwBitRate 147456147, dwBitErrorRate, AvgTimePerFrame 333333
    '28000000' + '80020000' + 'e0010000' + '0100' + '1000' + '59555932' + '00600900', // biSize to biSizeImage
    '00'.repeat(16),
  ].join(''),
};

/** 16 bytes a line with a `-` in the middle and the text at the right, as `db` prints them. */
function windbgDump(hex: string): string {
  const lines = ['0:000> db @rcx L9a'];
  for (let at = 0; at < hex.length; at += 32) {
    const pairs = hex.slice(at, at + 32).match(/../g) ?? [];
    const bytes = pairs.map((pair, index) => `${index === 8 ? '-' : ' '}${pair}`).join('');
    const text = pairs.map((pair) => printable(Number.parseInt(pair, 16))).join('');
    const address = `0000007e\`6b2ff${(0x440 + at / 2).toString(16)}`;
    lines.push(`${address} ${bytes.padEnd(48)}  ${text}`);
  }
  return lines.join('\r\n');
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

function cArray(hex: string): string {
  const bytes = (hex.match(/../g) ?? []).map((pair) => `0x${pair}`);
  return `// captured\nconst BYTE request[] =\n{\n  ${bytes.join(', ')}\n};\n`;
}
