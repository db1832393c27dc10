// Proof of life of an open pin: through its states up and down with a time for each step, its position read in each, and what
// that says. What the pin tells of itself (format, allocator framing) is read before it runs.
import { setTimeout as wait } from 'node:timers/promises';
import type { StateStep } from '#device-host/protocol.ts';
import { fromHex, toHex } from '#ks/bytes.ts';
import { type ConnectRequest, complete } from '#ks/connect.ts';
import { wavePathOf } from '#ks/format-blocks.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import { guidNamed } from '#ks/guid.ts';
import { decodePosition, judgePositions, type Position, type PositionFinding } from '#ks/position.ts';
import { audioPosition, connectionProperties, propertySets } from '#ks/properties.ts';
import { type PropertyName, propertyText } from '#ks/property-names.ts';
import { valueLines, valueSize } from '#ks/property-values.ts';
import { memberAt } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Text } from '#ks/status.ts';
import { stateName, states } from '#ks/stream-state.ts';
import { type Arch, encodeStruct, offsetOf, sizeOf } from '#ks/struct.ts';
import type { CallOptions, DeviceHost, HostFailure } from './device-host.ts';

export interface DriveParams {
  readonly pin: number;
  /** What the pin was opened with. */
  readonly request: ConnectRequest;
  readonly layout: Arch;
  /** Set on the pin before it runs (KSPROPERTY_CONNECTION_DATAFORMAT): a person has agreed to that. */
  readonly format?: ConnectRequest;
  /** How long the pin is left in RUN, in milliseconds. */
  readonly runMs: number;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: StateStep) => void;
  readonly onPosition?: (position: Position) => void;
}

export interface DriveReport {
  /** What the pin said of itself in STOP: name of the property and lines. */
  readonly facts: readonly { readonly name: string; readonly lines: readonly string[] }[];
  /** What setting {@link DriveParams.format} came to; absent where none was to be set. */
  readonly formatSet?: { readonly win32: number; readonly elapsedMs: number };
  readonly steps: readonly StateStep[];
  readonly readings: readonly Position[];
  /** Empty where the pin has no position. */
  readonly findings: readonly PositionFinding[];
  /** What is missing for a verdict, or ended the drive, in sentences. */
  readonly notes: readonly string[];
  /** Every step was taken and every finding is good. */
  readonly good: boolean;
}

const readEveryMs = 50;
const stillReadings = 3;

/** From STOP to RUN, a while there, and back to STOP. A driver that refuses a step is led back to STOP all the same. */
export async function drivePin(
  host: DeviceHost,
  params: DriveParams,
): Promise<Result<DriveReport, HostFailure>> {
  const drive = new Drive(host, params);
  const failure = await drive.run();
  return failure ? fail(failure) : ok(drive.report());
}

/** What ends a drive before its time: a host that gave no answer, or a sentence for the report. */
type End =
  | { readonly failure: HostFailure; readonly note?: never }
  | { readonly note: string; readonly failure?: never };

function failed(failure: HostFailure): End {
  return { failure };
}

class Drive {
  readonly #host: DeviceHost;
  readonly #params: DriveParams;
  readonly #options: CallOptions;
  readonly #facts: { name: string; lines: readonly string[] }[] = [];
  readonly #steps: StateStep[] = [];
  readonly #readings: Position[] = [];
  readonly #notes: string[] = [];
  /** Told only when the pin does not move. */
  #noBuffer: string | undefined;
  #hasPosition = true;
  #formatSet: DriveReport['formatSet'];

  constructor(host: DeviceHost, params: DriveParams) {
    this.#host = host;
    this.#params = params;
    this.#options = params.signal ? { signal: params.signal } : {};
  }

