// The documents that the client has open. A change is read when it comes, and costs the connect that it changes.

import { updateDescriptor } from '#language-server/descriptor/update.ts';
import {
  type DescriptorDocument,
  diagnose,
  type Finding,
  parseDescriptor,
  type RuleSettings,
  type TextEdit,
  type Workspace,
} from '#language-server/service.ts';
import {
  type TextDocumentContentChangeEvent,
  TextDocuments,
  type TextDocumentsConfiguration,
} from './lsp.ts';

interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly doc: DescriptorDocument;
}

export interface OpenDocuments {
  readonly texts: TextDocuments<OpenDocument>;
  /** Undefined for a document that is not open. */
  readonly read: (uri: string) => DescriptorDocument | undefined;
  readonly version: (uri: string) => number;
  /** Capability files may have changed since: they are looked at each time, what they leave as it was is kept. */
  readonly findings: (uri: string) => readonly Finding[];
}

const reading: TextDocumentsConfiguration<OpenDocument> = {
  create: (uri, _language, version, content) => ({ uri, version, doc: parseDescriptor(content, uri) }),
  update: ({ uri, doc }, changes, version) => ({ uri, version, doc: changed(doc, changes) }),
};

export function openDocuments(workspace: Workspace, rules: () => RuleSettings = () => ({})): OpenDocuments {
  const texts = new TextDocuments(reading);
  const read = (uri: string): DescriptorDocument | undefined => texts.get(uri)?.doc;
  return {
    texts,
    read,
    version: (uri) => texts.get(uri)?.version ?? 0,
    findings: (uri) => {
      const doc = read(uri);
      return doc === undefined ? [] : diagnose(doc, workspace, { rules: rules() });
    },
  };
}

/** Each change speaks of the text that the one before it left. */
function changed(
  before: DescriptorDocument,
  changes: readonly TextDocumentContentChangeEvent[],
): DescriptorDocument {
  return changes.reduce<DescriptorDocument>(
    (doc, change) =>
      'range' in change
        ? updateDescriptor(doc, [editOf(doc, change)])
        : parseDescriptor(change.text, doc.uri),
    before,
  );
}

/** A range written from its end to its start is meant as the same range. */
function editOf(
  { lines }: DescriptorDocument,
  { range, text }: Extract<TextDocumentContentChangeEvent, { range: unknown }>,
): TextEdit {
  const from = lines.offsetAt(range.start);
  const to = lines.offsetAt(range.end);
  return { range: { start: Math.min(from, to), end: Math.max(from, to) }, newText: text };
}
