import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitCommand } from '#device-host/client/split-command.ts';
import { parseTarget, targetText } from '#device-host/client/target.ts';

function read(text: string) {
  const target = parseTarget(text);
  return target.ok ? target.value : target.error.message;
}

test('each kind of target is read', () => {
  assert.deepEqual(read('local'), { kind: 'local' });
  assert.deepEqual(read('simulate:a b.kscaps.json'), { kind: 'simulate', file: 'a b.kscaps.json' });
  assert.deepEqual(read('simulate:a.kscaps.json?fault=hang-create'), {
    kind: 'simulate',
    file: 'a.kscaps.json',
    fault: { name: 'hang-create' },
  });
  assert.deepEqual(read('simulate:a?.json?fault=die-open@*mic@home*'), {
    kind: 'simulate',
    file: 'a?.json',
    fault: { name: 'die-open', filters: '*mic@home*' },
  });
  assert.deepEqual(read('simulate:C:\\x\\y.kscaps.json'), { kind: 'simulate', file: 'C:\\x\\y.kscaps.json' });
  assert.deepEqual(read('ssh:me@testbox'), { kind: 'ssh', host: 'me@testbox' });
  assert.deepEqual(read('exec:wine node.exe "a b.cjs" --stdio'), {
    kind: 'exec',
    command: ['wine', 'node.exe', 'a b.cjs', '--stdio'],
    text: 'wine node.exe "a b.cjs" --stdio',
  });
});

for (const text of ['local', 'simulate:x.kscaps.json', 'ssh:box', 'exec:a "b c"']) {
  test(`${text} is written as it is read`, () => {
    const target = parseTarget(text);
    assert.ok(target.ok);
    assert.equal(targetText(target.value), text);
  });
}

test('a wrong target is answered with the right form', () => {
  assert.equal(
    read('locale'),
    '"locale" is not a target: write local, simulate:FILE.kscaps.json, ssh:HOST or exec:COMMAND',
  );
  assert.match(String(read('simulate:')), /needs a capability file/);
  assert.match(String(read('ssh:')), /needs a host/);
  assert.match(String(read('exec:  ')), /needs a command/);
  assert.match(String(read('exec:node "x')), /the " at column 6 of the command is never closed/);
});

test('a host name cannot be an option that makes ssh run something', () => {
  assert.match(String(read('ssh:-oProxyCommand=calc')), /is not a host name/);
  assert.match(String(read('ssh:box;reboot')), /is not a host name/);
});

test('a command is split like a shell does it, but nothing is run or replaced', () => {
  const words = (text: string) => {
    const split = splitCommand(text);
    return split.ok ? split.value : split.error;
  };
  assert.deepEqual(words(`a  "b c" 'd "e' f"g"h ""`), ['a', 'b c', 'd "e', 'fgh', '']);
  assert.deepEqual(words('C:\\a\\b.exe "say \\"hi\\" \\\\ there"'), ['C:\\a\\b.exe', 'say "hi" \\ there']);
  assert.deepEqual(words('a $(b) `c` | d > e'), ['a', '$(b)', '`c`', '|', 'd', '>', 'e']);
});
