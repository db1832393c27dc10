// C as driver sources have it, in this file's own words: what is read from it, and where reading stops.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toHex } from '#ks/bytes.ts';
import { capabilitiesFromJson, capabilitiesToJson } from '#ks/capability-file.ts';
import { complete, encodeConnect } from '#ks/connect.ts';
import { rangeHeader } from '#ks/data-range.ts';
import { describeRange } from '#ks/describe-range.ts';
import { withMember } from '#ks/edit-request.ts';
import { explain } from '#ks/explain.ts';
import { cSource } from '#ks/export/c-source.ts';
import { capabilitiesOfRanges, type ImportedC, importC } from '#ks/import/c-source.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import type { Json } from '#ks/json.ts';
import { type ConnectRequest, memberAt } from '#ks/request.ts';
import type { StructValue } from '#ks/struct.ts';
import { runs } from '#test/ks/proof/arbitrary.ts';
import { guid, speaker, withMembers } from '#test/ks/requests.ts';
import { shortRequests } from '#test/ks/short-requests.ts';

function read(text: string): ImportedC {
  const result = importC(text);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.error));
  return result.value;
}

function onlyRequest(text: string): ConnectRequest {
  const { requests } = read(text);
  assert.equal(requests.length, 1);
  const [first] = requests;
  assert.ok(first);
  return first.request;
}

/** Reads the text, in which `|` marks where reading must stop, and answers what is said there. */
function problem(marked: string): string {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const result = importC(marked.replace('|', ''));
  assert.ok(!result.ok, 'was read without a problem');
  const { line, column, message } = result.error;
  assert.deepEqual(
    { line, column },
    { line: before.length, column: (before.at(-1) ?? '').length + 1 },
    message,
  );
  return message;
}

const formatHead = `{ sizeof(KSDATAFORMAT_WAVEFORMATEX), 0, 4, 0,
  STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO), STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM),
  STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX) }`;
const wave = (members: string): string => `KSDATAFORMAT_WAVEFORMATEX f = { ${formatHead}, { ${members} } };`;

const stereo: ConnectRequest = {
  KSPIN_CONNECT: { PinId: 0 },
  KSDATAFORMAT: speaker.KSDATAFORMAT,
  block: { key: 'WaveFormatEx', value: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 } },
};
const plainWave = 'WAVE_FORMAT_PCM, 2, 48000, 192000, 4, 16, 0';

