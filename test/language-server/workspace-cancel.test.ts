// A check of the workspace that is cancelled reads no further file: what a client waits for is the one file that is being read.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { Host } from '#language-server/server/host.ts';
import { openDocuments } from '#language-server/server/open-documents.ts';
import { workspaceDescriptors } from '#language-server/server/workspace-descriptors.ts';
import { noFiles } from '#language-server/service.ts';
import { plain } from './descriptors.ts';

describe('reading the descriptors of a workspace', () => {
  it('lets messages in before each file, and ends at the first one that cancels', async () => {
    const source = new CancellationTokenSource();
    const read: string[] = [];
    let breaths = 0;
    const host: Host = {
      workspace: noFiles,
      ready: async () => {},
      changed: () => {},
      async *descriptorsBelow(folder) {
        for (let index = 0; index < 10_000; index++) yield `${folder}/${index}.kspin.json`;
      },
      exists: async () => true,
      stampOf: async () => '1',
      async readText(uri) {
        read.push(uri);
        return plain({});
      },
      rulePage: () => undefined,
      // The message that cancels arrives while the server breathes before the third file.
      async breathe() {
        breaths++;
        if (breaths === 3) source.cancel();
      },
    };
    const workspace = workspaceDescriptors(openDocuments(noFiles), host);
    workspace.setFolders(['file:///folder']);
    const given: string[] = [];
    for await (const { doc } of workspace.all(source.token)) given.push(doc.uri);
    assert.deepEqual(given, ['file:///folder/0.kspin.json', 'file:///folder/1.kspin.json']);
    assert.deepEqual(read, given);
    assert.equal(breaths, 3);
  });
});
