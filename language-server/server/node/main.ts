// The language server as a process. `--stdio` for any editor, `--node-ipc` from the extension; with no word about the
// transport it is stdio. Everything it does is in connection.ts.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '#language-server/server/connection.ts';
import { diskHost } from './disk.ts';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];
if (
  !process.argv.slice(2).some((argument) => transports.some((transport) => argument.startsWith(transport)))
) {
  process.argv.push('--stdio');
}

serve(createConnection(ProposedFeatures.all), diskHost());
