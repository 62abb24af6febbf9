/** The traps of the field that concern the way from a reading to a hold: each is a defect that some other system had. */
import { describe, expect, it } from 'vitest';
import {
  AN,
  BINH,
  DEPOT,
  GTIN,
  House,
  iso,
  MINUTE,
  NURSE,
  OFFICIALS,
  type Point,
  PROVINCE,
  START,
  VIAL,
} from './house.ts';

const at = (minute: number): number => START + minute * MINUTE;
const every5 = (from: number, to: number, celsius: number): Point[] =>
  Array.from({ length: (to - from) / 5 + 1 }, (_, i) => [from + 5 * i, celsius] as const);
const states = async (house: House, parcel?: string) =>
  (await house.holds(parcel)).map(({ kind, state, supported }) => ({ kind, state, supported }));
const OPEN = { kind: 'excursion', state: 'open', supported: true };

describe('trap 1: the edges of a limit', () => {
  it('exactly 8.0 °C is in range, −0.5 °C is frozen, and 2.0 °C harms nothing', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 120, 8);
    await house.live('do-1', 125, 200, 2);
    expect(await house.holds()).toEqual([]);
    await house.live('do-1', 205, 205, -0.499);
    expect(await house.holds()).toEqual([]);
    await house.live('do-1', 210, 210, -0.5);
    expect(await house.excursions('kien-1')).toMatchObject([
      { rule: 'freeze', start: iso(210), breachedAt: iso(210), peakCelsius: -0.5 },
    ]);
    expect(await states(house)).toEqual([OPEN]);
  });
});

describe('trap 2: two warm readings 70 minutes apart with silence between', () => {
  it('are an excursion to be safe, and say how much of it is unknown', async () => {
    const house = await House.open();
    house.now = 70;
    await house.send('do-1', [
      [0, 9],
      [70, 9],
    ]);
    const [excursion] = await house.excursions('kien-1');
    expect(excursion).toMatchObject({ start: iso(0), breachedAt: iso(60), unknownInsideSeconds: 55 * 60 });
    expect(await states(house)).toEqual([OPEN]);
  });
});

describe('trap 3: a batch in the wrong order, or after all was over', () => {
  it('newest first gives what oldest first gives', async () => {
    const points = [...every5(0, 20, 5), ...every5(25, 100, 9), ...every5(105, 130, 5)];
    const found = [];
    for (const batch of [points, points.toReversed()]) {
      const house = await House.open({ now: 130 });
      await house.send('do-1', batch);
      found.push((await house.excursions('kien-1')).map(({ id: _, ...e }) => e));
    }
    expect(found[0]).toHaveLength(1);
    expect(found[1]).toEqual(found[0]);
  });

  it('after the excursion was closed and acknowledged it extends the same excursion, under the same hold', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    await house.live('do-1', 90, 100, 5);
    const [alert] = await house.alerts('unit-excursion');
    await house.does(AN, { type: 'alert.acknowledge', alert: alert?.id ?? '', comment: 'compressor' });
    const [before] = await house.excursions('kien-1');
    await house.send('do-1', [[80, 10]]);
    const [after] = await house.excursions('kien-1');
    expect(before).toMatchObject({ start: iso(0), end: iso(85), peakCelsius: 9 });
    expect(after).toMatchObject({ id: before?.id, start: iso(0), end: iso(90), peakCelsius: 10 });
    expect(await states(house)).toEqual([OPEN]);
  });

  it('a batch that erases the excursion leaves the hold, which says that nothing supports it any more', async () => {
    const house = await House.open();
    house.now = 70;
    await house.send('do-1', [
      [0, 9],
      [70, 9],
    ]);
    await house.send('do-1', every5(5, 65, 5));
    expect(await house.excursions('kien-1')).toEqual([]);
    expect(await states(house)).toEqual([{ ...OPEN, supported: false }]);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'blocked', codes: ['PARCEL_ON_HOLD'] });
  });
});

describe('trap 4: one device, one instant, two values', () => {
  it('keeps both: the warmer counts above, the colder below', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 0, 5);
    house.now = 80;
    await house.send('do-1', [...every5(5, 80, 5), ...every5(5, 80, 9)]);
    await house.send('do-1', [[40, -1]]);
    const rules = (await house.excursions('kien-1')).map(({ rule, peakCelsius }) => [rule, peakCelsius]);
    expect(rules).toEqual([
      ['heat', 9],
      ['freeze', -1],
    ]);
    const { items } = await house.ask<{ items: unknown[] }>({
      type: 'readings',
      unit: 'tu-1',
      from: at(40),
      to: at(40) + 1,
    });
    expect(items).toHaveLength(3);
  });
});

