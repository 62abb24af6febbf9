import { describe, expect, it } from 'vitest';
import type { HoldView } from '../../src/keeper/views.ts';
import {
  DEPOT,
  GTIN,
  House,
  iso,
  MINUTE,
  NURSE,
  OFFICIALS,
  type Point,
  PROVINCE,
  AN as RECALLER,
  START,
  VIAL,
} from './house.ts';

const at = (minute: number): number => START + minute * MINUTE;

const every5 = (from: number, to: number, celsius: number): Point[] =>
  Array.from({ length: (to - from) / 5 + 1 }, (_, i) => [from + 5 * i, celsius] as const);
const facts = (holds: readonly HoldView[]) =>
  holds.map(({ parcel, kind, state, supported }) => ({ parcel, kind, state, supported }));

describe('a fridge warms', () => {
  it('is watched, then breaks the rule: the parcel is held, an alert is raised, the scan gate says no', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
    await house.live('do-1', 35, 90, 9);
    expect(await house.holds()).toEqual([]);
    expect((await house.parcel('kien-1')).atRisk).toEqual([
      { rule: 'heat', since: iso(35), breachAt: iso(95) },
    ]);
    await house.live('do-1', 95, 95, 9.5);
    expect(await house.excursions('kien-1')).toMatchObject([
      { rule: 'heat', start: iso(35), breachedAt: iso(95), end: null, peakCelsius: 9.5 },
    ]);
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'excursion', state: 'open', supported: true },
    ]);
    const kinds = (await house.alerts()).map((a) => a.kind).sort();
    expect(kinds).toEqual(['parcel-hold', 'unit-excursion']);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'blocked', codes: ['PARCEL_ON_HOLD'] });
    expect((await house.told('tinh'))[0]).toMatch(
      /Vượt ngưỡng trên 8,0\u00a0°C ở .+ từ \d\d:\d\d \d\d\/\d\d\/\d{4}\.$/,
    );
    expect((await house.ledger()).filter((l) => l.event.type === 'hold.placed')).toHaveLength(1);
  });

  it('breaks the rule by time alone while the last value still stands', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 50, 9);
    await house.wait(59);
    expect(await house.holds()).toEqual([]);
    await house.wait(60);
    expect(await house.holds()).toMatchObject([{ kind: 'excursion', placedAt: iso(60) }]);
  });

  it('keeps the hold when it is cool again, and shows the excursion as ended', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    await house.live('do-1', 75, 80, 5);
    expect(await house.excursions('kien-1')).toMatchObject([{ start: iso(0), end: iso(75) }]);
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'excursion', state: 'open', supported: true },
    ]);
  });

  it('refuses to record doses of a held lot, and alerts', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    const answer = await house.tell(NURSE, { type: 'administer', barcode: VIAL, site: 'tinh', doses: 1 });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'ADMINISTRATION_NOT_ALLOWED' } });
    expect(await house.alerts('administration-refused')).toHaveLength(1);
  });
});

describe('time alone', () => {
  it('raises the alert of a silent device although other devices go on reporting', async () => {
    const house = await House.open();
    await house.live('do-2', 0, 20, 5);
    await house.live('do-1', 0, 60, 5);
    await house.wait(61);
    expect(await house.alerts('device-silent')).toMatchObject([{ device: 'do-2', happenedAt: iso(35) }]);
  });

  it('places an unmonitored hold, and late readings that fill the stretch withdraw it', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.wait(45 + 240);
    expect(await house.holds()).toEqual([]);
    await house.wait(45 + 241);
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'unmonitored', state: 'open', supported: true },
    ]);
    expect(await house.verdict('tinh')).toMatchObject({ verdict: 'unknown' });
    house.now = 300;
    await house.send('do-1', every5(35, 300, 6));
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'unmonitored', state: 'withdrawn', supported: false },
    ]);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
    expect(await house.alerts('parcel-hold')).toEqual([]);
    const types = (await house.ledger()).map((l) => l.event.type);
    expect(types.filter((t) => t.startsWith('hold.'))).toEqual(['hold.placed', 'hold.withdrawn']);
  });

  it('keeps an unmonitored hold when the readings that fill the stretch show an excursion in it', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.wait(300);
    await house.send('do-1', [...every5(35, 100, 5), ...every5(105, 200, 12), ...every5(205, 300, 5)]);
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'unmonitored', state: 'open', supported: false },
      { parcel: 'kien-1', kind: 'excursion', state: 'open', supported: true },
    ]);
  });

  it('does not withdraw an unmonitored hold because a split is judged a few minutes earlier', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.live('do-2', 0, 0, 5);
    // A device whose clock is four minutes fast carries the judgement on; the stretch is then four hours and a moment.
    house.now = 45 + 237;
    await house.send('do-2', [[house.now + 4, 5]]);
    expect(facts(await house.holds())).toMatchObject([{ kind: 'unmonitored', state: 'open' }]);
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ id: 'con-1', doses: 10 }] });
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'unmonitored', state: 'open', supported: true },
      { parcel: 'con-1', kind: 'unmonitored', state: 'open', supported: true },
    ]);
  });
});

