// What is wrong with the text itself: one finding, on exactly the text that is wrong.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyEdits,
  diagnose,
  editsOf,
  type Finding,
  noFiles,
  parseDescriptor,
} from '#language-server/service.ts';
import { extensible, object, plain, video } from './descriptors.ts';
import { readMarks, withMarks } from './marks.ts';

const findings = (text: string): readonly Finding[] => diagnose(parseDescriptor(text), noFiles);

/** The findings of the descriptor, as `code: message`; each must underline the marked text. */
function problemsOf(marked: string): readonly string[] {
  const { text } = readMarks(marked);
  const found = findings(text).filter(({ severity }) => severity === 'error');
  assert.equal(
    withMarks(
      text,
      found.map(({ range }) => range),
    ),
    marked,
  );
  return found.map(({ code, message }) => `${code}: ${message}`);
}

describe('a key', () => {
  it('that is misspelt is one finding that offers the nearest one', () => {
    assert.deepEqual(problemsOf(plain({ nChannels: '', '«nChanels»': '2' })), [
      'unknown-key: nChanels is not a member of WAVEFORMATEX. Did you mean nChannels?',
    ]);
  });

  it('that belongs into a nested structure is said to belong there', () => {
    assert.deepEqual(problemsOf(extensible({}, { '«nBlockAlign»': '4' })), [
      'unknown-key: nBlockAlign is not a member of WAVEFORMATEXTENSIBLE; it belongs into Format.',
    ]);
  });

  it('that is written twice counts once', () => {
    const text = plain().replace('"nChannels": 2', '"nChannels": 2, «"nChannels"»: 1');
    assert.deepEqual(problemsOf(text), ['duplicate-key: nChannels is written twice; the first one counts.']);
  });

  it('for the same bytes as another excludes it', () => {
    assert.deepEqual(problemsOf(plain({}, { rest: { '«VideoInfoHeader»': '{}' } })), [
      'duplicate-key: VideoInfoHeader and WaveFormatEx exclude each other: both are the format block.',
    ]);
  });

  it('that nobody can derive is missed at the object that lacks it', () => {
    const text = plain({ nSamplesPerSec: '' }).replace('"WaveFormatEx"', '«"WaveFormatEx"»');
    assert.deepEqual(problemsOf(text), [
      'missing-key: Missing in WaveFormatEx: nSamplesPerSec. It cannot be derived.',
    ]);
  });

  it('is missed once for each object, however many members it lacks', () => {
    const text = plain({ nSamplesPerSec: '', nChannels: '' }).replace('"WaveFormatEx"', '«"WaveFormatEx"»');
    assert.deepEqual(problemsOf(text), [
      'missing-key: Missing in WaveFormatEx: nChannels, nSamplesPerSec. They cannot be derived.',
    ]);
  });
});

