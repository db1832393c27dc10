// What ssh, scp, a shell and node print when a test machine cannot be reached or used, word for word, and the one cause that it
// must be read as. A real server cannot be made to say all of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SshCause, sshTrouble } from '#device-host/client/ssh.ts';

const said: readonly (readonly [cause: SshCause, code: number, stderr: string])[] = [
  ['unreachable', 255, 'ssh: connect to host 192.0.2.7 port 22: Connection timed out'],
  ['unreachable', 255, 'ssh: connect to host testpc port 22: No route to host'],
  ['unreachable', 255, 'ssh: connect to host testpc port 2222: Network is unreachable'],
  ['unreachable', 255, 'ssh: connect to host testpc port 22: Host is down'],
  ['unreachable', 255, 'ssh: connect to address 192.0.2.7 port 22: Operation timed out\nlost connection'],
  ['in-use', 1, 'scp: dest open "kspin-host/koffi.node": Failure\nscp: failed to upload file koffi.node'],
  ['in-use', 1, 'scp: dest open "kspin-host/koffi.node": Permission denied'],
  ['in-use', 1, 'scp: kspin-host/koffi.node: Text file busy'],
  ['no-server', 255, 'ssh: connect to host testpc port 22: Connection refused'],
  ['no-such-host', 255, 'ssh: Could not resolve hostname testpc: Name or service not known'],
  ['not-permitted', 255, 'me@testpc: Permission denied (publickey,keyboard-interactive).'],
  [
    'no-node',
    1,
    "'node' is not recognized as an internal or external command,\r\noperable program or batch file.",
  ],
  ['no-node', 127, 'bash: line 1: node: command not found'],
  ['not-set-up', 1, "Error: Cannot find module 'C:\\Users\\me\\kspin-host\\device-host.cjs'"],
  ['disconnected', 255, 'client_loop: send disconnect: Broken pipe'],
  ['disconnected', 255, 'Timeout, server testpc not responding.'],
];

for (const [cause, code, stderr] of said) {
  test(`"${stderr.split(/\r?\n/, 1)[0]}" is ${cause}`, () => {
    const trouble = sshTrouble('testpc', { code, stderr });
    assert.equal(trouble?.cause, cause);
    assert.match(trouble?.message ?? '', /testpc/);
    assert.match(trouble?.message ?? '', /[;?]/, 'what happened, and what to do');
  });
}

test('words that nothing is known of are left to speak for themselves', () => {
  assert.equal(sshTrouble('testpc', { code: 3, stderr: 'Error: a driver wrote over me' }), undefined);
});
