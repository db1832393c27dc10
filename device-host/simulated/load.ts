// A simulated target as it is asked for: a capability file, and perhaps a fault. What cannot be used is told by name and place.
import { readFileSync, watchFile } from 'node:fs';
import type { Backend } from '#device-host/backend.ts';
import type { WantedFault } from '#device-host/client/target.ts';
import type { Capabilities, FilterIdentity } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson } from '#ks/capability-file.ts';
import { type FilterSelector, selectsFilter } from '#ks/filter-selector.ts';
import type { Json } from '#ks/json.ts';
import { pathText } from '#ks/path.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { type SimulatedBackend, simulatedBackend } from './backend.ts';
import { faultNamed, faults } from './faults.ts';
import { faultyBackend } from './faulty-backend.ts';

/** The error is a sentence for people. `die` ends this process, for a fault that does. */
export function simulatedTarget(
  file: string,
  wanted: WantedFault | undefined,
  die: () => void,
): Result<Backend, string> {
  const filters = loadCapabilities(file);
  if (!filters.ok) return filters;
  if (wanted === undefined) return ok(following(file, simulatedBackend(filters.value)));
  const fault = faultNamed(wanted.name);
  if (fault === undefined) {
    const names = faults.map(({ name }) => name).join(', ');
    return fail(`"${wanted.name}" is no fault of the simulated target; it has ${names}`);
  }
  const affects = (filter: FilterIdentity) => selectsFilter(selectorOf(wanted), filter);
  return ok(faultyBackend(filters.value, { fault, affects, die }));
}

/** Milliseconds between two looks at the file. */
const lookEvery = 1000;

/** Written anew, the file is a filter that came, went or was built anew; while it cannot be read, what was there stays. */
function following(file: string, backend: SimulatedBackend): Backend {
  watchFile(file, { interval: lookEvery, persistent: false }, () => {
    const filters = loadCapabilities(file);
    if (filters.ok) backend.replace(filters.value);
  });
  return backend;
}

function selectorOf({ filters }: WantedFault): FilterSelector {
  return filters === undefined ? {} : { device: filters };
}

/** The filters of a capability file, one or several; the error is a sentence for people. */
export function loadCapabilities(file: string): Result<readonly Capabilities[], string> {
  let json: Json;
  try {
    json = JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    return fail(`the capability file ${file} cannot be read: ${why}`);
  }
  const read = allCapabilitiesFromJson(json);
  if (read.ok) return ok(read.value);
  const [first] = read.error;
  const where = first === undefined ? '' : `: ${pathText(first.path)} ${first.message}`;
  const more = read.error.length > 1 ? ` (and ${read.error.length - 1} more)` : '';
  return fail(`the capability file ${file} does not describe a filter${where}${more}`);
}
