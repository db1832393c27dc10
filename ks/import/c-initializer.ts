// Declarations in a piece of C or C++: which of them are structures with a known layout, and what their initialisers say.
// Everything else in a driver's header (pointer tables, functions) is passed over, and told.
import { fail, ok, type Result } from '#ks/result.ts';
import type { StructName, StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Layout } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { CCursor } from './c-cursor.ts';
import { readDeclaredStruct, takeWord, takeWords } from './c-declared-struct.ts';
import { readExpression } from './c-expression.ts';
import { readGuid } from './c-guid.ts';
import { preprocess } from './c-initializer-source.ts';
import { readStruct } from './c-initializer-value.ts';
import { integerType } from './c-types.ts';
import type { TextProblem } from './text-problem.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

/** An initialised variable, or one element of an initialised array. */
export interface InitializedValue extends Place {
  /** `Formats[2]` for an element. */
  readonly name: string;
  /** A layout of the table, or one that the text declares. */
  readonly layout: Layout;
  readonly value: StructValue;
}

/** A declaration that says nothing about formats. */
export interface SkippedDeclaration extends Place {
  /** As it begins: `PKSDATARANGE PinDataRangePointers`. */
  readonly text: string;
}

export interface Initialized {
  readonly values: readonly InitializedValue[];
  readonly skipped: readonly SkippedDeclaration[];
}

/** Reads every declaration of a text whose structure is `wanted`; others are passed over. A name, a number or a construct that is not understood is a problem with its place. */
export function readInitializers(
  text: string,
  wanted: (layout: Layout) => boolean,
): Result<Initialized, TextProblem> {
  const source = preprocess(text);
  if (!source.ok) return source;
  const reader = new DeclarationReader(new CCursor(source.value.tokens), wanted);
  return reader.readAll();
}

/** A declaration up to its name. */
interface Head {
  readonly place: Place;
  readonly words: readonly string[];
  readonly pointer: boolean;
  readonly array: boolean;
  readonly isTypedef: boolean;
  readonly layout?: Layout;
}

class DeclarationReader {
  readonly #cursor: CCursor;
  readonly #wanted: (layout: Layout) => boolean;
  readonly #values: InitializedValue[] = [];
  readonly #skipped: SkippedDeclaration[] = [];
  readonly #constants = new Map<string, bigint>();
  readonly #guids = new Map<string, Guid>();
  readonly #structs = new Map<string, Layout>();

  constructor(cursor: CCursor, wanted: (layout: Layout) => boolean) {
    this.#cursor = cursor;
    this.#wanted = wanted;
  }

  readAll(): Result<Initialized, TextProblem> {
    const cursor = this.#cursor;
    while (cursor.peek() !== undefined) {
      // The end of `extern "C" {`.
      if (cursor.accept(';') || cursor.accept('}')) continue;
      this.#readDeclaration();
    }
    if (cursor.problem !== undefined) return fail(cursor.problem);
    return ok({ values: this.#values, skipped: this.#skipped });
  }

  #readDeclaration(): void {
    const cursor = this.#cursor;
    const head = this.#readHead();
    if (head === undefined) return;
    switch (cursor.text()) {
      case '=':
        cursor.next();
        this.#readInitializer(head);
        break;
      case '{':
        if (head.words.length > 1 || head.layout !== undefined) this.#readInitializer(head);
        else this.#skipBody(head);
        break;
      case '(':
        this.#skipBody(head);
        break;
      default:
        if (head.isTypedef && head.layout !== undefined) this.#name(head);
        else if (head.layout === undefined) this.#skip(head);
        cursor.skipTo(';');
    }
  }

  /** Qualifiers, type and name, up to what tells a variable from a function. */
  #readHead(): Head | undefined {
    const cursor = this.#cursor;
    const place = cursor.peek();
    if (place === undefined) return undefined;
    const words: string[] = [];
    let pointer = false;
    let array = false;
    let isTypedef = false;
    let layout: Layout | undefined;
    for (let token = cursor.peek(); token !== undefined; token = cursor.peek()) {
      if (token.text === 'struct' || token.text === 'union') layout = this.#readStructType() ?? layout;
      else if (token.text === '[') {
        array = true;
        cursor.next();
        cursor.skipTo(']');
        cursor.next();
      } else if (token.kind === 'word') {
        isTypedef ||= token.text === 'typedef';
        takeWord(cursor, words);
      } else if (token.kind === 'string' && words.length === 0) {
        cursor.next();
        if (cursor.accept('{')) return undefined;
      } else if (token.text === '*' || token.text === '&') {
        pointer = true;
        cursor.next();
      } else if (token.text === ':' || token.text === '~') {
        // `Class::Method(...)`: a function, which is passed over.
        cursor.next();
      } else if (['=', ';', ',', '(', '{', '}'].includes(token.text)) break;
      else {
        cursor.fail(`"${token.text}" is not understood in a declaration`);
        return undefined;
      }
    }
    return { place, words, pointer, array, isTypedef, ...(layout === undefined ? {} : { layout }) };
  }

