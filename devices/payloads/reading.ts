/** How a payload decoder says what it found in a message: readings, a refusal with its reason, or nothing. */
import { type Extras, type Measured, measure, type RejectReason } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { DeviceProfile } from '../profiles/types.ts';
import type { Decoded } from './types.ts';

/** No message gives more readings; what is beyond is named in `unreadable`. */
export const MOST_READINGS = 4096;
const MOST_DETAIL = 300;

export type Found = {
  readonly at: UtcMs;
  readonly probe: string;
  /** Whatever the message holds in the place of the temperature, in °C; null: it says itself that it could not measure. */
  readonly celsius: unknown;
  readonly extras?: Extras | null;
  readonly clock?: 'corrected' | 'untrusted';
};

/** One measurement, judged with the profile's fault codes. */
export function reading(
  { at, probe, celsius, extras = null, clock }: Found,
  profile: DeviceProfile,
): Measured {
  const one = measure({ at, probe, celsius, extras }, profile.faultCodesMilli);
  return clock === undefined ? one : { ...one, clock };
}

type Said = { readonly address: string | null; readonly measured: readonly Measured[] };

/** What is said of one device; addresses are compared in lower case. */
export const said = ({ address, measured }: Said, unreadable: Decoded['unreadable'] = []): Decoded => ({
  address: address?.toLowerCase() ?? null,
  boot: null,
  seq: null,
  measured,
  unreadable,
});

/** The message should hold a measurement and nothing of it can be read. */
export const refused = (
  reason: RejectReason,
  detail: string,
  address: string | null = null,
): readonly Decoded[] => [
  said({ address, measured: [] }, [{ reason, at: null, detail: detail.slice(0, MOST_DETAIL) }]),
];

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A number, also where it is written as text; null otherwise. */
export function numberOf(value: unknown): number | null {
  if (isNumber(value)) return value;
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

export const textOf = (payload: Uint8Array): string => new TextDecoder().decode(payload);

/** The message as JSON; undefined: it is none. */
export function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(payload));
  } catch {
    return undefined;
  }
}

export const unaccented = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/**
 * A maker's name of a sensor as the name of a probe: without accents, and what is then neither letter, digit, `_` nor `-`
 * becomes `-`. Null where nothing or more than 32 characters are left: cut off, two sensors could become one.
 */
export function probeOf(name: string): string | null {
  const probe = unaccented(name)
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return probe !== '' && probe.length <= 32 ? probe : null;
}

/** A name that comes from a message, as an address or in a detail: bounded, so that nobody fills the store with it. */
export const bounded = (text: string): string => text.slice(0, 128);

/** The extras that are there; null where there are none. */
export function extras(
  found: { readonly [name in keyof Extras]: Extras[name] | null | undefined },
): Extras | null {
  const entries = Object.entries(found).filter(([, value]) => value !== null && value !== undefined);
  return entries.length === 0 ? null : (Object.fromEntries(entries) as Extras);
}
