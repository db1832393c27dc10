// A snippet that leaves an error behind would teach the wrong thing: each one is filled in with its own proposals and checked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const snippets = Object.values(
  JSON.parse(
    readFileSync(new URL('../../syntaxes/kspin.code-snippets', import.meta.url), 'utf8'),
  ) as Readonly<Record<string, Snippet>>,
);

/** Every choice of a snippet once, with the defaults of its other places. */
function texts({ body }: Snippet): readonly string[] {
  const text = body.join('\n');
  const most = Math.max(
    1,
    ...[...text.matchAll(/\$\{\d+\|([^|]*)\|\}/g)].map(([, list = '']) => list.split(',').length),
  );
  return Array.from({ length: most }, (_, index) =>
    text
      .replaceAll(/\$\{\d+\|([^|]*)\|\}/g, (_whole, list: string) => {
        const choices = list.split(',');
        return choices[index] ?? choices[0] ?? '';
      })
      .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1'),
  );
}

const wave =
  '"WaveFormatExt": { "Format": { "nChannels": 2, "nSamplesPerSec": 48000, "wBitsPerSample": 16 } }';
const types = (major: string, sub: string, specifier: string): string =>
  `"KSDATAFORMAT": { "MajorFormat": "KSDATAFORMAT_TYPE_${major}", "SubFormat": "${sub}", "Specifier": "KSDATAFORMAT_SPECIFIER_${specifier}" }`;
const audio = types('AUDIO', 'KSDATAFORMAT_SUBTYPE_PCM', 'WAVEFORMATEX');
const video = types('VIDEO', 'MEDIASUBTYPE_YUY2', 'VIDEOINFO');
const pin = '"KSPIN_CONNECT": { "PinId": 0 }';

/** What stands around a snippet that is not a whole file. */
const around: Readonly<Record<string, (text: string) => string>> = {
  'ks-file': (text) => text,
  'ks-pin-connect': (text) => `{ ${text}, ${audio}, ${wave} }`,
  'ks-wave': (text) => `{ ${pin}, ${audio}, ${text} }`,
  'ks-video': (text) => `{ ${pin}, ${video}, ${text} }`,
  'ks-mode': (text) => `{ ${pin}, ${audio}, ${wave}, ${text} }`,
  'ks-disable': (text) => `{ ${pin}, ${audio},\n${text.replace('rule-name', 'rate-unusual')}\n${wave} }`,
};

for (const snippet of snippets) {
  test(`the snippet ${snippet.prefix} is right as it is, with each of its choices`, () => {
    const wrap = around[snippet.prefix];
    assert.ok(wrap, `${snippet.prefix} is not tried here`);
    for (const text of texts(snippet)) {
      const file = wrap(text);
      const found = diagnose(parseDescriptor(file), noFiles).filter(
        ({ severity }) => severity === 'error' || severity === 'warning',
      );
      assert.deepEqual(
        found.map(({ code, message }) => `${code}: ${message}`),
        [],
        file,
      );
    }
  });
}
