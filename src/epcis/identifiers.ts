/** How the service's things are called in EPCIS: GS1 Digital Link where a GS1 key is there, otherwise URNs of its own that never change. */
import type { Holder } from '../custody/types.ts';
import { checkedNumber } from '../lots/gs1/check-digit.ts';

/** All of a lot, as a class: GTIN (14 digits) and batch. Every character of GS1's set 82 that a path cannot hold is escaped. */
export const lotUri = (gtin: string, lot: string): string =>
  `https://id.gs1.org/01/${gtin}/10/${escaped(lot)}`;

/** The SSCC that a parcel's label is, alone or as the element string (00); null: the label is no SSCC with a right check digit. */
export function ssccUri(label: string | null): string | null {
  const digits = /^(?:\(00\)|00)?(\d{18})$/.exec(label ?? '')?.[1];
  return digits !== undefined && checkedNumber(digits) === null ? `https://id.gs1.org/00/${digits}` : null;
}

const own = (kind: string) => (id: string) => `urn:giulanh:${kind}:${escaped(id)}`;
export const siteUri = own('site');
export const unitUri = own('unit');
export const deviceUri = own('device');
export const handoffUri = own('handoff');
export const ruleUri = own('rule');
const personUri = own('person');
export const holderUri = ({ kind, id }: Holder): string => (kind === 'site' ? siteUri(id) : personUri(id));

/** `encodeURIComponent` leaves `!'()*` as they are; RFC 3986 reserves them. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
