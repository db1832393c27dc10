// Inlay hints as golden text: each stands in ⟨⟩ where an editor shows it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits, type InlayHintOptions, inlayHints, parseDescriptor } from '#language-server/service.ts';
import { extensible, object, plain, video } from './descriptors.ts';
import { pinId, workspaceWithFilter } from './recorded-filter.ts';

function shown(text: string, options?: InlayHintOptions): string {
  const hints = inlayHints(parseDescriptor(text), undefined, options);
  return applyEdits(
    text,
    hints.map(({ offset, label }) => ({ range: { start: offset, end: offset }, newText: `⟨${label}⟩` })),
  );
}

describe('inlay hints', () => {
  it('say what is derived, behind the last member of its structure', () => {
    const text = shown(extensible());
    assert.match(
      text,
      /"wBitsPerSample": 16⟨wFormatTag WAVE_FORMAT_EXTENSIBLE, nAvgBytesPerSec 192000, nBlockAlign 4, cbSize 22⟩ }/,
    );
    assert.match(text, /⟨FormatSize 104, SampleSize 4⟩/);
  });

  it('name speakers, GUIDs and frame rates, and nothing that has its name already', () => {
    const wave = shown(extensible({}, { dwChannelMask: '3' }));
    assert.match(wave, /"dwChannelMask": 3⟨KSAUDIO_SPEAKER_STEREO⟩/);
    const rare = shown(extensible({}, { dwChannelMask: '"0x9"' }));
    assert.match(rare, /"0x9"⟨SPEAKER_FRONT_LEFT \| SPEAKER_LOW_FREQUENCY⟩/);
    const picture = shown(video('{32595559-0000-0010-8000-00aa00389b71}'));
    assert.match(picture, /389b71}"⟨MEDIASUBTYPE_YUY2⟩/);
    assert.match(picture, /"AvgTimePerFrame": 333333⟨30 fps⟩/);
    assert.doesNotMatch(picture, /SPECIFIER_VIDEOINFO"⟨KS/);
  });

  it('say offsets only when asked', () => {
    assert.doesNotMatch(shown(extensible()), /\+0x/);
    assert.match(shown(extensible(), { offsets: true }), /"nChannels"⟨\+0x8a⟩: 2/);
  });

  it('keep to the range that is asked for', () => {
    const text = `{ "connects": [ ${extensible()}, ${extensible()} ] }`;
    const doc = parseDescriptor(text);
    const second = doc.connects[1]?.range;
    assert.ok(second);
    const hints = inlayHints(doc, second);
    assert.ok(hints.length > 0);
    assert.ok(hints.every(({ offset }) => offset >= second.start && offset <= second.end));
  });
});

describe('the number of a pin', () => {
  const filter = object({ capabilities: '"rules.kscaps.json"' });
  const labelsOf = (pin: string): readonly string[] => {
    const text = plain({}, { connect: { PinId: pinId(pin) }, rest: { filter } });
    const end = text.indexOf('"PinId": ') + '"PinId": '.length + pinId(pin).length;
    return inlayHints(parseDescriptor(text), undefined, {}, workspaceWithFilter)
      .filter(({ offset }) => offset === end)
      .map(({ label }) => label);
  };

  it('is followed by what the pin is', () => {
    assert.ok(labelsOf('speaker').includes('speaker, in, sink'));
    assert.ok(labelsOf('microphone').includes('microphone, out, sink'));
    assert.ok(labelsOf('bridge').includes('bridge, in, bridge'));
  });
});