  /** `struct TAG { members }` declares a layout; `struct TAG` alone names one. */
  #readStructType(): Layout | undefined {
    const cursor = this.#cursor;
    const start = cursor.next();
    const tag = takeWords(cursor).at(-1) ?? '';
    if (cursor.text() !== '{' || start === undefined) return this.#layoutNamed(tag);
    const layout = readDeclaredStruct(cursor, start, tag, this.#constants);
    if (layout !== undefined && tag !== '') this.#structs.set(tag, layout);
    return layout;
  }

  #layoutNamed(name: string): Layout | undefined {
    return this.#structs.get(name) ?? (name in layouts ? layouts[name as StructName] : undefined);
  }

  /** `typedef struct { ... } NAME, *PNAME;` */
  #name({ words, layout }: Head): void {
    const name = words.at(-1);
    if (layout !== undefined && name !== undefined) this.#structs.set(name, { ...layout, name });
  }

  #readInitializer(head: Head): void {
    const cursor = this.#cursor;
    const { words, pointer, array, place } = head;
    const name = words.at(-1) ?? '';
    const type = words.slice(0, -1);
    const declared = pointer ? undefined : (head.layout ?? this.#layoutNamed(type.at(-1) ?? ''));
    const layout = declared && this.#wanted(declared) ? declared : undefined;
    const names = { constants: this.#constants, guids: this.#guids };
    if (!pointer && !array && (type.at(-1) === 'GUID' || type.at(-1) === 'CLSID')) {
      this.#guids.set(name, readGuid(cursor, names));
    } else if (layout !== undefined && array) this.#readElements(name, layout);
    else if (layout !== undefined) {
      const value = readStruct(cursor, layout, names);
      this.#values.push({ name, layout, value, line: place.line, column: place.column });
    } else if (!pointer && !array && integerType(type) !== undefined) {
      this.#constants.set(name, readExpression(cursor, this.#constants));
    } else {
      this.#skip(head);
      cursor.skipTo(';');
    }
    cursor.expect(';', `the declaration of ${name} ends with ;`);
  }

  #readElements(name: string, layout: Layout): void {
    const cursor = this.#cursor;
    const names = { constants: this.#constants, guids: this.#guids };
    cursor.expect('{', 'an array is initialised in braces');
    for (let index = 0; cursor.peek() !== undefined && cursor.text() !== '}'; index++) {
      const place = cursor.peek() ?? { line: 1, column: 1 };
      const value = readStruct(cursor, layout, names);
      this.#values.push({
        name: `${name}[${index}]`,
        layout,
        value,
        line: place.line,
        column: place.column,
      });
      if (!cursor.accept(',')) break;
    }
    cursor.expect('}', 'elements are separated by commas');
  }

  /** A function, a call of a macro, an enum: its brackets and its body. */
  #skipBody(head: Head): void {
    const cursor = this.#cursor;
    const macro = head.words.at(-1) ?? '';
    if (!['C_ASSERT', 'static_assert', '_Static_assert'].includes(macro)) this.#skip(head);
    cursor.skipTo(';', '{');
    if (cursor.text() !== '{') return;
    cursor.next();
    cursor.skipTo('}');
    cursor.next();
  }

  #skip({ words, pointer, place }: Head): void {
    const name = words.at(-1) ?? '';
    const text = [...words.slice(0, -1), `${pointer ? '*' : ''}${name}`].join(' ');
    this.#skipped.push({ text, line: place.line, column: place.column });
  }
}
