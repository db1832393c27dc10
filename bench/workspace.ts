// The whole workspace: how long it takes to check a folder of descriptors, and how soon that ends when it is cancelled.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { smallDescriptor } from './descriptors.ts';
import { kspin, start, stop, timed } from './lsp-server.ts';
import { median, quantile, shown } from './measure.ts';

const method = 'workspace/diagnostic';

/** Files in folders of a hundred, as a repository has them. */
function writeFiles(folder: string, files: number): void {
  for (let index = 0; index < files; index++) {
    const below = join(folder, String(Math.floor(index / 100)));
    if (index % 100 === 0) mkdirSync(below);
    writeFileSync(join(below, `${index}.kspin.json`), smallDescriptor(index));
  }
}

async function measure(
  files: number,
): Promise<{ readonly check: number; readonly cancel: readonly number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-bench-'));
  try {
    writeFiles(folder, files);
    const server = await start(kspin, [pathToFileURL(folder).href]);
    const check = await timed(() => server.connection.sendRequest(method, { previousResultIds: [] }));
    await stop(server);
    const other = await start(kspin, [pathToFileURL(folder).href]);
    const cancel: number[] = [];
    for (let turn = 0; turn < 20; turn++) {
      const source = new CancellationTokenSource();
      const ended = other.connection
        .sendRequest(method, { previousResultIds: [] }, source.token)
        .catch(() => {});
      // Somewhere in the middle, never at the same place.
      await new Promise((resolve) => setTimeout(resolve, 20 + 7 * turn));
      cancel.push(
        await timed(() => {
          source.cancel();
          return ended;
        }),
      );
    }
    await stop(other);
    return { check, cancel };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function benchWorkspace(sizes: readonly number[]): Promise<string> {
  const rows = [
    '| files | checked in, ms | each, ms | ends after cancelling, median ms | the slowest of 20, ms |',
    '|---:|---:|---:|---:|---:|',
  ];
  for (const files of sizes) {
    const { check, cancel } = await measure(files);
    rows.push(
      `| ${files} | ${shown(check)} | ${(check / files).toFixed(3)} | ${shown(median(cancel))} | ${shown(quantile(cancel, 1))} |`,
    );
  }
  return rows.join('\n');
}