describe('a wave format in C', () => {
  test('is read as the request that a descriptor would give', () => {
    assert.deepEqual(complete(onlyRequest(wave(plainWave))), complete(stereo));
  });

  test('may compute its members, with macros of the same text, casts and sizeof', () => {
    const text = `
      #define CHANNELS    2           // front
      #define RATE        (48 * 1000) /* Hz */
      #define BITS(bytes) ((bytes) * 8)
      #define ALIGN       (CHANNELS * BITS(2) / 8)
      static const USHORT container = BITS(2);
      ${wave('0x1, CHANNELS, (ULONG) RATE, RATE * ALIGN, static_cast<WORD>(ALIGN), container, sizeof(WAVEFORMATEX) - 18')}`;
    assert.deepEqual(complete(onlyRequest(text)), complete(stereo));
  });

  test('may name its members, in any order; what it leaves out is zero and not derived', () => {
    const text = `
      static KSDATAFORMAT_WAVEFORMATEX format = {
        .WaveFormatEx = { .wBitsPerSample = 16, .nChannels = 2, .wFormatTag = WAVE_FORMAT_PCM },
        .WaveFormatEx.nSamplesPerSec = 48000,
        .DataFormat = { .FormatSize = 82, .MajorFormat = KSDATAFORMAT_TYPE_AUDIO,
                        .SubFormat = { STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM) },
                        .Specifier = { 0x05589f81L, 0xc356, 0x11ce, { 0xbf, 0x01, 0x00, 0xaa, 0x00, 0x55, 0x59, 0x5a } } },
      };`;
    const request = onlyRequest(text);
    assert.deepEqual(request.KSDATAFORMAT, {
      FormatSize: 82,
      Flags: 0,
      SampleSize: 0,
      Reserved: 0,
      ...speaker.KSDATAFORMAT,
    });
    assert.deepEqual(request.block, {
      key: 'WaveFormatEx',
      value: {
        wFormatTag: 1,
        nChannels: 2,
        nSamplesPerSec: 48000,
        nAvgBytesPerSec: 0,
        nBlockAlign: 0,
        wBitsPerSample: 16,
        cbSize: 0,
      },
    });
  });

  test('in an array of EXTENSIBLE formats is read one by one, each with its name and place', () => {
    const format = (rate: number, mask: string): string => `
    {
        {
            sizeof(KSDATAFORMAT_WAVEFORMATEXTENSIBLE), 0, 0, 0,
            STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO),
            STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM),
            STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX)
        },
        {
            {
                WAVE_FORMAT_EXTENSIBLE, 2, ${rate}, ${rate * 4}, 4, 16,
                sizeof(WAVEFORMATEXTENSIBLE) - sizeof(WAVEFORMATEX)
            },
            16,
            ${mask},
            STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM)
        }
    },`;
    const { requests } = read(`static
KSDATAFORMAT_WAVEFORMATEXTENSIBLE Formats[] =
{${format(48000, 'KSAUDIO_SPEAKER_STEREO')}${format(44100, 'SPEAKER_FRONT_LEFT | SPEAKER_FRONT_RIGHT')}
};`);
    assert.deepEqual(
      requests.map(({ name, line, request }) => [
        name,
        line,
        memberAt(request, ['WaveFormatExt', 'Format', 'nSamplesPerSec']),
        memberAt(request, ['WaveFormatExt', 'dwChannelMask']),
      ]),
      [
        ['Formats[0]', 4, 48000, 3],
        ['Formats[1]', 21, 44100, 3],
      ],
    );
    const [first] = requests;
    assert.ok(first);
    const { DesiredAccess: _, ...asked } = withMembers(speaker, 'KSDATAFORMAT', { SampleSize: 0 });
    assert.deepEqual(complete(first.request), complete(asked));
  });
});

describe('data ranges in C', () => {
  test('of audio, in a table among pointers and functions, which are told as skipped', () => {
    const { ranges, skipped } = read(`
#ifndef _TABLE_H_
#define _TABLE_H_
#define MAX_RATE 96000
NTSTATUS PropertyHandler(_In_ PPCPROPERTY_REQUEST Request);
C_ASSERT(MAX_RATE == 96000);
static KSDATARANGE_AUDIO PinRanges[] =
{
    {
        {
            sizeof(KSDATARANGE_AUDIO), KSDATARANGE_ATTRIBUTES, 0, 0,
            STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO),
            STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM),
            STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX)
        },
        2, 16, 24, 44100, MAX_RATE
    },
};
static KSPIN_MEDIUM Mediums[] = { { STATICGUIDOF(OUR_MEDIUM), 0, 0 } };
static PKSDATARANGE PinRangePointers[] = { PKSDATARANGE(&PinRanges[0]), &Attributes };
static KSDATARANGE BridgeRange[] = { { sizeof(KSDATARANGE), 0, 0, 0,
  STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO), STATICGUIDOF(KSDATAFORMAT_SUBTYPE_ANALOG), STATICGUIDOF(KSDATAFORMAT_SPECIFIER_NONE) } };
#endif // _TABLE_H_
`);
    assert.deepEqual(
      ranges.map(({ name, range }) => [name, range.struct, describeRange(range), range.bytes.length]),
      [
        ['PinRanges[0]', 'KSDATARANGE_AUDIO', 'PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz', 88],
        ['BridgeRange[0]', 'KSDATARANGE', 'KSDATAFORMAT_TYPE_AUDIO, ANALOG, KSDATAFORMAT_SPECIFIER_NONE', 64],
      ],
    );
    assert.deepEqual(
      skipped.map(({ text, line }) => [text, line]),
      [
        ['NTSTATUS PropertyHandler', 5],
        ['KSPIN_MEDIUM Mediums', 19],
        ['PKSDATARANGE PinRangePointers', 20],
      ],
    );
  });

  test('of video, with flat GUIDs, sizes from defines and a FOURCC macro', () => {
    const { ranges } = read(`
#define D_X 320
#define D_Y 240
#define FOURCC_YUY2 mmioFOURCC('Y', 'U', 'Y', '2')
const KS_DATARANGE_VIDEO FormatYUY2 = {
  { sizeof (KS_DATARANGE_VIDEO), 0, D_X * D_Y * 2, 0,
    STATICGUIDOF( KSDATAFORMAT_TYPE_VIDEO ),
    0x32595559, 0x0000, 0x0010, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71,
    STATICGUIDOF( KSDATAFORMAT_SPECIFIER_VIDEOINFO ) },
  TRUE, FALSE, 0, 0,
  { STATICGUIDOF( KSDATAFORMAT_SPECIFIER_VIDEOINFO ), KS_AnalogVideo_None,
    720, 480, 160, 120, 720, 480, 8, 1, 8, 1, D_X, D_Y, D_X, D_Y, 8, 1, 0, 0, 0, 0,
    333667, 640000000, 8 * 2 * 30 * D_X * D_Y, 8 * 2 * 30 * D_X * D_Y },
  { 0, 0, 0, 0, 0, 0, 0, 0,
    D_X * D_Y * 2 * 8 * 30, 0L, 333667,
    sizeof (KS_BITMAPINFOHEADER), D_X, -D_Y, 1, 16, FOURCC_YUY2, D_X * D_Y * 2, 0, 0, 0, 0 }
};`);
    const [first] = ranges;
    assert.ok(first);
    const { value } = first.range;
    assert.equal(describeRange(first.range), 'YUY2 320x-240, 16 bit, 29.97 fps');
    assert.equal(rangeHeader(first.range).SampleSize, 153600);
    assert.deepEqual((value.ConfigCaps as StructValue).MaxOutputSize, { cx: 320, cy: 240 });
    assert.equal((value.ConfigCaps as StructValue).MaxBitsPerSecond, 36864000);
    assert.equal((value.VideoInfoHeader as StructValue).dwBitRate, 36864000);
  });
});

