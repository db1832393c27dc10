// "KS: Read Property" and "KS: Write Property": any property of an open pin, a pin factory or a filter, by its name or by set
// and id. A write is shown as the bytes that it is, and asks.
import * as vscode from 'vscode';
import type { PropertyResult, PropertyTarget } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import { guidText } from '#ks/guid.ts';
import { propertySets } from '#ks/properties.ts';
import { namedProperties, type PropertyName, propertyNamed, propertyText } from '#ks/property-names.ts';
import { valueBytes, valueLines, valueSize } from '#ks/property-values.ts';
import { type AskedPlace, placeOf } from './asked-pin.ts';
import type { PinParts } from './create-pin.ts';
import { propertySection, unanswered } from './tree/answers.ts';

export async function readProperty(parts: PinParts, argument: unknown): Promise<void> {
  const place = await placeOf(parts, argument);
  const property = place && (await pickProperty(vscode.l10n.t('KS: Read Property'), place.target));
  if (!property) return;
  const got = await ask(parts, place, property, 'get');
  if (!got) return;
  place.show(propertySection(property, 'get', got));
  const support = await ask(parts, place, property, 'basicSupport');
  if (support) place.show(propertySection(property, 'get', got, support));
}

export async function writeProperty(parts: PinParts, argument: unknown): Promise<void> {
  const place = await placeOf(parts, argument);
  const property = place && (await pickProperty(vscode.l10n.t('KS: Write Property'), place.target));
  if (!property) return;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('KS: Write Property: {0}', propertyText(property)),
    prompt: vscode.l10n.t('A number or name where the property is one, else bytes in hex'),
    validateInput: (text) =>
      valueBytes(property, text) ? undefined : vscode.l10n.t('This is no value of the property.'),
  });
  const value = typed === undefined ? undefined : valueBytes(property, typed);
  if (!value || !(await confirmWrite(property, value))) return;
  const host = parts.device.host();
  const title = propertyText(property);
  const result = host.ok
    ? await host.value.writeProperty({
        target: place.target,
        ...property,
        value: toHex(value),
        confirmed: true,
      })
    : host;
  place.show(
    result.ok ? propertySection(property, 'set', result.value) : unanswered(title, result.error.message),
  );
}

/** Undefined after a word of why there is no answer. */
async function ask(
  { device }: PinParts,
  { target, show }: AskedPlace,
  property: PropertyName,
  verb: 'get' | 'basicSupport',
): Promise<PropertyResult | undefined> {
  const host = device.host();
  const size = verb === 'get' ? valueSize(property) : undefined;
  const question = { target, ...property, verb, ...(size === undefined ? {} : { size }) };
  const result = host.ok ? await host.value.readProperty(question) : host;
  if (result.ok) return result.value;
  show(unanswered(propertyText(property), result.error.message));
  return undefined;
}

async function confirmWrite(property: PropertyName, value: Uint8Array): Promise<boolean> {
  const write = vscode.l10n.t('Write');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Write {0} to the driver?', propertyText(property)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The value is {0}. It stays until something else is written.',
        valueText(property, value),
      ),
    },
    write,
  );
  return chosen === write;
}

/** What it means, where that is known, and the bytes. */
function valueText(property: PropertyName, value: Uint8Array): string {
  const [meaning, ...more] = valueLines(property, value);
  const bytes = toHex(value).replaceAll(/..(?=.)/g, '$& ');
  return meaning === undefined || more.length > 0 ? bytes : `${meaning}, ${bytes}`;
}

/** Sets that live on an open pin; the others are the filter's. */
const setsOfPins: readonly string[] = [propertySets.connection, propertySets.audio, propertySets.rtAudio];

/** A named property, those of the place first, or one that is typed as SET:ID. */
async function pickProperty(title: string, { on }: PropertyTarget): Promise<PropertyName | undefined> {
  const fitting = ({ set }: PropertyName): boolean => setsOfPins.includes(set) === (on === 'pin');
  const sorted = namedProperties.toSorted((a, b) => Number(fitting(b)) - Number(fitting(a)));
  const byHand = { label: `$(edit) ${vscode.l10n.t('By set and id')}`, description: '', property: undefined };
  const rows = sorted.map((property) => ({
    label: property.name,
    description: guidText(property.set, ['property-set']),
    property,
  }));
  const row = await vscode.window.showQuickPick([byHand, ...rows], {
    title,
    placeHolder: vscode.l10n.t('Property'),
  });
  if (!row) return undefined;
  if (row.property) return { set: row.property.set, id: row.property.id };
  const typed = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Set and id with a colon between, the set by name or GUID'),
    validateInput: (text) =>
      propertyNamed(text)
        ? undefined
        : vscode.l10n.t('Write a set and an id, for example KSPROPSETID_Jack:1.'),
  });
  return typed === undefined ? undefined : propertyNamed(typed);
}
