// Shows that a long step is alive: one line that counts on a terminal, a line now and then in a log.

/** Starts showing `title`; `done(ok)` ends it with the time it took. */
export function showProgress(title, out = process.stderr) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const live = Boolean(out.isTTY);
  out.write(live ? `${title} ...` : `${title} ...\n`);
  const timer = setInterval(
    () => out.write(live ? `\r${title} ... ${seconds()} s` : `  ... ${seconds()} s\n`),
    live ? 1000 : 10_000,
  );
  return {
    done(ok) {
      clearInterval(timer);
      out.write(`${live ? `\r${title} ... ` : '  '}${ok ? 'done' : 'failed'} in ${seconds()} s\n`);
    },
  };
}
