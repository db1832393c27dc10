// Work over every descriptor of the workspace: the client sees that it goes on and can end it. Ended early it has no answer: half of
// one, such as a rename of half the files, would be taken for the whole.

import { count } from '#ks/words.ts';
import {
  type CancellationToken,
  LSPErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from './lsp.ts';
import type { WorkspaceDescriptor, WorkspaceDescriptors } from './workspace-descriptors.ts';

const betweenReports = 100;

/** Every descriptor, open or not, one at a time; throws the LSP's RequestCancelled where the client cancels. */
export async function* everyDescriptor(
  workspace: WorkspaceDescriptors,
  title: string,
  token: CancellationToken,
  progress?: WorkDoneProgressReporter,
): AsyncGenerator<WorkspaceDescriptor> {
  progress?.begin(title, undefined, undefined, true);
  let done = 0;
  try {
    for await (const found of workspace.all(token)) {
      yield found;
      if (++done % betweenReports === 0) progress?.report(count(done, 'descriptor'));
    }
  } finally {
    progress?.done();
  }
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, `${title}: cancelled.`);
}
