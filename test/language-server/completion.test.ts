// Completion: the cursor is │ in the text; what matters is the text after a choice.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits, complete, diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { extensible, object, plain } from './descriptors.ts';
import { readMarks } from './marks.ts';
import { pinId, workspaceWithFilter } from './recorded-filter.ts';

interface Offer {
  readonly labels: readonly string[];
  /** The text after the offer with this label was taken. */
  readonly take: (label: string) => string | undefined;
}

function offers(marked: string): Offer {
  const { text, cursors } = readMarks(marked);
  const completions = complete(parseDescriptor(text), cursors[0] ?? 0, workspaceWithFilter);
  return {
    labels: completions.map(({ label }) => label),
    take(label) {
      const chosen = completions.find((completion) => completion.label === label);
      return chosen && applyEdits(text, [{ range: chosen.range, newText: chosen.newText }]);
    },
  };
}

describe('completion of keys', () => {
  it('offers only what is missing, members that nobody can derive first', () => {
    const { labels } = offers(plain({ nChannels: '', wBitsPerSample: '16 │' }).replace('16 │', '16, │'));
    assert.deepEqual(labels, ['nChannels', 'wFormatTag', 'nAvgBytesPerSec', 'nBlockAlign', 'cbSize']);
  });

  it('offers no second format block', () => {
    const { labels } = offers(plain({}, { rest: { name: '"x", │' } }).replace('"x", │', '"x", │'));
    assert.ok(labels.includes('DesiredAccess'));
    assert.ok(!labels.includes('WaveFormatExt'));
    assert.ok(!labels.includes('VideoInfoHeader'));
  });

  it('replaces what is typed of a key, and leaves its value', () => {
    const before = plain({ nChannels: '', nCh: '2' }).replace('"nCh"', '"nCh│"');
    assert.equal(
      offers(before).take('nChannels'),
      plain({ nChannels: '', nCh: '2' }).replace('"nCh"', '"nChannels"'),
    );
  });

  it('puts a comma where a member follows', () => {
    assert.equal(
      offers('{ "connects": [ { │"KSPIN_CONNECT": { "PinId": 0 } } ] }').take('name'),
      '{ "connects": [ { "name": "","KSPIN_CONNECT": { "PinId": 0 } } ] }',
    );
  });

  it('works in an empty connect, an empty file and an object that is not closed', () => {
    assert.ok(offers('{ "connects": [ { │ } ] }').labels.includes('KSDATAFORMAT'));
    assert.deepEqual(offers('{ │ }').labels, ['$schema', 'connects']);
    assert.ok(offers('{ "connects": [ { "KSPIN_CONNECT": { │').labels.includes('PinId'));
  });
});

describe('completion of values', () => {
  it('offers constants of the member, the derived value first', () => {
    const { labels, take } = offers(extensible({ wFormatTag: '│' }));
    assert.equal(labels[0], 'WAVE_FORMAT_EXTENSIBLE');
    assert.ok(labels.includes('WAVE_FORMAT_PCM'));
    assert.equal(take('WAVE_FORMAT_PCM'), extensible({ wFormatTag: '"WAVE_FORMAT_PCM"' }));
  });

  it('offers the derived value of a plain number', () => {
    assert.equal(offers(plain({ nBlockAlign: '│' })).take('4'), plain({ nBlockAlign: '4' }));
  });

  it('offers GUID names of the right kind only, inside and outside of quotes', () => {
    for (const typed of ['│', '"KSDATA│"', 'KSDATA│']) {
      const { labels, take } = offers(plain({}, { format: { Specifier: typed } }));
      assert.ok(labels.includes('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'), typed);
      assert.ok(!labels.includes('KSDATAFORMAT_SUBTYPE_PCM'), typed);
      assert.equal(take('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'), plain(), typed);
    }
  });

  it('adds a flag behind a bar, without those that are there', () => {
    const { labels, take } = offers(extensible({}, { dwChannelMask: '"SPEAKER_FRONT_LEFT | SPEAK│"' }));
    assert.ok(!labels.includes('SPEAKER_FRONT_LEFT'));
    assert.equal(
      take('SPEAKER_FRONT_RIGHT'),
      extensible({}, { dwChannelMask: '"SPEAKER_FRONT_LEFT | SPEAKER_FRONT_RIGHT"' }),
    );
  });

  it('names an Id by the Set beside it', () => {
    const { labels } = offers(
      plain({}, { connect: { Interface: '{ "Set": "KSINTERFACESETID_Media", "Id": "│" }' } }),
    );
    assert.ok(labels.includes('KSINTERFACE_MEDIA_WAVE_QUEUED'));
    assert.ok(!labels.includes('KSINTERFACE_STANDARD_STREAMING'));
  });

  it('offers results that a run may expect, those of user mode first', () => {
    const { labels } = offers(plain({}, { rest: { expect: '"│"' } }));
    assert.equal(labels[0], 'ERROR_SUCCESS');
    assert.ok(labels.indexOf('ERROR_NO_MATCH') < labels.indexOf('STATUS_NO_MATCH'));
  });

  it('is silent in comments and where any text goes', () => {
    assert.deepEqual(offers(plain().replace('"nChannels"', '// here │\n"nChannels"')).labels, []);
    assert.deepEqual(offers(plain({}, { rest: { name: '"│"' } })).labels, []);
  });
});

