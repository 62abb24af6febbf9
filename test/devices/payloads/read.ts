/** Decodes a message in a test as the intake would: by the profile that the province names. */
import { DECODERS } from '../../../devices/payloads/decoders.ts';
import type { Decoded } from '../../../devices/payloads/types.ts';
import { profiles } from '../../../devices/profiles/profiles.ts';

export const ARRIVED = Date.parse('2026-11-23T03:00:00Z');

/** @param message text or bytes as they are, anything else as JSON */
export function read(profileId: string, message: unknown, topic = 'telemetry'): readonly Decoded[] {
  const profile = profiles.get(profileId);
  const decoder = DECODERS[profile?.payload ?? ''];
  if (profile === undefined || decoder === undefined) throw new Error(`nobody decodes ${profileId}`);
  const payload =
    message instanceof Uint8Array
      ? message
      : new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message));
  return decoder({ payload, topic, receivedAt: ARRIVED }, profile);
}

export const hex = (digits: string): Uint8Array => Buffer.from(digits.replace(/\s/g, ''), 'hex');

/** The readings of all devices in a few words: `address probe °C`. */
export const inWords = (decoded: readonly Decoded[]): string[] =>
  decoded.flatMap(({ address, measured }) =>
    measured.map(({ probe, milli, reason }) => `${address} ${probe} ${reason ?? Number(milli) / 1000}`),
  );
export const refusals = (decoded: readonly Decoded[]): string[] =>
  decoded.flatMap(({ unreadable }) => unreadable.map(({ reason }) => reason));
