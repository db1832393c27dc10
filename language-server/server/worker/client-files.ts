// The server's host where there is no disk: the client reads files for it. Answers come later, so what a document names is
// fetched before it is checked, and kept until the client says that it changed.

import { fail } from '#ks/result.ts';
import {
  type FindFilesParams,
  type FindFilesResult,
  findFilesMethod,
  type ReadFileParams,
  type ReadFileResult,
  readFileMethod,
} from '#language-server/protocol.ts';
import type { Host } from '#language-server/server/host.ts';
import type { Connection } from '#language-server/server/lsp.ts';
import {
  type CapabilityReading,
  capabilityLinks,
  normalUri,
  parseCapabilityFile,
  resolveUri,
} from '#language-server/service.ts';

export function clientHost(connection: Connection): Host {
  const capabilities = new Map<string, CapabilityReading>();
  /** How often each file is known to have changed. */
  const changes = new Map<string, number>();

  async function readFile(uri: string): Promise<ReadFileResult> {
    const params: ReadFileParams = { uri };
    try {
      return await connection.sendRequest<ReadFileResult>(readFileMethod, params);
    } catch (error) {
      return { problem: `cannot be read (${error instanceof Error ? error.message : String(error)})` };
    }
  }

  async function fetchCapabilities(uri: string): Promise<void> {
    const key = normalUri(uri);
    const before = changes.get(key);
    const file = await readFile(uri);
    // Changed again while it was on its way: the next look fetches it.
    if (changes.get(key) !== before) return;
    capabilities.set(key, 'text' in file ? parseCapabilityFile(file.text) : fail(file.problem));
  }

  return {
    workspace: {
      readCapabilities(descriptorUri, path) {
        const uri = resolveUri(descriptorUri, path);
        if (uri === undefined) return fail('is outside of what can be read here');
        return capabilities.get(normalUri(uri)) ?? fail('has not been read yet');
      },
    },
    async ready(doc) {
      const named = new Set(capabilityLinks(doc).map(({ uri }) => uri));
      const unknown = [...named].filter((uri) => !capabilities.has(normalUri(uri)));
      await Promise.all(unknown.map(fetchCapabilities));
    },
    changed(uris) {
      for (const uri of uris.map(normalUri)) {
        changes.set(uri, (changes.get(uri) ?? 0) + 1);
        capabilities.delete(uri);
      }
    },
    async *descriptorsBelow(folder, token) {
      const params: FindFilesParams = { folder };
      const found = await connection
        .sendRequest<FindFilesResult>(findFilesMethod, params, token)
        .catch((): FindFilesResult => []);
      yield* found.toSorted();
    },
    stampOf: async (uri) => String(changes.get(normalUri(uri)) ?? 0),
    async readText(uri) {
      const file = await readFile(uri);
      return 'text' in file ? file.text : undefined;
    },
    exists: async (uri) => 'text' in (await readFile(uri)),
    // The pages lie beside the extension, where only the client could find them.
    rulePage: () => undefined,
    breathe: () =>
      new Promise((resolve) => {
        setTimeout(resolve);
      }),
  };
}
