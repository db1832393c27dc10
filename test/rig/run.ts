// The proof of the tables asks for it here; see the file itself.
export { run, runAny } from '#scripts/lib/run.mjs';
