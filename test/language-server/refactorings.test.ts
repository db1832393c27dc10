// Refactorings as text: what is written after, that it is still right, and that a way there leads back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { applyEdits, diagnose, noFiles, parseDescriptor, refactoringsAt } from '#language-server/service.ts';
import { allCases } from './cases/all-cases.ts';
import { realDescriptors } from './corpus.ts';
import { extensible, object, plain, video } from './descriptors.ts';
import { readMarks } from './marks.ts';
import { pinId, workspaceWithFilter } from './recorded-filter.ts';

function refactored(text: string, title: RegExp, at = 1): string | undefined {
  const doc = parseDescriptor(text);
  const found = refactoringsAt(doc, { start: at, end: at }, workspaceWithFilter).find((refactoring) =>
    title.test(refactoring.title),
  );
  return found && applyEdits(text, found.edits);
}

function bytes(text: string): string | undefined {
  const request = parseDescriptor(text).connects[0]?.request;
  const encoded = request && encodeConnect(request, 'x64');
  return encoded?.ok ? toHex(encoded.value) : undefined;
}

const complaints = (text: string): readonly string[] =>
  diagnose(parseDescriptor(text), noFiles)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, message }) => `${code}: ${message}`);

describe('derived values', () => {
  const texts = allCases.map(({ silent }) => readMarks(silent).text);

  it('are written out as structures and members', () => {
    const text = refactored(plain({}, { connect: { Priority: '{ }' } }), /Fill in/) ?? '';
    assert.match(text, /"Priority": \{ "PriorityClass": "KSPRIORITY_NORMAL", "PrioritySubClass": 1 \}/);
    assert.match(text, /"FormatSize": 82/);
    assert.match(text, /"nAvgBytesPerSec": 192000, "nBlockAlign": 4, "wBitsPerSample": 16, "cbSize": 0 \}/);
  });

  it('never change a byte of a valid request, written out or taken out', () => {
    let filled = 0;
    let emptied = 0;
    for (const text of texts) {
      const before = bytes(text);
      if (before === undefined) continue;
      const full = refactored(text, /Fill in/);
      if (full !== undefined) {
        filled++;
        assert.equal(bytes(full), before, full);
      }
      const short = refactored(full ?? text, /Remove/);
      if (short === undefined) continue;
      emptied++;
      assert.equal(bytes(short), before, short);
      assert.deepEqual(parseDescriptor(short).problems, [], short);
    }
    assert.ok(filled > 100 && emptied > 100, `${filled} filled, ${emptied} emptied`);
  });

  it('leave comments and no comma behind', () => {
    const text = `{
  "KSPIN_CONNECT": { "PinId": 0 },
  "KSDATAFORMAT": {
    "FormatSize": 82, // bytes
    "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
    "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
    "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
  },
  "WaveFormatEx": {
    "nChannels": 2,
    "nSamplesPerSec": 48000,
    "wBitsPerSample": 16,
    "cbSize": 0
  }
}
`;
    const after = refactored(text, /Remove/) ?? '';
    assert.doesNotMatch(after, /FormatSize|cbSize|16,/);
    assert.match(after, /\/\/ bytes/);
    assert.match(after, /"wBitsPerSample": 16\n {2}\}/);
  });
});

/** Of each pair of structures, the way to the one that can say more, and back. */
const conversions = [
  [/Convert to WaveFormatExt/, /Convert to WaveFormatEx(?!t)/],
  [/Convert to VideoInfoHeader2/, /Convert to VideoInfoHeader(?!2)/],
] as const;

