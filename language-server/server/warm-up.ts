// Code is slow the first time it runs. Between its start and the first descriptor a server has little to do: then a small one of its
// own goes the way of any other, so that the first that a person opens, and the first hover in it, find the code compiled.
import { type ConnectTemplate, connectTemplates } from '#ks/connect-templates.ts';
import { descriptorText } from '#ks/export/descriptor-text.ts';
import {
  complete,
  connectsOf,
  type DescriptorDocument,
  diagnose,
  hover,
  inlayHints,
  noFiles,
  parseDescriptor,
  semanticTokens,
} from '#language-server/service.ts';
import { toCompletionItem } from './convert.ts';
import { toDiagnostics } from './document-diagnostics.ts';
import type { Host } from './host.ts';
import { defaultSettings } from './settings.ts';

/** An editor that shows a text for the first time has other questions first. */
const restMs = 100;

export interface WarmUp {
  /** Reading and checking, until `late` says that a real document has come. */
  readonly reading: (late: () => boolean) => Promise<void>;
  /** What an editor asks about a text that it shows. Only the first call does something, after a while. */
  readonly questions: () => Promise<void>;
}

/** Everything in steps of a few milliseconds: a client that wants something is answered in between. */
export function warmUp({ breathe, rulePage }: Host): WarmUp {
  let asked = false;
  return {
    async reading(late) {
      for (const template of connectTemplates) {
        await breathe();
        if (late()) return;
        const doc = descriptorOf([template]);
        toDiagnostics(doc, diagnose(doc, noFiles, { rules: defaultSettings.rules }), rulePage);
      }
    },
    async questions() {
      if (asked) return;
      asked = true;
      await new Promise((rested) => setTimeout(rested, restMs));
      const doc = descriptorOf(connectTemplates);
      for (const { places, range } of connectsOf(doc)) {
        await breathe();
        for (const { value } of places.values()) hover(doc, value.start, { findings: [], rulePage });
        inlayHints(doc, range, defaultSettings.inlayHints, noFiles);
        semanticTokens(doc, range);
      }
      await breathe();
      const offset = doc.text.indexOf('KSDATAFORMAT_');
      for (const [index, completion] of complete(doc, offset).entries())
        toCompletionItem(doc, completion, { index, offset, snippets: true });
    },
  };
}

function descriptorOf(templates: readonly ConnectTemplate[]): DescriptorDocument {
  const connects = templates.map(({ label, request }) => ({ name: label, request }));
  return parseDescriptor(descriptorText(connects), 'kspin:warm-up');
}
