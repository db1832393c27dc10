// `npm run pictures`: the README's pictures, from the screenshots that `npm test -- vscode` left in build/screenshots. WebP
// without loss takes a third of what PNG takes, and holds the steps of the tour as one animation.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureAptPackages } from './lib/apt.ts';
import { checkout } from './lib/install.mjs';
import { run, tell } from './lib/run.mjs';

/** The pictures of the README, each by the screenshot that it shows. */
const pictures = ['bytes', 'diagnostics', 'tests', 'trees'];

/** Long enough to read what changed. */
const stepMs = 3500;

const screenshots = join(checkout, 'build', 'screenshots');
const images = join(checkout, 'docs', 'images');

await ensureAptPackages([['img2webp', 'webp']], tell);
for (const picture of pictures) {
  const from = join(screenshots, `${picture}-light.png`);
  await make(picture, (to) => ['cwebp', '-quiet', '-lossless', '-z', '9', from, '-o', to]);
}
const steps = (await readdir(screenshots)).filter((name) => /^tour-\d.*-light\.png$/.test(name)).sort();
const frames = steps.map((name) => join(screenshots, name));
await make('tour', (to) => ['img2webp', '-lossless', '-d', String(stepMs), '-m', '6', ...frames, '-o', to]);

async function make(picture: string, command: (to: string) => readonly string[]): Promise<void> {
  const to = join(images, `${picture}.webp`);
  await run(`docs/images/${picture}.webp`, command(to), () => {});
  console.log(`docs/images/${picture}.webp  ${((await stat(to)).size / 1000).toFixed(0)} kB`);
}
