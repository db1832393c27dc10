// Every rule, by its case: where it fires, where it must not, and what its fix does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyEdits,
  diagnose,
  editsOf,
  type Finding,
  parseDescriptor,
  ruleNamed,
  rules,
} from '#language-server/service.ts';
import { allCases as cases } from './cases/all-cases.ts';
import { readMarks, withMarks } from './marks.ts';
import { workspaceWithFilter } from './recorded-filter.ts';

const findingsOf = (text: string): readonly Finding[] => diagnose(parseDescriptor(text), workspaceWithFilter);
const codesOf = (text: string, severities: readonly string[]): readonly string[] =>
  findingsOf(text).flatMap(({ code, severity }) => (severities.includes(severity) ? [code] : []));

describe('every rule', () => {
  it('has a descriptor in which it fires', () => {
    const shown = new Set(cases.map(({ rule }) => rule));
    assert.deepEqual(
      rules.filter(({ name }) => !shown.has(name)).map(({ name }) => name),
      [],
    );
  });

  it('has a number and a name of its own', () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
  });

  it('explains only rules that exist', () => {
    const names = new Set(rules.map(({ name }) => name));
    assert.deepEqual(
      rules.flatMap(({ explains = [] }) => explains.filter((name) => !names.has(name))),
      [],
    );
  });

  it('does not explain itself, whatever is between', () => {
    const explainedBy = (name: string): readonly string[] => ruleNamed(name)?.explains ?? [];
    const circular = rules.filter(({ name }) => {
      const reached = new Set(explainedBy(name));
      for (const next of reached) for (const further of explainedBy(next)) reached.add(further);
      return reached.has(name);
    });
    assert.deepEqual(
      circular.map(({ name }) => name),
      [],
    );
  });
});

for (const { rule, fires, silent } of cases) {
  describe(rule, () => {
    const marked = readMarks(fires);

    it('fires on exactly the wrong member', () => {
      const ranges = findingsOf(marked.text).flatMap(({ code, range }) => (code === rule ? [range] : []));
      assert.equal(withMarks(marked.text, ranges), fires);
    });

    it('is the only error or warning, so one mistake is one finding', () => {
      const others = codesOf(marked.text, ['error', 'warning']).filter((code) => code !== rule);
      assert.deepEqual(others, []);
    });

    it('does not fire on the right descriptor, and nothing else does', () => {
      assert.ok(!findingsOf(silent).some(({ code }) => code === rule));
      assert.deepEqual(codesOf(silent, ['error', 'warning']), []);
    });

    it('is gone after its first fix, if it has one', () => {
      const doc = parseDescriptor(marked.text);
      const finding = findingsOf(marked.text).find(({ code }) => code === rule);
      const [fix] = finding?.fixes ?? [];
      if (finding === undefined || fix === undefined) return;
      const mended = applyEdits(marked.text, editsOf(doc, fix, finding.connect));
      assert.notEqual(mended, marked.text);
      assert.ok(!findingsOf(mended).some(({ code }) => code === rule), mended);
      assert.deepEqual(codesOf(mended, ['error']), [], mended);
    });
  });
}