test('an imported format is written as a short descriptor', () => {
  assert.deepEqual(descriptorJson(onlyRequest(wave(plainWave))), {
    KSPIN_CONNECT: { PinId: 0 },
    KSDATAFORMAT: {
      MajorFormat: 'KSDATAFORMAT_TYPE_AUDIO',
      SubFormat: 'KSDATAFORMAT_SUBTYPE_PCM',
      Specifier: 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
    },
    WaveFormatEx: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 },
  });
});

test('imported ranges make a capability file that offline checks can use', () => {
  const { ranges } = read(`KSDATARANGE_AUDIO Range = { { sizeof(KSDATARANGE_AUDIO), 0, 0, 0,
    STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO), STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM),
    STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX) }, 2, 16, 16, 48000, 48000 };`);
  const capabilities = capabilitiesOfRanges(ranges);
  const file = JSON.parse(JSON.stringify(capabilitiesToJson(capabilities))) as Json;
  const again = capabilitiesFromJson(file);
  assert.ok(again.ok, again.ok ? '' : JSON.stringify(again.error));
  assert.deepEqual(again.value, capabilities);
  assert.equal(explain(stereo, again.value).accepted, true);
  assert.equal(explain(withMember(stereo, ['WaveFormatEx', 'nChannels'], 3), again.value).accepted, false);
});

describe('C that is exported', () => {
  for (const [key, request] of shortRequests) {
    test(`is read back with ${key}`, () => {
      const source = cSource(request);
      assert.ok(source.ok);
      const encoded = encodeConnect(onlyRequest(source.value), 'x64');
      const expected = encodeConnect(request, 'x64');
      assert.ok(encoded.ok && expected.ok);
      assert.equal(toHex(encoded.value), toHex(expected.value));
    });
  }

  test('is read back with its attribute list', () => {
    const request: ConnectRequest = {
      ...stereo,
      Attributes: [
        {
          AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
          SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
        },
        { AttributeHeader: { Attribute: guid('KSDATAFORMAT_TYPE_AUDIO') }, Bytes: Uint8Array.of(1, 2, 3) },
      ],
    };
    const source = cSource(request);
    assert.ok(source.ok);
    assert.deepEqual(onlyRequest(source.value), complete(request));
  });
});