describe('conversions', () => {
  it('lead from WAVEFORMATEX to EXTENSIBLE and back', () => {
    const wide = refactored(plain(), /WaveFormatExt/) ?? '';
    assert.deepEqual(complaints(wide), []);
    assert.equal(bytes(refactored(wide, /WaveFormatEx /) ?? ''), bytes(plain()));
  });

  it('leave every real format right, and lead back from the wider structure to the same bytes', () => {
    const all = [
      ...realDescriptors.map(({ text }) => text),
      ...allCases.map(({ silent }) => readMarks(silent).text),
    ].filter((text) => complaints(text).length === 0 && bytes(text) !== undefined);
    const counts = { widened: 0, returned: 0, narrowed: 0 };
    for (const [wider, narrower] of conversions) {
      for (const text of all) {
        const widened = refactored(text, wider);
        if (widened !== undefined) {
          counts.widened++;
          assert.deepEqual(complaints(widened), [], widened);
          const returned = refactored(widened, narrower);
          if (returned !== undefined) {
            counts.returned++;
            assert.equal(bytes(returned), bytes(text), `${text}\n${widened}\n${returned}`);
          }
        }
        const narrowed = refactored(text, narrower);
        if (narrowed === undefined) continue;
        counts.narrowed++;
        assert.deepEqual(complaints(narrowed), [], narrowed);
      }
    }
    assert.ok(
      Object.values(counts).every((count) => count > 20),
      JSON.stringify(counts),
    );
  });

  it('are not offered where the plain structure cannot say it', () => {
    const sixChannels = extensible({ nChannels: '6' });
    const packed = extensible({ wBitsPerSample: '32' }, { Samples: object({ wValidBitsPerSample: '24' }) });
    assert.equal(refactored(sixChannels, /WaveFormatEx /), undefined);
    assert.equal(refactored(packed, /WaveFormatEx /), undefined);
  });

  it('lead from VIDEOINFO to VIDEOINFO2 and back', () => {
    const first = video('MEDIASUBTYPE_YUY2');
    const second = refactored(first, /VideoInfoHeader2/) ?? '';
    assert.deepEqual(complaints(second), []);
    assert.equal(bytes(refactored(second, /VideoInfoHeader /) ?? ''), bytes(first));
  });
});

describe('a GUID', () => {
  it('is spelled by its name or in braces', () => {
    const text = plain();
    const at = text.indexOf('KSDATAFORMAT_SUBTYPE_PCM');
    const braced = refactored(text, /Replace by/, at) ?? '';
    assert.match(braced, /"\{00000001-0000-0010-8000-00aa00389b71\}"/);
    assert.equal(refactored(braced, /Replace by/, at), text);
  });
});

describe('making a request acceptable', () => {
  const filter = object({ capabilities: '"rules.kscaps.json"' });
  const title = /Make the request acceptable/;
  const refused = (text: string): readonly string[] =>
    diagnose(parseDescriptor(text), workspaceWithFilter)
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);

  it('moves each refused member to the nearest value that the pin takes', () => {
    const text = plain(
      { nChannels: '6', nSamplesPerSec: '192000', nBlockAlign: '12', nAvgBytesPerSec: '2304000' },
      { rest: { filter } },
    );
    const after = refactored(text, title) ?? '';
    assert.deepEqual(refused(after), [], after);
    assert.match(after, /"nChannels": 2, "nSamplesPerSec": 96000, "wBitsPerSample": 16, "nBlockAlign": 4/);
  });

  it('takes the interface that the pin offers', () => {
    const text = plain({}, { connect: { PinId: pinId('loopedOnly') }, rest: { filter } });
    assert.notDeepEqual(refused(text), []);
    const after = refactored(text, title) ?? '';
    assert.deepEqual(refused(after), [], after);
    assert.match(after, /KSINTERFACE_STANDARD_LOOPED_STREAMING/);
  });

  it('chooses another pin where the one that is named is taken', () => {
    const text = plain({}, { connect: { PinId: pinId('taken') }, rest: { filter } });
    const after = refactored(text, title) ?? '';
    assert.deepEqual(refused(after), [], after);
    assert.notEqual(after, text);
  });

  it('is not offered where the filter takes the request, and where no filter is known', () => {
    assert.equal(refactored(plain({}, { rest: { filter } }), title), undefined);
    assert.equal(refactored(plain({ nChannels: '6' }), title), undefined);
  });
});
