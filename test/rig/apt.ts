// The proof of the tables asks for it here; see the file itself.
export { ensureAptPackages } from '#scripts/lib/apt.ts';
