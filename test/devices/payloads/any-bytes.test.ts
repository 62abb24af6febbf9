/** What holds of every decoder, whatever a device or somebody else sends. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECODERS } from '../../../devices/payloads/decoders.ts';
import type { Decoded } from '../../../devices/payloads/types.ts';
import { type DeviceProfile, profiles } from '../../../devices/profiles/profiles.ts';
import { payloadOf, sampleSchema } from '../../../devices/samples/types.ts';
import { isProbeName } from '../../../src/telemetry/measured.ts';
import { ARRIVED } from './read.ts';

const FOLDER = new URL('../../../devices/samples/', import.meta.url);
const decoded = [...profiles.values()].filter(({ payload }) => Object.hasOwn(DECODERS, payload ?? ''));
const samplesOf = ({ id }: DeviceProfile) =>
  readdirSync(new URL(`${id}/`, FOLDER)).map((name) =>
    sampleSchema.parse(JSON.parse(readFileSync(new URL(`${id}/${name}`, FOLDER), 'utf8'))),
  );

function decode(profile: DeviceProfile, payload: Uint8Array, topic: string): readonly Decoded[] {
  const decoder = DECODERS[profile.payload ?? ''];
  if (decoder === undefined) throw new Error(`nobody decodes ${profile.id}`);
  return decoder({ payload, topic, receivedAt: ARRIVED }, profile);
}

/** A reading has its value or the reason why not, a probe that can be kept and a whole instant; an address is in lower case. */
function expectSound(all: readonly Decoded[]): void {
  for (const { address, measured, unreadable } of all) {
    expect(address).toBe(address?.toLowerCase() ?? null);
    for (const one of measured) {
      expect(isProbeName(one.probe)).toBe(true);
      expect(Number.isSafeInteger(one.at)).toBe(true);
      expect(one.milli === null).toBe(one.reason !== null);
      if (one.milli !== null) expect(Number.isSafeInteger(one.milli)).toBe(true);
    }
    for (const { detail } of unreadable) expect(detail.length).toBeLessThanOrEqual(400);
    expect(measured.length).toBeLessThanOrEqual(4096 + 2);
  }
}

describe.each(decoded.map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  const samples = samplesOf(profile);
  const topic = fc.oneof(fc.constantFrom(...samples.map((one) => one.topic)), fc.string());

  test('never throws on bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), topic, (bytes, where) =>
        expectSound(decode(profile, bytes, where)),
      ),
      { numRuns: 200 },
    );
  });

  test('never throws on JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), topic, (text, where) =>
        expectSound(decode(profile, new TextEncoder().encode(text), where)),
      ),
      { numRuns: 200 },
    );
  });

  test('never throws on a real message in which a part is another value, cut off or overwritten', () => {
    const real = fc.constantFrom(...samples.map((one) => ({ topic: one.topic, payload: payloadOf(one) })));
    const value = fc.constantFrom('null', '-1', '1e308', '"x"', '[]', '{}', 'true', '9007199254740993');
    fc.assert(
      fc.property(
        real,
        fc.nat(),
        fc.nat(255),
        value,
        fc.nat(2),
        ({ topic: where, payload }, place, byte, text, how) => {
          const at = payload.length === 0 ? 0 : place % payload.length;
          const changed = how === 0 ? payload.slice(0, at) : Uint8Array.from(payload);
          if (how === 1 && changed.length > 0) changed[at] = byte;
          if (how === 2) {
            const whole = new TextDecoder('latin1').decode(payload);
            const parts = [...whole.matchAll(/"(?:[^"\\]|\\.)*"(?=[,\]}])|-?\d+(?:\.\d+)?(?=[,\]}])/g)];
            const part = parts[place % Math.max(1, parts.length)];
            if (part !== undefined) {
              const swapped = whole.slice(0, part.index) + text + whole.slice(part.index + part[0].length);
              return expectSound(decode(profile, Buffer.from(swapped, 'latin1'), where));
            }
          }
          expectSound(decode(profile, changed, where));
        },
      ),
      { numRuns: 300 },
    );
  });
});
