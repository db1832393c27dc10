// A server in a worker has no disk: it asks here for the files of the workspace (language-server/protocol.ts), which in a browser
// are those of whatever file system the workspace is on.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FindFilesParams,
  type FindFilesResult,
  findFilesMethod,
  type ReadFileParams,
  type ReadFileResult,
  readFileMethod,
} from '#language-server/protocol.ts';

const largestFile = 20 * 1024 * 1024;

export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest<ReadFileResult, void>(readFileMethod, ({ uri }: ReadFileParams) =>
    readFile(vscode.Uri.parse(uri)),
  );
  client.onRequest<FindFilesResult, void>(findFilesMethod, ({ folder }: FindFilesParams) =>
    findFiles(vscode.Uri.parse(folder)),
  );
}

async function readFile(uri: vscode.Uri): Promise<ReadFileResult> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFile) return { problem: 'is larger than 20 MB: no such file of ours is' };
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    const gone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    return { problem: gone ? 'does not exist' : `cannot be read (${String(error)})` };
  }
}

async function findFiles(folder: vscode.Uri): Promise<FindFilesResult> {
  const pattern = new vscode.RelativePattern(folder, '**/*.kspin.json');
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**');
  return found.map((uri) => uri.toString());
}
