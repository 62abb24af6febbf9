/** What suppliers deliver by WHO PQS E006/DS01 ends where the registry says that it belongs, once, and nowhere else. */
import { describe, expect, it } from 'vitest';
import type { ReadingView } from '../../src/keeper/views.ts';
import { House, iso, MINUTE, PROVINCE, START } from './house.ts';

const SUPPLIED = `devices:
  - { id: supplier, unit: null, secret: a-secret-of-its-own, profile: ds01-supplier }
  - { id: ems-1, unit: tu-1, secret: another-secret-1, profile: ds01-ems, via: { gateway: supplier, address: LOG-0042 } }
`;
const basic = (minute: number): string => `${iso(minute).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const record = (minute: number, more: object) => ({
  ...{
    ABST: basic(minute),
    ALRM: null,
    BEMD: 9,
    BLOG: 9,
    CMPR: 900,
    DORV: 0,
    EERR: null,
    LERR: null,
    SVA: 900,
  },
  ...more,
});
const deliver = async (house: House, records: object[], serial = 'LOG-0042'): Promise<void> => {
  const meta = { schemaVersion: '0.8.1', transferType: 'ems', transferId: 't', transferSrc: 'vn.example' };
  const payload = Buffer.from(JSON.stringify({ meta, data: [{ LSER: serial, records }] }));
  const receivedAt = START + house.now * MINUTE;
  const size = payload.length;
  await house.keeper.ingest([
    { device: 'supplier', kind: 'telemetry', topic: '', payload, size, receivedAt },
  ]);
};
const readings = async (house: House) => {
  const range = { from: START, to: START + 600 * MINUTE };
  return (await house.ask<{ items: ReadingView[] }>({ type: 'readings', unit: 'tu-1', ...range })).items;
};
const open = () => House.open({ now: 120, descriptions: [PROVINCE, SUPPLIED] });

describe('a transmission', () => {
  it('is read for the fridge of its logger: the compartment judged, the room kept beside it', async () => {
    const house = await open();
    await deliver(
      house,
      [0, 15, 30, 45, 60, 75].map((m) => record(m, { TVC: 9, TAMB: 31.5, TFRZ: -18 })),
    );
    expect((await readings(house)).map(({ at, celsius, probe }) => [at, celsius, probe])).toEqual(
      [0, 15, 30, 45, 60, 75].map((m) => [iso(m), 9, 'TVC']),
    );
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toContain('heat');
  });

  it('twice, and in any order, changes nothing the second time', async () => {
    const house = await open();
    const records = [0, 15, 30, 45].map((m) => record(m, { TVC: 5 }));
    await deliver(house, records);
    const once = await readings(house);
    await deliver(house, records.toReversed());
    for (const one of records.toReversed()) await deliver(house, [one]);
    expect(await readings(house)).toEqual(once);
    expect(house.keeper.counts().duplicates).toBe(8);
  });

  it('of a logger that nobody registered is told, and counts for nobody', async () => {
    const house = await open();
    await deliver(house, [record(0, { TVC: 25 })], 'LOG-9999');
    expect(await readings(house)).toEqual([]);
    expect((await house.rejected('supplier')).map(({ reason }) => reason)).toEqual(['ADDRESS_UNKNOWN']);
  });

  it('with a broken sensor ends what is known, and neither condemns nor clears', async () => {
    const house = await open();
    await deliver(house, [
      record(0, { TVC: 5 }),
      record(15, { TVC: null, LERR: 'SENS' }),
      record(30, { TVC: 60, LERR: 'SENS' }),
    ]);
    expect((await readings(house)).map(({ celsius }) => celsius)).toEqual([5]);
    expect(await house.excursions('kien-1')).toEqual([]);
    expect((await house.rejected('ems-1')).map(({ reason }) => reason)).toEqual([
      'SENSOR_FAULT',
      'SENSOR_FAULT',
    ]);
  });

  it('with a broken clock can show that it was warm and never that it was not', async () => {
    const house = await open();
    await deliver(house, [record(100, { TVC: 5, LERR: 'RTC' })]);
    expect(await readings(house)).toEqual([]);
    await deliver(house, [record(100, { TVC: -3, LERR: 'RTC' })]);
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toContain('freeze');
  });

  it('of half a year is taken in at once, and a second time', async () => {
    const house = await House.open({ now: 183 * 24 * 60, descriptions: [PROVINCE, SUPPLIED] });
    const records = Array.from({ length: 17_520 }, (_, i) => record(15 * i, { TVC: 5, TAMB: 30 }));
    await deliver(house, records);
    expect(house.keeper.counts().readings).toBe(17_520);
    await deliver(house, records);
    expect(house.keeper.counts()).toMatchObject({ readings: 17_520, duplicates: 17_520 });
  });
});
