/** Fridges are emptied and defrosted, moved and taken out of use: nobody is called for nothing, and nothing that was is rewritten. */
import { describe, expect, it } from 'vitest';
import type { DefrostView, UnitInsideView } from '../../src/keeper/unit-views.ts';
import { DEPOT, House, iso, MINUTE, NURSE, PROVINCE, START } from './house.ts';

const at = (minute: number): number => START + minute * MINUTE;
const rulesOf = async (house: House, unit: string) =>
  (await house.unitExcursions(unit)).map(({ rule, start, end }) => [rule, start, end]);
/** The parcel is moved into the other fridge. */
const empty = (house: House) => house.does(DEPOT, { type: 'parcel.move', parcel: 'kien-1', unit: 'tu-2' });

describe('a fridge that is defrosted', () => {
  it('calls nobody while it is warm, and calls again when it is warm afterwards', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 55, 5);
    await empty(house);
    await house.does(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    await house.live('do-1', 60, 355, 20);
    expect(await house.alerts('unit-excursion')).toEqual([]);
    await house.live('do-1', 360, 425, 20);
    expect(await rulesOf(house, 'tu-1')).toEqual([['warm', iso(360), null]]);
    expect(await house.alerts('unit-excursion')).toHaveLength(1);
  });

  it('is called about by time alone when it is silent after that', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 55, 5);
    await house.does(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    await house.wait(361);
    await house.wait(599);
    expect(await rulesOf(house, 'tu-1')).toEqual([]);
    await house.wait(601);
    expect(await rulesOf(house, 'tu-1')).toEqual([['unmonitored', iso(360), null]]);
  });

  it('ends the alarm that was open where it begins, and leaves it as it was', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 20);
    const [before] = await house.unitExcursions('tu-1');
    expect(before).toMatchObject({ start: iso(0), end: null });
    await house.does(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    await house.live('do-1', 75, 180, 20);
    expect(await house.unitExcursions('tu-1')).toMatchObject([
      { id: before?.id, start: iso(0), end: iso(70) },
    ]);
    expect(await house.alerts('unit-excursion')).toMatchObject([{ data: { returnedAt: iso(70) } }]);
  });

  it('with vaccine in it holds the vaccine all the same, and says that it is there', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 55, 5);
    const view = await house.does<DefrostView>(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    expect(view).toEqual({
      unit: 'tu-1',
      defrost: { from: iso(55), until: iso(360) },
      parcels: ['kien-1'],
    });
    await house.live('do-1', 60, 125, 20);
    expect(await house.alerts('unit-excursion')).toEqual([]);
    expect(await house.excursions('kien-1')).toMatchObject([{ rule: 'heat', start: iso(60) }]);
    expect(await house.holds()).toMatchObject([{ kind: 'excursion', state: 'open' }]);
    expect((await house.verdict('tinh')).verdict).toBe('blocked');
  });

  it('is not judged otherwise by readings that come late, or from before', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 55, 5);
    await house.does(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    await house.wait(400);
    await house.send(
      'do-1',
      Array.from({ length: 61 }, (_, i) => [60 + 5 * i, 20] as const),
    );
    await house.send(
      'do-1',
      Array.from({ length: 8 }, (_, i) => [365 + 5 * i, 5] as const),
    );
    expect(await rulesOf(house, 'tu-1')).toEqual([]);
    expect((await house.excursions('kien-1')).map(({ rule, start }) => [rule, start])).toEqual([
      ['heat', iso(60)],
    ]);
  });

  it('can be cold again early: from then on it is a fridge', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 55, 5);
    await house.does(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    await house.live('do-1', 60, 100, 20);
    await house.does(DEPOT, { type: 'unit.defrost.end', unit: 'tu-1' });
    const { defrost } = await house.ask<UnitInsideView>({ type: 'unit.inside', id: 'tu-1' });
    expect(defrost).toBeNull();
    await house.live('do-1', 105, 165, 20);
    expect(await rulesOf(house, 'tu-1')).toEqual([['warm', iso(100), null]]);
    const events = (await house.ledger())
      .map(({ event }) => event)
      .filter(({ type }) => type === 'unit.defrosted');
    expect(events).toMatchObject([
      { start: iso(55), until: iso(360), by: 'kho' },
      { start: null, until: null, by: 'kho' },
    ]);
  });

  it('is so after a restart, and after its description was applied again', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 55, 5);
    await house.does(DEPOT, { type: 'unit.defrost', unit: 'tu-1', until: at(360) });
    await house.live('do-1', 60, 130, 20);
    await house.restart();
    await house.apply(PROVINCE.replace('name: Tủ 1', 'name: Tủ Một'));
    await house.live('do-1', 135, 200, 20);
    expect(await rulesOf(house, 'tu-1')).toEqual([]);
    const { defrost } = await house.ask<UnitInsideView>({ type: 'unit.inside', id: 'tu-1' });
    expect(defrost).toEqual({ from: iso(55), until: iso(360) });
  });

  it('is refused in the past, twice at once, and to whoever does not keep it', async () => {
    const house = await House.open({ now: 100 });
    const code = async (who: typeof DEPOT, from: number, until: number) => {
      const answer = await house.tell(who, {
        type: 'unit.defrost',
        unit: 'tu-1',
        from: at(from),
        until: at(until),
      });
      return answer.ok ? 'ok' : answer.refusal.code;
    };
    expect(await code(DEPOT, 0, 300)).toBe('DEFROST_PAST');
    expect(await code(NURSE, 100, 300)).toBe('FORBIDDEN_ROLE');
    expect(await code(DEPOT, 100, 300)).toBe('ok');
    expect(await code(DEPOT, 200, 400)).toBe('DEFROST_OVERLAPS');
    expect(await house.tell(DEPOT, { type: 'unit.defrost.end', unit: 'tu-2' })).toMatchObject({
      refusal: { code: 'DEFROST_NONE' },
    });
  });
});

