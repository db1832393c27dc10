// A device host with a bad driver: it greets and lists, and inside KsCreatePin it dies, or never returns (`hang FILE`; the
// file gets the process id).
import { createReadStream, writeFileSync, writeSync } from 'node:fs';

const filter = { path: 'fake', name: 'Fake speaker', categories: [] };
const answers = {
  'host/hello': {
    protocol: 2,
    kspin: '0.1.0',
    platform: 'linux',
    arch: 'x64',
    layout: 'x64',
    backend: 'simulated',
    unfinished: [],
  },
  'filters/list': { filters: [filter], problems: [] },
};

const cell = new Int32Array(new SharedArrayBuffer(4));
let input = '';
for await (const chunk of createReadStream('', { fd: 0, encoding: 'latin1' })) {
  input += chunk;
  for (;;) {
    const [head, length] = /^Content-Length: (\d+)\r\n(?:.*\r\n)*?\r\n/.exec(input) ?? [];
    if (head === undefined || input.length < head.length + Number(length)) break;
    const { id, method } = JSON.parse(input.slice(head.length, head.length + Number(length)));
    input = input.slice(head.length + Number(length));
    if (method === 'pin/create' && process.argv[2] === 'hang') {
      writeFileSync(process.argv[3], String(process.pid));
      for (;;) Atomics.wait(cell, 0, 0, 1000);
    }
    if (method === 'pin/create') {
      writeSync(2, 'segmentation fault in fake.sys\n');
      process.kill(process.pid, 'SIGKILL');
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id, result: answers[method] ?? null });
    writeSync(1, `Content-Length: ${body.length}\r\n\r\n${body}`);
  }
}