describe('trap 5: clocks that lie', () => {
  it('seconds read as milliseconds, 1970, 2000 and the future are kept as rejected and judge nothing', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    const lies = [START / 1000, 0, Date.UTC(2000, 0, 1), at(5 + 6), Date.UTC(2099, 0)];
    const readings = lies.map((instant) => ({ at: instant, celsius: 40 }));
    const payload = Buffer.from(JSON.stringify({ readings }));
    const message = { device: 'do-1', kind: 'telemetry' as const, payload, size: payload.length };
    await house.keeper.ingest([{ ...message, receivedAt: at(5) }]);
    expect((await house.rejected('do-1')).map((r) => r.reason)).toEqual([
      'AT_IMPLAUSIBLE',
      'AT_IMPLAUSIBLE',
      'AT_IMPLAUSIBLE',
      'AT_IN_FUTURE',
      'AT_IN_FUTURE',
    ]);
    expect(await house.excursions('kien-1')).toEqual([]);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
    expect((await house.alerts('device-rejected')).map((a) => a.count).sort()).toEqual([2, 3]);
  });

  it('a reading four minutes ahead counts, and never makes a permission last longer', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 0, 5);
    const lease = async () =>
      (await house.ask<{ validUntil: string }>({ type: 'eligibility', barcode: VIAL, site: 'tinh' }))
        .validUntil;
    house.now = 1;
    const before = await lease();
    await house.send('do-1', [[5, 5]]);
    expect(Date.parse(await lease())).toBeLessThanOrEqual(Date.parse(before));
  });
});

describe('trap 6: the same message again after a crash', () => {
  it('changes nothing, before and after a restart, packed or not', async () => {
    const house = await House.open({ packAt: 1 });
    house.now = 70;
    const send = () => house.send('do-1', every5(0, 70, 9), { boot: 1, seq: 1 });
    await send();
    house.now = 71;
    const before = await house.everything();
    await send();
    expect(await house.everything()).toEqual(before);
    await house.restart();
    await send();
    expect(await house.everything()).toEqual(before);
    await house.keeper.pack();
    await house.restart();
    await send();
    expect(await house.everything()).toEqual(before);
  });
});

describe('trap 7: an excursion across custody', () => {
  it('goes on with the parcel through a move: neither unit alone was warm for long enough', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 35, 9);
    await house.send('do-3', [[35, 10]]);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'hom-1', at: at(35) });
    await house.live('do-3', 40, 60, 10);
    expect(await house.excursions('kien-1')).toMatchObject([
      { start: iso(0), breachedAt: iso(60), peakCelsius: 10 },
    ]);
    expect(await house.unitExcursions('tu-1')).toEqual([]);
    expect(await states(house)).toEqual([OPEN]);
  });

  it('a placement dated back into it puts the parcel on hold at once', async () => {
    const house = await House.open();
    await house.live('do-2', 0, 0, 5);
    await house.live('do-1', 0, 20, 5);
    house.now = 100;
    await house.send('do-2', every5(5, 100, 9));
    await house.send('do-1', every5(25, 100, 5));
    expect(await house.holds()).toEqual([]);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: at(30) });
    expect(await house.excursions('kien-1')).toMatchObject([{ start: iso(30), breachedAt: iso(90) }]);
    expect(await states(house)).toEqual([OPEN]);
  });

  it('a lot split during it: the child breaches on its own, with the minutes from before the split', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 9);
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts: [{ id: 'con-1', doses: 40 }] });
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'con-1', unit: 'tu-2', at: at(30) });
    await house.send('do-2', [[30, 9]]);
    await house.live('do-2', 35, 60, 9);
    await house.live('do-1', 60, 60, 5);
    expect(await states(house, 'con-1')).toEqual([OPEN]);
    expect((await house.excursions('con-1'))[0]).toMatchObject({ start: iso(0), breachedAt: iso(60) });
  });
});

describe('trap 8: the lot moved out before the late data came, and doses were given', () => {
  it('finds the parcel where it is now and tells how many doses are in people', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    house.now = 90;
    await house.send('do-2', [[90, 5]]);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: at(90) });
    expect(await house.verdict('xa')).toEqual({ verdict: 'allowed', codes: [] });
    await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'xa', doses: 12 });
    house.now = 95;
    await house.send('do-1', every5(10, 90, 15));
    expect(await house.holds()).toMatchObject([
      { parcel: 'kien-1', site: 'xa', unit: 'tu-2', state: 'open' },
    ]);
    expect(await house.alerts('late-discovery')).toMatchObject([
      { unit: 'tu-1', happenedAt: iso(70), data: { dosesGiven: 12, dosesGivenAfterBreach: 12 } },
    ]);
    expect(await house.verdict('xa')).toEqual({ verdict: 'blocked', codes: ['PARCEL_ON_HOLD'] });
  });
});

