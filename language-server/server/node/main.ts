// The language server as a process. `--stdio` for any editor, `--node-ipc` from the extension; with no word about the
// transport it is stdio. Everything it does is in connection.ts.
import { Console } from 'node:console';
import { pipeline } from 'node:stream';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '#language-server/server/connection.ts';
import { diskHost } from './disk.ts';
import { WholeBodies } from './whole-bodies.ts';

const others = ['--node-ipc', '--socket', '--pipe'];
const isStdio = !process.argv.slice(2).some((argument) => others.some((other) => argument.startsWith(other)));

function wholeInput(): WholeBodies {
  const input = new WholeBodies();
  // However the input ends, the library ends the process.
  pipeline(process.stdin, input, () => {});
  return input;
}

if (isStdio) {
  globalThis.console = new Console(process.stderr); // what a library may have to say is no message
  serve(createConnection(ProposedFeatures.all, wholeInput(), process.stdout), diskHost());
} else serve(createConnection(ProposedFeatures.all), diskHost());
