/** What counted and then does not, through something that came late: people learn of it, and nothing is allowed meanwhile. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ParcelStoryView } from '../../src/keeper/official-views.ts';
import { actorOf, all, codeOf, deliver, hashOf, Phone, ROAD, statuses, uuid } from './custody-house.ts';
import { AN, DEPOT, House, iso } from './house.ts';

const WORLD = ROAD.replace(
  /parcels:\n/,
  `parcels:\n  - { id: kien-2, gtin: "08930000000002", lot: FK1234, doses: 60, unit: tu-1, since: 2026-11-22T00:00:00Z }\n`,
);
const SHIPMENT = 'chuyen-1';
let house: House;
let kho: Phone;
let hoTong: Phone;
/** A second clerk's phone without a signal. */
let khoOffline: Phone;

beforeEach(async () => {
  house = await House.open({ now: 1, descriptions: [WORLD] });
  kho = await Phone.enrolled(house, 'kho');
  khoOffline = await Phone.enrolled(house, 'kho');
  hoTong = await Phone.enrolled(house, 'ho.tong');
  house.now = 30;
});

const sent = async (by: string, ...events: unknown[]) => statuses(await deliver(house, by, events));
const custodyHolds = async (parcel: string) =>
  (await house.holds(parcel)).filter(({ kind }) => kind === 'custody').map(({ state }) => state);
const told = async () =>
  (await house.ledger()).flatMap(({ event }) =>
    event.type === 'custody.overturned' || event.type === 'custody.reinstated'
      ? [[event.type, event.event]]
      : [],
  );

function planned() {
  const one = { parcel: 'kien-1', doses: 240 };
  const plan = kho.says(5, {
    ...{ type: 'shipment.planned', shipment: SHIPMENT, from: 'tinh', to: 'xa', stops: [], note: '' },
    ...{ escort: 'ho.tong', departAt: iso(25), arriveBy: iso(180), parcels: [one] },
  });
  const box = { unit: 'hom-1', parcels: [one], seal: null, celsius: null };
  const pack = kho.says(20, {
    ...{ type: 'shipment.packed', shipment: SHIPMENT },
    boxes: [{ ...box, coolant: { kind: 'none', conditionedAt: null } }],
  });
  const cancel = khoOffline.says(15, { type: 'shipment.cancelled', shipment: SHIPMENT, reason: 'xe hỏng' });
  return { plan, pack, cancel };
}

function handed(minute: number, handoff: string, shipment: string | null, parcel: string, doses: number) {
  const parcels = [{ parcel, doses }];
  return [
    kho.says(minute, {
      ...{ type: 'handoff.offered', shipment, handoff, parcels, boxes: [], place: 'tinh' },
      ...{ to: { kind: 'person', id: 'ho.tong' }, codeHash: hashOf(codeOf(handoff)) },
      validUntil: iso(minute + 60),
    }),
    hoTong.says(minute + 1, {
      ...{ type: 'handoff.taken', shipment, handoff, code: codeOf(handoff), place: 'tinh', reason: null },
      ...{ parcels: [all(parcel, doses)], boxes: [] },
    }),
  ] as const;
}