  /** The failure of a host that gave no answer; everything that the driver said is in the report. */
  async run(): Promise<HostFailure | undefined> {
    const readings = Math.max(2, Math.ceil(this.#params.runMs / readEveryMs));
    const way: readonly (() => Promise<End | undefined>)[] = [
      () => this.#setFormat(),
      () => this.#readFacts(),
      () => this.#readPosition(states.stop),
      () => this.#takeBuffer(),
      () => this.#go(states.pause),
      () => this.#go(states.run),
      () => this.#watch(states.run, readings),
      () => this.#go(states.pause),
      () => this.#watch(states.pause, stillReadings),
      () => this.#go(states.stop),
      () => this.#readPosition(states.stop),
    ];
    for (const part of way) {
      const end = await part();
      if (end === undefined) continue;
      if (end.failure) return end.failure;
      this.#notes.push(end.note);
      // The next client must find the pin at rest; what this answers changes nothing any more.
      await this.#host.setState({ pin: this.#params.pin, state: states.stop });
      break;
    }
    return undefined;
  }

  report(): DriveReport {
    const findings = judgePositions(this.#readings, this.#bytesPerSecond());
    const moves = findings.length > 0 && findings.every(({ good }) => good);
    const refused = this.#steps.some(({ win32 }) => win32 !== 0);
    return {
      facts: this.#facts,
      ...(this.#formatSet ? { formatSet: this.#formatSet } : {}),
      steps: this.#steps,
      readings: this.#readings,
      findings,
      notes: this.#noBuffer !== undefined && !moves ? [...this.#notes, this.#noBuffer] : this.#notes,
      good: !refused && (this.#formatSet?.win32 ?? 0) === 0 && findings.every(({ good }) => good),
    };
  }

  /** In STOP, where a pin may take another format. */
  async #setFormat(): Promise<End | undefined> {
    const { format, layout, pin } = this.#params;
    if (format === undefined) return undefined;
    const bytes = encodeFormat(format, layout);
    if (!bytes.ok) return { note: `The format cannot be written as bytes: ${bytes.error[0]?.message ?? ''}` };
    const property = { set: propertySets.connection, id: connectionProperties.DATAFORMAT };
    const value = toHex(bytes.value);
    const written = await this.#host.writeProperty(
      { target: { on: 'pin', pin }, ...property, value, confirmed: true },
      this.#options,
    );
    if (!written.ok) return failed(written.error);
    const { win32, elapsedMs } = written.value;
    this.#formatSet = { win32, elapsedMs };
    return win32 === 0 ? undefined : { note: `The driver refused the format: ${win32Text(win32)}.` };
  }

  async #go(state: number): Promise<End | undefined> {
    if (this.#params.signal?.aborted) return { note: 'Cancelled.' };
    const result = await this.#host.setState({ pin: this.#params.pin, state });
    if (!result.ok) return failed(result.error);
    for (const step of result.value.steps) {
      this.#steps.push(step);
      this.#params.onStep?.(step);
    }
    const refused = result.value.steps.find(({ win32 }) => win32 !== 0);
    return refused && { note: `The driver refused ${stateName(refused.to)}: ${win32Text(refused.win32)}.` };
  }

  async #watch(state: number, times: number): Promise<End | undefined> {
    for (let time = 0; time < times; time++) {
      const end = await this.#readPosition(state);
      if (end) return end;
      if (this.#params.signal?.aborted) return undefined;
      await wait(readEveryMs);
    }
    return undefined;
  }

  async #readPosition(state: number): Promise<End | undefined> {
    if (!this.#hasPosition) return undefined;
    const result = await this.#read({ set: propertySets.audio, id: audioPosition });
    if (!result.ok) return failed(result.error);
    const { value, atMs, message, win32 } = result.value;
    const bytes = value === undefined ? undefined : fromHex(value);
    const position = bytes && decodePosition(bytes, state, atMs);
    if (position) {
      this.#readings.push(position);
      this.#params.onPosition?.(position);
    } else {
      this.#hasPosition = false;
      this.#notes.push(`No position is read: ${message ?? win32Text(win32)}`);
    }
    return undefined;
  }

  async #readFacts(): Promise<End | undefined> {
    const { DATAFORMAT, ALLOCATORFRAMING, ALLOCATORFRAMING_EX, ACQUIREORDERING } = connectionProperties;
    for (const id of [DATAFORMAT, ALLOCATORFRAMING, ALLOCATORFRAMING_EX, ACQUIREORDERING]) {
      const property = { set: propertySets.connection, id };
      const result = await this.#read(property);
      if (!result.ok) return failed(result.error);
      const { value } = result.value;
      const bytes = value === undefined ? undefined : fromHex(value);
      const lines = bytes ? valueLines(property, bytes) : [];
      if (lines.length > 0) this.#facts.push({ name: propertyText(property), lines });
    }
    return undefined;
  }

  /** A WaveRT pin plays from a cyclic buffer, and has no position before it has one (pin-properties.md section 4). */
  async #takeBuffer(): Promise<End | undefined> {
    const { request, layout } = this.#params;
    if (!isLooped(request)) return undefined;
    const head = offsetOf('KSRTAUDIO_BUFFER_PROPERTY', 'BaseAddress', layout);
    const wanted = { RequestedBufferSize: bufferSize(this.#bytesPerSecond(), blockAlign(request)) };
    const input = encodeStruct('KSRTAUDIO_BUFFER_PROPERTY', wanted, layout).subarray(head);
    const property = { set: propertySets.rtAudio, id: rtAudioBuffer };
    const size = sizeOf('KSRTAUDIO_BUFFER', layout);
    const result = await this.#read(property, { input: toHex(input), size });
    if (!result.ok) return failed(result.error);
    const { value, message, win32 } = result.value;
    if (value === undefined) {
      this.#noBuffer = `The pin gives no cyclic buffer: ${message ?? win32Text(win32)}`;
    }
    return undefined;
  }

  #read(property: PropertyName, more: { readonly input?: string; readonly size?: number } = {}) {
    const size = more.size ?? valueSize(property);
    const target = { on: 'pin', pin: this.#params.pin } as const;
    return this.#host.readProperty(
      { target, ...property, ...more, ...(size === undefined ? {} : { size }) },
      this.#options,
    );
  }

  #bytesPerSecond(): number | undefined {
    return waveMember(this.#params.format ?? this.#params.request, 'nAvgBytesPerSec');
  }
}

/** KSPROPERTY_RTAUDIO_BUFFER of ksmedia.h. */
const rtAudioBuffer = 1;
const loopedStreaming = 1;
const standardInterfaces = guidNamed('KSINTERFACESETID_Standard')?.value;

function isLooped(request: ConnectRequest): boolean {
  const full = complete(request);
  const member = (name: string) => memberAt(full, ['KSPIN_CONNECT', 'Interface', name]);
  return member('Set') === standardInterfaces && member('Id') === loopedStreaming;
}

function waveMember(request: ConnectRequest, name: string): number | undefined {
  const wave = wavePathOf(request.block?.key);
  const value = wave && memberAt(complete(request), [...wave, name]);
  return typeof value === 'number' && value > 0 ? value : undefined;
}

function blockAlign(request: ConnectRequest): number {
  return waveMember(request, 'nBlockAlign') ?? 1;
}

/** About 100 ms in whole frames and whole 128 bytes, which some hardware asks for (pin-properties.md section 6). */
function bufferSize(bytesPerSecond: number | undefined, align: number): number {
  const unit = align * 128;
  return Math.max(1, Math.round((bytesPerSecond ?? 192_000) / 10 / unit)) * unit;
}
