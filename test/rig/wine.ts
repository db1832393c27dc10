// A Wine prefix as this project uses it: without a display, without questions, and alive a while after its
// last program.
import { type Progress, type RunOptions, run, runAny } from '#scripts/lib/run.mjs';

/** After the last program ends, the prefix (and the driver in it) stays ready this long: no run of all tests shall see it end. */
const lingerSeconds = 5400;

/** A Windows that takes longer to start than this never will. */
const startMs = 90_000;

/** The environment in which programs of this prefix run. */
export function wineEnvironment(prefix: string): Readonly<Record<string, string>> {
  return {
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // No offers to fetch .NET or a browser, no desktop menus; and never Wine's own ksuser.dll, whose KsCreatePin ends the caller.
    WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=;ksuser=n',
  };
}

/** The path by which a Windows program reaches a file of this machine: drive Z: is the root. */
export function winePath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

/** Makes the prefix's registry and system folder, and has it say that it is Windows 10. Nothing runs in it afterwards. */
export async function createPrefix(prefix: string, progress: Progress): Promise<void> {
  await keepAlive(prefix);
  await run('creating the Wine prefix', ['wine', 'wineboot', '--init'], progress, inPrefix(prefix));
  await run('making it Windows 10', ['wine', 'winecfg', '-v', 'win10'], progress, inPrefix(prefix));
  await stopPrefix(prefix);
}

/** Starts the prefix when it is not running, with the services that start with it; once more when it does not come up. */
export async function startPrefix(prefix: string, progress: Progress): Promise<void> {
  const start = async (): Promise<void> => {
    await keepAlive(prefix);
    const options = { ...inPrefix(prefix), timeoutMs: startMs };
    await run('starting Wine', ['wine', 'cmd', '/c', 'exit'], progress, options);
  };
  try {
    await start();
  } catch (error) {
    progress(`${String(error)} Starting it anew.`);
    await stopPrefix(prefix);
    await start();
  }
}

/** Ends every program of the prefix and waits until they are gone. */
export async function stopPrefix(prefix: string): Promise<void> {
  await runAny(['wineserver', '--kill'], inPrefix(prefix));
  await runAny(['wineserver', '--wait'], { ...inPrefix(prefix), timeoutMs: startMs });
}

/** Starting the server ourselves sets how long it lingers; it answers 2 when one is running already, which is as good. */
async function keepAlive(prefix: string): Promise<void> {
  await runAny(['wineserver', `--persistent=${lingerSeconds}`], inPrefix(prefix));
}

/** No pipes: the services that the first program starts would hold them. */
function inPrefix(prefix: string): RunOptions {
  return { env: { ...process.env, ...wineEnvironment(prefix) }, output: 'drop' };
}
