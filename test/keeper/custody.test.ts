import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/custody/canonical.ts';
import type {
  HandoffView,
  ReceiptView,
  ShipmentView,
  SignedTripView,
} from '../../src/keeper/custody-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { actorOf, deliver, Phone, ROAD, statuses, trip } from './custody-house.ts';
import { House, iso } from './house.ts';

async function road() {
  const house = await House.open({ now: 1, descriptions: [ROAD] });
  const [kho, hoTong, yTa] = await Promise.all(
    ['kho', 'ho.tong', 'y.ta'].map((username) => Phone.enrolled(house, username)),
  );
  if (kho === undefined || hoTong === undefined || yTa === undefined) throw new Error('three phones');
  return { house, phones: { kho, hoTong, yTa } };
}

const ACCEPTED = Array.from({ length: 7 }, () => 'accepted');

describe('a trip from the depot to the commune', () => {
  it('is told by the phones and leaves one chain, one shipment and two handoffs', async () => {
    const { house, phones } = await road();
    const events = trip(phones);
    for (const event of events) {
      house.now = (Date.parse(event.body.at) - Date.parse(iso(0))) / 60_000;
      expect(statuses(await deliver(house, event.body.by, [event]))).toEqual(['accepted']);
    }
    const parcel = await house.parcel('kien-1');
    expect(parcel).toMatchObject({ unit: 'tu-2', site: 'xa', doses: 240 });
    expect(parcel.stays).toEqual([
      { unit: 'tu-1', in: iso(0), out: iso(20) },
      { unit: 'hom-1', in: iso(20), out: iso(130) },
      { unit: 'tu-2', in: iso(130), out: null },
    ]);
    expect(parcel.custody.possessions.map((p) => [p.holder.id, p.from, p.to])).toEqual([
      ['tinh', iso(0), iso(32)],
      ['ho.tong', iso(32), iso(122)],
      ['xa', iso(122), null],
    ]);
    const [shipment] = (await house.ask<Paged<ShipmentView>>({ type: 'shipments' })).items;
    expect(shipment).toMatchObject({
      state: 'closed',
      departedAt: iso(32),
      arrivedAt: iso(122),
      closedAt: iso(130),
    });
    const handoffs = (await house.ask<Paged<HandoffView>>({ type: 'handoffs' })).items;
    expect(handoffs.map(({ state, discrepancies }) => [state, discrepancies])).toEqual([
      ['complete', []],
      ['complete', []],
    ]);
  });

  it('is the same when all of it comes three days later, in reverse order, ten times', async () => {
    const { house, phones } = await road();
    house.now = 3 * 1440;
    const events = trip(phones).toReversed();
    for (const event of events) await deliver(house, event.body.by, [event]);
    for (let i = 0; i < 9; i++)
      for (const event of events)
        expect(statuses(await deliver(house, event.body.by, [event]))).toEqual(['duplicate']);
    const parcel = await house.parcel('kien-1');
    expect(parcel.stays.map(({ unit, in: since }) => [unit, since])).toEqual([
      ['tu-1', iso(0)],
      ['hom-1', iso(20)],
      ['tu-2', iso(130)],
    ]);
    expect(parcel.custody.possessions.map((p) => p.holder.id)).toEqual(['tinh', 'ho.tong', 'xa']);
    expect(parcel.custody.conflicts).toEqual([]);
    expect(
      (await house.holds('kien-1')).filter(({ kind, state }) => kind === 'custody' && state === 'open'),
    ).toEqual([]);
    const before = await house.everything();
    await house.restart();
    expect(await house.everything()).toEqual(before);
    expect(await house.parcel('kien-1')).toEqual(parcel);
  });

  it('is answered with receipts that a phone can verify with what it took along', async () => {
    const { house, phones } = await road();
    house.now = 200;
    const answers = await deliver(house, 'kho', trip(phones));
    expect(statuses(answers)).toEqual(ACCEPTED);
    const [shipment] = (await house.ask<Paged<ShipmentView>>({ type: 'shipments' })).items;
    const taken = await house.ask<SignedTripView>({ type: 'trip', shipment: shipment?.id ?? '' });
    const key = createPublicKey({ key: { ...taken.trip.service.jwk }, format: 'jwk' });
    const ledger = await house.ledger();
    for (const { receipt } of answers) {
      if (receipt === null) throw new Error('each has a receipt');
      const { key: _key, signature, ...said }: ReceiptView = receipt;
      expect(verify(null, Buffer.from(canonicalJson(said)), key, Buffer.from(signature, 'base64url'))).toBe(
        true,
      );
      const row = ledger.find(({ seq }) => seq === receipt.ledgerSeq);
      expect([row?.event.id, row?.leaf.toLowerCase()]).toEqual([receipt.event, receipt.leaf]);
    }
    expect(taken.bytes).toBeLessThan(20_000);
    const people = taken.trip.people.map(({ username, keys }) => [username, keys.length]);
    expect(people).toContainEqual(['y.ta', 1]);
  });

  it('is planned at a desk and offered in a session, and the code is answered once', async () => {
    const { house } = await road();
    const shipment = await house.does<ShipmentView>(actorOf('kho'), {
      ...{ type: 'shipment.plan', from: 'tinh', to: 'xa', stops: [], escort: 'ho.tong', note: '' },
      ...{ departAt: Date.parse(iso(30)), arriveBy: Date.parse(iso(90)) },
      parcels: [{ parcel: 'kien-1', doses: 240 }],
    });
    expect(shipment).toMatchObject({ state: 'planned', fromName: 'Kho tỉnh', toName: 'Trạm y tế xã' });
    const offer = await house.does<{ code: string; handoff: HandoffView }>(actorOf('kho'), {
      ...{ type: 'handoff.offer', shipment: shipment.id, boxes: [], place: 'tinh', validSeconds: 1800 },
      ...{ parcels: [{ parcel: 'kien-1', doses: 240 }], to: { kind: 'person', id: 'ho.tong' } },
    });
    expect(offer.code).toMatch(/^[0-9a-f]{32}$/);
    expect(offer.handoff.state).toBe('offered');
  });
});