describe('trap 9: released, then new data', () => {
  const released = async (packAt?: number) => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS], ...(packAt ? { packAt } : {}) });
    await house.live('do-1', 0, 70, 9);
    return house;
  };
  const AGAIN = [{ ...OPEN, state: 'released' }, OPEN];

  it('late data for the same stretch: the hold comes back and the earlier release stays on record', async () => {
    const house = await released();
    await house.live('do-1', 75, 80, 5);
    const [hold] = await house.holds();
    const release = await house.release(hold?.id ?? '');
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
    await house.send('do-1', [[33, 14]]);
    expect(await states(house)).toEqual(AGAIN);
    const types = (await house.ledger())
      .map((l) => l.event.type)
      .filter((t) => /^(hold|disposition)/.test(t));
    expect(types).toEqual(['hold.placed', 'disposition.proposed', 'disposition.approved', 'hold.placed']);
    expect(JSON.stringify((await house.ledger()).at(-1)?.event)).toContain(release);
  });

  it('late data that show less, or the same again, leave the release in force', async () => {
    const house = await released();
    await house.live('do-1', 75, 80, 5);
    await house.release((await house.holds())[0]?.id ?? '');
    await house.send('do-1', [[32, 8.5], ...every5(0, 70, 9)]);
    expect(await states(house)).toEqual([{ ...OPEN, state: 'released' }]);
    await house.restart();
    expect(await states(house)).toEqual([{ ...OPEN, state: 'released' }]);
  });

  it('released while it is still warm: the very next warm reading, equal to the last, holds it again', async () => {
    const house = await released();
    house.now = 71;
    await house.release((await house.holds())[0]?.id ?? '');
    expect(await states(house)).toEqual([{ ...OPEN, state: 'released' }]);
    await house.live('do-1', 75, 75, 9);
    expect(await states(house)).toEqual(AGAIN);
  });

  it('the same after the readings until then were packed and the service was restarted', async () => {
    const house = await released(1);
    house.now = 71;
    await house.release((await house.holds())[0]?.id ?? '');
    await house.keeper.pack();
    await house.restart();
    expect(await states(house)).toEqual([{ ...OPEN, state: 'released' }]);
    await house.live('do-1', 75, 75, 9);
    expect(await states(house)).toEqual(AGAIN);
  });

  it('a warm reading of after the approval that comes out of order, between packed ones, holds it again', async () => {
    const house = await released(1);
    house.now = 71;
    await house.release((await house.holds())[0]?.id ?? '');
    // The device is silent, then sends the newest (in range) first; packing happens; the warm one follows.
    house.now = 80;
    await house.send('do-1', [[80, 5]]);
    expect(await states(house)).toEqual([{ ...OPEN, state: 'released' }]);
    await house.keeper.pack();
    await house.send('do-1', [[75, 9]]);
    expect(await states(house)).toEqual(AGAIN);
  });

  it('silence that was released holds again when it goes on for as long as may pass unmonitored', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 5, 5);
    await house.wait(300);
    expect(await states(house)).toEqual([{ ...OPEN, kind: 'unmonitored' }]);
    await house.release((await house.holds())[0]?.id ?? '');
    await house.wait(300 + 240);
    expect(await states(house)).toHaveLength(1);
    await house.wait(300 + 241);
    expect(await states(house)).toEqual([
      { kind: 'unmonitored', state: 'released', supported: true },
      { kind: 'unmonitored', state: 'open', supported: true },
    ]);
  });

  it('one person alone cannot release, and the depot cannot at all', async () => {
    const house = await released();
    const [hold] = await house.holds();
    const proposal = {
      type: 'disposition.propose' as const,
      hold: hold?.id ?? '',
      decision: 'release' as const,
      reason: 'r',
      evidence: 'e',
    };
    expect(await house.tell(DEPOT, proposal)).toMatchObject({
      ok: false,
      refusal: { code: 'FORBIDDEN_ROLE' },
    });
    const { id } = await house.does<{ id: string }>(AN, proposal);
    const approve = { type: 'disposition.approve' as const, disposition: id };
    expect(await house.tell(AN, approve)).toMatchObject({
      ok: false,
      refusal: { code: 'DISPOSITION_SAME_PERSON' },
    });
    expect(await house.tell(BINH, approve)).toMatchObject({ ok: true });
  });
});

