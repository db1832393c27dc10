// The integer types that driver sources use, with the sizes of Windows: `long` has 4 bytes there.

interface IntegerType {
  readonly size: number;
  readonly signed: boolean;
}

const unsigned = (size: number): IntegerType => ({ size, signed: false });
const signed = (size: number): IntegerType => ({ size, signed: true });

const types: Readonly<Record<string, IntegerType>> = {
  BYTE: unsigned(1),
  UCHAR: unsigned(1),
  UINT8: unsigned(1),
  uint8_t: unsigned(1),
  BOOLEAN: unsigned(1),
  CHAR: signed(1),
  char: signed(1),
  INT8: signed(1),
  int8_t: signed(1),
  WORD: unsigned(2),
  USHORT: unsigned(2),
  UINT16: unsigned(2),
  uint16_t: unsigned(2),
  SHORT: signed(2),
  short: signed(2),
  INT16: signed(2),
  int16_t: signed(2),
  DWORD: unsigned(4),
  ULONG: unsigned(4),
  UINT: unsigned(4),
  UINT32: unsigned(4),
  ULONG32: unsigned(4),
  uint32_t: unsigned(4),
  unsigned: unsigned(4),
  LONG: signed(4),
  BOOL: signed(4),
  INT: signed(4),
  INT32: signed(4),
  int32_t: signed(4),
  int: signed(4),
  long: signed(4),
  ULONGLONG: unsigned(8),
  ULONG64: unsigned(8),
  DWORDLONG: unsigned(8),
  UINT64: unsigned(8),
  uint64_t: unsigned(8),
  LONGLONG: signed(8),
  INT64: signed(8),
  LONG64: signed(8),
  int64_t: signed(8),
  __int64: signed(8),
  REFERENCE_TIME: signed(8),
  HANDLE: unsigned(8),
  PVOID: unsigned(8),
  ULONG_PTR: unsigned(8),
  DWORD_PTR: unsigned(8),
  SIZE_T: unsigned(8),
  size_t: unsigned(8),
};

const typeWords: ReadonlySet<string> = new Set([...Object.keys(types), 'signed', 'const']);

export function isTypeWord(word: string): boolean {
  return typeWords.has(word);
}

/** The type that words like `unsigned long long` name; undefined for words that name none. */
export function integerType(words: readonly string[]): IntegerType | undefined {
  const names = words.filter((word) => word !== 'const' && word !== 'signed');
  const isUnsigned = names.includes('unsigned');
  const [name, second] = names.filter((word) => word !== 'unsigned');
  if (name === undefined) return isUnsigned ? unsigned(4) : words.includes('signed') ? signed(4) : undefined;
  if (name === 'long' && second === 'long') return isUnsigned ? unsigned(8) : signed(8);
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  return type && isUnsigned ? unsigned(type.size) : type;
}
