// Gets what the tests of this folder need of Debian: an editor that is not VS Code, and a browser.
// `node test/editors/setup.ts` does it by hand.
import { ensureAptPackages } from '#scripts/lib/apt.ts';
import { prepare } from '#scripts/lib/prepare.ts';
import { tell } from '#scripts/lib/run.mjs';
import { ensureChromium } from '#scripts/vscode-install.ts';

await prepare(async () => {
  await ensureAptPackages([['nvim', 'neovim']], tell);
  await ensureChromium(tell);
});
