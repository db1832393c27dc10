// Text of this machine for the eyes of others: what names a person, a machine, a place on a disk or one piece of
// hardware goes, what a fault can be understood by stays.

export interface Secrets {
  readonly user: string;
  /** This one and those of targets. */
  readonly machines: readonly string[];
}

/** The same for all, so that what is left out is seen as such. */
const left = { user: 'USER', machine: 'MACHINE', place: '...' } as const;

/** Folders before a file's name; drive, share and URI paths too. A Windows device path has no folder and is not one. */
const folders = [
  /(?<![\w.])(?:[a-z][a-z+-]*:\/\/)[^\s"'<>()]*\/(?=[^\s"'<>()]*)/gi,
  /(?<![\w.])[a-z]:[\\/]+(?:[^\\/\r\n"'<>|:*?]+[\\/]+)*/gi,
  /(?<![\w\\])\\\\(?![?.]\\)(?:[^\\/\s"'<>|:*?]+\\)+/g,
  /(?<![\w./])\/(?:[^\s/"'<>():,]+\/)+/g,
];

/** `USB\VID_1234&PID_5678\SERIAL` and `\\?\usb#vid_1234&pid_5678#serial#{category}`: the third part names one device. */
const instances = [/\b([a-z]+\\[\w&]+\\)[\w&.]+/gi, /(\\\\[?.]\\[a-z]+#[^#\s"']+#)[^#\s"']+/gi];

export function redact(text: string, { user, machines }: Secrets): string {
  let shown = text;
  for (const pattern of instances) shown = shown.replaceAll(pattern, `$1${left.place}`);
  for (const pattern of folders) shown = shown.replaceAll(pattern, `${left.place}/`);
  shown = shown.replaceAll(/\b[\w.-]+@[\w.-]+/g, `${left.user}@${left.machine}`);
  const names = [[user, left.user] as const, ...machines.map((machine) => [machine, left.machine] as const)];
  for (const [name, instead] of names) {
    if (name.length > 2) shown = shown.replaceAll(new RegExp(`\\b${escaped(name)}\\b`, 'gi'), instead);
  }
  return shown;
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