describe('completion beside a capability file', () => {
  const filter = object({ capabilities: '"rules.kscaps.json"' });

  it('offers first what the pin takes', () => {
    const rates = offers(plain({ nSamplesPerSec: '│' }, { rest: { filter } }));
    assert.deepEqual(rates.labels.slice(0, 3), ['48000', '44100', '96000']);
    const subFormats = offers(plain({}, { format: { SubFormat: '"│"' }, rest: { filter } }));
    assert.equal(subFormats.labels[0], 'KSDATAFORMAT_SUBTYPE_PCM');
    assert.equal(new Set(subFormats.labels).size, subFormats.labels.length);
  });

  it('offers the interfaces of the pin, and pins that can be connected to', () => {
    const Interface = '{ "Set": "KSINTERFACESETID_Standard", "Id": "│" }';
    const connect = { PinId: pinId('loopedOnly'), Interface };
    const { labels } = offers(plain({}, { connect, rest: { filter } }));
    assert.equal(labels[0], 'KSINTERFACE_STANDARD_LOOPED_STREAMING');
    const pins = offers(plain({}, { connect: { PinId: '│' }, rest: { filter } })).labels;
    assert.ok(pins.includes(pinId('speaker')));
    assert.ok(!pins.includes(pinId('bridge')));
  });
});

describe('templates', () => {
  for (const [where, text] of Object.entries({
    'a list': '{\n  "connects": [\n    │\n  ]\n}',
    'an empty file': '│',
  })) {
    it(`of whole connects in ${where} are right as they are`, () => {
      const { labels, take } = offers(text);
      assert.ok(labels.length >= 8);
      for (const label of labels) {
        const written = take(label) ?? '';
        const doc = parseDescriptor(written);
        assert.equal(doc.connects[0]?.name, label);
        const wrong = diagnose(doc, noFiles).filter(
          ({ severity }) => severity === 'error' || severity === 'warning',
        );
        assert.deepEqual(
          wrong.map(({ code, message }) => `${code}: ${message}`),
          [],
          written,
        );
      }
    });
  }
});

describe('completion of names', () => {
  it('offers rules behind a disabling comment, those that stand there already left out', () => {
    const text = '{ "connects": [\n  // kspin-disable-next-line block-align-pcm, avg│\n] }';
    const { labels, take } = offers(text);
    assert.ok(labels.includes('avg-bytes'));
    assert.ok(!labels.includes('block-align-pcm'));
    assert.match(take('avg-bytes') ?? '', /disable-next-line block-align-pcm, avg-bytes\n/);
    assert.deepEqual(offers('{ "connects": [\n  // anything else │\n] }').labels, []);
    const inText = '{ "connects": [ { "name": "// kspin-disable-next-line │" } ] }';
    assert.deepEqual(offers(inText).labels, []);
  });

  it('offers the capability files that are there, and those that other connects name', () => {
    const named = plain({}, { rest: { filter: object({ capabilities: '"b.kscaps.json"' }) } });
    const { text, cursors } = readMarks(
      `{ "connects": [ ${named}, { "filter": { "capabilities": "│" } } ] }`,
    );
    const files = { ...noFiles, capabilityFiles: () => ['a.kscaps.json', 'sub/c.kscaps.json'] };
    assert.deepEqual(
      complete(parseDescriptor(text), cursors[0] ?? 0, files).map(({ newText }) => newText),
      ['"a.kscaps.json"', '"sub/c.kscaps.json"', '"b.kscaps.json"'],
    );
  });

  it('offers the filters of the capability file as devices', () => {
    const filter = object({ capabilities: '"rules.kscaps.json"', device: '"│"' });
    assert.deepEqual(offers(plain({}, { rest: { filter } })).labels, ['rule tests']);
  });
});