describe('what is not understood is named with its place', () => {
  const stops: readonly (readonly [what: string, text: string, message: string])[] = [
    [
      'a name that nothing defines',
      wave('WAVE_FORMAT_PCM, |CHANNELS, 48000, 192000, 4, 16, 0'),
      '"CHANNELS" is not defined in this text, and the headers have no such constant',
    ],
    [
      'a macro that nothing defines',
      wave('1, |COUNT(2), 48000, 192000, 4, 16, 0'),
      'the macro COUNT is not defined in this text',
    ],
    [
      'a number that does not fit',
      wave('1, |65536, 48000, 192000, 4, 16, 0'),
      '65536 does not fit nChannels, a WORD',
    ],
    [
      'one member too many',
      wave(`${plainWave}, |7`),
      'WAVEFORMATEX has no member for this: its 7 members have their values',
    ],
    [
      'a member that there is not',
      `KSDATAFORMAT_WAVEFORMATEX f = { .WaveFormatEx = { .|nRate = 1 } };`,
      'WAVEFORMATEX has no member nRate',
    ],
    [
      'a GUID that nothing defines',
      `KSDATAFORMAT f = { 64, 0, 0, 0, STATICGUIDOF(|MY_TYPE) };`,
      '"MY_TYPE" is no known GUID, and this text does not define it',
    ],
    ['a float', wave('1, 2, |48e3, 192000, 4, 16, 0'), '"48e3" is not a whole number'],
    ['a division by zero', wave('1, 2 |/ 0, 48000, 192000, 4, 16, 0'), '2 / 0 has no value'],
    [
      'a condition that the text does not decide',
      `|#ifdef OFFLOAD\n${wave(plainWave)}\n#endif`,
      'whether #ifdef OFFLOAD holds is not said here: keep only the branch that you mean',
    ],
    [
      'a member of a structure that holds a request',
      `struct { KSPIN_CONNECT connect; |OUR_FORMAT format; } request = { 0 };`,
      'the member format of a structure declared here is not understood',
    ],
    [
      'a macro whose definition the text does not decide',
      `|#if (DBG)\n#define RATE 8000\n#else\n#define RATE 48000\n#endif\n${wave('1, 2, RATE, 192000, 4, 16, 0')}`,
      'whether #if (DBG) holds is not said here: keep only the branch that you mean',
    ],
    [
      'a size that is not known',
      wave('1, 2, 48000, 192000, 4, 16, sizeof(|MY_EXTRA)'),
      'the size of MY_EXTRA is not known here',
    ],
    ['an initialiser without an end', `KSDATAFORMAT f = { 64, 0, 0, 0|`, 'the text ends'],
    ['a macro without its bracket', `#define A(x) x\n${wave('1, |A(2')}`, 'A( has no )'],
    ['text without any format', `|int x = 3;`, 'there is no initialised data format or data range here'],
  ];
  for (const [what, text, message] of stops) {
    test(what, () => {
      if (message === 'the text ends') {
        const result = importC(text.replace('|', ''));
        assert.ok(!result.ok);
        assert.match(result.error.message, /^the text ends; /);
      } else assert.equal(problem(text), message);
    });
  }
});

test('branches that are switched off and comments are not read', () => {
  const text = `
#if 0
KSDATAFORMAT_WAVEFORMATEX broken = { NOTHING };
#endif
#define REAL
#ifdef REAL
/* KSDATAFORMAT x = { */ ${wave(plainWave)} // };
#else
garbage $$$
#endif
`.replace('garbage $$$', 'garbage');
  assert.deepEqual(complete(onlyRequest(text)), complete(stereo));
});

