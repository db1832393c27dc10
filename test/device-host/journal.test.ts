import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { openJournal, readJournal } from '#device-host/journal.ts';
import type { JournalRecord } from '#device-host/protocol.ts';
import { seed } from '#test/seed.ts';

const root = mkdtempSync(join(tmpdir(), 'kspin-journal-'));
after(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function folder(): string {
  return join(root, `state-${++folders}`);
}

function neverLogs(message: string): void {
  assert.fail(`the journal said: ${message}`);
}

/** Killing a process loses nothing that the system has taken over, so these tests need not wait for the disk. */
function openQuickly(at: string) {
  return openJournal(at, neverLogs, { flush: false });
}

function record(id: string): JournalRecord {
  return { id, time: '2026-01-02T03:04:05.000Z', call: 'createPin', filter: '\\\\?\\filter', bytes: '00ff' };
}

/** The ends of calls wait for the next call or for this. */
function endsWritten(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A real process that begins calls, ends some, says so, and then waits to be killed. */
async function childInMidCall(at: string, steps: string, flush = false): Promise<ChildProcess> {
  const script = `
    import { openJournal } from '#device-host/journal.ts';
    const { journal } = openJournal(process.argv[1], () => {}, { flush: ${flush} });
    const begin = (id) => journal.begin({ id, time: '2026-01-02T03:04:05.000Z', call: 'createPin', filter: 'f', bytes: '00ff' }, 'machine');
    ${steps}
    process.stdout.write('now');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('after kill -9 the next host learns which call had not returned, with its bytes', async () => {
  const at = folder();
  const child = await childInMidCall(at, `begin('1'); journal.end('1', 0, 1); begin('2');`, true);
  await kill(child);
  const { unfinished } = openQuickly(at);
  assert.deepEqual(unfinished, [
    {
      id: '2',
      time: '2026-01-02T03:04:05.000Z',
      call: 'createPin',
      filter: 'f',
      bytes: '00ff',
      ended: 'host',
    },
  ]);
});

test('what was told is forgotten, and not before', async () => {
  const at = folder();
  await kill(await childInMidCall(at, `begin('1');`));
  assert.equal(openQuickly(at).unfinished.length, 1);
  const told = openQuickly(at);
  assert.equal(told.unfinished.length, 1);
  told.forget();
  assert.equal(openQuickly(at).unfinished.length, 0);
});

test('the calls of a host that still runs are not reported', async () => {
  const at = folder();
  const child = await childInMidCall(at, `begin('1');`);
  assert.deepEqual(openQuickly(at).unfinished, []);
  await kill(child);
  assert.equal(openQuickly(at).unfinished.length, 1);
});

test('after a restart of the machine a process id that is in use again does not hide a journal', () => {
  const at = folder();
  openQuickly(at).journal.close();
  const lines = [{ host: { pid: process.ppid, boot: 1_000_000 } }, { begin: record('7') }];
  writeFileSync(join(at, `${process.ppid}.jsonl`), lines.map((line) => JSON.stringify(line)).join('\n'));
  assert.deepEqual(openQuickly(at).unfinished, [{ ...record('7'), ended: 'machine' }]);
});

test('a torn last line is left out and the lines before it count', () => {
  const whole = `${JSON.stringify({ begin: record('1') })}\n${JSON.stringify({ begin: record('2') })}\n`;
  for (let length = 0; length <= whole.length; length++) {
    const { calls } = readJournal(whole.slice(0, length));
    const lines = whole.slice(0, length).split('\n');
    const complete = lines.filter((line) => line === JSON.stringify({ begin: record('1') }));
    assert.ok(calls.length >= complete.length && calls.length <= 2);
    for (const { bytes } of calls) assert.equal(bytes, '00ff');
  }
});

test('lines that are something else are left out, and the lines around them count', () => {
  const others = [
    'null',
    '7',
    '[]',
    '{}',
    '{"begin":null}',
    '{"host":1}',
    '{"end":{}}',
    '{"begin":{"id":1}}',
    'text',
  ];
  const lines = [...others, JSON.stringify({ begin: record('1') }), ...others];
  assert.deepEqual(readJournal(lines.join('\n')).calls, [record('1')]);
});

test('a host whose calls have all returned leaves no file', () => {
  const at = folder();
  const { journal } = openQuickly(at);
  journal.begin(record('1'), 'machine');
  journal.end('1', 0, 1);
  journal.close();
  assert.deepEqual(readdirSync(at), []);
});

test('what was told is kept for an evidence bundle, the newest journals of it', async () => {
  const at = folder();
  for (let host = 0; host < 11; host++) {
    const time = `2026-01-02T03:04:${String(10 + host)}.000Z`;
    const lines = [
      { host: { pid: 4_000_000 + host, boot: 1_000_000 } },
      { begin: { ...record('done'), time } },
      { end: 'done', win32: 87, elapsedMs: 2 },
      { begin: { ...record('stuck'), time } },
    ];
    openQuickly(at);
    writeFileSync(
      join(at, `${4_000_000 + host}.jsonl`),
      lines.map((line) => JSON.stringify(line)).join('\n'),
    );
    openQuickly(at).forget();
  }
  const opened = openQuickly(at);
  assert.deepEqual(opened.unfinished, []);
  opened.journal.begin(record('now'), 'process');
  const journals = opened.read();
  assert.deepEqual(
    journals.map(({ pid, ended }) => [pid, ended]),
    [...[3, 4, 5, 6, 7, 8, 9, 10].map((host) => [4_000_000 + host, 'machine']), [process.pid, 'running']],
  );
  assert.deepEqual(journals[0]?.calls, [
    { ...record('done'), time: '2026-01-02T03:04:13.000Z', win32: 87, elapsedMs: 2 },
    { ...record('stuck'), time: '2026-01-02T03:04:13.000Z' },
  ]);
  opened.journal.end('now', 0, 1);
  opened.journal.close();
});

test(`lines that go to the disk and lines that do not stand in one file, in order (seed ${seed})`, async () => {
  const outlives = fc.array(fc.constantFrom('process' as const, 'machine' as const), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(outlives, async (each) => {
      const at = folder();
      const { journal } = openJournal(at, neverLogs, { flush: true });
      for (const [index, what] of each.entries()) {
        journal.begin(record(String(index)), what);
        if (index % 2 === 0) journal.end(String(index), index, 1);
      }
      await endsWritten();
      const text = readdirSync(at).map((name) => readFileSync(join(at, name), 'utf8'));
      const { calls } = readJournal(text.join(''));
      const expected = each.map((_, index) => ({
        ...record(String(index)),
        ...(index % 2 === 0 && { win32: index, elapsedMs: 1 }),
      }));
      assert.deepEqual(calls, expected);
      assert.equal(
        text
          .join('')
          .trimEnd()
          .split('\n')
          .filter((line) => line === '').length,
        0,
      );
      journal.close();
    }),
    { seed, numRuns: 50 },
  );
});

test('the end of a call stands in the file with the begin of the next, or when the event loop has turned', async () => {
  const at = folder();
  const { journal } = openQuickly(at);
  const ended = () => {
    const [name = ''] = readdirSync(at);
    const { calls } = readJournal(readFileSync(join(at, name), 'utf8'));
    return calls.map(({ id, win32 }) => [id, win32]);
  };
  journal.begin(record('1'), 'machine');
  journal.end('1', 5, 1);
  assert.deepEqual(ended(), [['1', undefined]]);
  journal.begin(record('2'), 'process');
  assert.deepEqual(ended(), [
    ['1', 5],
    ['2', undefined],
  ]);
  journal.end('2', 6, 1);
  await endsWritten();
  assert.deepEqual(ended(), [
    ['1', 5],
    ['2', 6],
  ]);
  journal.close();
});

test('a journal stays bounded and never loses the calls in flight', async () => {
  const at = folder();
  const { journal } = openQuickly(at);
  journal.begin(record('stuck'), 'machine');
  for (let call = 0; call < 100; call++) {
    journal.begin({ ...record(`call-${call}`), bytes: '00'.repeat(8000) }, 'process');
    journal.end(`call-${call}`, 0, 1);
  }
  await endsWritten();
  const [name = ''] = readdirSync(at);
  const text = readFileSync(join(at, name), 'utf8');
  assert.ok(text.length < 300_000, `${text.length} bytes`);
  assert.deepEqual(
    readJournal(text).calls.filter(({ win32 }) => win32 === undefined),
    [record('stuck')],
  );
  assert.deepEqual(journal.inFlight(), [record('stuck')]);
});

test('a folder that cannot be written stops the journal, says so, and nothing else', () => {
  const at = folder();
  writeFileSync(at, 'a file where the folder should be');
  const said: string[] = [];
  const { journal, unfinished } = openJournal(at, (message) => said.push(message));
  journal.begin(record('1'), 'machine');
  assert.deepEqual(journal.inFlight(), [record('1')]);
  journal.end('1', 0, 1);
  journal.close();
  assert.deepEqual(unfinished, []);
  assert.equal(said.length, 2);
  assert.match(String(said[0]), /cannot be read/);
  assert.match(String(said[1]), /cannot be written and stops here/);
});
