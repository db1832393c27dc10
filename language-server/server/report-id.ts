// A name for a list of diagnostics: the same list has the same name, so that a client need not be sent it again.
import { createHash } from 'node:crypto';

export const reportId = (items: readonly unknown[]): string =>
  createHash('sha1').update(JSON.stringify(items)).digest('base64url');
