/** Clocks that cannot be believed: what they date may stop a vaccine, and never lets it go. */
import { describe, expect, it } from 'vitest';
import { House, iso, MINUTE, OFFICIALS, PROVINCE, START, VIAL } from './house.ts';

const at = (minute: number): number => START + minute * MINUTE;
type Item = { at: string; celsius: number; clock?: string };
const stored = async (house: House): Promise<Item[]> =>
  (
    await house.ask<{ items: Item[] }>({
      type: 'readings',
      unit: 'tu-1',
      from: at(-60 * 24 * 365 * 60),
      to: at(60 * 24 * 365),
    })
  ).items;

/** A message as it stands on the wire, received at minute `house.now`. */
async function tell(house: House, message: Record<string, unknown>): Promise<void> {
  const payload = Buffer.from(JSON.stringify(message));
  const receivedAt = at(house.now);
  await house.keeper.ingest([
    { device: 'do-1', kind: 'telemetry', payload, size: payload.length, receivedAt },
  ]);
}

describe('a device that says its clock is not to be believed', () => {
  const untrusted = (minute: number, celsius: number) => ({
    boot: 1,
    seq: minute,
    clock: 'untrusted',
    readings: [{ at: at(minute), celsius }],
  });

  it('makes nothing known: the vaccine is unmonitored, though all it says is in order', async () => {
    const house = await House.open();
    for (house.now = 0; house.now <= 250; house.now += 10) await tell(house, untrusted(house.now, 5));
    await house.keeper.tick();
    expect(await stored(house)).toEqual([]);
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toEqual(['unmonitored']);
    expect((await house.verdict('tinh')).verdict).not.toBe('allowed');
  });

  it('raises what it shows: the parcels are on hold, after a restart and after packing too', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5);
    house.now = 70;
    await tell(house, { ...untrusted(-3000, -1), seq: 70 });
    const expected = [{ rule: 'freeze', start: iso(60), peakCelsius: -1 }];
    expect(await house.excursions('kien-1')).toMatchObject(expected);
    expect((await house.holds('kien-1')).map(({ state }) => state)).toEqual(['open']);
    const before = await house.everything();
    await house.restart();
    expect(await house.everything()).toEqual(before);
    await house.keeper.pack();
    await house.restart();
    await house.live('do-1', 70, 90, 5);
    expect(await house.excursions('kien-1')).toMatchObject(expected);
    expect((await house.holds('kien-1')).map(({ state }) => state)).toEqual(['open']);
  });

  it('what another probe measures in time goes on to count', async () => {
    const house = await House.open();
    for (house.now = 0; house.now <= 300; house.now += 10) {
      await house.send('do-1', [[house.now, 5]], { probe: '2' });
      await tell(house, untrusted(house.now, 5));
    }
    expect(await house.excursions('kien-1')).toEqual([]);
    expect((await house.verdict('tinh')).verdict).toBe('allowed');
  });

  it('its fault ends nothing, for nobody knows when it was', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    await tell(house, { clock: 'untrusted', readings: [{ at: at(3), celsius: null }] });
    expect((await house.rejected('do-1')).map(({ reason }) => reason)).toEqual(['CELSIUS_NOT_A_NUMBER']);
    expect((await house.verdict('tinh')).verdict).toBe('allowed');
  });
});

describe('a device whose clock is wrong and that says what it shows', () => {
  it.each([
    ['a day ahead', 24 * 60],
    ['an hour ahead', 60],
    ['in 1970', -START / MINUTE],
    ['in 2099', (Date.UTC(2099, 0) - START) / MINUTE],
  ])('%s: its readings are put where they were measured', async (_, wrong) => {
    const house = await House.open();
    house.now = 40;
    const readings = [0, 10, 20, 30, 40].map((minute) => ({ at: at(minute + wrong), celsius: 5 }));
    await tell(house, { boot: 1, seq: 1, sentAt: at(40 + wrong), readings });
    expect((await stored(house)).map((one) => one.at)).toEqual([0, 10, 20, 30, 40].map(iso));
    expect(await house.rejected('do-1')).toEqual([]);
  });

  it('behind by an hour: believed once a second message is as late, and doubted until then', async () => {
    const house = await House.open();
    for (const [i, minute] of [10, 15, 20].entries()) {
      house.now = minute;
      const readings = [{ at: at(minute - 60), celsius: 5 }];
      await tell(house, { boot: 1, seq: i, sentAt: at(minute - 60), readings });
    }
    expect((await stored(house)).map((one) => one.at)).toEqual([15, 20].map(iso));
  });

  it('a message that comes again, also after a restart, changes nothing', async () => {
    const house = await House.open();
    const wrong = 600;
    const message = (sentAt: number) => ({
      boot: 1,
      seq: 1,
      sentAt: sentAt + wrong * MINUTE,
      readings: [{ at: at(5 + wrong), celsius: 5 }],
    });
    house.now = 10;
    await tell(house, message(at(10)));
    house.now = 12;
    await tell(house, message(at(12) - 300));
    await house.restart();
    await tell(house, message(at(12) - 700));
    expect((await stored(house)).map((one) => one.at)).toEqual([iso(5)]);
  });
});

