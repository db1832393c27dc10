// Tells when a filter comes or goes: a driver that is installed anew, a device that is plugged in. The lists of interfaces are
// compared again and again, for they are the registry's and no driver is asked. CM_Register_Notification would say it at
// once, but on a thread of Windows' own, into a process whose event loop may be waiting for a driver.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Backend } from './backend.ts';

export const watchEveryMs = 2500;

export interface Watch {
  stop(): void;
}

/** Calls `changed` each time the interface paths of these categories are not those of the time before. */
export function watchFilters(
  backend: Backend,
  categories: readonly Guid[],
  changed: () => void,
  everyMs: number = watchEveryMs,
): Watch {
  let known: string | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const now = await pathsOf(backend, categories);
    if (stopped) return;
    if (known !== undefined && now !== undefined && now !== known) changed();
    known = now ?? known;
    timer = setTimeout(look, everyMs);
    // Watching keeps no process alive.
    timer.unref();
  };
  void look();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Undefined when a category cannot be listed: what is not known has not changed. */
async function pathsOf(backend: Backend, categories: readonly Guid[]): Promise<string | undefined> {
  const paths: string[] = [];
  for (const category of categories) {
    const entries = await backend.interfaces(category, 'paths');
    if (!entries.ok) return undefined;
    paths.push(...entries.value.map(({ path }) => path.toLowerCase()));
  }
  return paths.sort().join('\n');
}
