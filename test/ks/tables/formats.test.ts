// Wave format tags, video formats and IEC 61937 links are three views on subtype GUIDs: they must agree with the
// named GUIDs and with the arithmetic of the two subtype families.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedGuids } from '#ks/tables/guid-table.ts';
import { iec61937Formats } from '#ks/tables/iec61937.ts';
import { type VideoFormat, videoFormats } from '#ks/tables/video-formats.ts';
import { waveFormatTags } from '#ks/tables/wave-format-tags.ts';

const familyTail = '-0000-0010-8000-00aa00389b71';
const guidNamed = (name: string): string | undefined =>
  namedGuids.find((named) => named.name === name)?.value;
const tagNamed = (name: string): number | undefined => waveFormatTags.find((tag) => tag.name === name)?.value;

describe('wave format tags', () => {
  it('are 267 names for 267 numbers of 16 bits', () => {
    assert.equal(waveFormatTags.length, 267);
    assert.equal(new Set(waveFormatTags.map(({ name }) => name)).size, 267);
    assert.equal(new Set(waveFormatTags.map(({ value }) => value)).size, 267);
    for (const { name, value } of waveFormatTags) {
      assert.match(name, /^WAVE_FORMAT_[0-9A-Za-z_]+$/);
      assert.ok(Number.isInteger(value) && value >= 0 && value <= 0xffff, name);
    }
  });

  const pairs: readonly (readonly [tag: string, subtype: string])[] = [
    ['WAVE_FORMAT_UNKNOWN', 'KSDATAFORMAT_SUBTYPE_WAVEFORMATEX'],
    ['WAVE_FORMAT_PCM', 'KSDATAFORMAT_SUBTYPE_PCM'],
    ['WAVE_FORMAT_ADPCM', 'KSDATAFORMAT_SUBTYPE_ADPCM'],
    ['WAVE_FORMAT_IEEE_FLOAT', 'KSDATAFORMAT_SUBTYPE_IEEE_FLOAT'],
    ['WAVE_FORMAT_ALAW', 'KSDATAFORMAT_SUBTYPE_ALAW'],
    ['WAVE_FORMAT_MULAW', 'KSDATAFORMAT_SUBTYPE_MULAW'],
    ['WAVE_FORMAT_DRM', 'KSDATAFORMAT_SUBTYPE_DRM'],
    ['WAVE_FORMAT_MPEG', 'KSDATAFORMAT_SUBTYPE_MPEG'],
    ['WAVE_FORMAT_DTS', 'KSDATAFORMAT_SUBTYPE_IEC61937_DTS'],
    ['WAVE_FORMAT_DOLBY_AC3_SPDIF', 'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL'],
    ['WAVE_FORMAT_WMASPDIF', 'KSDATAFORMAT_SUBTYPE_IEC61937_WMA_PRO'],
  ];
  for (const [tag, subtype] of pairs) {
    it(`make ${subtype} of ${tag}`, () => {
      const value = tagNamed(tag);
      assert.ok(value !== undefined);
      assert.equal(guidNamed(subtype), value.toString(16).padStart(8, '0') + familyTail);
    });
  }

  it('give WAVE_FORMAT_EXTENSIBLE no subtype', () => {
    assert.equal(tagNamed('WAVE_FORMAT_EXTENSIBLE'), 0xfffe);
    assert.equal(
      namedGuids.find(({ value }) => value === `0000fffe${familyTail}`),
      undefined,
    );
  });
});

