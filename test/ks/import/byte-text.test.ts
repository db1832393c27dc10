import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { parseByteText } from '#ks/import/byte-text.ts';

function hexOf(text: string): string {
  const read = parseByteText(text);
  return read.ok ? toHex(read.value) : `${read.error.line}:${read.error.column} ${read.error.message}`;
}

function problemOf(text: string): string {
  const read = parseByteText(text);
  assert.equal(read.ok, false, read.ok ? `read as ${toHex(read.value)}` : '');
  return hexOf(text);
}

describe('hex text', () => {
  it('is read on one line, as kspin encode writes it', () => {
    assert.equal(hexOf('2047471a8c49d011\n'), '2047471a8c49d011');
  });

  it('is read in groups over several lines with any line ending and a byte order mark', () => {
    assert.equal(hexOf('\uFEFF20 47\r\n47 1A\r8c49\n\n  d0 11'), '2047471a8c49d011');
  });

  it('is refused at the first character that is no digit', () => {
    assert.equal(problemOf('20 47\n47 1g'), '2:5 "g" is not a hexadecimal digit');
  });

  it('is refused where a group has half a byte', () => {
    assert.equal(problemOf('20 471'), '1:4 3 digits are not whole bytes: every byte needs two');
  });

  it('is refused when there is none', () => {
    assert.equal(problemOf(' \n '), '1:1 there are no bytes here');
  });
});

describe('a WinDbg dump', () => {
  const db = [
    '0: kd> db @rcx L1c',
    'ffffb58c`9a0f2010  20 47 47 1a 8c 49 d0 11-a5 d6 28 db 04 c1 00 00   GG..I....(.....',
    'ffffb58c`9a0f2020  00 00 00 00 05 00 00 80-61 62 63 64              ........abcd',
    '0: kd> ',
  ].join('\n');

  it('of bytes is read without its prompt, addresses and text', () => {
    assert.equal(hexOf(db), '2047471a8c49d011a5d628db04c10000000000000500008061626364');
  });

  it('of bytes is read when the text at the right looks like hex', () => {
    assert.equal(hexOf('00401000  61 62                                            ab'), '6162');
  });

  it('of 32-bit words is read in the byte order of the machine', () => {
    assert.equal(hexOf('0012ff40  1a474720 11d0498c\n0012ff48  db28d6a5'), '2047471a8c49d011a5d628db');
  });

  it('of 32-bit words with text (dc) is read without the text', () => {
    assert.equal(
      hexOf('0012ff40  64636261 68676665 44434241 48474645  abcdefghABCDEFGH'),
      '61626364656667684142434445464748',
    );
  });

  it('of 64-bit words is read in the byte order of the machine', () => {
    assert.equal(
      hexOf('ffffb58c`9a0f2010  11d0498c`1a474720 0000c104`db28d6a5'),
      '2047471a8c49d011a5d628db04c10000',
    );
  });

  it('of 16-bit words is read in the byte order of the machine', () => {
    assert.equal(hexOf('0012ff40  4720 1a47'), '2047471a');
  });

  it('whose lines do not follow each other is refused at the address', () => {
    const gap = db.replace('`9a0f2020', '`9a0f2030');
    assert.equal(
      problemOf(gap),
      '3:1 this line starts at ffffb58c9a0f2030, but the one before ended at ffffb58c9a0f2020: lines are missing or out of order',
    );
  });

  it('of memory that the debugger could not read is refused at the question marks', () => {
    assert.equal(
      problemOf('00401000  61 62 ?? ??-?? ??  ab????'),
      '1:17 the debugger could not read this memory: it printed question marks',
    );
  });

  it('with something else between its lines is refused there', () => {
    assert.equal(
      problemOf('00401000  61 62\nhello'),
      '2:1 every line of a memory dump starts with an address',
    );
    assert.match(problemOf('00401000  61 62 hello'), /^1:17 "hello" is not a byte/);
  });

  it('with one space before its text is refused rather than read into the text', () => {
    const line = '00401000  61 62 63 64 65 66 67 68-61 62 63 64 65 66 67 68  abcdefghabcdefgh';
    assert.match(
      problemOf(`${line}\n00401010  61 62 ab${' '.repeat(20)}x\n00401012  00`),
      /^3:1 this line starts at 401012/,
    );
  });

  it('made of two kinds is refused where the second begins', () => {
    assert.match(
      problemOf('00401000  61 62\n00401002  61626364'),
      /^2:1 the lines before have elements of 2 digits/,
    );
  });
});

