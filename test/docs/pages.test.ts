// What the pages tell people to type works, what they show as a descriptor is one, and their links lead somewhere.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { splitCommand } from '#device-host/client/split-command.ts';
import { diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { checkout } from '#scripts/lib/install.mjs';
import { folderWith, kspin } from '#test/cli/run-kspin.ts';
import { anchorsOf, type Block, blocksOf, linksOf, pages } from './pages.ts';

const sampleTarget = 'simulate:samples/sample.kscaps.json';
const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

interface Typed {
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** The file that the output goes to. */
  readonly into: string | undefined;
}

/** A line of a `sh` block; what stands behind ` # ` is a remark. */
function typed(line: string): Typed | undefined {
  const command = line.replace(/(^|\s)#(\s.*)?$/, '').trim();
  if (command === '') return undefined;
  const split = splitCommand(command);
  assert.ok(split.ok, `${line}: ${split.ok ? '' : split.error}`);
  const at = split.value.indexOf('>');
  if (at < 0) return { words: split.value, into: undefined };
  return { words: split.value.slice(0, at), into: split.value[at + 1] };
}

/** A page may speak of this machine's driver or of a test machine: here the sample target takes their place. */
const onSamples = (words: readonly string[]): readonly string[] =>
  words.map((word, index) =>
    words[index - 1] === '--target' && /^(local|ssh:\w+)$/.test(word) ? sampleTarget : word,
  );

const programs: Readonly<
  Record<string, (folder: string, words: readonly string[], into?: string) => Promise<void>>
> = {
  npx: async (folder, [name, ...words], into) => {
    assert.equal(name, 'kspin');
    const run = await kspin(folder, onSamples(words));
    // 1 is an answer too: errors were found, the pin was refused. 2 would mean that the page is wrong.
    assert.ok(run.code === 0 || run.code === 1, `kspin ${words.join(' ')}: ${run.stderr}`);
    if (into !== undefined) writeFileSync(join(folder, into), run.stdout);
  },
  npm: async (_folder, [verb = '', name = '']) => {
    const script = verb === 'run' ? name : verb;
    assert.ok(verb === 'install' || script in manifest.scripts, `package.json has no script ${script}`);
  },
  git: async () => {},
};

async function runBlock({ text, line }: Block, folder: string): Promise<void> {
  for (const [index, row] of text.split('\n').entries()) {
    const command = typed(row);
    if (command === undefined) continue;
    const [program = '', ...words] = command.words;
    const run = programs[program];
    assert.ok(run, `line ${line + index}: nothing here can run ${program}`);
    await run(folder, words, command.into);
  }
}

for (const page of pages()) {
  describe(page.file, () => {
    const blocks = blocksOf(page);
    const commands = blocks.filter(({ language }) => language === 'sh');
    const descriptors = blocks.filter(({ language }) => language === 'jsonc');

    if (commands.length > 0) {
      it('shows commands that work, one after the other, on the samples', async () => {
        const folder = folderWith({});
        cpSync(join(checkout, 'samples'), join(folder, 'samples'), { recursive: true });
        for (const block of commands) await runBlock(block, folder);
      });
    }

    if (descriptors.length > 0) {
      it('shows descriptors that have nothing wrong with them', () => {
        for (const { text, line } of descriptors) {
          const found = diagnose(parseDescriptor(text), noFiles).filter(
            // The capability file of an example is not there.
            ({ code, severity }) =>
              code !== 'capabilities' && (severity === 'error' || severity === 'warning'),
          );
          assert.deepEqual(
            found.map(({ code, message }) => `${code}: ${message}`),
            [],
            `line ${line}`,
          );
        }
      });
    }

    it('links to what is there', () => {
      for (const link of linksOf(page)) {
        if (/^[a-z]+:/.test(link)) continue;
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page.file : join(dirname(page.file), path);
        assert.ok(existsSync(join(checkout, target)), `${link} leads nowhere`);
        if (anchor === undefined) continue;
        const anchors = anchorsOf(readFileSync(join(checkout, target), 'utf8'));
        assert.ok(anchors.has(anchor), `${link}: ${target} has no such heading`);
      }
    });
  });
}

it('the pictures of the README weigh little together, and none lies about unused', () => {
  const folder = 'docs/images';
  const files = readdirSync(join(checkout, folder));
  const shown = pages().flatMap(linksOf);
  assert.deepEqual(
    files.filter((name) => !shown.includes(`${folder}/${name}`)),
    [],
  );
  const bytes = files.map((name) => statSync(join(checkout, folder, name)).size);
  assert.ok(bytes.reduce((sum, size) => sum + size, 0) < 600_000);
});
