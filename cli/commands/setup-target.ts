// `kspin setup-target`: puts the device host on a test machine over scp and says whether it works there.
import { type Command, endWith, exit } from '#cli/command.ts';
import { hostFolders } from '#cli/program-files.ts';
import { parseTarget, setUpTarget } from '#device-host/client/index.ts';
import { kspinVersion } from '#device-host/version.ts';

export const setupTarget: Command = {
  name: 'setup-target',
  about: 'copies the device host to a test machine and tries it',
  operands: 'ssh:HOST',
  minOperands: 1,
  maxOperands: 1,
  options: {},
  notes: [
    'The machine needs Windows, an OpenSSH server that lets you in by key, and Node 20 or newer. The folder kspin-host in your home folder there is all that is written.',
    'Exit code 0: the device host answers there. 2: it does not, and why.',
  ],
  run: async ({ operands }, terminal) => {
    const target = parseTarget(operands[0] ?? '');
    if (!target.ok) return endWith(exit.trouble, terminal, `kspin setup-target: ${target.error.message}`);
    if (target.value.kind !== 'ssh') {
      return endWith(exit.trouble, terminal, 'kspin setup-target: only ssh:HOST is another machine');
    }
    const machine = await setUpTarget(target.value, {
      hosts: hostFolders(),
      client: `kspin command line ${kspinVersion}`,
      onStep: (text) => void terminal.note(`${text} ...`),
    });
    if (!machine.ok) return endWith(exit.trouble, terminal, `kspin setup-target: ${machine.error}`);
    const { platform, arch, node, kspin } = machine.value;
    await terminal.out(
      `ssh:${target.value.host} is ready: ${platform} ${arch}, Node ${node}, kspin ${kspin}\n`,
    );
    return exit.ok;
  },
};
