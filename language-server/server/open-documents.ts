// The documents that the client has open, each read and checked once per version however many requests ask.

import { TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type DescriptorDocument,
  diagnose,
  type Finding,
  parseDescriptor,
  type Workspace,
} from '#language-server/service.ts';

interface Read {
  readonly version: number;
  readonly doc: DescriptorDocument;
}

export interface OpenDocuments {
  readonly texts: TextDocuments<TextDocument>;
  /** Undefined for a document that is not open. */
  readonly read: (uri: string) => DescriptorDocument | undefined;
  readonly version: (uri: string) => number;
  /** Capability files may have changed since, so findings are never kept. */
  readonly findings: (uri: string) => readonly Finding[];
}

export function openDocuments(workspace: Workspace): OpenDocuments {
  const texts = new TextDocuments(TextDocument);
  const reads = new Map<string, Read>();
  texts.onDidClose(({ document }) => {
    reads.delete(document.uri);
  });

  function read(uri: string): DescriptorDocument | undefined {
    const text = texts.get(uri);
    if (text === undefined) return undefined;
    const before = reads.get(uri);
    if (before?.version === text.version) return before.doc;
    const doc = parseDescriptor(text.getText(), uri);
    reads.set(uri, { version: text.version, doc });
    return doc;
  }

  return {
    texts,
    read,
    version: (uri) => texts.get(uri)?.version ?? 0,
    findings: (uri) => {
      const doc = read(uri);
      return doc === undefined ? [] : diagnose(doc, workspace);
    },
  };
}
