/**
 * What a recorded message of a device looks like here: a file devices/samples/<profile>/<name>.json. The message as its maker's
 * public documentation (or a published capture) prints it, and what it says. Never made up: `source` names where it is printed.
 */
import { z } from 'zod';
import type { DeviceProfile } from '../profiles/types.ts';

const instant = z.iso.datetime({ offset: true });

const reading = z.strictObject({
  at: instant,
  probe: z.string(),
  /** Null: the message says that nothing was measured; `reason` says why. */
  celsius: z.number().nullable(),
  reason: z.string().optional(),
  /** What else was measured at that instant, by its name in a reading (`humidity`, `battery`, …). */
  extras: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).optional(),
});

export const sampleSchema = z
  .strictObject({
    source: z.string().min(10),
    /** What was left out or is worth knowing about it. */
    note: z.string().optional(),
    topic: z.string(),
    receivedAt: instant,
    /** Exactly one of the three: the message as JSON, as text, or its bytes in hex. */
    json: z.unknown().optional(),
    text: z.string().optional(),
    hex: z
      .string()
      .regex(/^([0-9a-f]{2})*$/)
      .optional(),
    /** In the order in which the message says it; empty where it carries no measurement. */
    expected: z.array(
      z.strictObject({
        address: z.string().nullable(),
        boot: z.int().nullable().default(null),
        seq: z.int().nullable().default(null),
        readings: z.array(reading),
        /** Reasons of what could not be read. */
        unreadable: z.array(z.string()).default([]),
        /** The device's own bytes, where the sender only passes them on; with a profile that reads them, and what it says. */
        inner: z
          .strictObject({
            topic: z.string(),
            hex: z.string(),
            profile: z.string().optional(),
            readings: z.array(reading).optional(),
          })
          .optional(),
      }),
    ),
  })
  .refine(({ json, text, hex }) => [json, text, hex].filter((one) => one !== undefined).length === 1, {
    error: 'one of json, text, hex is wanted',
  });

export type Sample = Readonly<z.output<typeof sampleSchema>>;

export function payloadOf({ json, text, hex }: Sample): Uint8Array {
  if (hex !== undefined) return Buffer.from(hex, 'hex');
  return new TextEncoder().encode(text ?? JSON.stringify(json));
}

/** Which deliveries need a sample: those whose messages somebody decodes. */
export const needsSample = ({ payload }: Pick<DeviceProfile, 'payload'>): boolean =>
  payload !== null && payload !== 'giulanh';
