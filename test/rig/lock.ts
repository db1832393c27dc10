// The proof of the tables asks for it here; see the file itself.
export { takeLock } from '#scripts/lib/lock.mjs';
