/** Every recorded message of every profile, decoded: the readings that its maker's documentation says are in it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DECODERS } from '../../devices/payloads/decoders.ts';
import type { Decoded } from '../../devices/payloads/types.ts';
import { profiles } from '../../devices/profiles/profiles.ts';
import { needsSample, payloadOf, sampleSchema } from '../../devices/samples/types.ts';

const FOLDER = new URL('../../devices/samples/', import.meta.url);

function filesOf(profile: string): string[] {
  const folder = new URL(`${profile}/`, FOLDER);
  return existsSync(folder) ? readdirSync(folder).map((name) => `${profile}/${name}`) : [];
}

const SAMPLES = [...profiles.values()].flatMap((profile) =>
  filesOf(profile.id).map((file) => ({
    file,
    profile,
    sample: sampleSchema.parse(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))),
  })),
);

/** As a sample states it. */
const stated = ({ address, boot, seq, measured, unreadable }: Decoded) => ({
  address,
  boot,
  seq,
  readings: measured.map(({ at, probe, milli, reason, extras }) => ({
    at: new Date(at).toISOString(),
    probe,
    celsius: milli === null ? null : milli / 1000,
    ...(reason !== null && { reason }),
    ...(extras !== null && { extras }),
  })),
  unreadable: unreadable.map(({ reason }) => reason),
});

describe('recorded messages', () => {
  test('there is one of every profile whose messages are decoded', () => {
    const without = [...profiles.values()].filter((p) => needsSample(p) && filesOf(p.id).length === 0);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('none is there of a profile that nobody knows', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !profiles.has(name))).toEqual([]);
  });

  test.each(SAMPLES)('$file says what its source says', ({ profile, sample }) => {
    const decoder = DECODERS[profile.payload ?? ''];
    if (decoder === undefined) throw new Error(`nobody decodes ${profile.id}`);
    const receivedAt = Date.parse(sample.receivedAt);
    const decoded = decoder({ payload: payloadOf(sample), topic: sample.topic, receivedAt }, profile);
    const wanted = sample.expected.map((one) => ({
      ...one,
      readings: one.readings.map((r) => ({ ...r, at: new Date(r.at).toISOString() })),
    }));
    expect(decoded.map(stated)).toEqual(wanted);
  });
});