describe('a value', () => {
  it('of the wrong type names what is expected', () => {
    assert.deepEqual(problemsOf(plain({ nChannels: '«[2]»' })), [
      'wrong-type: Expected a number, 0 to 65535, not an array.',
    ]);
    assert.deepEqual(problemsOf(plain({ nChannels: '«2.5»' })), [
      'wrong-type: Expected a whole number, 0 to 65535, not 2.5.',
    ]);
    assert.deepEqual(problemsOf(plain({}, { rest: { name: '«7»' } })), [
      'wrong-type: Expected a string, not 7.',
    ]);
  });

  it('beyond the width of its member says the limits', () => {
    assert.deepEqual(problemsOf(plain({ nChannels: '«65536»' })), [
      'out-of-range: 65536 does not fit: the member takes 0 to 65535.',
    ]);
    assert.deepEqual(problemsOf(plain({}, { connect: { PinId: '«-1»' } })), [
      'out-of-range: -1 does not fit: the member takes 0 to 4294967295.',
    ]);
  });

  it('with an unknown constant offers the nearest one, and underlines only that flag', () => {
    const mask = { dwChannelMask: '"SPEAKER_FRONT_LEFT | «SPEAKER_FRONT_RIHGT»"' };
    assert.deepEqual(problemsOf(extensible({}, mask)), [
      'unknown-name: SPEAKER_FRONT_RIHGT is not a known constant. Did you mean SPEAKER_FRONT_RIGHT?',
    ]);
  });

  it('that is text where a number belongs is of the wrong type, unless it looks like a name of a header', () => {
    assert.deepEqual(problemsOf(plain({ nSamplesPerSec: '«"48 kHz"»' })), [
      'wrong-type: "48 kHz" is not a number: expected a number, "0x1F", or a constant of the headers.',
    ]);
    assert.deepEqual(problemsOf(plain({ nSamplesPerSec: '«"RATE_OF_MY_CARD"»' })), [
      'unknown-name: RATE_OF_MY_CARD is not a known constant. Write a number, "0x1F", or a constant of the headers.',
    ]);
  });

  it('with a forgotten prefix offers the name of the KS headers before that of DirectShow', () => {
    assert.deepEqual(problemsOf(plain({}, { format: { SubFormat: '«"PCM"»' } })), [
      'unknown-name: PCM is not a known GUID name. Did you mean KSDATAFORMAT_SUBTYPE_PCM?',
    ]);
  });

  it('with an unknown GUID name offers the nearest one of the right kind', () => {
    assert.deepEqual(problemsOf(plain({}, { format: { MajorFormat: '«"KSDATAFORMAT_TYPE_AUDO"»' } })), [
      'unknown-name: KSDATAFORMAT_TYPE_AUDO is not a known GUID name. Did you mean KSDATAFORMAT_TYPE_AUDIO?',
    ]);
  });

  it('with a GUID of another kind says which kind it is', () => {
    const [problem = ''] = problemsOf(plain({}, { format: { SubFormat: '«"KSCATEGORY_AUDIO"»' } }));
    assert.match(problem, /^wrong-type: KSCATEGORY_AUDIO is a GUID of another kind: filter category/);
  });

  it('that is half a GUID is no GUID', () => {
    assert.deepEqual(problemsOf(plain({}, { format: { SubFormat: '«"{00000001-0000-0010}"»' } })), [
      'wrong-type: Not a GUID: expected {XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX} in hex digits.',
    ]);
  });

  it('of hex bytes takes whole bytes', () => {
    assert.deepEqual(problemsOf(plain({ cbSize: '0' }, { rest: { Bytes: '«"0g"»' } })), [
      'wrong-type: Expected whole bytes in hex, two digits each; spaces between bytes are fine.',
    ]);
  });

  it('that a run expects is a known result', () => {
    assert.deepEqual(problemsOf(plain({}, { rest: { expect: '«"ERROR_SUCESS"»' } })), [
      'unknown-name: ERROR_SUCESS is not a known result. Write ERROR_SUCCESS, another ERROR_ or STATUS_ name, or a number.',
    ]);
  });
});

describe('a number', () => {
  const handleOf = (PinToHandle: string): unknown =>
    parseDescriptor(plain({}, { connect: { PinToHandle } })).connects[0]?.request?.KSPIN_CONNECT.PinToHandle;

  it('of 64 bits keeps every bit, as a JSON number and as hex', () => {
    assert.equal(handleOf('18446744073709551612'), 0xfffffffffffffffcn);
    assert.equal(handleOf('"0xFFFFFFFFFFFFFFFC"'), 0xfffffffffffffffcn);
    assert.equal(handleOf('null'), 0n);
  });

  it('may be hex, a constant, flags, or a FOURCC where one fits', () => {
    const wave = extensible(
      { wFormatTag: '"WAVE_FORMAT_EXTENSIBLE"' },
      { dwChannelMask: '"SPEAKER_FRONT_LEFT | 0x2"' },
    );
    const block = parseDescriptor(wave).connects[0]?.request?.block?.value;
    assert.equal(block?.dwChannelMask, 3);
    assert.deepEqual(block?.Format, {
      wFormatTag: 0xfffe,
      nChannels: 2,
      nSamplesPerSec: 48000,
      wBitsPerSample: 16,
    });
    const nv12 = parseDescriptor(video('MEDIASUBTYPE_NV12', { biCompression: '"FOURCC:NV12"' }));
    const header = nv12.connects[0]?.request?.block?.value.bmiHeader;
    assert.deepEqual(header, { biWidth: 640, biHeight: 480, biCompression: 0x3231564e });
  });
});

