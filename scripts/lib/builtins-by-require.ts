// Node's own modules in a bundle that is an ES module. Imported as such, Node reads all that a module exports, which for node:fs loads
// another dozen; required, it loads what is used. Two of them are loaded only when they are called: libraries import the cryptography
// that names pipes and the processes that look for global packages, and a language server on stdio needs neither.
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtins = new Set(builtinModules);
/** Not the language client: it copies the members of child_process when it is loaded, and starts a process in any case. */
const libraries = /[\\/]node_modules[\\/]vscode-(?!languageclient)/;
const [namespace, lazily] = ['builtin', 'lazy-builtin'];

export const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, importer, kind, namespace: from }) => {
      const name = path.replace(/^node:/, '');
      if (!builtins.has(name) || from === namespace || from === lazily) return undefined;
      // Their members are read where they are called.
      if (libraries.test(importer) && (name === 'crypto' || name === 'child_process'))
        return { path: name, namespace: lazily };
      return kind === 'import-statement' ? { path: name, namespace } : undefined;
    });
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(`node:${path}`)});`,
    }));
    // Each member by its name: where such a module is imported, esbuild copies the members that it finds.
    build.onLoad({ filter: /./, namespace: lazily }, async ({ path }) => ({
      contents: `const load = () => require(${JSON.stringify(`node:${path}`)});
for (const name of ${JSON.stringify(await membersOf(path))})
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });`,
    }));
  },
};

async function membersOf(builtin: string): Promise<readonly string[]> {
  const module: object = await import(`node:${builtin}`);
  return Object.keys(module).filter((name) => name !== 'default');
}