describe('a dump of xxd and hexdump', () => {
  it('is read in the order it is printed', () => {
    assert.equal(
      hexOf('00000000: 2047 471a 8c49 d011  abcd\n00000008: a5d6 28  x'),
      '2047471a8c49d011a5d628',
    );
  });

  it('with bars around the text is read over the gap in its middle', () => {
    const dump = '00000000  20 47 47 1a 8c 49 d0 11  a5 d6 28 db 04 c1 00 00  | GG..I....(.....|\n00000010';
    assert.equal(hexOf(dump), '2047471a8c49d011a5d628db04c10000');
  });
});

describe('a C array', () => {
  it('is read with comments, suffixes, decimal, octal and characters', () => {
    const source = `#include <windows.h>
      /* a request
         of two lines */
      static const unsigned char request[] = {
        0x20, 71u, 0107, 'G', // Set
        '\\x1a', '\\0',
      };`;
    assert.equal(hexOf(source), '20474747' + '1a00');
  });

  it('of wider elements is read in the byte order of Windows', () => {
    assert.equal(hexOf('DWORD a[] = { 0x1a474720, 1 };'), '2047471a01000000');
    assert.equal(hexOf('const unsigned long long a[1] = { 0x11d0498c1a474720ULL };'), '2047471a8c49d011');
    assert.equal(hexOf('std::array<std::uint16_t, 2> a = { 0x4720, 0x1a47 };'), '2047471a');
  });

  it('declared longer than it is written ends in zeros, as in C', () => {
    assert.equal(hexOf('BYTE a[4] = { 0x20 };'), '20000000');
  });

  it('may be its elements alone when they say that they are hexadecimal', () => {
    assert.equal(hexOf('0x20, 0x47'), '2047');
    assert.equal(problemOf('0x20, 47'), '1:7 is "47" hexadecimal? Write 0x47, or leave the commas out');
  });

  it('with an element too big is refused at the element', () => {
    assert.equal(problemOf('BYTE a[] = {\n  0x20,\n  0x147 };'), '3:3 0x147 does not fit in 1 byte');
  });

  it('with a name or an expression is refused at it', () => {
    assert.equal(problemOf('BYTE a[] = { sizeof(x) };'), '1:14 "sizeof" is a name: only numbers can be read');
    assert.match(problemOf('BYTE a[] = { 1 + 2 };'), /^1:16 "\+" is not understood here/);
    assert.equal(problemOf('BYTE a[] = { -1 };'), '1:14 "-" is not a number');
  });

  it('of a structure is refused by name', () => {
    assert.match(problemOf('KSDATAFORMAT_WAVEFORMATEX f = { 1 };'), /^1:1 only arrays of BYTE/);
    assert.match(problemOf('BYTE a[] = { { 1 } };'), /^1:14 a \{ inside the array/);
  });

  it('that is not whole is refused where it breaks', () => {
    assert.equal(problemOf('BYTE a[] = { 1, 2'), '1:12 this { has no }');
    assert.equal(
      problemOf('BYTE a[2] = { 1, 2, 3 };'),
      '1:13 the array is declared with 2 bytes, but 3 are written',
    );
    assert.equal(problemOf('BYTE a[] = {\n /* 1 };'), '2:2 this comment has no end');
    assert.match(problemOf('BYTE a[] = { 1 };\nBYTE b[] = { 2 };'), /^2:1 "BYTE" after the array/);
  });
});