describe('broken text', () => {
  const codes = (text: string): readonly string[] => findings(text).map(({ code }) => code);

  it('while typing still gives the connect that is whole', () => {
    const doc = parseDescriptor(`{ "connects": [ ${plain()}, { "KSPIN_CONNECT": { "PinId": `);
    assert.equal(doc.connects.length, 2);
    assert.equal(doc.connects[0]?.request?.block?.key, 'WaveFormatEx');
    assert.deepEqual(doc.connects[0]?.problems, []);
  });

  it('may have comments and trailing commas', () => {
    const text = plain()
      .replace('"nChannels": 2,', '/* stereo */ "nChannels": 2, // two\n')
      .replace(' } }', ', }, }');
    assert.deepEqual(codes(text), []);
  });

  it('with an unquoted name says to quote it', () => {
    const [problem] = findings(plain({ wFormatTag: 'WAVE_FORMAT_PCM' }));
    assert.equal(problem?.code, 'syntax');
    assert.match(problem?.message ?? '', /go in double quotes/);
  });

  it('that is empty, blank or only a comment is one finding', () => {
    for (const text of ['', ' \r\n\t', '// nothing here'])
      assert.deepEqual(codes(text), ['syntax'], JSON.stringify(text));
  });

  it('that is not an object is one finding', () => {
    for (const text of ['[]', '7', '"x"', 'null']) assert.deepEqual(codes(text), ['wrong-type'], text);
  });

  it('with a NUL character is one finding that says it is binary', () => {
    const [problem, ...others] = findings(`MZ\0\x03${'\0'.repeat(100)}`);
    assert.deepEqual(others, []);
    assert.match(problem?.message ?? '', /not text/);
    assert.deepEqual(problem?.range, { start: 2, end: 3 });
  });

  it('nested 100,000 deep is one finding, whatever it is nested in', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const text = `{"connects":${open.repeat(100_000)}1${close.repeat(100_000)}}`;
      const [problem, ...others] = findings(text);
      assert.deepEqual(others, []);
      assert.match(problem?.message ?? '', /Nested more than/);
    }
  });

  it('does not count braces in strings and comments as nesting', () => {
    const braces = '['.repeat(1000);
    assert.deepEqual(
      codes(plain({}, { rest: { name: `"${braces}"` } }).replace('{', `{ /* ${braces} */`)),
      [],
    );
  });

  it('of 50 MB is one finding', () => {
    const [problem, ...others] = findings(`{"connects":[${' '.repeat(50 * 1024 * 1024)}]}`);
    assert.deepEqual(others, []);
    assert.match(problem?.message ?? '', /too large to be a descriptor: 50 MB/);
  });

  it('with thousands of errors lists the first ones and says that there are more', () => {
    const found = findings(`{ "connects": [ ${'? '.repeat(5000)} ] }`);
    assert.equal(found.length, 51);
    assert.ok(found.some(({ message }) => message.startsWith('More syntax errors follow')));
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(codes(`\ufeff${plain()}`), []);
  });

  it('may hold half a surrogate pair', () => {
    assert.deepEqual(codes(plain({}, { rest: { name: '"\ud83d"' } })), []);
  });

  it('with CR line ends counts lines as the LSP does', () => {
    const doc = parseDescriptor('{\r"connects": [\r\n]\n}');
    assert.deepEqual(doc.lines.positionAt(doc.text.indexOf('"')), { line: 1, character: 0 });
    assert.deepEqual(doc.lines.positionAt(doc.text.length), { line: 3, character: 1 });
    assert.equal(doc.lines.offsetAt({ line: 1, character: 99 }), doc.text.indexOf('\r\n'));
  });
});

describe('a file', () => {
  it('may be one connect object', () => {
    assert.equal(parseDescriptor(plain()).connects.length, 1);
  });

  it('may hold several connects, a schema, and no others', () => {
    const text = `{ "$schema": "x", "connects": [${plain()}, ${extensible()}] }`;
    assert.equal(parseDescriptor(text).connects.length, 2);
    assert.deepEqual(findings(text), []);
  });

  it('without connects says what it should be', () => {
    assert.deepEqual(problemsOf('«{» }'), [
      'missing-key: connects is missing. A descriptor is { "connects": [ ... ] } or one connect object.',
    ]);
  });

  it('reads name, filter and expectation beside the request', () => {
    const filter = object({ category: '"{6994AD04-93EF-11D0-A3CC-00A0C9223196}"', device: '"*usb*"' });
    const [entry] = parseDescriptor(
      plain({}, { rest: { name: '"a"', filter, expect: '"ERROR_NO_MATCH"' } }),
    ).connects;
    assert.equal(entry?.name, 'a');
    assert.deepEqual(entry?.filter, { category: 'KSCATEGORY_AUDIO', device: '*usb*' });
    assert.deepEqual(entry?.expect, { kind: 'win32', value: 1169, text: 'ERROR_NO_MATCH' });
  });
});

describe('a quick fix of the text', () => {
  function mended(text: string): string {
    const doc = parseDescriptor(text);
    const finding = findings(text).find(({ fixes }) => fixes.length > 0);
    const [fix] = finding?.fixes ?? [];
    return fix === undefined ? text : applyEdits(text, editsOf(doc, fix, finding?.connect));
  }

  it('replaces a misspelt key or name, and nothing else', () => {
    assert.equal(
      mended(plain({ nChannels: '', nChanels: '2' })),
      plain({ nChannels: '', nChannels2: '2' }).replace('nChannels2', 'nChannels'),
    );
    const mask = (name: string): string =>
      extensible({}, { dwChannelMask: `"SPEAKER_FRONT_LEFT | ${name}"` });
    assert.equal(mended(mask('SPEAKER_FRONT_RIHGT')), mask('SPEAKER_FRONT_RIGHT'));
  });

  it('removes the second of two keys with its comma', () => {
    assert.equal(mended(plain().replace('"nChannels": 2', '"nChannels": 2, "nChannels": 1')), plain());
  });
});
