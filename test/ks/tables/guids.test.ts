// Names of GUIDs are typed by people and shown to them: a wrong value or a second meaning of a name would make a
// driver refuse a request that looks right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Guid, type GuidKind, guidKinds } from '#ks/tables/guid-kinds.ts';
import { namedGuids } from '#ks/tables/guid-table.ts';

const valueNamed = (name: string): Guid | undefined => namedGuids.find((named) => named.name === name)?.value;
const namesOf = (value: string, kind?: GuidKind): readonly string[] =>
  namedGuids
    .filter((named) => named.value === value && (kind === undefined || named.kind === kind))
    .map(({ name }) => name);

describe('named GUIDs', () => {
  it('are 895 names of 793 values', () => {
    assert.equal(namedGuids.length, 895);
    assert.equal(new Set(namedGuids.map(({ value }) => value)).size, 793);
  });

  it('use every name once', () => {
    assert.equal(new Set(namedGuids.map(({ name }) => name)).size, namedGuids.length);
  });

  it('are lower case, without braces, and of a kind that is described', () => {
    for (const { name, value, kind, header } of namedGuids) {
      assert.match(value, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, name);
      assert.ok(Object.hasOwn(guidKinds, kind), name);
      assert.match(header, /^[a-z]+\.h/, name);
    }
  });

  it('leave no kind without a name', () => {
    const used = new Set<string>(namedGuids.map(({ kind }) => kind));
    assert.deepEqual(
      Object.keys(guidKinds).filter((kind) => !used.has(kind)),
      [],
    );
  });

  const known: readonly (readonly [string, Guid])[] = [
    ['KSINTERFACESETID_Standard', '1a8766a0-62ce-11cf-a5d6-28db04c10000'],
    ['KSINTERFACESETID_Media', '3a13eb40-30a7-11d0-a5d6-28db04c10000'],
    ['KSMEDIUMSETID_Standard', '4747b320-62ce-11cf-a5d6-28db04c10000'],
    ['KSNAME_Pin', '146f1a80-4791-11d0-a5d6-28db04c10000'],
    ['KSPROPSETID_Pin', '8c134960-51ad-11cf-878a-94f801c10000'],
    ['KSPROPSETID_Connection', '1d58c920-ac9b-11cf-a5d6-28db04c10000'],
    ['KSPROPSETID_Topology', '720d4ac0-7533-11d0-a5d6-28db04c10000'],
    ['KSDATAFORMAT_TYPE_AUDIO', '73647561-0000-0010-8000-00aa00389b71'],
    ['KSDATAFORMAT_TYPE_VIDEO', '73646976-0000-0010-8000-00aa00389b71'],
    ['KSDATAFORMAT_SUBTYPE_PCM', '00000001-0000-0010-8000-00aa00389b71'],
    ['KSDATAFORMAT_SUBTYPE_IEEE_FLOAT', '00000003-0000-0010-8000-00aa00389b71'],
    ['KSDATAFORMAT_SUBTYPE_NONE', 'e436eb8e-524f-11ce-9f53-0020af0ba770'],
    ['KSDATAFORMAT_SPECIFIER_NONE', '0f6417d6-c318-11d0-a43f-00a0c9223196'],
    ['KSDATAFORMAT_SPECIFIER_WAVEFORMATEX', '05589f81-c356-11ce-bf01-00aa0055595a'],
    ['KSDATAFORMAT_SPECIFIER_VIDEOINFO', '05589f80-c356-11ce-bf01-00aa0055595a'],
    ['KSDATAFORMAT_SPECIFIER_VIDEOINFO2', 'f72a76a0-eb0a-11d0-ace4-0000c0cc16ba'],
    ['KSDATAFORMAT_SPECIFIER_DSOUND', '518590a2-a184-11d0-8522-00c04fd9baf3'],
    ['KSCATEGORY_RENDER', '65e8773e-8f56-11d0-a3b9-00a0c9223196'],
    ['KSCATEGORY_CAPTURE', '65e8773d-8f56-11d0-a3b9-00a0c9223196'],
    ['KSCATEGORY_AUDIO', '6994ad04-93ef-11d0-a3cc-00a0c9223196'],
    ['KSCATEGORY_VIDEO', '6994ad05-93ef-11d0-a3cc-00a0c9223196'],
  ];
  for (const [name, value] of known) {
    it(`give ${name} the value of the header`, () => {
      assert.equal(valueNamed(name), value);
    });
  }

  it('take the DEFINE_GUIDSTRUCT value where the header contradicts itself', () => {
    assert.equal(valueNamed('KSNODETYPE_VCR_AUDIO'), 'dff220e9-f70f-11d0-b917-00a0c9223196');
  });

  it('put KS names before DirectShow names', () => {
    assert.deepEqual(namesOf('00000001-0000-0010-8000-00aa00389b71'), [
      'KSDATAFORMAT_SUBTYPE_PCM',
      'MEDIASUBTYPE_PCM',
    ]);
    assert.deepEqual(namesOf('05589f81-c356-11ce-bf01-00aa0055595a'), [
      'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
      'FORMAT_WaveFormatEx',
    ]);
    for (const { value, kind } of namedGuids) {
      if (!kind.startsWith('format-')) continue;
      assert.doesNotMatch(namesOf(value)[0] ?? '', /^(MEDIA(SUB)?TYPE|FORMAT)_/);
    }
  });

  it('put a defining name before its aliases', () => {
    assert.equal(namesOf('fb6c4281-0353-11d1-905f-0000c0cc16ba')[0], 'PINNAME_VIDEO_CAPTURE');
    assert.equal(namesOf('4747b320-62ce-11cf-a5d6-28db04c10000')[0], 'KSMEDIUMSETID_Standard');
    assert.equal(namesOf('146f1a80-4791-11d0-a5d6-28db04c10000')[0], 'KSNAME_Pin');
  });

  it('call zero by its wildcard name in each part of a format', () => {
    const zero = '00000000-0000-0000-0000-000000000000';
    assert.equal(namesOf(zero)[0], 'GUID_NULL');
    assert.deepEqual(namesOf(zero, 'format-type'), ['KSDATAFORMAT_TYPE_WILDCARD']);
    assert.deepEqual(namesOf(zero, 'format-subtype'), ['KSDATAFORMAT_SUBTYPE_WILDCARD']);
    assert.deepEqual(namesOf(zero, 'format-specifier'), ['KSDATAFORMAT_SPECIFIER_WILDCARD']);
  });
});