test('a whole source file is read for its formats: classes, functions and pragmas around them are passed over', () => {
  const { ranges, requests } = read(`
#include "our.h"
#ifdef ALLOC_PRAGMA
#pragma code_seg("PAGE")
#endif // ALLOC_PRAGMA
#if (DBG)
#define Print(text) DbgPrint text
#endif
extern "C" {
enum Kind { One, Two };
typedef struct _CONTEXT { LIST_ENTRY Entry; PKSPIN Pin; ULONG Count[OUR_COUNT]; } CONTEXT, *PCONTEXT;
class Pin : public Base { public: Pin(int a) : m_a(a) {} ~Pin(); int m_a; };
NTSTATUS Pin::Create(IN PKSPIN pin, IN PIRP irp = NULL)
{
    if (pin->Id < 2 && irp) { return STATUS_SUCCESS; }
#if (DBG)
    Print(("%s", pin));
#endif
    return 'a' + 1;
}
}
const ULONG Rates[] = { 1, 2 };
const KSDATARANGE Range = { sizeof(KSDATARANGE), 0, 0, 0, STATICGUIDOF(KSDATAFORMAT_TYPE_MUSIC),
  STATICGUIDOF(KSDATAFORMAT_SUBTYPE_MIDI), STATICGUIDOF(KSDATAFORMAT_SPECIFIER_NONE) };
`);
  assert.equal(requests.length, 0);
  assert.deepEqual(
    ranges.map(({ name, range }) => [name, rangeHeader(range).SubFormat]),
    [['Range', guid('KSDATAFORMAT_SUBTYPE_MIDI')]],
  );
});

test('GUIDs of the text itself are known by their names', () => {
  const text = `
#define STATIC_KSDATAFORMAT_SUBTYPE_OURS 0x11223344, 0x5566, 0x7788, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x00
const GUID OURS = { STATICGUIDOF(KSDATAFORMAT_SUBTYPE_OURS) };
KSDATAFORMAT one = { sizeof(KSDATAFORMAT), 0, 0, 0, STATICGUIDOF(KSDATAFORMAT_TYPE_STREAM), STATICGUIDOF(KSDATAFORMAT_SUBTYPE_OURS), STATICGUIDOF(KSDATAFORMAT_SPECIFIER_NONE) };
KSDATAFORMAT two = { { sizeof(KSDATAFORMAT), 0, 0, 0, { KSDATAFORMAT_TYPE_STREAM }, OURS, { DEFINE_WAVEFORMATEX_GUID(0x92) } } };
`;
  const [one, two] = read(text).requests;
  assert.equal(one?.request.KSDATAFORMAT.SubFormat, '11223344-5566-7788-99aa-bbccddeeff00');
  assert.equal(two?.request.KSDATAFORMAT.SubFormat, '11223344-5566-7788-99aa-bbccddeeff00');
  assert.equal(two?.request.KSDATAFORMAT.Specifier, '00000092-0000-0010-8000-00aa00389b71');
});

test('damaged text is read or refused, and never anything else', (t) => {
  const sources = shortRequests.flatMap(([, request]) => {
    const source = cSource(request);
    return source.ok ? [source.value] : [];
  });
  const pieces = [
    '{',
    '}',
    '(',
    ')',
    ',',
    '.',
    '#if 1\n',
    '\n#define A A B\n',
    "'",
    '"',
    '/*',
    '\\\n',
    'struct ',
    '-',
    '0x',
    '<<',
  ];
  const parameters = runs(400);
  t.diagnostic(`seed ${parameters.seed}`);
  const damage = fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom(...pieces));
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      (source, cuts) => {
        const text = cuts.reduce((current, [place, length, piece]) => {
          const at = place % current.length;
          return current.slice(0, at) + piece + current.slice(at + length);
        }, source);
        const result = importC(text);
        if (result.ok) return;
        const lines = text.split('\n');
        assert.ok(result.error.line >= 1 && result.error.line <= lines.length, JSON.stringify(result.error));
        assert.ok(result.error.column >= 1);
      },
    ),
    parameters,
  );
});

test('text that nests without end is refused at once', () => {
  const deep = (open: string): string => open.repeat(50_000);
  const macros = Array.from({ length: 5000 }, (_, index) => `#define M${index} M${index + 1}`).join('\n');
  for (const text of [
    wave(`1, ${deep('(')}`),
    wave(`1, ${deep('-')}`),
    wave(`1, ${deep('(ULONG)')}`),
    `KSDATAFORMAT f = { 64, 0, 0, 0, ${deep('{')}`,
    `${macros}\n${wave('1, M0')}`,
    `#define A B B B B\n#define B C C C C\n#define C D D D D\n#define D E E E E\n#define E F F F F\n#define F G G G G\n#define G H H H H\n#define H I I I I\n#define I J J J J\n${wave('1, A A A A')}`,
  ]) {
    assert.equal(importC(text).ok, false);
  }
});