describe('trap 10: an unplugged sensor', () => {
  it('−127 and 85 of a DS18B20 raise no hold and clear none: the value before them stops standing', async () => {
    const house = await House.open();
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: at(0) });
    await house.live('do-2', 0, 50, 9);
    house.now = 52;
    await house.send('do-2', [
      [51, -127],
      [52, 85],
    ]);
    await house.wait(65);
    expect(await house.holds()).toEqual([]);
    expect(await house.alerts('device-rejected')).toMatchObject([
      { device: 'do-2', data: { reason: 'SENSOR_FAULT' }, count: 2 },
    ]);
    expect((await house.parcel('kien-1')).history).toMatchObject({
      minCelsius: 9,
      maxCelsius: 9,
      knownSeconds: 51 * 60,
    });
    await house.live('do-2', 66, 66, 9);
    expect(await house.excursions('kien-1')).toMatchObject([
      { start: iso(0), unknownInsideSeconds: 15 * 60 },
    ]);
    await house.send('do-2', [[66, -127]]);
    expect(await states(house)).toEqual([OPEN]);
  });

  it('goes unknown, and is unmonitored after four hours, though the device keeps talking', async () => {
    const house = await House.open();
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2', at: at(0) });
    await house.live('do-2', 0, 10, 5);
    await house.live('do-2', 15, 260, 85);
    expect(await states(house)).toEqual([{ ...OPEN, kind: 'unmonitored' }]);
    expect((await house.verdict('xa')).verdict).toBe('unknown');
  });
});

describe('trap 11: fridges and devices that are not where they were', () => {
  it('a retired fridge that keeps reporting heat raises attention, not an excursion', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    await house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'hom-1' });
    const line = PROVINCE.split('\n').find((l) => l.includes('id: tu-1,')) ?? '';
    house.now = 15;
    await house.apply(`units:\n${line.replace('name: Tủ 1', 'name: Tủ 1, retired: 2026-11-22T00:12:00Z')}`);
    await house.live('do-1', 20, 120, 30);
    expect(await house.unitExcursions('tu-1')).toEqual([]);
    expect(await house.alerts('unit-excursion')).toEqual([]);
    expect(await house.alerts('device-rejected')).toMatchObject([
      { device: 'do-1', data: { reason: 'DEVICE_NOT_PLACED' } },
    ]);
  });

  it('two probes swapped between two fridges: each reading counts for the fridge its probe was in then', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    house.now = 31;
    await house.apply(
      'devices: [{ id: do-1, unit: tu-2, since: 2026-11-22T00:31:00Z }, { id: do-2, unit: tu-1, since: 2026-11-22T00:31:00Z }]',
    );
    house.now = 100;
    await house.send('do-1', every5(35, 100, 12));
    await house.send('do-2', [[31, 5], ...every5(35, 100, 5)]);
    await house.send('do-2', every5(0, 30, 4));
    expect(await house.holds()).toEqual([]);
    expect(await house.excursions('kien-1')).toEqual([]);
  });
});

describe('trap 14: the end of a day in the province', () => {
  it('a lot that expires on 31 March is given until midnight in Vietnam, not until midnight UTC', async () => {
    const midnight = (Date.UTC(2027, 2, 31, 17) - START) / MINUTE;
    const house = await House.open();
    await house.live('do-1', midnight - 10, midnight - 1, 5, 1);
    const since = (await house.holds('kien-1')).map((h) => h.kind);
    expect(since).toEqual(['unmonitored']);
    expect((await house.verdict('tinh')).codes).not.toContain('LOT_EXPIRED');
    house.now = midnight;
    expect((await house.verdict('tinh')).codes).toContain('LOT_EXPIRED');
  });
});

describe('trap 15: a rule changed during an open excursion', () => {
  it('the excursion keeps its snapshot, and the new rule begins a new one', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    await house.apply(`products:
  - { gtin: "${GTIN}", name: Vắc xin thử, dosesPerVial: 10, maxUnmonitoredSeconds: 14400, rules: [{ id: heat, side: above, limitCelsius: 8, allowedSeconds: 600, mode: continuous }] }`);
    await house.live('do-1', 75, 90, 9);
    const found = (await house.excursions('kien-1')).map(({ start, end, ruleSnapshot }) => ({
      start,
      end,
      allowed: ruleSnapshot?.allowedSeconds,
    }));
    expect(found).toEqual([
      { start: iso(0), end: iso(70), allowed: 3600 },
      { start: iso(70), end: null, allowed: 600 },
    ]);
    expect(await states(house)).toEqual([OPEN, OPEN]);
  });
});
