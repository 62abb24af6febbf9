/** Every recorded message of every maker, brought by its sender: its readings are those of the devices that it speaks of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type DeviceProfile, profiles } from '../../devices/profiles/profiles.ts';
import { payloadOf, type Sample, sampleSchema } from '../../devices/samples/types.ts';
import type { DeviceView } from '../../src/keeper/registry-views.ts';
import { insideOf } from '../../src/telemetry/inside.ts';
import { House, MINUTE, START } from './house.ts';

const FOLDER = new URL('../../devices/samples/', import.meta.url);
const SENDER = 'nguoi-gui';
const CONNECTION = 'noi-khac';
const unit = (id: string) => ({ id, kind: 'refrigerator', site: 'tinh' });
const PLACES = { sites: [{ id: 'tinh' }], units: [unit('tu-1'), unit('tu-2')] };

/** What a network server passes on is read by the sensor's own profile, which its sample's name begins with. */
const innerOf = (file: string): DeviceProfile | undefined =>
  [...profiles.values()].find(({ id, delivery }) => delivery === 'probe' && file.includes(id));

const SAMPLES = [...profiles.values()]
  .filter(({ delivery }) => delivery === 'mqtt' || delivery === 'http')
  .flatMap((profile) => {
    const folder = new URL(`${profile.id}/`, FOLDER);
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return files.map((file) => ({
      name: `${profile.id}/${file}`,
      profile,
      inner: innerOf(file),
      sample: sampleSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
    }));
  });

const addressesOf = ({ expected }: Sample): string[] => [
  ...new Set(expected.flatMap(({ address }) => (address === null ? [] : [address]))),
];

/** The readings that are stored of one address: all but faults and what is outside. */
function storedOf(
  { expected }: Sample,
  address: string | null,
  profile: DeviceProfile | undefined,
): number[] {
  const isInside = insideOf(profile, undefined) ?? (() => true);
  const said = expected.filter((one) => one.address === address).flatMap(({ readings }) => readings);
  const values = said.filter(({ probe }) => isInside(probe)).flatMap(({ celsius }) => celsius ?? []);
  return values.sort((a, b) => a - b);
}

/** A gateway signs in itself; of others that name themselves, a connection to a foreign broker brings the messages. */
async function sent(sample: Sample, profile: DeviceProfile, child: string): Promise<House> {
  const receivedAt = Date.parse(sample.receivedAt);
  const addresses = addressesOf(sample);
  const isForeign = profile.speaksFor === 'device' && addresses.length > 0;
  const gateway = isForeign ? CONNECTION : SENDER;
  const carried = addresses.map((address, i) => ({
    ...{ id: `con-${i}`, unit: 'tu-2', profile: child, via: { gateway, address } },
  }));
  const devices = [{ id: SENDER, unit: 'tu-1', profile: profile.id }, ...carried];
  const house = await House.open({
    now: (receivedAt - START) / MINUTE,
    descriptions: [JSON.stringify({ ...PLACES, devices })],
    connections: [CONNECTION],
  });
  const payload = Buffer.from(payloadOf(sample));
  const message = {
    kind: 'telemetry' as const,
    payload,
    size: payload.length,
    receivedAt,
    topic: sample.topic,
  };
  await house.keeper.ingest([{ ...message, device: gateway, ...(isForeign && { profile: profile.id }) }]);
  return house;
}

const valuesOf = async (house: House, id: string): Promise<number[]> =>
  (await house.ask<DeviceView>({ type: 'device', id })).messages
    .flatMap(({ celsius }) => celsius ?? [])
    .sort((a, b) => a - b);

describe('a recorded message', () => {
  test.each(SAMPLES)('$name adds to whom it speaks of', async ({ profile, sample, inner }) => {
    const addresses = addressesOf(sample);
    // Who names itself is of the sender's kind; what a gateway carries is of any.
    const child = inner ?? (profile.speaksFor === 'device' ? profile : profiles.get('giulanh'));
    const house = await sent(sample, profile, child?.id ?? '');
    expect(await valuesOf(house, SENDER)).toEqual(storedOf(sample, null, profile).slice(-30));
    for (const [i, address] of addresses.entries()) {
      const values = await valuesOf(house, `con-${i}`);
      const stated = storedOf(sample, address, child);
      // Of bytes that are passed on the sample of the network server states nothing: their own samples do.
      if (inner === undefined || stated.length > 0) expect(values).toEqual(stated.slice(-30));
      else expect(values.length).toBeGreaterThan(0);
    }
    const reasons = (await house.rejected(SENDER)).map(({ reason }) => reason);
    expect(reasons).not.toContain('ADDRESS_UNKNOWN');
  });

  test('there is one of every gateway', () => {
    const gateways = [...profiles.values()].filter(({ speaksFor }) => speaksFor === 'gateway');
    const tried = new Set(SAMPLES.map(({ profile }) => profile.id));
    expect(gateways.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
