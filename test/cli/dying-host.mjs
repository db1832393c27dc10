// A device host whose driver takes the process down: it greets and lists, and dies inside KsCreatePin.
import { createReadStream, writeSync } from 'node:fs';

const filter = { path: 'fake', name: 'Fake speaker', categories: [] };
const answers = {
  'host/hello': {
    protocol: 1,
    kspin: '0.1.0',
    platform: 'linux',
    arch: 'x64',
    layout: 'x64',
    backend: 'simulated',
    unfinished: [],
  },
  'filters/list': { filters: [filter], problems: [] },
};

let input = '';
for await (const chunk of createReadStream('', { fd: 0, encoding: 'latin1' })) {
  input += chunk;
  for (;;) {
    const [head, length] = /^Content-Length: (\d+)\r\n(?:.*\r\n)*?\r\n/.exec(input) ?? [];
    if (head === undefined || input.length < head.length + Number(length)) break;
    const { id, method } = JSON.parse(input.slice(head.length, head.length + Number(length)));
    input = input.slice(head.length + Number(length));
    if (method === 'pin/create') {
      writeSync(2, 'segmentation fault in fake.sys\n');
      process.kill(process.pid, 'SIGKILL');
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id, result: answers[method] ?? null });
    writeSync(1, `Content-Length: ${body.length}\r\n\r\n${body}`);
  }
}
