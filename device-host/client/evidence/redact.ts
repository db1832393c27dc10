// Takes out of a text what names a person, a machine or one piece of hardware, so that a bundle can be given to others. What a
// driver developer needs stays: vendor and product ids, GUIDs, bytes, names of files without their folders. The same thing gets
// the same placeholder everywhere, so that what belonged together still does.

/** Names that this machine goes by. */
export interface Known {
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

export interface Redactor {
  text(text: string): string;
  /** Every string in a value of JSON, keys too; everything else as it is. */
  json<T>(value: T): T;
}

interface Rule {
  readonly kind: 'mac' | 'serial' | 'path' | 'address' | 'user' | 'host';
  readonly words: RegExp;
  /** What of a match is taken out: the groups of the pattern as `match` gives them. */
  readonly replace: (
    found: readonly string[],
    placeholder: (kind: Rule['kind'], secret: string) => string,
  ) => string;
}

/** Shorter names (`a`, `pc`) would be found inside words that mean something else. */
const shortestName = 3;
/** Names that every second machine has tell nothing, and replacing them would spoil sentences. */
const common = new Set([
  'root',
  'user',
  'users',
  'admin',
  'administrator',
  'guest',
  'public',
  'default',
  'localhost',
]);

export function redactor({ users, hosts }: Known): Redactor {
  const placeholders = new Map<string, string>();
  const counts = new Map<string, number>();
  const placeholder = (kind: string, secret: string): string => {
    const key = `${kind} ${secret.toLowerCase()}`;
    const known = placeholders.get(key);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `<${kind}${count === 1 ? '' : `-${count}`}>`;
    placeholders.set(key, made);
    return made;
  };
  const rules = [...fixedRules, ...nameRules('user', users), ...nameRules('host', hosts)];
  const text = (whole: string): string =>
    rules.reduce(
      (done, { words, replace }) =>
        done.replace(words, (...found) => replace(found as string[], placeholder)),
      whole,
    );
  return { text, json: (value) => inJson(value, text) };
}

function inJson<T>(value: T, text: (text: string) => string): T {
  if (typeof value === 'string') return text(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => inJson(item, text)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), inJson(item, text)])) as T;
}

const fixedRules: readonly Rule[] = [
  // Bluetooth devices carry their address in the device id: BTHENUM\DEV_0016944B5A21, and with two separators elsewhere.
  {
    kind: 'mac',
    words: /\b(DEV_)([0-9A-F]{12})\b/gi,
    replace: ([, before = '', mac = ''], placeholder) => `${before}${placeholder('mac', mac)}`,
  },
  {
    kind: 'mac',
    words: /(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])/g,
    replace: ([mac = ''], placeholder) => placeholder('mac', mac.replaceAll(/[:-]/g, '')),
  },
  // An interface path, \\?\usb#vid_046d&pid_0825#SERIAL#{category}\reference, and a device instance id, USB\VID_046D&PID_0825\SERIAL.
  {
    kind: 'serial',
    words: /(\\\\[?.]\\|\\\?\?\\)(\w+)#([^#\\\s"]+)#([^#\\\s"]+)(?=#)/g,
    replace: ([, start = '', bus = '', device = '', instance = ''], placeholder) =>
      `${start}${bus}#${device}#${instanceText(instance, placeholder)}`,
  },
  {
    kind: 'serial',
    words:
      /\b(USB|HDAUDIO|BTHENUM|BTH|SWD|ROOT|PCI|INTELAUDIO|HID|ACPI|SW|DISPLAY)\\([^\\\s"#]+)\\([^\\\s",;#]+)/gi,
    replace: ([, bus = '', device = '', instance = ''], placeholder) =>
      `${bus}\\${device}\\${instanceText(instance, placeholder)}`,
  },
  // A folder can name a customer or a project as well as a person: of a path only the file stays.
  {
    kind: 'path',
    words: /(?:file:\/\/\/)?\b[A-Za-z](?::|%3A)[\\/](?:[^\\/:*?"<>|\r\n]+[\\/])*/g,
    replace: ([path = ''], placeholder) => `${placeholder('path', path)}${path.includes('/') ? '/' : '\\'}`,
  },
  {
    kind: 'path',
    words:
      /(?:\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>/]*|(?<![\w.~<>-]))\/(?:home|Users|root|tmp|var|mnt|media|work|opt|srv|private)\/(?:[^/\s"'<>]+\/)*/g,
    replace: ([path = ''], placeholder) => `${placeholder('path', path)}/`,
  },
  {
    kind: 'path',
    words: /(?<![\\\w?.])\\\\[\w.-]+\\[\w.$ -]+\\(?:[^\\/:*?"<>|\r\n]+\\)*/g,
    replace: ([path = ''], placeholder) => `${placeholder('path', path)}\\`,
  },
  {
    kind: 'address',
    words: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g,
    replace: ([address = ''], placeholder) => addressText(address, placeholder),
  },
];

/** `0000` and `0001` number the devices of a software bus; anything else may be a serial number. */
function instanceText(instance: string, placeholder: (kind: Rule['kind'], secret: string) => string): string {
  return /^0{0,3}\d$/.test(instance) ? instance : placeholder('serial', instance);
}

/** A driver's version, 10.0.19041.1, never begins like a private address that has a machine behind it; 1.2.3.4 is a version. */
function addressText(address: string, placeholder: (kind: Rule['kind'], secret: string) => string): string {
  const isNetwork = /^(10\.(?!0\.)|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(address);
  return isNetwork ? placeholder('address', address) : address;
}

function nameRules(kind: 'user' | 'host', names: readonly string[]): readonly Rule[] {
  return names
    .filter((name) => name.length >= shortestName && !common.has(name.toLowerCase()))
    .sort((a, b) => b.length - a.length)
    .map((name) => ({
      kind,
      words: new RegExp(
        `(?<![\\p{L}\\p{N}_])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_])`,
        'giu',
      ),
      replace: ([found = ''], placeholder) => placeholder(kind, found),
    }));
}
