// Runs in Node for Windows, started by rig.test.ts: does the rig's main job once and prints what it saw as
// JSON.
import { close, createPin, interfacePaths, openFilter, property, setProperty } from './native.ts';

const categoryAudio = '{6994AD04-93EF-11D0-A3CC-00A0C9223196}';
const invalidHandle = 0xffffffffffffffffn;

/** KSPROPERTY of KSPROPSETID_Pin: id, GET. */
const pinProperty = (id: string) => `6049138cad51cf11878a94f801c10000${id}01000000`;
/** KSP_PIN: the same, a pin id and Reserved. */
const pinQuestion = (id: string, pin: string) => `${pinProperty(id)}${pin}00000000`;
const cinstances = '00000000';
const ctypes = '01000000';

/** KSPIN_CONNECT to a pin (Standard/STREAMING, Standard/ANYINSTANCE, normal priority) with 16-bit stereo PCM. */
const connect = (pin: string, rate: string, bytesPerSecond: string) =>
  [
    'a066871ace62cf11a5d628db04c100000000000000000000',
    '20b34747ce62cf11a5d628db04c100000000000000000000',
    `${pin}00000000000000000000000000000040 01000000`,
    '52000000000000000000000000000000',
    '6175647300001000800000aa00389b71',
    '0100000000001000800000aa00389b71',
    '819f580556c3ce11bf0100aa0055595a',
    `01000200${rate}${bytesPerSecond}040010000000`,
  ]
    .join('')
    .replaceAll(' ', '');

const renderPin = '00000000';
const singlePin = '02000000';
const good = connect(renderPin, '80bb0000', '00ee0200');
const tooFast = connect(renderPin, '00ee0200', '00b80b00');
const single = connect(singlePin, '80bb0000', '00ee0200');

/** KSPROPSETID_Connection, STATE, SET; KSPROPSETID_Audio, POSITION, GET. */
const setState = '20c9581d9baccf11a5d628db04c100000000000002000000';
const getPosition = 'a0aaff451b6ed011bcf24445535400000500000001000000';
const [stop, acquire, pause, run] = ['00000000', '01000000', '02000000', '03000000'];

/** STOP to RUN and back, 100 ms in RUN: the code of each step, and in which of them the position moved. */
function drive(pin: number | bigint): unknown {
  const position = () => Buffer.from(property(pin, getPosition, 16).hex, 'hex').readBigUInt64LE(0);
  const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  const codes = [run, acquire, pause, run].map((state) => setProperty(pin, setState, state));
  wait();
  const [first, codePaused] = [position(), setProperty(pin, setState, pause)];
  const paused = position();
  wait();
  const frozen = position() === paused;
  const codeStopped = setProperty(pin, setState, stop);
  const bytesPerSecond = 192_000n;
  return {
    codes: [...codes, codePaused, codeStopped],
    // 100 ms, and a busy machine's time for the calls around it.
    moved: first >= bytesPerSecond / 10n && first < bytesPerSecond * 5n && first % 4n === 0n,
    frozen,
    stopped: Number(position()),
  };
}

const [path = ''] = interfacePaths(categoryAudio);
const filter = openFilter(path);
const count = () => property(filter, pinQuestion(cinstances, singlePin), 8).hex;

const seen: Record<string, unknown> = { path, opened: BigInt(filter) !== invalidHandle };
seen.ctypes = property(filter, pinProperty(ctypes), 4);
seen.ctypesSize = property(filter, pinProperty(ctypes), 0);

const first = createPin(filter, good);
seen.good = first.win32;
seen.driven = drive(first.pin);
close(first.pin);
const refused = createPin(filter, tooFast);
seen.refused = { win32: refused.win32, isInvalidHandle: refused.pin === invalidHandle };

const taken = createPin(filter, single);
seen.single = { win32: taken.win32, count: count() };
seen.busy = createPin(filter, single).win32;
close(taken.pin);
seen.freed = count();

// Left open on purpose: the end of this process must free it.
seen.leftOpen = createPin(filter, single).win32;
console.log(JSON.stringify(seen));
if (process.argv[2] === 'stay') setInterval(() => {}, 1000);
