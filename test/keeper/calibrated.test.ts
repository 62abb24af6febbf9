/** A probe's certificate counts in judging, from its day on and whenever it is written down; what was measured stays as it was. */
import { describe, expect, it } from 'vitest';
import type { BookView } from '../../src/keeper/book-views.ts';
import type { ReadingView, UnitDetail } from '../../src/keeper/views.ts';
import { House, iso, PROVINCE, START } from './house.ts';

const line = (more: string, on = '2026-11-22') =>
  `devices: [{ id: do-1, unit: tu-1, calibrations: [{ on: ${on}, due: 2027-12-31, ${more} }] }]`;
const TOO_MUCH = line('offsetCelsius: 0.5');
/** Minutes until the next day begins in the province. */
const TOMORROW = (Date.parse('2026-11-23T00:00:00+07:00') - START) / 60_000;

describe('a probe that shows half a degree too much', () => {
  it('is judged half a degree colder: 8.5 °C is not warm, and −0.1 °C is frozen', async () => {
    const house = await House.open({ descriptions: [PROVINCE, TOO_MUCH] });
    await house.live('do-1', 0, 90, 8.5);
    expect(await house.excursions('kien-1')).toEqual([]);
    await house.live('do-1', 95, 160, 8.501);
    expect(await house.excursions('kien-1')).toMatchObject([
      { rule: 'heat', start: iso(95), peakCelsius: 8.001 },
    ]);
    await house.live('do-1', 165, 170, 0.001);
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toEqual(['heat']);
    await house.live('do-1', 175, 175, 0);
    expect(await house.excursions('kien-1')).toMatchObject([
      { rule: 'heat' },
      { rule: 'freeze', start: iso(175), peakCelsius: -0.5 },
    ]);
  });

  it('is shown as it is judged on its tile, and as it was measured among its readings', async () => {
    const house = await House.open({ descriptions: [PROVINCE, TOO_MUCH] });
    await house.live('do-1', 0, 10, 5);
    const tile = async () => {
      const { celsius, last24h } = await house.ask<UnitDetail>({ type: 'unit', id: 'tu-1' });
      return { celsius, ...last24h };
    };
    const shown = { celsius: 4.5, minCelsius: 4.5, maxCelsius: 4.5 };
    expect(await tile()).toEqual(shown);
    await house.restart();
    expect(await tile()).toEqual({ ...shown, minCelsius: null, maxCelsius: null });
    while (await house.keeper.pack());
    expect(await tile()).toEqual(shown);
    const range = { from: START, to: START + 3_600_000 };
    const { items } = await house.ask<{ items: ReadingView[] }>({ type: 'readings', unit: 'tu-1', ...range });
    expect(new Set(items.map((one) => one.celsius))).toEqual(new Set([5]));
  });

  it('is judged so from the first moment of the day of its certificate, and not before', async () => {
    const house = await House.open();
    await house.live('do-1', TOMORROW - 120, TOMORROW - 5, 8.3);
    const before = await house.excursions('kien-1');
    await house.live('do-1', TOMORROW, TOMORROW + 120, 8.3);
    await house.apply(line('offsetCelsius: 0.5', '2026-11-23'));
    const [heat] = (await house.excursions('kien-1')).filter(({ rule }) => rule === 'heat');
    expect(before.some(({ id }) => id === heat?.id)).toBe(true);
    expect(heat).toMatchObject({ start: iso(TOMORROW - 120), end: iso(TOMORROW), peakCelsius: 8.3 });
  });

  it('found out late: what it hid is an excursion now, and holds what was there', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 120, 7.8);
    await house.live('do-1', 125, 180, 5);
    expect(await house.holds()).toEqual([]);
    await house.apply(line('offsetCelsius: -0.3'));
    expect(await house.excursions('kien-1')).toMatchObject([
      { rule: 'heat', start: iso(0), end: iso(125), peakCelsius: 8.1 },
    ]);
    expect(await house.holds()).toMatchObject([{ state: 'open', supported: true }]);
  });

  it('found out late: a hold that its offset explains stays, and says that the evidence no longer supports it', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 120, 8.4);
    await house.live('do-1', 125, 180, 5);
    expect(await house.holds()).toMatchObject([{ state: 'open', supported: true }]);
    await house.apply(TOO_MUCH);
    expect(await house.holds()).toMatchObject([{ state: 'open', supported: false }]);
  });

  it('and all of it is found again after a restart, whatever was packed', async () => {
    const house = await House.open({ packAt: 1, descriptions: [PROVINCE, TOO_MUCH] });
    await house.live('do-1', 0, 90, 8.7);
    await house.live('do-1', 95, 120, 8.4);
    while (await house.keeper.pack());
    const before = await house.everything();
    expect(before.excursions).toMatchObject([
      { rule: 'warm', end: iso(95), peakCelsius: 8.2 },
      { rule: 'heat' },
    ]);
    await house.restart();
    await house.live('do-1', 125, 130, 8.4);
    expect((await house.everything()).excursions).toEqual(before.excursions);
  });

  it('is written into the ledger with what it says', async () => {
    const house = await House.open({
      descriptions: [PROVINCE, line('offsetCelsius: 0.5, uncertaintyCelsius: 0.2')],
    });
    const [told] = (await house.ledger()).filter(({ event }) => event.type === 'device.calibrated');
    expect(told?.event).toMatchObject({ offsetMilli: 500, uncertaintyMilli: 200 });
  });
});

