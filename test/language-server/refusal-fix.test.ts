// What a driver refused is marked by the extension; the server offers the way out as a quick fix of that mark.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import { refusalSource } from '#language-server/protocol.ts';
import { codeActions } from '#language-server/server/code-actions.ts';
import type { Host } from '#language-server/server/host.ts';
import { parseDescriptor } from '#language-server/service.ts';
import { object, plain } from './descriptors.ts';
import { workspaceWithFilter } from './recorded-filter.ts';

const host = { workspace: workspaceWithFilter, rulePage: () => undefined } as unknown as Host;
const filter = object({ capabilities: '"rules.kscaps.json"' });

/** The quick fixes for a diagnostic of this source on the connect. */
async function fixes(
  text: string,
  source: string,
): Promise<readonly { title: string; texts: readonly string[] }[]> {
  const doc = parseDescriptor(text, 'file:///test.kspin.json');
  const at = { line: 0, character: text.indexOf('"nSamplesPerSec"') };
  const range = { start: at, end: at };
  const diagnostic: Diagnostic = { source, range, message: 'refused' };
  const context = { diagnostics: [diagnostic], only: ['quickfix'] };
  const actions = await codeActions(doc, [], { textDocument: { uri: doc.uri }, range, context }, host, {
    createsFiles: false,
  });
  return actions.map(({ title, edit, diagnostics }) => {
    assert.deepEqual(diagnostics, [diagnostic]);
    return {
      title,
      texts: Object.values(edit?.changes ?? {})
        .flat()
        .map(({ newText }) => newText),
    };
  });
}

const fast = plain({ nSamplesPerSec: '192000' }, { rest: { filter } });

test('a refusal is mended to the nearest request that the filter takes, with one click', async () => {
  const [fix, ...others] = await fixes(fast, refusalSource);
  assert.equal(fix?.title, 'Change to the nearest request that the filter takes');
  assert.ok(fix.texts.includes('96000'), fix.texts.join());
  assert.deepEqual(others, []);
});

test('nothing is offered for other diagnostics, or where the filter takes the request already', async () => {
  assert.deepEqual(await fixes(fast, 'another extension'), []);
  assert.deepEqual(await fixes(plain({}, { rest: { filter } }), refusalSource), []);
});
