// The attributes that may follow a data format. Only one has a structure of its own in ksmedia.h; the rest is
// carried as bytes, so that nothing is lost.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { guidNamed, guidToBytes } from './guid.ts';
import type { Attribute } from './request.ts';
import { type Arch, decodeStruct, type StructValue, sizeOf } from './struct.ts';

const signalProcessingMode = guidNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE')?.value;

/** What follows the KSATTRIBUTE header. */
export function attributeBody(attribute: Attribute): Uint8Array {
  if (attribute.SignalProcessingMode !== undefined) return guidToBytes(attribute.SignalProcessingMode);
  return attribute.Bytes ?? new Uint8Array();
}

/** One attribute from exactly its bytes, header included. */
export function attributeFromBytes(bytes: Uint8Array, arch: Arch): Attribute {
  const header: StructValue = decodeStruct('KSATTRIBUTE', bytes, arch) ?? {};
  const body = bytes.slice(sizeOf('KSATTRIBUTE', arch));
  if (header.Attribute === signalProcessingMode && body.length === 16) {
    const whole = decodeStruct('KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE', bytes, arch);
    return { AttributeHeader: header, SignalProcessingMode: whole?.SignalProcessingMode as Guid };
  }
  return body.length > 0 ? { AttributeHeader: header, Bytes: body } : { AttributeHeader: header };
}

/** The two signal processing modes that every driver with modes has, as attributes of a format. */
export const standardModes: readonly Attribute[] = ['DEFAULT', 'RAW'].flatMap((name) => {
  const mode = guidNamed(`AUDIO_SIGNALPROCESSINGMODE_${name}`);
  return signalProcessingMode && mode
    ? [{ AttributeHeader: { Attribute: signalProcessingMode }, SignalProcessingMode: mode.value }]
    : [];
});
