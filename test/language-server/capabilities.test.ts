// Capability files as descriptors name them: missing, broken, without the filter, given from outside.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose, parseCapabilityFile, parseDescriptor } from '#language-server/service.ts';
import { object, plain } from './descriptors.ts';
import { readMarks, withMarks } from './marks.ts';
import { recordedFilter, workspaceWithFilter } from './recorded-filter.ts';

function findings(marked: string): readonly string[] {
  const { text } = readMarks(marked);
  const found = diagnose(parseDescriptor(text), workspaceWithFilter);
  assert.equal(
    withMarks(
      text,
      found.map(({ range }) => range),
    ),
    marked,
  );
  return found.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

const against = (filter: Readonly<Record<string, string>>, PinId = '0'): string =>
  plain({}, { connect: { PinId }, rest: { filter: object(filter) } });

describe('a capability file', () => {
  it('that does not exist is one finding on its name', () => {
    assert.deepEqual(findings(against({ capabilities: '«"gone.kscaps.json"»' })), [
      'error capabilities: The capability file gone.kscaps.json does not exist. The request was not checked against a pin.',
    ]);
  });

  it('without the filter that is meant is one finding on what was asked for', () => {
    const text = against({ capabilities: '"rules.kscaps.json"', device: '«"*camera*"»' });
    assert.deepEqual(findings(text), [
      'warning capabilities: No filter of rules.kscaps.json matches; it has rule tests. The request was not checked against a pin.',
    ]);
  });

  it('is asked for the filter by category and device', () => {
    const filter = {
      capabilities: '"rules.kscaps.json"',
      device: '"*RULE*"',
      category: '"KSCATEGORY_AUDIO"',
    };
    const [finding = ''] = findings(against(filter, '«77»'));
    assert.match(finding, /^error pin-id-range/);
  });

  it('given from outside takes the place of those that are named', () => {
    const doc = parseDescriptor(against({ capabilities: '"gone.kscaps.json"' }, '77'));
    const found = diagnose(doc, workspaceWithFilter, { capabilities: [recordedFilter] });
    assert.deepEqual(
      found.map(({ code }) => code),
      ['pin-id-range'],
    );
  });

  it('that is broken says how, in one sentence', () => {
    const why = (text: string): string => {
      const read = parseCapabilityFile(text);
      return read.ok ? 'fine' : read.error;
    };
    assert.match(why('{ "filter": '), /^is not JSON: /);
    assert.match(why('[]'), /./);
    assert.equal(why(' '.repeat(21 * 1024 * 1024)), 'is larger than 20 MB: no capability file is');
  });
});

describe('a member that is wrong in itself', () => {
  it('is not also compared with the pin', () => {
    const text = plain(
      { nChannels: '«0»' },
      { rest: { filter: object({ capabilities: '"rules.kscaps.json"' }) } },
    );
    assert.deepEqual(
      findings(text).map((finding) => finding.split(':')[0]),
      ['error channels-zero'],
    );
  });
});