describe('a device without a clock, that counts how long it has been running', () => {
  it('has its readings reckoned back from their arrival', async () => {
    const house = await House.open();
    house.now = 40;
    const readings = [600, 1200, 2400].map((uptimeSeconds) => ({ uptimeSeconds, celsius: 5 }));
    await tell(house, { boot: 3, seq: 1, uptimeSeconds: 2400, readings });
    expect((await stored(house)).map((one) => one.at)).toEqual([10, 20, 40].map(iso));
  });

  it('what it measured before it started again has no time: it can stop a vaccine, and let none go', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 10, 5);
    house.now = 40;
    await tell(house, {
      boot: 4,
      seq: 1,
      uptimeSeconds: 60,
      readings: [
        { uptimeSeconds: 9000, celsius: -2 },
        { uptimeSeconds: 30, celsius: 5 },
      ],
    });
    expect((await stored(house)).map((one) => one.at).at(-1)).toBe(iso(39.5));
    expect(await house.excursions('kien-1')).toMatchObject([{ rule: 'freeze', start: iso(10) }]);
  });
});

describe('the alert about a clock that cannot be believed', () => {
  const untrusted = (minute: number) => ({ clock: 'untrusted', readings: [{ at: at(minute), celsius: 5 }] });

  it('comes when it lasts, stays over a restart, and ends with the first reading that has a time', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    await tell(house, untrusted(5));
    await house.wait(6);
    expect(await house.alerts('clock-untrusted')).toEqual([]);
    house.now = 16;
    await tell(house, untrusted(16));
    await house.wait(17);
    const [alert] = await house.alerts('clock-untrusted');
    expect(alert).toMatchObject({ severity: 'warning', unit: 'tu-1', device: 'do-1', happenedAt: iso(5) });
    await house.restart();
    await house.wait(20);
    expect((await house.alerts('clock-untrusted')).map((one) => one.id)).toEqual([alert?.id]);
    house.now = 25;
    await house.send('do-1', [[25, 5]]);
    await house.wait(27);
    expect((await house.alerts('clock-untrusted')).filter((one) => one.resolvedAt === null)).toEqual([]);
  });
});

describe('what is told of a reading says how far its time is believed', () => {
  it('in the list of readings, in the list of those without a time, and on the page of the device', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 5, 5);
    house.now = 20;
    await tell(house, { boot: 1, seq: 1, sentAt: at(80), readings: [{ at: at(70), celsius: 6 }] });
    await tell(house, { boot: 1, seq: 2, clock: 'untrusted', readings: [{ at: 0, celsius: 7 }] });
    expect((await stored(house)).map(({ celsius, clock }) => [celsius, clock])).toEqual([
      [5, undefined],
      [5, undefined],
      [6, 'corrected'],
    ]);
    const range = { unit: 'tu-1', from: at(0), to: at(60) };
    const untimed = await house.ask<{ items: Item[] }>({ type: 'readings', ...range, clock: 'untrusted' });
    expect(untimed.items).toEqual([
      {
        at: iso(20),
        celsius: 7,
        probe: '1',
        clock: 'untrusted',
        device: 'do-1',
        earliestAt: iso(10),
        claimedAt: '1970-01-01T00:00:00.000Z',
      },
    ]);
    const { messages, heardAt } = await house.ask<{ messages: Item[]; heardAt: string }>({
      type: 'device',
      id: 'do-1',
    });
    expect(messages.map(({ celsius, clock }) => [celsius, clock])).toEqual([
      [7, 'untrusted'],
      [6, 'corrected'],
      [5, 'trusted'],
      [5, 'trusted'],
    ]);
    expect(heardAt).toBe(iso(20));
  });

  it('a value past the limit that comes after a release holds the parcel again', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 5, 5);
    const cold = (minute: number) => ({
      clock: 'untrusted',
      readings: [{ at: at(minute), celsius: -2 }],
    });
    house.now = 10;
    await tell(house, cold(10));
    const [hold] = await house.holds('kien-1');
    house.now = 12;
    await house.release(hold?.id ?? '');
    house.now = 14;
    await tell(house, cold(3));
    expect((await house.holds('kien-1')).map(({ state }) => state).sort()).toEqual(['open', 'released']);
  });
});

describe('when the clock of the service itself is wrong', () => {
  it('set back by an hour, it takes nothing for newer than it is: no permission comes of it', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5);
    const leaseAt = async () =>
      Date.parse(
        (await house.ask<{ validUntil: string }>({ type: 'eligibility', barcode: VIAL, site: 'tinh' }))
          .validUntil,
      );
    const before = await leaseAt();
    house.now = 5;
    await house.send('do-1', [[65, 5]]);
    expect((await house.rejected('do-1')).map(({ reason }) => reason)).toEqual(['AT_IN_FUTURE']);
    expect(await leaseAt()).toBeLessThanOrEqual(before);
  });

  it('set forward by ten years, everything is unmonitored or expired', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 5);
    await house.wait(10 * 366 * 24 * 60);
    expect((await house.verdict('tinh')).verdict).toBe('blocked');
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toEqual(['unmonitored']);
  });

  it('back again, a device that says when it sends is put right by it, and what is past a limit still holds', async () => {
    const house = await House.open();
    for (house.now = 0; house.now <= 60; house.now += 5)
      await tell(house, {
        boot: 1,
        seq: house.now,
        sentAt: at(house.now),
        readings: [{ at: at(house.now), celsius: 5 }],
      });
    house.now = 5;
    await tell(house, { boot: 1, seq: 65, sentAt: at(65), readings: [{ at: at(65), celsius: -2 }] });
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toEqual(['freeze']);
  });
});
