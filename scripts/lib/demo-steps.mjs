// What the demo shows: a command as a user would type it, why, and the exit code it must have on the samples. A test runs
// them too, so that a change of the samples cannot break the demo unseen.

const simulated = 'simulate:samples/sample.kscaps.json';

/** `words` is the command line of kspin. */
export const demoSteps = [
  {
    title: 'Check the sample descriptors: samples/mistakes.kspin.json has the classic ones',
    words: ['lint', 'samples'],
    code: 1,
  },
  {
    title: 'List the filters of a target: simulated ones, from a recorded capability file',
    words: ['filters', '--target', simulated],
    code: 0,
  },
  {
    title: 'Create a pin from a good descriptor',
    words: connect('speaker, 48 kHz stereo 16 bit'),
    code: 0,
  },
  {
    title: 'Ask for what the pin cannot do: the refusal, its cause, and where the cause is written',
    words: connect('speaker, 192 kHz on a pin that ends at 96 kHz'),
    code: 0,
  },
];

function connect(name) {
  return ['connect', 'samples/speaker.kspin.json', '--connect', name, '--target', simulated];
}
