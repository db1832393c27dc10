// A test's own line to the rig's driver: which fault a device has, and how many handles its clients have open. It goes through
// control/control.c, whose handle the driver neither counts nor harms; the fault ends with it, however this process ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface RigControl {
  /** One of device-host/simulated/faults.ts; the driver knows the same names. */
  setFault(name: string): Promise<void>;
  /** Handles of clients on this device, filters and pins. */
  openFiles(): Promise<number>;
  /** Ends the fault: requests that hang return, a device that was removed is back. */
  end(): Promise<void>;
}

/** `command` is the control program and its arguments. */
export async function startControl(
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<RigControl> {
  const [program, ...args] = command;
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    const answer = await lines.next();
    assert.ok(!answer.done, `the control program ended before it answered "${line}"`);
    return answer.value.trim();
  };
  return {
    setFault: async (name) => assert.equal(await ask(`fault ${name}`), 'ok', name),
    openFiles: async () => {
      const answer = await ask('files');
      assert.match(answer, /^\d+$/);
      return Number(answer);
    },
    end: async () => {
      // The system closes the handle in its own time; a test that follows must find an honest device.
      assert.equal(await ask('fault '), 'ok');
      child.stdin.end();
      await exited;
    },
  };
}
