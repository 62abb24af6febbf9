/** The third part: the phones come back in the wrong order, and the service knows what happened as it happened. */
import assert from 'node:assert/strict';
import type { HandoffView, ShipmentView } from '../../../src/keeper/custody-views.ts';
import type { ParcelDetail, ParcelView } from '../../../src/keeper/views.ts';
import type { Phone } from './phone.ts';
import { ADMIN, BIKE, HEPB, MR, NURSE, RECEIVED, STORE, TRUCK } from './province.ts';
import { phonesOf, type Step, type Told } from './story.ts';

const LONGEST_MS = 30_000;

/** From the network's return until everything recorded here has its receipt. */
async function comesBack({ look, measured }: Told, phone: Phone): Promise<void> {
  await phone.open('/hop-thu-di');
  const items = phone.page.getByRole('listitem');
  await items.first().waitFor();
  const count = await items.count();
  if (phone.who === NURSE) await look(phone.page, 'nurse-outbox-waiting');
  const [down, up] = [phone.line.down, phone.line.up];
  const since = performance.now();
  await phone.context.setOffline(false);
  await phone.page
    .getByText(/Biên nhận máy chủ số/)
    .nth(count - 1)
    .waitFor({ timeout: LONGEST_MS });
  const took = (performance.now() - since) / 1000;
  const sent = `${phone.line.up - up} bytes up, ${phone.line.down - down} down`;
  measured.push(
    `${phone.who}: ${count} events, ${took.toFixed(2)} s from the network to the last receipt (${sent})`,
  );
  await look(phone.page, `${phone.who}-outbox-receipts`);
  // What lies between may be in a phone that has no network yet: that contradicts nobody.
  const notWell = items.filter({ hasText: /Lỗi cần sửa|Mâu thuẫn|Chờ mạng/ });
  assert.deepEqual(await notWell.allInnerTexts(), []);
}

export const BACK_IN_REACH: readonly Step[] = [
  {
    title:
      'the nurse’s phone is the first that finds a network: everything is kept, though nobody knows yet how the box came there',
    run: async (told) => {
      const { road, nurse, trip } = told;
      await road.until(190);
      await comesBack(told, nurse);
      const { custody } = await road.ask<ParcelDetail>(ADMIN, '/parcels/kien-vgb');
      assert.equal(custody.holder?.id, 'khu-vuc');
      await nurse.open(`/chuyen/${trip}`);
      await nurse.page.getByRole('heading', { name: 'Hộp', exact: true }).waitFor();
      await told.look(nurse.page, 'nurse-trip-waiting');
    },
  },
  {
    title: 'then the motorbike’s, with the truck’s side of nothing yet; and the truck’s last of all',
    run: async (told) => {
      const { road, bike, truck } = told;
      await road.until(205);
      await comesBack(told, bike);
      await road.until(220);
      await comesBack(told, truck);
      for (const phone of phonesOf(told)) {
        const { up, down } = phone.line;
        told.measured.push(
          `${phone.who}: ${(up / 1000).toFixed(1)} kB up and ${(down / 1000).toFixed(1)} kB down in all`,
        );
        assert.deepEqual(phone.faults, []);
      }
    },
  },
  {
    title: 'the chain is as it happened, to the minute, although it came backwards; and the trip is closed',
    run: async ({ road, trip }) => {
      const shipment = await road.ask<ShipmentView>(STORE, `/shipments/${trip}`);
      assert.equal(shipment.state, 'closed');
      const { items: handoffs } = await road.ask<{ items: HandoffView[] }>(
        STORE,
        `/handoffs?shipment=${trip}`,
      );
      const inOrder = [...handoffs].sort((a, b) => (a.taken?.at ?? '').localeCompare(b.taken?.at ?? ''));
      assert.deepEqual(
        inOrder.map(({ state, given, taken }) => [state, given?.by, taken?.by, given?.signed, taken?.signed]),
        [
          ['complete', STORE, TRUCK, true, true],
          ['complete', TRUCK, BIKE, true, true],
          ['complete', BIKE, NURSE, true, true],
        ],
      );
      const [mr = ''] = shipment.planned.filter(({ doses }) => doses === 150).map(({ parcel }) => parcel);
      for (const parcel of [mr, 'kien-vgb']) {
        const { custody } = await road.ask<ParcelDetail>(ADMIN, `/parcels/${parcel}`);
        assert.deepEqual(
          custody.possessions.map(({ holder }) => holder.id),
          ['khu-vuc', TRUCK, BIKE, 'ea-huar'],
        );
        assert.deepEqual(custody.conflicts, []);
        const minutes = custody.possessions
          .slice(1)
          .map(({ from }) => (Date.parse(from) - road.startAt) / 60_000);
        // By the service's clock, also from the phone whose own clock is three minutes ahead.
        for (const [i, planned] of [30, 99, 155].entries())
          assert.ok(Math.abs((minutes[i] ?? 0) - planned) < 1.5, `handed on at minute ${minutes[i]}`);
      }
    },
  },
  {
    title: 'the warm minutes belong to who held the box then: each escort has their part',
    run: async ({ road, measured }) => {
      const { custody, excursions } = await road.ask<ParcelDetail>(ADMIN, '/parcels/kien-vgb');
      assert.equal(excursions.length, 1);
      const [{ segments } = { segments: [] }] = custody.attributions;
      assert.deepEqual(
        segments.map(({ holder }) => holder.id),
        [TRUCK, BIKE],
      );
      const [first = 0, second = 0] = segments.map(({ beyondSeconds }) => beyondSeconds);
      // Warm from minute 87 to 111, handed on within a minute of 99.
      assert.ok(first >= 12 * 60 && first < 13.5 * 60, `${first} s with the first`);
      assert.ok(Math.abs(first + second - 24 * 60) <= 61, `${first + second} s in all`);
      measured.push(`beyond 8 °C: ${first} s with ${TRUCK}, ${second} s with ${BIKE}`);
    },
  },
  {
    title: 'the dose that is gone is on hold with who had it; no dose came or went otherwise',
    run: async ({ road, measured }) => {
      const all = (await road.ask<{ items: ParcelView[] }>(ADMIN, '/parcels?limit=500')).items;
      const missing = all.filter(({ gtin, doses }) => gtin === HEPB.gtin && doses === 1);
      assert.equal(missing.length, 1);
      const lost = await road.ask<ParcelDetail>(ADMIN, `/parcels/${missing[0]?.id}`);
      assert.equal(lost.custody.holder?.id, TRUCK);
      assert.ok(lost.openHolds > 0);
      for (const [id, gtin] of [
        ['kien-mr', MR.gtin],
        ['kien-vgb', HEPB.gtin],
      ] as const) {
        const parts = all.filter((parcel) => parcel.gtin === gtin);
        const sum = parts.reduce((doses, parcel) => doses + parcel.doses, 0);
        assert.equal(sum, RECEIVED[id]);
        measured.push(
          `${id}: ${RECEIVED[id]} doses = ${parts.map(({ doses, site }) => (site === null ? `${doses} missing` : `${doses} at ${site}`)).join(' + ')}`,
        );
      }
    },
  },
];