describe('a parcel that is moved', () => {
  it('into a fridge that has been warm for a while breaks the rule there, though its readings stay alike', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 0, 5);
    await house.live('do-2', 0, 60, 9);
    await house.send('do-1', every5(5, 60, 5));
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: at(60) });
    await house.wait(61);
    await house.live('do-2', 65, 120, 9);
    expect(await house.excursions('kien-1')).toMatchObject([{ start: iso(60), breachedAt: iso(120) }]);
    expect(facts(await house.holds())).toMatchObject([{ kind: 'excursion', state: 'open' }]);
  });

  it('out of every unit is unmonitored from then on, and held when it lasts', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: null, at: at(30) });
    await house.wait(30 + 240);
    expect(await house.holds()).toEqual([]);
    await house.wait(30 + 241);
    expect(facts(await house.holds())).toMatchObject([{ kind: 'unmonitored', state: 'open' }]);
  });

  it('into a unit that never reported is held when four hours have passed', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: at(30) });
    await house.wait(30 + 241);
    expect(facts(await house.holds())).toMatchObject([{ kind: 'unmonitored', state: 'open' }]);
  });
});

describe('an alarm of a unit', () => {
  it('ends by time alone when the warm probe falls silent and another one goes on in range', async () => {
    const house = await House.open();
    for (let minute = 0; minute <= 65; minute += 5) {
      house.now = minute;
      await house.send('do-1', [[minute, 5]], { probe: 'a' });
      await house.send('do-1', [[minute, 9]], { probe: 'b' });
    }
    for (let minute = 70; minute <= 85; minute += 5) {
      house.now = minute;
      await house.send('do-1', [[minute, 5]], { probe: 'a' });
    }
    await house.wait(86);
    expect(await house.alerts('unit-excursion')).toMatchObject([{ data: { peakCelsius: 9 } }]);
    expect((await house.alerts('unit-excursion'))[0]?.data.returnedAt).toBeDefined();
    expect(await house.unitExcursions('tu-1')).toMatchObject([{ start: iso(0), end: iso(80) }]);
  });
});

describe('a gap that came and went', () => {
  it('is another excursion the second time, with its own id and its own hold', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    await house.wait(300);
    await house.send('do-1', every5(10, 300, 5));
    await house.wait(700);
    const holds = await house.holds();
    expect(facts(holds)).toEqual([
      { parcel: 'kien-1', kind: 'unmonitored', state: 'withdrawn', supported: false },
      { parcel: 'kien-1', kind: 'unmonitored', state: 'open', supported: true },
    ]);
    expect(new Set(holds.map((h) => h.excursion)).size).toBe(2);
  });
});

describe('a backlog that comes late', () => {
  it('holds parcels that have since moved and their split children, and lists the doses given', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 35, 5);
    await house.send('do-3', [[35, 5]]);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'hom-1', at: at(35) });
    house.now = 105;
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-1', at: at(105) });
    await house.send('do-1', every5(40, 105, 5));
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ id: 'con-1', doses: 100 }] });
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
    await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'tinh', doses: 7 });
    await house.live('do-1', 110, 130, 5);
    await house.send('do-3', every5(40, 125, 11).toReversed());
    const held = facts(await house.holds());
    expect(held).toEqual([
      { parcel: 'kien-1', kind: 'excursion', state: 'open', supported: true },
      { parcel: 'con-1', kind: 'excursion', state: 'open', supported: true },
    ]);
    expect(await house.alerts('late-discovery')).toMatchObject([
      { unit: 'hom-1', happenedAt: iso(100), data: { parcels: 2, dosesGiven: 7, dosesGivenAfterBreach: 7 } },
    ]);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'blocked', codes: ['PARCEL_ON_HOLD'] });
  });

  it('touches only parcels that were in the unit at the time', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 0, 5);
    house.now = 300;
    await house.does(DEPOT, {
      type: 'parcel.receive',
      id: 'kien-2',
      gtin: GTIN,
      lot: 'FK1234',
      doses: 10,
      unit: 'tu-1',
    });
    await house.send('do-1', [...every5(5, 100, 12), ...every5(105, 300, 5)]);
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'excursion', state: 'open', supported: true },
    ]);
  });
});

