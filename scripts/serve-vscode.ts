// `npm run demo -- --vscode` on a machine without VS Code: code-server on this machine, with the extension of the checkout in it,
// until Ctrl+C.
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ensureCodeServer, startCodeServer } from '#scripts/vscode.ts';
import { checkout } from './lib/install.mjs';

const [workspace = join(checkout, 'samples')] = process.argv.slice(2);
const say = (line: string): void => console.log(line);

// From the first moment, because a server that is starting must end too: leaving kills it, until it can be stopped.
let stop = async (): Promise<void> => {};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    say('\nStopping ...');
    void stop().then(() => process.exit(0));
  });
}

const codeServer = await ensureCodeServer(say);
// One folder per user and short, because a socket of VS Code lies in it; kept, so that the next start remembers the layout.
const dataFolder = join(tmpdir(), `kspin-demo-${userInfo().username}`);
mkdirSync(dataFolder, { recursive: true });
const running = await startCodeServer({
  codeServer,
  workspace,
  dataFolder,
  extension: checkout,
  trusted: true,
});
stop = running.stop;

say(`
VS Code with kspin is running. Open this address in a browser on this machine:

  ${running.url}

Try: open mistakes.kspin.json and look at the Problems panel; click "Create pin" above a connect in
speaker.kspin.json; look at the Kernel Streaming view at the left. Ctrl+C ends it.`);
