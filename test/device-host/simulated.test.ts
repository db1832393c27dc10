import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { HostSupervisor } from '#device-host/client/index.ts';
import { hostBundle, temporaryFolder } from './host-under-test.ts';
import { runSuite } from './run-suite.ts';

const fixture = fileURLToPath(new URL('./fixtures/rig.kscaps.json', import.meta.url));
const host = new HostSupervisor(
  { kind: 'simulate', file: fixture },
  { hostBundle, client: 'test', journal: temporaryFolder() },
);
after(() => host.dispose());

test('the simulated target', (t) => runSuite(t, host));