describe('video formats', () => {
  const byName = (name: string): VideoFormat | undefined =>
    videoFormats.find((format) => format.name === name);

  it('are 47 FOURCC formats and 17 of RGB and sensors, each with a subtype of its own', () => {
    assert.equal(videoFormats.filter(({ fourcc }) => fourcc !== undefined).length, 47);
    assert.equal(videoFormats.filter(({ fourcc }) => fourcc === undefined).length, 17);
    assert.equal(new Set(videoFormats.map(({ subtype }) => subtype)).size, 64);
  });

  it('carry a FOURCC in biCompression and in Data1 of the subtype, first letter lowest', () => {
    for (const { name, fourcc, compression, subtype } of videoFormats) {
      if (fourcc === undefined) continue;
      const letters = [0, 8, 16, 24].map((shift) => String.fromCharCode((compression >>> shift) & 0xff));
      assert.equal(letters.join(''), fourcc, name);
      assert.equal(subtype, compression.toString(16).padStart(8, '0') + familyTail, name);
    }
  });

  it('have the names of the header, or the FOURCC where the headers have none', () => {
    for (const { name, fourcc, subtype } of videoFormats) {
      if (name.startsWith('FOURCC:')) assert.equal(name, `FOURCC:${fourcc}`);
      else assert.equal(guidNamed(name), subtype, name);
    }
  });

  it('say how many bits a pixel has wherever the image size follows from it', () => {
    const without = videoFormats.filter(({ bitsPerPixel }) => bitsPerPixel === 0);
    assert.deepEqual(
      without.filter((format) => format.class !== 'compressed').map(({ name }) => name),
      ['FOURCC:v210'],
    );
    assert.deepEqual(byName('FOURCC:v210')?.lineBlock, { pixels: 48, bytes: 128 });
  });

  const facts: readonly (readonly [name: string, bits: number, width: number, height: number])[] = [
    ['MEDIASUBTYPE_YUY2', 16, 2, 1],
    ['MEDIASUBTYPE_NV12', 12, 2, 2],
    ['MEDIASUBTYPE_RGB24', 24, 1, 1],
    ['MEDIASUBTYPE_RGB32', 32, 1, 1],
    ['MEDIASUBTYPE_MJPG', 0, 1, 1],
  ];
  for (const [name, bits, width, height] of facts) {
    it(`give ${name} ${bits} bits and steps of ${width} x ${height}`, () => {
      const format = byName(name);
      assert.deepEqual(
        [format?.bitsPerPixel, format?.widthMultiple, format?.heightMultiple],
        [bits, width, height],
      );
    });
  }

  it('let RGB use BI_RGB or BI_BITFIELDS and nothing else', () => {
    for (const { name, compression, otherCompressions = [], class: kind } of videoFormats) {
      if (kind === 'rgb')
        assert.ok(
          [compression, ...otherCompressions].every((value) => value === 0 || value === 3),
          name,
        );
    }
    assert.equal(byName('MEDIASUBTYPE_RGB565')?.compression, 3);
  });
});

describe('IEC 61937 formats', () => {
  it('are 16 subtypes under their header names', () => {
    assert.equal(iec61937Formats.length, 16);
    for (const { name, subtype } of iec61937Formats) assert.equal(guidNamed(name), subtype, name);
  });

  it('are of the 0CEA family, but for AC-3, DTS and WMA Pro', () => {
    const others = iec61937Formats.filter(({ subtype }) => !subtype.endsWith('-0cea-0010-8000-00aa00389b71'));
    assert.deepEqual(
      others.map(({ name }) => name),
      [
        'KSDATAFORMAT_SUBTYPE_IEC61937_DOLBY_DIGITAL',
        'KSDATAFORMAT_SUBTYPE_IEC61937_DTS',
        'KSDATAFORMAT_SUBTYPE_IEC61937_WMA_PRO',
      ],
    );
  });

  it('give Dolby Digital Plus a link of two channels at four times the rate, TrueHD one of eight', () => {
    const link = (name: string): unknown =>
      iec61937Formats.find((format) => format.name === `KSDATAFORMAT_SUBTYPE_IEC61937_${name}`)?.link;
    assert.deepEqual(link('DOLBY_DIGITAL_PLUS'), {
      channels: 2,
      bitsPerSample: 16,
      rates: [192000, 176400],
      rateFactor: 4,
    });
    assert.deepEqual(link('DOLBY_MLP'), { channels: 8, bitsPerSample: 16, rates: [192000, 176400] });
  });

  it('leave the link open where nothing is known of it', () => {
    for (const { name, link, confidence } of iec61937Formats) {
      assert.equal(link === undefined, confidence === 'unknown', name);
    }
  });
});
