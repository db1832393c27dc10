// Code is slow the first time it runs. Once a person has seen what is wrong with a text, a small descriptor of the server's own is asked
// what an editor will ask about it, so that the first hover finds its code compiled.
import { connectTemplates } from '#ks/connect-templates.ts';
import { descriptorText } from '#ks/export/descriptor-text.ts';
import {
  complete,
  connectsOf,
  hover,
  inlayHints,
  noFiles,
  parseDescriptor,
  semanticTokens,
} from '#language-server/service.ts';
import { toCompletionItem } from './convert.ts';
import type { Host } from './host.ts';
import { defaultSettings } from './settings.ts';

/** An editor that shows a text for the first time has other questions first. */
const restMs = 100;

/** Only the first call does something: after a while, in steps of a few milliseconds, with what a client asks in between. */
export function warmUpOnce({ breathe, rulePage }: Host): () => Promise<void> {
  let begun = false;
  return async () => {
    if (begun) return;
    begun = true;
    await new Promise((rested) => setTimeout(rested, restMs));
    const connects = connectTemplates.map(({ label, request }) => ({ name: label, request }));
    const doc = parseDescriptor(descriptorText(connects), 'kspin:warm-up');
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
  };
}
