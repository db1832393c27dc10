// The Windows behind the sshd of the tests: Node for Windows under Wine, with the driver of the rig.
import type { Rig } from '#test/rig/rig.ts';

/** The line of a shell that is `node` on the rig's Windows, in the folder where it is called. */
export function windowsNode(rig: Rig): string {
  const { command, args, env } = rig.wineNode('');
  const [node = ''] = args;
  const changed = Object.entries(env).filter(([name, value]) => process.env[name] !== value);
  // The rig names koffi's folder to its programs. This machine has no koffi but the one that is copied to it.
  const variables = changed
    .filter(([name]) => name !== 'NODE_PATH')
    .map(([name, value]) => `${name}='${value}'`);
  return `exec /usr/bin/env PATH=/usr/bin:/bin ${variables.join(' ')} ${command} '${node}' "$@"`;
}
