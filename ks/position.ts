// Is a stream alive? The rules by which Microsoft's wave tests judge KSPROPERTY_AUDIO_POSITION: it moves in RUN, stands still in
// PAUSE and is zero in STOP.
import { stateName, states } from './stream-state.ts';
import { decodeStruct } from './struct.ts';

/** One reading of KSAUDIO_POSITION. */
export interface Position {
  /** KSSTATE in which it was read. */
  readonly state: number;
  /** Bytes. */
  readonly play: bigint;
  readonly write: bigint;
  /** Milliseconds from any origin. */
  readonly atMs: number;
}

/** KSAUDIO_POSITION, 16 bytes; undefined when fewer came. */
export function decodePosition(bytes: Uint8Array, state: number, atMs: number): Position | undefined {
  const value = decodeStruct('KSAUDIO_POSITION', bytes, 'x64');
  return (
    value && {
      state,
      atMs,
      play: BigInt(value.PlayOffset as bigint),
      write: BigInt(value.WriteOffset as bigint),
    }
  );
}

export interface PositionFinding {
  readonly good: boolean;
  readonly text: string;
}

/**
 * What readings in the order of their time say, one finding for each state that was visited. `bytesPerSecond` is the
 * nAvgBytesPerSec of the format, for a word on the speed. A cyclic buffer starts again at 0, so going back is moving too.
 */
export function judgePositions(
  readings: readonly Position[],
  bytesPerSecond?: number,
): readonly PositionFinding[] {
  return visits(readings).map((visit) => {
    switch (visit[0]?.state) {
      case states.run:
        return movingFinding(visit, bytesPerSecond);
      case states.pause:
        return frozenFinding(visit);
      default:
        return zeroFinding(visit);
    }
  });
}

/** Readings in one state without another in between. */
function visits(readings: readonly Position[]): readonly (readonly Position[])[] {
  const all: Position[][] = [];
  for (const reading of readings) {
    const last = all.at(-1);
    if (last?.[0]?.state === reading.state) last.push(reading);
    else all.push([reading]);
  }
  return all;
}

function movingFinding(visit: readonly Position[], bytesPerSecond: number | undefined): PositionFinding {
  const [first, last] = [visit[0], visit.at(-1)];
  if (!first || !last || visit.length < 2)
    return { good: false, text: 'RUN: too few readings for a verdict' };
  if (visit.every(({ play }) => play === first.play)) {
    return {
      good: false,
      text: `RUN: PlayOffset stands at ${first.play} for ${time(last.atMs - first.atMs)}`,
    };
  }
  const wrapped = visit.some(({ play }, index) => index > 0 && play < (visit[index - 1]?.play ?? 0n));
  const moved = Number(last.play - first.play);
  const seconds = (last.atMs - first.atMs) / 1000;
  if (wrapped || seconds <= 0) return { good: true, text: 'RUN: PlayOffset moves, in a cyclic buffer' };
  const rate = Math.round(moved / seconds);
  const share = bytesPerSecond ? `, ${(rate / bytesPerSecond).toFixed(2)} of the speed of the format` : '';
  return { good: true, text: `RUN: PlayOffset moves by ${rate} bytes a second${share}` };
}

function frozenFinding(visit: readonly Position[]): PositionFinding {
  const [first, last] = [visit[0], visit.at(-1)];
  const still = visit.every(({ play }) => play === first?.play);
  if (still) return { good: true, text: `PAUSE: PlayOffset stands at ${first?.play}` };
  return { good: false, text: `PAUSE: PlayOffset still moves, from ${first?.play} to ${last?.play}` };
}

function zeroFinding(visit: readonly Position[]): PositionFinding {
  const name = stateName(visit[0]?.state ?? states.stop);
  const other = visit.find(({ play }) => play !== 0n);
  if (other === undefined) return { good: true, text: `${name}: PlayOffset is 0` };
  return { good: false, text: `${name}: PlayOffset is ${other.play}, not 0` };
}

function time(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}