describe('a device that is put into another fridge', () => {
  const moved = (unit: string, minute: number) =>
    `devices: [{ id: do-1, unit: ${unit}, since: "${iso(minute)}" }]`;

  it('leaves what it measured where it measured it, and tells of the new one from then on', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    const before = await house.unitExcursions('tu-1');
    expect(before).toHaveLength(1);
    await house.apply(moved('tu-2', 71));
    await house.live('do-1', 75, 140, 5);
    const [after] = await house.unitExcursions('tu-1');
    expect(after).toMatchObject({ id: before[0]?.id, start: iso(0), peakCelsius: 9 });
    expect(await rulesOf(house, 'tu-2')).toEqual([]);
    expect((await house.holds()).map(({ kind }) => kind)).toEqual(['excursion']);
  });

  it('said late, what it measured since counts for the fridge where it was, and not for the one it had left', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5);
    await house.live('do-1', 65, 130, 9);
    expect(await house.holds()).toMatchObject([{ state: 'open', supported: true }]);
    await house.apply(moved('tu-2', 62));
    const [hold] = await house.holds();
    expect(hold).toMatchObject({ state: 'open', supported: false });
    expect((await house.unitExcursions('tu-1')).filter(({ end }) => end === null)).toEqual([]);
  });
});

describe('what is taken out of use', () => {
  const RETIRED = PROVINCE.replace('name: Tủ 1,', `name: Tủ 1, retired: "${iso(72)}",`);
  const silent = async (house: House) =>
    (await house.alerts('device-silent')).filter(
      ({ device, state }) => device === 'do-1' && state === 'open',
    );

  it('a fridge: its excursion ends with it, and it is never called silent', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 70, 9);
    await empty(house);
    await house.apply(RETIRED);
    await house.live('do-1', 85, 150, 25);
    await house.wait(2000);
    expect(await house.unitExcursions('tu-1')).toMatchObject([{ start: iso(0), end: iso(72) }]);
    expect(await silent(house)).toEqual([]);
    expect((await house.rejected('do-1')).map(({ reason }) => reason)).toContain('DEVICE_NOT_PLACED');
    const [heat] = await house.excursions('kien-1');
    expect(heat).toMatchObject({ rule: 'heat', start: iso(0), peakCelsius: 9 });
  });

  it('a fridge that was silent already: nobody waits for it any more', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    await empty(house);
    await house.wait(40);
    expect(await silent(house)).toHaveLength(1);
    await house.apply(RETIRED);
    await house.wait(71);
    expect(await silent(house)).toHaveLength(1);
    await house.wait(73);
    expect(await silent(house)).toEqual([]);
  });

  it('a device: it is not called silent, and what it still sends is never believed', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 30, 5);
    await house.apply(`devices: [{ id: do-1, unit: tu-1, retired: "${iso(31)}" }]`);
    await house.live('do-1', 35, 100, 25);
    await house.wait(120);
    expect((await house.alerts('device-silent')).filter(({ device }) => device === 'do-1')).toEqual([]);
    expect((await house.unitExcursions('tu-1')).filter(({ rule }) => rule !== 'unmonitored')).toEqual([]);
  });
});