describe('packed history', () => {
  const packed = async () => {
    const house = await House.open({ packAt: 1 });
    await house.live('do-1', 0, 30, 5);
    while (await house.keeper.pack());
    expect(house.keeper.counts().unpacked).toBe(0);
    return house;
  };

  it('takes a fault reading that comes right after packing', async () => {
    const house = await packed();
    house.now = 35;
    await house.send('do-1', [[35, null]]);
    expect((await house.rejected('do-1')).map((r) => r.reason)).toEqual(['CELSIUS_NOT_A_NUMBER']);
    await house.live('do-1', 40, 45, 5);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
  });

  it('finds a late excursion between packed readings, after many hours beyond the limit too', async () => {
    const house = await House.open({ packAt: 1 });
    await house.live('do-1', 0, 10, 5);
    await house.live('do-1', 15, 900, 12, 15);
    await house.keeper.pack();
    house.now = 905;
    await house.send('do-1', [[700, 13.5]]);
    await house.send('do-1', [
      [359, 13],
      [901, 12],
    ]);
    await house.send('do-1', [
      [902, null],
      [901.5, 12.5],
    ]);
    expect(await house.excursions('kien-1')).toMatchObject([{ start: iso(15), peakCelsius: 13.5 }]);
    await house.wait(930);
    const before = await house.everything();
    await house.restart();
    expect(await house.everything()).toEqual(before);
  });

  it('receives a parcel of a new product into a unit whose device reported, and was packed, elsewhere', async () => {
    const house = await packed();
    house.now = 40;
    await house.apply('devices: [{ id: do-1, unit: hom-1, since: 2026-11-22T00:40:00Z }]');
    await house.apply(`products:
  - { gtin: "08930000000019", name: Khác, dosesPerVial: 1, rules: [{ id: hot, side: above, limitCelsius: 25, allowedSeconds: 0, mode: continuous }] }`);
    await house.does(DEPOT, {
      type: 'parcel.receive',
      id: 'kien-9',
      gtin: '08930000000019',
      lot: 'X1',
      expiry: '2027-01-01',
      doses: 5,
      unit: 'hom-1',
    });
    await house.live('do-1', 45, 50, 30);
    expect(facts(await house.holds('kien-9'))).toMatchObject([{ kind: 'excursion' }]);
  });

  it('keeps its place in the journal when everything was packed before a restart', async () => {
    const house = await packed();
    await house.restart();
    await house.live('do-1', 35, 60, 5);
    while (await house.keeper.pack());
    await house.restart();
    expect(house.keeper.counts().unpacked).toBe(0);
    const { items } = await house.ask<{ items: unknown[] }>({
      type: 'readings',
      unit: 'tu-1',
      from: at(0),
      to: at(60) + 1,
    });
    expect(items).toHaveLength(13);
  });

  it('survives a restart in the middle of a packing round', async () => {
    const house = await House.open({ packAt: 1, packPerStep: 200 });
    for (const minute of [0, 5]) {
      house.now = minute;
      const readings = Array.from({ length: 250 }, (_, i) => ({
        at: at(minute),
        celsius: 5,
        probe: `p${i}`,
      }));
      const payload = Buffer.from(JSON.stringify({ readings }));
      const message = { device: 'do-1', kind: 'telemetry' as const, payload, size: payload.length };
      await house.keeper.ingest([{ ...message, receivedAt: at(minute) }]);
    }
    expect(await house.keeper.pack()).toBe(true);
    await house.restart();
    expect(house.keeper.counts().unpacked).toBe(100);
    house.now = 10;
    await house.send('do-1', [[3, 12]], { probe: 'p0' });
    await house.send('do-1', [[3, 12]], { probe: 'p249' });
    while (await house.keeper.pack());
    await house.restart();
    expect(house.keeper.counts().unpacked).toBe(0);
    const { items } = await house.ask<{ items: { probe: string }[] }>({
      type: 'readings',
      unit: 'tu-1',
      from: at(0),
      to: at(6),
      ...{ limit: 1000 },
    });
    expect(items).toHaveLength(502);
  });
});

