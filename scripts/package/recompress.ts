// A VSIX is a ZIP file, and vsce leaves its compression to Node, whose zlib is made for speed: 7-Zip makes the same files a
// tenth smaller, most of all koffi's binary.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { type Progress, run } from '../lib/run.mjs';

/** The slowest and best that it has for Deflate, which is all that a VSIX may use. */
const best = ['-tzip', '-mm=Deflate', '-mx=9', '-mfb=258', '-mpass=15'];

export async function recompress(vsix: string, sevenZip: string, progress: Progress): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kspin-vsix-'));
  try {
    const files = join(folder, 'files');
    const list = join(folder, 'list.txt');
    await run('unpacking', [sevenZip, 'x', vsix, `-o${files}`], progress);
    // By name: a folder that is named brings entries of its own, which a VSIX has not.
    const found = await readdir(files, { recursive: true, withFileTypes: true });
    const names = found
      .filter((entry) => entry.isFile())
      .map((entry) => relative(files, join(entry.parentPath, entry.name)));
    await writeFile(list, names.join('\n'));
    await rm(vsix);
    const command = [sevenZip, 'a', ...best, '-spd', '-scsUTF-8', vsix, `@${list}`];
    await run(`compressing ${basename(vsix)}`, command, progress, { cwd: files });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
