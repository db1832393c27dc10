// What `npm test` consists of, and what its parts' output means. All of it is text in, values out, so that the command that says
// whether this project works can itself be tested. Plain Node 20: it runs before anything is installed.
import { stripVTControlCharacters } from 'node:util';

/** In the order they run; those that test bundles build first, even when they are asked for alone. */
export const parts = [
  { name: 'check', what: 'types, lint, folder borders, unused code' },
  { name: 'build', what: 'bundles within their budgets' },
  { name: 'unit', what: 'everything that needs no other program', after: 'build' },
  { name: 'editors', what: 'the language server in Neovim and in a browser', after: 'build', needs: 'linux' },
  { name: 'rig', what: 'the device host against a driver under Wine', after: 'build', needs: 'linux' },
  { name: 'ssh', what: 'targets on a real OpenSSH server', after: 'build', needs: 'linux' },
  { name: 'vscode', what: 'the extension in a real VS Code', after: 'build', needs: 'linux' },
  { name: 'package', what: 'the packages, installed and used', after: 'build', needs: 'linux' },
];

/** The parts that these words of a command line name, all for none; `unknown` are the words that name no part. */
export function choose(words) {
  const unknown = words.filter((word) => !parts.some(({ name }) => name === word));
  const wanted = parts.filter(({ name }) => words.length === 0 || words.includes(name));
  const chosen = parts.filter(
    (part) => wanted.includes(part) || wanted.some(({ after }) => after === part.name),
  );
  return { unknown, chosen };
}

/** The part that runs a test file: what uses the rig says so in its imports. `file` has slashes and begins with `test/`. */
export function partOf(file, text) {
  if (file.startsWith('test/vscode/')) return 'vscode';
  if (file.startsWith('test/ssh/')) return 'ssh';
  if (file.startsWith('test/editors/')) return 'editors';
  if (file.startsWith('test/package/')) return 'package';
  return file.startsWith('test/rig/') || text.includes("from '#test/rig/") ? 'rig' : 'unit';
}

/** Reads what node's `spec` reporter printed: the counts of its closing lines, who failed and why, and who was skipped. */
export function tally(output) {
  const text = stripVTControlCharacters(output);
  const count = (word) => Number(new RegExp(`^. ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const [running, failures = ''] = text.split(/^✖ failing tests:$/m);
  return {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped'),
    failing: [
      ...failures.matchAll(/^(?:test at (.+?):\d+:\d+\n)?✖ (.+) \([\d.]+ms\).*\n((?: +.*\n)*)/gm),
    ].map(([, file, name, told]) => `${name}${whyOf(told)}${stepOf(file, told)}`),
    skipping: [...running.matchAll(/^ *﹣ (.+?) \([\d.]+ms\) # (.*)$/gm)].map(([, name, why]) =>
      why === 'SKIP' ? name : `${name} (${why})`,
    ),
  };
}

/** What the error said before its stack, on one line: the end of a long log is all that some people get to see. */
function whyOf(told) {
  const lines = told.split('\n').map((line) => line.trim());
  const end = lines.findIndex((line, index) => index > 0 && (line === '' || line.startsWith('at ')));
  const why = lines.slice(0, end < 0 ? 1 : end).join(' ');
  return why === '' ? '' : `: ${why.length > 1500 ? `${why.slice(0, 1500)}...` : why}`;
}

/** Where in the test's own file that was; a cause has the deeper stack. */
function stepOf(file, told) {
  const stack = told
    .split('[cause]')
    .at(-1)
    .split('\n')
    .filter((line) => line.trim().startsWith('at '));
  const line =
    file &&
    stack
      .find((text) => text.includes(`${file}:`))
      ?.split(`${file}:`)[1]
      .split(':')[0];
  return line ? ` (${file}:${line})` : '';
}

/** How a part ended whose command gave this exit code (undefined: it was killed) and output. */
export function resultOf(name, code, output, runsTests) {
  const counted = tally(output);
  const problems = counted.failing.map((failing) => `${name}: ${failing}`);
  if (runsTests && counted.passed + counted.failed === 0) problems.push(`${name}: it ran no test`);
  if ((code !== 0 || counted.failed > 0) && problems.length === 0) {
    problems.push(`${name}: ended with ${code === undefined ? 'a signal' : `exit code ${code}`}`);
  }
  const notRun = counted.skipping.map((skipped) => `${name}: ${skipped}`);
  if (notRun.length < counted.skipped) notRun.push(`${name}: ${counted.skipped - notRun.length} more`);
  return { passed: counted.passed, failed: counted.failed, problems, notRun };
}

/** A part that could not begin. */
export function notRun(name, why) {
  return { passed: 0, failed: 0, problems: [], notRun: [`${name}: ${why}`] };
}

/** The closing lines and the exit code. With CI=true what was not run counts as failed: a green run has run everything. */
export function verdict(results, inCi) {
  const problems = results.flatMap((result) => result.problems);
  const missed = results.flatMap((result) => result.notRun);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const ok = problems.length === 0 && (!inCi || missed.length === 0);
  const lines = [
    ...missed.map((line) => `NOT RUN  ${line}`),
    ...problems.map((line) => `FAILED   ${line}`),
    ...(inCi && missed.length > 0 ? ['With CI=true everything must run.'] : []),
    `${passed} tests passed, ${failed} failed${missed.length > 0 ? `, ${missed.length} not run` : ''}`,
  ];
  return { lines, exitCode: ok ? 0 : 1 };
}