describe('a moved device and a retired unit', () => {
  it('gives each unit only what was measured in it, also when the move is told afterwards', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 120, 9);
    expect(await house.excursions('kien-1')).toHaveLength(1);
    await house.apply('devices: [{ id: do-1, unit: hom-1, since: 2026-11-22T00:30:00Z }]');
    expect(await house.excursions('kien-1')).toEqual([]);
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'excursion', state: 'open', supported: false },
    ]);
  });

  it('knows a probe that a logger file named first in every unit its device moves to', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    house.now = 10;
    await house.apply('devices: [{ id: do-1, unit: hom-1, since: 2026-11-22T00:10:00Z }]');
    await house.does(DEPOT, {
      type: 'evidence.import',
      unit: 'tu-1',
      device: 'do-1',
      source: 'file',
      readings: [{ at: at(3), celsius: 5, probe: '2' }],
      evidence: [],
    });
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'hom-1' });
    house.now = 20;
    await house.send('do-1', [[15, -2]], { probe: '2' });
    expect(facts(await house.holds())).toMatchObject([{ parcel: 'kien-1', kind: 'excursion' }]);
  });

  it('judges nothing after the end of a retired unit, and raises attention instead', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'hom-1' });
    house.now = 15;
    await house.apply(
      'units: [{ id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 300, maxGapSeconds: 900, retired: 2026-11-22T00:12:00Z, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }] }]',
    );
    await house.live('do-1', 20, 120, 25);
    expect(await house.unitExcursions('tu-1')).toEqual([]);
    expect((await house.alerts()).filter((a) => a.unit === 'tu-1' && a.kind === 'unit-excursion')).toEqual(
      [],
    );
    expect(await house.alerts('device-rejected')).toMatchObject([
      { device: 'do-1', data: { reason: 'DEVICE_NOT_PLACED' } },
    ]);
  });
});

describe('a restart', () => {
  it('finds the same excursions, holds, alerts and ids, and writes nothing twice', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 70, 9);
    await house.live('do-1', 75, 100, 5);
    await house.live('do-2', 0, 20, -1);
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ id: 'con-1', doses: 40 }] });
    await house.release((await house.holds('kien-1'))[0]?.id ?? '');
    await house.send('do-1', [[101, 4]], { boot: 1, seq: 1 });
    await house.send('do-1', [[102, 4]], { boot: 1, seq: 5 });
    await house.wait(130);
    expect(await house.alerts('device-gap')).toMatchObject([{ count: 3 }]);
    const before = await house.everything();
    await house.restart();
    await house.keeper.tick();
    expect(await house.everything()).toEqual(before);
    await house.restart();
    expect(await house.everything()).toEqual(before);
  });
});

describe('a recall', () => {
  it('holds every parcel of the lot everywhere, also one that arrives later, and is never released', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 10, 5);
    await house.does(RECALLER, { type: 'lot.recall', gtin: GTIN, lot: 'FK1234', reason: 'maker' });
    await house.does(DEPOT, {
      type: 'parcel.receive',
      id: 'kien-2',
      gtin: GTIN,
      lot: 'FK1234',
      doses: 10,
      unit: 'tu-2',
    });
    expect(facts(await house.holds())).toEqual([
      { parcel: 'kien-1', kind: 'recall', state: 'open', supported: true },
      { parcel: 'kien-2', kind: 'recall', state: 'open', supported: true },
    ]);
    expect((await house.verdict('tinh')).codes).toContain('LOT_RECALLED');
    const [hold] = await house.holds();
    const proposed = await house.tell(RECALLER, {
      type: 'disposition.propose',
      hold: hold?.id ?? '',
      decision: 'release',
      reason: 'r',
      evidence: 'e',
    });
    expect(proposed).toMatchObject({ ok: false, refusal: { code: 'LOT_RECALLED' } });
  });
});
