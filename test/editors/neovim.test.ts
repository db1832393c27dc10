// "Any editor": Debian's Neovim, as old as it is, with nothing but its built-in LSP client and the program that package.json's
// `bin` names. What Neovim showed is judged, not what was sent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkout } from '#scripts/lib/install.mjs';

interface Report {
  /** What went wrong in the script. */
  readonly problem?: string;
  readonly exit_code: number;
  readonly diagnostics: readonly Readonly<Record<string, string | number>>[];
  readonly hover: string;
  readonly completion: readonly string[];
  readonly completed: string;
  readonly actions: readonly string[];
  readonly fixed: string;
  readonly formatted: string;
}

const descriptor = `{
  // A comment that formatting keeps.
  "KSDATAFORMAT": {
    "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
    "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
    "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
  },
  "KSPIN_CONNECT": { "PinId": 0 },
  "WaveFormatEx": {
    "nChannels": 2,
    "nSamplesPerSec": 48000,
    "nBlockAlign": 3 ,
    "wBitsPerSample": 16
  }
}
`;

describe('Neovim', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-neovim-'));
  let report: Report;

  before(() => {
    report = runNeovim(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('shows what is wrong, where, and which page tells more', () => {
    const [found, ...others] = report.diagnostics;
    assert.deepEqual(others, []);
    const { page, message, ...rest } = found ?? {};
    assert.deepEqual(rest, {
      line: 11,
      character: 19,
      severity: 1,
      source: 'kspin',
      code: 'block-align-pcm',
    });
    assert.match(String(message), /nBlockAlign .*4/);
    assert.match(readFileSync(fileURLToPath(String(page)), 'utf8'), /block-align-pcm/);
  });

  it('explains the member under the cursor', () => {
    assert.match(report.hover, /DWORD nSamplesPerSec.*Hz/);
  });

  it('completes a member while it is typed', () => {
    assert.deepEqual(report.completion, ['nAvgBytesPerSec']);
    assert.equal(report.completed, '    "nAvgBytesPerSec": ,');
  });

  it('takes the quick fix, after which nothing is wrong', () => {
    assert.deepEqual(report.actions.slice(0, 2), [
      'Set nBlockAlign to 4',
      'Silence block-align-pcm on this line',
    ]);
    assert.equal(report.fixed, descriptor.trimEnd().replace('3 ,', '4 ,'));
  });

  it('formats in the order of memory', () => {
    const keys = [...report.formatted.matchAll(/^ {2}("\w+"|\/\/)/gm)].map(([, key]) => key);
    assert.deepEqual(keys, ['"KSPIN_CONNECT"', '//', '"KSDATAFORMAT"', '"WaveFormatEx"']);
  });

  it('ends the server with itself', () => {
    assert.equal(report.exit_code, 0);
  });
});

function runNeovim(folder: string): Report {
  const file = join(folder, 'wrong.kspin.json');
  const reportFile = join(folder, 'report.json');
  writeFileSync(file, descriptor);
  const script = fileURLToPath(new URL('neovim.lua', import.meta.url));
  const { status, signal, stdout, stderr } = spawnSync('nvim', ['--headless', '--clean', '-S', script], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: [linkPrograms(folder), dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: folder,
      KSPIN_DESCRIPTOR: file,
      KSPIN_REPORT: reportFile,
    },
    encoding: 'utf8',
    timeout: 120_000,
  });
  assert.equal(status, 0, `Neovim ended with ${signal ?? status}: ${stdout}${stderr}`);
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  assert.equal(report.problem, undefined);
  return report;
}

/** What npm does with `bin` when the package is installed: a folder of links for PATH. */
function linkPrograms(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const [name, program] of Object.entries(manifest.bin))
    symlinkSync(join(checkout, program), join(programs, name));
  return programs;
}
