// What many connects have in common is worked out once. That is only right while a rule that is asked once for all of them looks at
// nothing that they do not share.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '#language-server/rules/all.ts';
import type { Subject } from '#language-server/rules/rule.ts';
import { subjectOf } from '#language-server/rules/subject.ts';
import { diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { allCases } from './cases/all-cases.ts';
import { readMarks } from './marks.ts';

const ofFormat = rules.filter(({ scope, beyondFormat }) => scope === 'D' && beyondFormat !== true);

const texts = allCases.flatMap(({ fires, silent }) =>
  [fires, silent].map((marked) => readMarks(marked).text),
);

/** The same subject, which throws where it is asked for anything before the format. */
function closed(subject: Subject): Subject {
  const refuse = (what: unknown): never => assert.fail(`asked for ${String(what)}`);
  const guard = <T extends object>(value: T): T =>
    new Proxy(value, {
      get: (target, key) => {
        if (key === 'KSPIN_CONNECT' || key === 'DesiredAccess' || key === 'recorded') return refuse(key);
        const member: unknown = Reflect.get(target, key, target);
        if (key === 'written' || key === 'completed') return guard(member as object);
        if (typeof member !== 'function') return member;
        return (...path: readonly unknown[]) =>
          path[0] === 'KSPIN_CONNECT' || path[0] === 'DesiredAccess'
            ? refuse(path)
            : (member.apply(target, path) as unknown);
      },
      // `{ ...completed, KSPIN_CONNECT: ... }` takes all others.
      ownKeys: (target) =>
        Reflect.ownKeys(target).filter((key) => key !== 'KSPIN_CONNECT' && key !== 'DesiredAccess'),
    });
  return guard(subject);
}

const two = (first: string, second: string): string => `{ "connects": [ ${first}, ${second} ] }`;

const connect = (pin: number, rate: number, more = ''): string =>
  `{ "KSPIN_CONNECT": { "PinId": ${pin} }, "KSDATAFORMAT": { "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
  "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM", "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX" },
  "WaveFormatEx": { "wFormatTag": "WAVE_FORMAT_PCM", "nChannels": 2, "nSamplesPerSec": ${rate},${more} "wBitsPerSample": 16 } }`;

describe('a format that several connects have', () => {
  it('is asked about nothing else by the rules that are asked once', () => {
    assert.ok(ofFormat.length > 100);
    for (const text of texts) {
      for (const entry of parseDescriptor(text).connects) {
        if (entry.request === undefined) continue;
        const subject = closed(subjectOf(entry, entry.request, undefined));
        for (const rule of ofFormat) rule.check(subject);
      }
    }
  });

  it('is one value, on whatever pins, and another where one number differs', () => {
    const [first, same] = parseDescriptor(two(connect(0, 48000), connect(7, 48000))).connects;
    const [, other] = parseDescriptor(two(connect(0, 48000), connect(0, 44100))).connects;
    assert.ok(first?.format !== undefined);
    assert.equal(first.format, same?.format);
    assert.notEqual(first.format, other?.format);
    assert.deepEqual(same?.request?.KSPIN_CONNECT, { PinId: 7 });
  });

  it('has its mistake found in each of them, at its own place', () => {
    const wrong = connect(0, 48000, ' "nAvgBytesPerSec": 1,');
    const text = two(wrong, wrong);
    const places = diagnose(parseDescriptor(text), noFiles).map(({ code, range }) => [
      code,
      text.slice(range.start - 19, range.end),
    ]);
    assert.deepEqual(places, [
      ['avg-bytes', '"nAvgBytesPerSec": 1'],
      ['avg-bytes', '"nAvgBytesPerSec": 1'],
    ]);
  });

  it('does not hide what is wrong before it', () => {
    const text = two(connect(0, 48000), connect(0xffffffff, 48000));
    assert.deepEqual(
      diagnose(parseDescriptor(text), noFiles).map(({ code, connect: index }) => [code, index]),
      [['pin-id-all-ones', 1]],
    );
  });
});