describe('a packing that counted until a cancellation came from a phone without a signal', () => {
  it('is told in the parcel’s story, in order, with why it counts no more and that an official may decide', async () => {
    const { plan, pack, cancel } = planned();
    await sent('kho', plan, pack);
    await sent('kho', cancel);
    const story = async (who: typeof DEPOT) => {
      const answer = await house.keeper.ask(who, { type: 'parcel.story', id: 'kien-1' });
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
      return answer.value as ParcelStoryView;
    };
    const told = await story(AN);
    expect(told.events.map(({ id, counts }) => [id, counts])).toEqual([
      [plan.body.id, true],
      [pack.body.id, false],
    ]);
    expect(told.events[1]?.why?.vi).toMatch(/\S/);
    expect(told.overturned).toEqual([{ event: pack.body.id, since: iso(30) }]);
    expect([told.conflicts, told.mayDecide]).toEqual([[], true]);
    expect((await story(DEPOT)).mayDecide).toBe(false);
  });

  it('calls the officials, is in the ledger, and holds what it had put into the box', async () => {
    const { plan, pack, cancel } = planned();
    expect(await sent('kho', plan, pack)).toEqual(['accepted', 'accepted']);
    expect((await house.parcel('kien-1')).unit).toBe('hom-1');
    expect(await sent('kho', cancel)).toEqual(['accepted']);
    const parcel = await house.parcel('kien-1');
    expect(parcel.unit).toBe('tu-1');
    expect(parcel.custody.overturned).toEqual([
      { event: pack.body.id, code: 'SHIPMENT_CANCELLED', since: iso(30) },
    ]);
    expect(await custodyHolds('kien-1')).toEqual(['open']);
    expect((await house.verdict('tinh')).codes).toContain('CUSTODY_BROKEN');
    expect(await house.alerts('custody-overturned')).toMatchObject([
      { site: 'tinh', data: { event: pack.body.id, code: 'SHIPMENT_CANCELLED', parcels: 1, by: 'kho' } },
    ]);
    expect(await told()).toEqual([['custody.overturned', pack.body.id]]);
    expect(await custodyHolds('kien-2')).toEqual([]);
    await house.restart();
    await house.keeper.tick();
    expect(await custodyHolds('kien-1')).toEqual(['open']);
    expect(await house.alerts('custody-overturned')).toHaveLength(1);
    expect(await sent('kho', pack)).toEqual(['refused SHIPMENT_CANCELLED']);
    expect(await told()).toHaveLength(1);
  });

  it('counts again when something else comes that was before: the hold and the alert end, and the ledger says since when', async () => {
    const { plan, pack, cancel } = planned();
    await sent('kho', plan, pack);
    await sent('kho', cancel);
    house.now = 40;
    await sent('ho.tong', ...handed(10, uuid(10), SHIPMENT, 'kien-2', 60));
    expect((await house.parcel('kien-1')).unit).toBe('hom-1');
    expect(await custodyHolds('kien-1')).toEqual(['withdrawn']);
    const [first, ...then] = await told();
    expect(first).toEqual(['custody.overturned', pack.body.id]);
    expect(then.sort()).toEqual([
      ['custody.overturned', cancel.body.id],
      ['custody.reinstated', pack.body.id],
    ]);
    // Now it is the cancellation that had counted; it had moved nothing.
    const alerts = await house.alerts('custody-overturned');
    expect(alerts.map(({ data }) => [data.event, data.parcels])).toEqual([[cancel.body.id, 0]]);
    await house.does(actorOf('an'), {
      ...{ type: 'custody.resolve', parcel: 'kien-1', event: cancel.body.id, reason: 'đã hỏi kho' },
    });
    expect(await house.alerts('custody-overturned')).toEqual([]);
  });

  it('is explained by an official who is no party to it, and by nobody else', async () => {
    const { plan, pack, cancel } = planned();
    await sent('kho', plan, pack);
    await sent('kho', cancel);
    const command = {
      type: 'custody.resolve',
      parcel: 'kien-1',
      event: pack.body.id,
      reason: 'đã xem',
    } as const;
    expect(await house.tell(actorOf('kho'), command)).toMatchObject({ refusal: { code: 'FORBIDDEN_ROLE' } });
    expect(await house.tell(actorOf('an'), { ...command, event: 'x' })).toMatchObject({
      refusal: { code: 'CUSTODY_EVENT_UNKNOWN' },
    });
    await house.does(actorOf('an'), command);
    expect(await custodyHolds('kien-1')).toEqual(['withdrawn']);
    expect(await house.alerts('custody-overturned')).toEqual([]);
    expect((await house.parcel('kien-1')).custody.overturned).toEqual([]);
    await house.restart();
    await house.keeper.tick();
    expect(await custodyHolds('kien-1')).toEqual(['withdrawn']);
    expect(await house.tell(actorOf('an'), command)).toMatchObject({
      refusal: { code: 'CUSTODY_NOT_IN_CONFLICT' },
    });
  });

  it('says nothing of what came together with what stands against it: nobody was told that it counts', async () => {
    const { plan, pack, cancel } = planned();
    expect(await sent('kho', plan, pack, cancel)).toEqual([
      'accepted',
      'refused SHIPMENT_CANCELLED',
      'accepted',
    ]);
    expect(await told()).toEqual([]);
    expect(await custodyHolds('kien-1')).toEqual([]);
    expect(await house.alerts('custody-overturned')).toEqual([]);
  });
});

describe('a handoff that was complete', () => {
  it('is not undone in silence by an offer of the same name from before, and what was split off since is held with it', async () => {
    const handoff = uuid(10);
    const [offered, taken] = handed(10, handoff, null, 'kien-1', 240);
    await sent('ho.tong', offered, taken);
    const part = 'kien-1-b';
    const parts = [{ id: part, doses: 40 }];
    await house.does(DEPOT, { type: 'parcel.split', parcel: 'kien-1', parts });
    const [forged] = handed(8, handoff, null, 'kien-2', 60);
    house.now = 40;
    await sent('kho', forged);
    expect((await house.parcel('kien-1')).custody.possessions.map((p) => p.holder.id)).toEqual(['tinh']);
    for (const parcel of ['kien-1', part]) expect(await custodyHolds(parcel)).toEqual(['open']);
    const alerts = await house.alerts('custody-overturned');
    expect(alerts.map(({ data }) => data.code).sort()).toEqual(['EVENT_DOSES_DIFFER', 'HANDOFF_EXISTS']);
    // An official who was there: the handoff was made as it was told first, and what came later is not.
    await house.does(actorOf('an'), {
      ...{ type: 'custody.resolve', parcel: 'kien-1', event: taken.body.id, reason: 'đã gặp người áp tải' },
    });
    for (const parcel of ['kien-1', part]) expect(await custodyHolds(parcel)).toEqual(['withdrawn']);
  });
});