describe('a probe whose clock is not believed', () => {
  it('is judged by its certificate all the same', async () => {
    const house = await House.open({ descriptions: [PROVINCE, line('offsetCelsius: -2')] });
    await house.live('do-1', 0, 10, 4);
    await house.send('do-1', [[10, 0]], { clock: 'untrusted' });
    expect(await house.excursions('kien-1')).toEqual([]);
    await house.send('do-1', [[10, -2.5]], { clock: 'untrusted' });
    expect(await house.excursions('kien-1')).toMatchObject([{ rule: 'freeze', peakCelsius: -0.5 }]);
  });
});

describe('the uncertainty of a certificate', () => {
  const UNSURE = line('uncertaintyCelsius: 0.2');

  it('counts only where the province wants it to', async () => {
    const house = await House.open({ descriptions: [PROVINCE, UNSURE] });
    await house.live('do-1', 0, 120, 7.9);
    expect(await house.excursions('kien-1')).toEqual([]);
    await house.apply('guardBand: true');
    expect(await house.excursions('kien-1')).toMatchObject([
      { rule: 'heat', start: iso(0), peakCelsius: 8.1 },
    ]);
    await house.apply('guardBand: false');
    expect(await house.holds()).toMatchObject([{ state: 'open', supported: false }]);
  });

  it('counts on the worse side of each limit, to the thousandth', async () => {
    const house = await House.open({ descriptions: [PROVINCE, UNSURE, 'guardBand: true'] });
    await house.live('do-1', 0, 90, 7.8);
    await house.live('do-1', 95, 150, -0.299);
    expect(await house.excursions('kien-1')).toEqual([]);
    const { celsius } = await house.ask<{ celsius: number }>({ type: 'unit', id: 'tu-1' });
    expect(celsius).toBe(-0.299);
    await house.live('do-1', 155, 155, -0.3);
    expect(await house.excursions('kien-1')).toMatchObject([{ rule: 'freeze', peakCelsius: -0.5 }]);
  });

  it('is refused where it cannot be meant', async () => {
    const house = await House.open();
    for (const wrong of ['offsetCelsius: 5.1', 'uncertaintyCelsius: -0.1', 'uncertaintyCelsius: 3.1'])
      await expect(house.apply(line(wrong))).rejects.toThrow('OUT_OF_RANGE');
  });
});

describe('a certificate whose last good day is over', () => {
  const due = (on: string, day: string) =>
    `devices: [{ id: do-1, unit: tu-1, calibrations: [{ on: ${on}, due: ${day} }] }]`;
  const overdue = async (house: House, minute: number) => {
    await house.wait(minute);
    return house.alerts('calibration-overdue');
  };

  it('is told when that day is over by the province’s clock, and until there is a new one', async () => {
    const house = await House.open({ descriptions: [PROVINCE, due('2025-11-22', '2026-11-22')] });
    expect(await overdue(house, TOMORROW - 1)).toEqual([]);
    expect(await overdue(house, TOMORROW + 1)).toMatchObject([
      { device: 'do-1', unit: 'tu-1', happenedAt: iso(TOMORROW), data: { due: '2026-11-22' } },
    ]);
    await house.restart();
    expect(await overdue(house, TOMORROW + 3)).toHaveLength(1);
    await house.apply(due('2026-11-23', '2027-11-23'));
    expect(await overdue(house, TOMORROW + 5)).toEqual([]);
  });

  it('is told of no device that is out of use, or in no unit', async () => {
    const house = await House.open({ descriptions: [PROVINCE, due('2025-11-01', '2026-11-01')] });
    expect(await overdue(house, 1)).toHaveLength(1);
    await house.apply(`devices: [{ id: do-1, unit: null, since: "${iso(2)}" }]`);
    expect(await overdue(house, 4)).toEqual([]);
  });

  it('stands in the temperature book of its months, and in no earlier one', async () => {
    const house = await House.open({ descriptions: [PROVINCE, due('2025-11-01', '2026-11-10')] });
    const told = async (month: string) =>
      (await house.ask<BookView>({ type: 'book', unit: 'tu-1', month })).overdue;
    const line = { device: 'do-1', probe: '1', due: '2026-11-10' };
    expect(await told('2026-11')).toEqual([line]);
    expect(await told('2026-10')).toEqual([]);
    await house.apply(due('2026-11-22', '2027-11-22'));
    expect(await told('2026-11')).toEqual([]);
    await house.wait(40 * 24 * 60);
    expect(await told('2026-11')).toEqual([]);
  });
});
