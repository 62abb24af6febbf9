/** What time brings, what comes late, and who decides. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivered } from '../../src/custody/types.ts';
import type { HandoffView, ShipmentView } from '../../src/keeper/custody-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { actorOf, all, codeOf, deliver, hashOf, Phone, ROAD, statuses, trip, uuid } from './custody-house.ts';
import { DEPOT, House, iso, OFFICIALS, VIAL } from './house.ts';

let house: House;
let kho: Phone;
let hoTong: Phone;
let yTa: Phone;

beforeEach(async () => {
  house = await House.open({ now: 1, descriptions: [ROAD] });
  kho = await Phone.enrolled(house, 'kho');
  hoTong = await Phone.enrolled(house, 'ho.tong');
  yTa = await Phone.enrolled(house, 'y.ta');
});

const handoffs = async () => (await house.ask<Paged<HandoffView>>({ type: 'handoffs' })).items;
const sent = async (by: string, ...events: unknown[]) => statuses(await deliver(house, by, events));
const custodyHolds = async () =>
  (await house.holds('kien-1')).filter(({ kind }) => kind === 'custody').map(({ state }) => state);

function offer(minute: number, to: string) {
  const handoff = uuid(minute);
  const given = kho.says(minute, {
    ...{ type: 'handoff.offered', handoff, boxes: [], place: 'tinh' },
    ...{ to: { kind: 'person', id: to }, parcels: [{ parcel: 'kien-1', doses: 240 }] },
    ...{ codeHash: hashOf(codeOf(handoff)), validUntil: iso(minute + 60) },
  });
  const taken = (by: Phone, at: number): Delivered =>
    by.says(at, {
      ...{ type: 'handoff.taken', handoff, code: codeOf(handoff), boxes: [], place: 'tinh' },
      ...{ parcels: [all('kien-1', 240)], reason: null },
    });
  return { handoff, given, taken };
}

describe('half a handoff', () => {
  it('is disputed after two hours when the other side has a signal, with an alert and a hold; the late second side ends both', async () => {
    house.now = 10;
    const { given, taken } = offer(10, 'ho.tong');
    const late = taken(hoTong, 11);
    await sent('kho', given);
    house.now = 60;
    await sent(
      'ho.tong',
      hoTong.says(60, { type: 'incident.reported', kind: 'delay', text: '', unit: null }),
    );
    await house.wait(129);
    expect((await handoffs()).map(({ state }) => state)).toEqual(['offered']);
    await house.wait(131);
    expect((await handoffs()).map(({ state }) => state)).toEqual(['disputed']);
    expect(await house.alerts('handoff-disputed')).toHaveLength(1);
    expect(await custodyHolds()).toEqual(['open']);
    expect((await house.verdict('tinh')).codes).toContain('CUSTODY_BROKEN');
    await house.restart();
    expect(await custodyHolds()).toEqual(['open']);
    house.now = 200;
    expect(await sent('ho.tong', late)).toEqual(['accepted']);
    expect((await handoffs()).map(({ state }) => state)).toEqual(['complete']);
    expect(await custodyHolds()).toEqual(['withdrawn']);
    expect(await house.alerts('handoff-disputed')).toHaveLength(0);
    const types = (await house.ledger()).map(({ event }) => event.type);
    expect(types).toEqual(
      expect.arrayContaining(['handoff.disputed', 'handoff.resolved', 'handoff.completed']),
    );
  });

  it('waits up to 72 hours while the other side was never heard of, and no longer', async () => {
    house.now = 10;
    await sent('kho', offer(10, 'ho.tong').given);
    await house.wait(10 + 71 * 60);
    expect((await handoffs()).map(({ state }) => state)).toEqual(['waiting']);
    await house.wait(11 + 72 * 60);
    expect((await handoffs()).map(({ state }) => state)).toEqual(['expired']);
    expect(await custodyHolds()).toEqual([]);
  });
});

describe('what was split off at the desk while half a handoff was disputed', () => {
  const openHolds = async (parcel: string) =>
    (await house.holds(parcel)).filter(({ kind, state }) => kind === 'custody' && state === 'open').length;
  const split = (parcel: string, id: string, doses: number) =>
    house.does(DEPOT, { type: 'parcel.split', parcel, parts: [{ id, doses }] });

  async function disputed() {
    house.now = 10;
    const { given, taken } = offer(10, 'ho.tong');
    const late = taken(hoTong, 11);
    await sent('kho', given);
    house.now = 60;
    const delay = { type: 'incident.reported', kind: 'delay', text: '', unit: null } as const;
    await sent('ho.tong', hoTong.says(60, delay));
    await house.wait(131);
    return late;
  }

  it('is free again when the late second side comes, with the parcel itself and with what was split off it in turn', async () => {
    const late = await disputed();
    await split('kien-1', 'phan-1', 40);
    await split('phan-1', 'phan-2', 10);
    expect(await Promise.all(['kien-1', 'phan-1', 'phan-2'].map(openHolds))).toEqual([1, 1, 1]);
    await house.restart();
    await house.wait(140);
    expect(await Promise.all(['kien-1', 'phan-1', 'phan-2'].map(openHolds))).toEqual([1, 1, 1]);
    house.now = 200;
    expect(await sent('ho.tong', late)).toEqual(['accepted']);
    expect(await Promise.all(['kien-1', 'phan-1', 'phan-2'].map(openHolds))).toEqual([0, 0, 0]);
    expect((await house.holds('phan-2')).map(({ state }) => state)).toEqual(['withdrawn']);
  });

  it('stays free where two officials had released the whole before it was split', async () => {
    await house.apply(OFFICIALS);
    await disputed();
    const [hold] = await house.holds('kien-1');
    await house.release(hold?.id ?? '');
    await split('kien-1', 'phan-1', 40);
    await house.wait(150);
    await house.restart();
    await house.wait(160);
    expect((await house.holds('phan-1')).map(({ state }) => state)).toEqual(['released']);
  });
});

describe('two stories of one parcel', () => {
  it('are both kept, hold it, and an official who is no party to them says which is true', async () => {
    const xeMay = await Phone.enrolled(house, 'xe.may');
    const [first, second] = [offer(10, 'ho.tong'), offer(12, 'xe.may')];
    house.now = 30;
    expect(await sent('kho', first.given, first.taken(hoTong, 11), second.given)).toEqual([
      'accepted',
      'accepted',
      'waiting HANDOFF_NOT_HOLDER',
    ]);
    const rival = second.taken(xeMay, 13);
    expect(await sent('xe.may', rival)).toEqual(['conflict']);
    const parcel = await house.parcel('kien-1');
    expect(parcel.custody.possessions.map((p) => p.holder.id)).toEqual(['tinh', 'ho.tong']);
    expect(parcel.custody.conflicts.map(({ events }) => events.length)).toEqual([2]);
    expect(await custodyHolds()).toEqual(['open']);
    expect(await house.alerts('custody-conflict')).toHaveLength(1);
    const command = {
      type: 'custody.resolve',
      parcel: 'kien-1',
      event: rival.body.id,
      reason: 'ảnh',
    } as const;
    expect(await house.tell(DEPOT, command)).toMatchObject({ refusal: { code: 'FORBIDDEN_ROLE' } });
    await house.does(actorOf('an'), command);
    const after = await house.parcel('kien-1');
    expect(after.custody.possessions.map((p) => p.holder.id)).toEqual(['tinh', 'xe.may']);
    expect(after.custody.conflicts).toEqual([]);
    expect(await custodyHolds()).toEqual(['withdrawn']);
    expect(await house.alerts('custody-conflict')).toHaveLength(0);
    await house.restart();
    expect(await house.parcel('kien-1')).toEqual(after);
  });
});

describe('a story whose beginning nobody knows', () => {
  it('contradicts nobody, however long it is, and becomes a hold with time alone', async () => {
    const xeMay = await Phone.enrolled(house, 'xe.may');
    const parcels = [{ parcel: 'kien-1', doses: 240 }];
    const handed = (minute: number, from: Phone, to: Phone): Delivered[] => {
      const handoff = uuid(minute);
      const [code, place] = [codeOf(handoff), null];
      return [
        from.says(minute, {
          ...{ type: 'handoff.offered', handoff, boxes: [], place, parcels, codeHash: hashOf(code) },
          ...{ to: { kind: 'person', id: to.username }, validUntil: iso(minute + 60) },
        }),
        to.says(minute + 1, {
          ...{ type: 'handoff.taken', handoff, code, boxes: [], place, reason: null },
          parcels: [all('kien-1', 240)],
        }),
      ];
    };
    house.now = 60;
    // How ho.tong came by it is in a phone that was not heard of.
    await sent('xe.may', ...handed(10, hoTong, xeMay), ...handed(30, xeMay, hoTong));
    expect((await house.parcel('kien-1')).custody.conflicts.map(({ events }) => events.length)).toEqual([2]);
    expect(await house.alerts('custody-conflict')).toHaveLength(0);
    await house.wait(60 + 119);
    expect(await custodyHolds()).toEqual([]);
    await house.wait(61 + 72 * 60);
    expect(await custodyHolds()).toEqual(['open']);
  });
});

describe('a trip', () => {
  it('that should have arrived calls people until it has', async () => {
    const events = trip({ kho, hoTong, yTa });
    house.now = 40;
    await sent('kho', ...events.slice(0, 4));
    await house.wait(189);
    expect(await house.alerts('shipment-overdue')).toHaveLength(0);
    await house.wait(191);
    expect(await house.alerts('shipment-overdue')).toMatchObject([{ site: 'xa' }]);
    const [shipment] = (await house.ask<Paged<ShipmentView>>({ type: 'shipments' })).items;
    expect(shipment).toMatchObject({ state: 'under-way', overdue: true });
    await sent('y.ta', ...events.slice(4));
    expect(await house.alerts('shipment-overdue')).toHaveLength(0);
  });

  it('with a box that gets warm is at risk before it is too late, and an opened box is told', async () => {
    const events = trip({ kho, hoTong, yTa });
    house.now = 40;
    await sent(
      'kho',
      ...events.slice(0, 4),
      hoTong.says(39, {
        type: 'box.opened',
        shipment: events[0]?.body.shipment ?? null,
        unit: 'hom-1',
        reason: 'kiểm tra',
      }),
    );
    expect(await house.alerts('box-opened')).toMatchObject([{ unit: 'hom-1', site: 'xa' }]);
    await house.live('do-3', 41, 60, 10);
    await house.wait(61);
    expect(await house.alerts('box-at-risk')).toMatchObject([
      { unit: 'hom-1', data: { side: 'above', breachAt: iso(101) } },
    ]);
    await house.live('do-3', 62, 80, 5);
    await house.wait(81);
    expect(await house.alerts('box-at-risk')).toHaveLength(0);
  });

  it('told three days late finds what happened in the box, holds the vaccine, and tells whose time it was', async () => {
    await house.live('do-1', 0, 25, 4);
    // The box was too warm on the road: for an hour with the escort, and for minutes at the commune before it was emptied.
    for (const [from, to, celsius] of [
      [20, 55, 4],
      [60, 200, 12],
      [205, 300, 4],
    ] as const)
      await house.live('do-3', from, to, celsius);
    await house.live('do-2', 0, 4300, 4, 10);
    house.now = 4300;
    // As the commune knew it: it simply has it.
    await house.does(DEPOT, {
      type: 'parcel.move',
      parcel: 'kien-1',
      unit: 'tu-2',
      at: Date.parse(iso(4200)),
    });
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toEqual(['unmonitored']);
    const answers = await sent('y.ta', ...trip({ kho, hoTong, yTa }));
    expect(answers).toEqual(Array.from({ length: 7 }, () => 'accepted'));
    const parcel = await house.parcel('kien-1');
    expect([...new Set(parcel.stays.map(({ unit }) => unit))]).toEqual(['tu-1', 'hom-1', 'tu-2']);
    const heat = parcel.excursions.find(({ rule }) => rule === 'heat');
    expect(heat).toMatchObject({ start: iso(60), breachedAt: iso(120) });
    const whose = parcel.custody.attributions.find(({ excursion }) => excursion === heat?.id);
    expect(whose?.segments.map(({ holder, beyondSeconds }) => [holder.id, beyondSeconds])).toEqual([
      ['ho.tong', 62 * 60],
      ['xa', 8 * 60],
    ]);
    expect((await house.verdict('xa', VIAL)).codes).toContain('PARCEL_ON_HOLD');
    expect(await house.alerts('late-discovery')).toHaveLength(1);
  });
});
