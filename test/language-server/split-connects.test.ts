// One connect to a list, names for those that have none, a connect into a file of its own: the whole text before and after.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { applyEdits, moveToFile, parseDescriptor, refactoringsAt } from '#language-server/service.ts';
import { allCases } from './cases/all-cases.ts';
import { plain } from './descriptors.ts';
import { readMarks } from './marks.ts';

function refactored(text: string, title: string, at = text.indexOf('KSPIN_CONNECT')): string | undefined {
  const found = refactoringsAt(parseDescriptor(text), { start: at, end: at }).find(
    (offer) => offer.title === title,
  );
  return found && applyEdits(text, found.edits);
}

function bytesIn(text: string): readonly (string | undefined)[] {
  return parseDescriptor(text).connects.map(({ request }) => {
    const encoded = request && encodeConnect(request, 'x64');
    return encoded?.ok ? toHex(encoded.value) : undefined;
  });
}

const split = 'Split into named connects';
const name = 'Name the connects by their formats';

const single = `// Written by hand.
{
  // The pin.
  "KSPIN_CONNECT": { "PinId": 0 }, // the first
  "KSDATAFORMAT": {
    "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
    "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
    "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
  },

  "WaveFormatEx": { "nChannels": 2, "nSamplesPerSec": 48000, "wBitsPerSample": 16 }
}
// The end.
`;

describe('a file that is one connect', () => {
  it('becomes a list with a name, comments where they were', () => {
    assert.equal(
      refactored(single, split),
      `// Written by hand.
{
  "connects": [
    {
      // The pin.
      "name": "PCM, 48000 Hz, 2 ch, 16 bit",
      "KSPIN_CONNECT": { "PinId": 0 }, // the first
      "KSDATAFORMAT": {
        "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
        "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
        "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
      },

      "WaveFormatEx": { "nChannels": 2, "nSamplesPerSec": 48000, "wBitsPerSample": 16 }
    }
  ]
}
// The end.
`,
    );
  });

  it('keeps its line ends, its tabs and the name that it has', () => {
    const text = single
      .replace('"KSPIN', '"name": "mine",\n  "KSPIN')
      .replaceAll('  ', '\t')
      .replaceAll('\n', '\r\n');
    const after = refactored(text, split) ?? '';
    assert.doesNotMatch(after, /[^\r]\n| {2}/);
    assert.match(after, /^\t\t\t"name": "mine",\r$/m);
    assert.equal(parseDescriptor(after).connects[0]?.name, 'mine');
  });

  it('is the same request afterwards, whatever it holds', () => {
    let done = 0;
    for (const { silent } of allCases) {
      const { text } = readMarks(silent);
      const after = refactored(text, split, 1);
      if (after === undefined) continue;
      done++;
      assert.deepEqual(bytesIn(after), bytesIn(text), after);
      assert.deepEqual(parseDescriptor(after).problems, [], after);
      assert.equal(refactored(after, split), undefined);
    }
    assert.ok(done > 100, `${done} were split`);
  });

  it('is not split while its text is broken', () => {
    assert.equal(refactored(single.replace('},\n\n', '}\n\n'), split), undefined);
  });
});

const mono = plain({ nChannels: '1' });
const list = `{
  "connects": [ // all of them
    // The first one.
    {
      "name": "Lautsprecher, 48 kHz",
      "KSPIN_CONNECT": { "PinId": 1 }
    }, // good
    ${plain()},
    /* not yet */
    ${mono} // the last
  ]
}
`;
const offsetOf = (part: string): number => list.indexOf(part);

describe('connects without a name', () => {
  it('get the name of their format, each another one', () => {
    const twice = list.replace(mono, plain());
    const after = refactored(twice, name, twice.indexOf('"PinId": 0')) ?? '';
    assert.deepEqual(
      parseDescriptor(after).connects.map((connect) => connect.name),
      ['Lautsprecher, 48 kHz', 'PCM, 48000 Hz, 2 ch, 16 bit', 'PCM, 48000 Hz, 2 ch, 16 bit (2)'],
    );
    assert.deepEqual(bytesIn(after), bytesIn(twice));
  });

  it('are not spoken of at a connect that has one', () => {
    assert.equal(refactored(list, name, offsetOf('"PinId": 1')), undefined);
  });
});

describe('a connect of a list', () => {
  function moved(part: string): { readonly stem: string; readonly file: string; readonly rest: string } {
    const doc = parseDescriptor(list);
    const at = offsetOf(part);
    const entry = doc.connects.find(({ range }) => range.start <= at && at <= range.end);
    const move = entry && moveToFile(doc, entry);
    assert.ok(move, `nothing moves at ${part}`);
    const rest = applyEdits(list, move.edits);
    assert.deepEqual([...bytesIn(rest), ...bytesIn(move.text)].toSorted(), [...bytesIn(list)].toSorted());
    for (const text of [rest, move.text])
      assert.ok(
        parseDescriptor(text).problems.every(({ code }) => code !== 'syntax'),
        text,
      );
    return { stem: move.stem, file: move.text, rest };
  }

  it('moves with its comments, the first one', () => {
    const { stem, file, rest } = moved('"PinId": 1');
    assert.equal(stem, 'lautsprecher-48-khz');
    assert.equal(
      file,
      `// The first one.
{
  "name": "Lautsprecher, 48 kHz",
  "KSPIN_CONNECT": { "PinId": 1 }
} // good
`,
    );
    assert.equal(rest, list.replace(/\n {4}\/\/ The first[\s\S]*?good/, ''));
  });

  it('moves from the middle', () => {
    const { stem, file, rest } = moved('"nChannels": 2');
    assert.equal(stem, 'pcm-48000-hz-2-ch-16-bit');
    assert.equal(file, `${plain()}\n`);
    assert.equal(rest, list.replace(`\n    ${plain()},`, ''));
  });

  it('moves from the end, with the comma that it leaves behind', () => {
    const { file, rest } = moved('"nChannels": 1');
    assert.equal(file, `/* not yet */\n${mono} // the last\n`);
    assert.equal(rest, list.replace(/,\n {4}\/\* not yet[^\n]*\n[^\n]*/, ''));
  });

  it('stays where it is the only one', () => {
    const doc = parseDescriptor(`{ "connects": [ ${plain()} ] }`);
    const [entry] = doc.connects;
    assert.equal(entry && moveToFile(doc, entry), undefined);
  });

  it('gets a file name that every system takes', () => {
    for (const [written, stem] of [
      ['con', 'connect-con'],
      ['../../etc/passwd', 'etc-passwd'],
      ['日本', 'connect'],
    ]) {
      const doc = parseDescriptor(list.replace('Lautsprecher, 48 kHz', written ?? ''));
      const [entry] = doc.connects;
      assert.equal(entry && moveToFile(doc, entry)?.stem, stem);
    }
  });
});
