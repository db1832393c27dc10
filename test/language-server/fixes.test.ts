// Quick fixes as text: what is written, where, and that the rest stays as it was.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyEdits,
  diagnose,
  editsOf,
  fixAllEdits,
  noFiles,
  parseDescriptor,
} from '#language-server/service.ts';
import { object, plain } from './descriptors.ts';
import { pinId, workspaceWithFilter } from './recorded-filter.ts';

/** The text after the fix with this title. */
function fixed(text: string, title: RegExp): string {
  const doc = parseDescriptor(text);
  const offers = diagnose(doc, workspaceWithFilter).flatMap((finding) =>
    finding.fixes.filter((fix) => title.test(fix.title)).map((fix) => editsOf(doc, fix, finding.connect)),
  );
  const [edits] = offers;
  assert.ok(edits, `no fix ${String(title)}`);
  return applyEdits(text, edits);
}

const camera = `{
  "KSPIN_CONNECT": { "PinId": 0 },
  "KSDATAFORMAT": {
    "MajorFormat": "KSDATAFORMAT_TYPE_VIDEO",
    "SubFormat": "MEDIASUBTYPE_RGB565",
    "Specifier": "KSDATAFORMAT_SPECIFIER_VIDEOINFO"
  },
  "VideoInfoHeader": {
    "AvgTimePerFrame": 333333, // 30 fps
    "bmiHeader": {
      "biWidth": 640,
      "biHeight": 480,
      "biCompression": 0
    }
  }
}
`;

describe('a quick fix', () => {
  it('writes names where the member has them', () => {
    const text = plain({}, { connect: { Priority: '{ "PriorityClass": 0 }' } });
    assert.equal(
      fixed(text, /PriorityClass/),
      plain({}, { connect: { Priority: '{ "PriorityClass": "KSPRIORITY_NORMAL" }' } }),
    );
  });

  it('adds a member at its place in memory, in the layout of the text', () => {
    assert.equal(
      fixed(camera, /BI_BITFIELDS/),
      camera
        .replace('"biCompression": 0', '"biCompression": "BI_BITFIELDS"')
        .replace('  }\n}\n', '  },\n  "Bytes": "00f80000e00700001f000000"\n}\n'),
    );
  });

  it('converts a plain WAVEFORMATEX, and lets FormatSize be derived again', () => {
    const text = plain({ nChannels: '6' }, { format: { FormatSize: '82' } });
    const after = fixed(text, /Convert/);
    const doc = parseDescriptor(after);
    assert.equal(doc.connects[0]?.request?.block?.key, 'WaveFormatExt');
    assert.equal(doc.connects[0]?.request?.KSDATAFORMAT.FormatSize, undefined);
    assert.deepEqual(
      diagnose(doc, noFiles).filter(({ severity }) => severity === 'error' || severity === 'warning'),
      [],
    );
  });

  it('makes the structure that it needs', () => {
    const filter = object({ capabilities: '"rules.kscaps.json"' });
    const text = plain({}, { connect: { PinId: pinId('loopedOnly') }, rest: { filter } });
    const Interface = '{ "Set": "KSINTERFACESETID_Standard", "Id": "KSINTERFACE_STANDARD_LOOPED_STREAMING" }';
    assert.equal(
      fixed(text, /first interface/),
      text.replace('"KSPIN_CONNECT": { ', `"KSPIN_CONNECT": { "Interface": ${Interface}, `),
    );
  });

  it('names an Id by the Set beside it', () => {
    const text = plain({}, { connect: { Interface: '{ "Set": "KSINTERFACESETID_Media", "Id": 0 }' } });
    assert.equal(
      fixed(text, /WAVE_QUEUED/),
      plain(
        {},
        {
          connect: {
            Interface: '{ "Set": "KSINTERFACESETID_Media", "Id": "KSINTERFACE_MEDIA_WAVE_QUEUED" }',
          },
        },
      ),
    );
  });
});

describe('fixing all', () => {
  const wrong = plain(
    { nBlockAlign: '3', nAvgBytesPerSec: '1', cbSize: '0' },
    { format: { Reserved: '5' }, connect: { Priority: '{ "PriorityClass": 0, "PrioritySubClass": 0 }' } },
  );

  it('leaves no error or warning that has a fix, in at most two rounds', () => {
    let text = wrong;
    for (let round = 0; round < 2; round++) {
      const doc = parseDescriptor(text);
      text = applyEdits(text, fixAllEdits(doc, diagnose(doc, noFiles)));
    }
    assert.deepEqual(diagnose(parseDescriptor(text), noFiles), []);
    assert.match(text, /"nBlockAlign": 4, "nAvgBytesPerSec": 192000/);
  });

  it('leaves hints alone: they are not mistakes', () => {
    const text = plain({ nSamplesPerSec: '44000' });
    const doc = parseDescriptor(text);
    assert.deepEqual(fixAllEdits(doc, diagnose(doc, noFiles)), []);
  });
});
