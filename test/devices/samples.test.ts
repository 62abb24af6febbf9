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

type Expected = (typeof SAMPLES)[number]['sample']['expected'][number];

const readingsOf = ({ measured }: Decoded) =>
  measured.map(({ at, probe, milli, reason, extras }) => ({
    at: new Date(at).toISOString(),
    probe,
    celsius: milli === null ? null : milli / 1000,
    ...(reason !== null && { reason }),
    ...(extras !== null && { extras }),
  }));

/** As a sample states it; bytes that are passed on are read by the profile that the sample names for their device. */
function stated(one: Decoded, wanted: Expected | undefined) {
  const { address, boot, seq, unreadable, inner } = one;
  const readers = profiles.get(wanted?.inner?.profile ?? '');
  return {
    address,
    boot,
    seq,
    readings: readingsOf(one),
    unreadable: unreadable.map(({ reason }) => reason),
    ...(inner !== undefined && {
      inner: {
        topic: inner.topic,
        hex: Buffer.from(inner.payload).toString('hex'),
        ...(readers !== undefined && {
          profile: readers.id,
          readings: DECODERS[readers.payload ?? '']?.(inner, readers).flatMap(readingsOf),
        }),
      },
    }),
  };
}
const inUtc = <T extends Pick<Expected, 'readings'> | NonNullable<Expected['inner']>>(one: T) => ({
  ...one,
  ...(one.readings && {
    readings: one.readings.map((reading) => ({ ...reading, at: new Date(reading.at).toISOString() })),
  }),
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

  test('of each of them one holds a temperature', () => {
    const without = [...profiles.values()].filter(needsSample).filter((profile) => {
      const said = SAMPLES.filter((one) => one.profile === profile).flatMap(({ sample }) => sample.expected);
      const readings = said.flatMap((one) => [...one.readings, ...(one.inner?.readings ?? [])]);
      return !readings.some(({ celsius }) => celsius !== null);
    });
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('each value lies in the range that its profile gives the sensor', () => {
    const beyond = SAMPLES.flatMap(({ file, profile, sample }) =>
      sample.expected
        .flatMap((one) => one.readings)
        .filter(({ probe, celsius }) => celsius !== null && !isInRange(profile, probe, celsius))
        .map(({ probe, celsius }) => `${file} ${probe} ${celsius}`),
    );
    expect(beyond).toEqual([]);
  });
});

function isInRange(
  { channels }: (typeof SAMPLES)[number]['profile'],
  probe: string,
  celsius: number,
): boolean {
  const temperatures = channels.filter(({ kind }) => kind === 'temperature');
  const channel =
    temperatures.find((one) => one.probe === probe) ?? temperatures.find((one) => one.probe === undefined);
  return channel !== undefined && celsius >= channel.min && celsius <= channel.max;
}

const COUNTED = [...Map.groupBy(SAMPLES, ({ profile }) => profile.id)].map(
  ([id, samples]) => [id, samples.length, samples] as const,
);

describe.each(COUNTED)('%s, recorded messages: %i', (_id, _count, samples) => {
  test.each([...samples])('$file says what its source says', ({ profile, sample }) => {
    const decoder = DECODERS[profile.payload ?? ''];
    if (decoder === undefined) throw new Error(`nobody decodes ${profile.id}`);
    const receivedAt = Date.parse(sample.receivedAt);
    const decoded = decoder({ payload: payloadOf(sample), topic: sample.topic, receivedAt }, profile);
    const wanted = sample.expected.map((one) => ({
      ...inUtc(one),
      ...(one.inner !== undefined && { inner: inUtc(one.inner) }),
    }));
    expect(decoded.map((one, index) => stated(one, sample.expected[index]))).toEqual(wanted);
  });
});
