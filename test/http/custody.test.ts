/** A trip through the real HTTP edge over a real keeper: what phones send and get, and the papers. */
import { describe, expect, test } from 'vitest';
import { handoffSchema, recordedSchema, shipmentSchema, tripSchema } from '../../src/http/custody-schemas.ts';
import { recordProofSchema } from '../../src/http/proof-routes.ts';
import { parcelDetailSchema } from '../../src/http/view-schemas.ts';
import type { SignedTripView } from '../../src/keeper/custody-views.ts';
import { Phone, trip } from '../keeper/custody-house.ts';
import { onTheRoad, tokenOf } from './on-the-road.ts';

describe('a trip over HTTP', () => {
  test('is delivered once, asked about in the promised shapes, and printed', async () => {
    const { house, call, phones, service } = await onTheRoad();
    house.now = 200;
    const events = trip(phones);
    const first = await call('kho', 'POST', '/custody/events', { events });
    expect(first.status).toBe(200);
    const { items } = first.json as { items: unknown[] };
    expect(items.map((item) => recordedSchema.parse(item).status)).toEqual(events.map(() => 'accepted'));
    const again = (await call('ho.tong', 'POST', '/custody/events', { events })).json as typeof first.json;
    expect((again as { items: { status: string }[] }).items.map(({ status }) => status)).toEqual(
      events.map(() => 'duplicate'),
    );

    const mine = (await call('ho.tong', 'GET', '/shipments?mine=true')).json as { items: unknown[] };
    const [shipment] = mine.items.map((item) => shipmentSchema.parse(item));
    expect(shipment).toMatchObject({ state: 'closed', escort: 'ho.tong' });
    const asked = await call('y.ta', 'GET', `/shipments/${shipment?.id}`);
    expect(shipmentSchema.parse(asked.json)).toEqual(shipment);
    const handoffs = (await call('y.ta', 'GET', `/handoffs?shipment=${shipment?.id}`)).json as {
      items: unknown[];
    };
    const [handoff] = handoffs.items.map((item) => handoffSchema.parse(item));
    expect(handoff?.state).toBe('complete');
    const parcel = await call('y.ta', 'GET', '/parcels/kien-1');
    expect(parcelDetailSchema.parse(parcel.json).custody.holder).toMatchObject({ id: 'xa' });
    const taken = tripSchema.parse((await call('ho.tong', 'GET', `/trips/${shipment?.id}`)).json);
    expect((taken as SignedTripView).bytes).toBeLessThan(200_000);

    const both = recordProofSchema.parse((await call('y.ta', 'GET', `/handoffs/${handoff?.id}/proof`)).json);
    expect(both.events.map(({ entry }) => [entry.type, entry.id])).toEqual([
      ['handoff.offered', handoff?.given?.event],
      ['handoff.taken', handoff?.taken?.event],
    ]);
    const note = recordProofSchema.parse(
      (await call('y.ta', 'GET', `/shipments/${shipment?.id}/proof`)).json,
    );
    expect(note.events.map(({ entry }) => entry.type)).toContain('shipment.planned');

    for (const path of [`/handoffs/${handoff?.id}/record.pdf`, `/shipments/${shipment?.id}/note.pdf`]) {
      const response = await fetch(`${service.api}${path}`, {
        headers: { authorization: `Bearer ${tokenOf('y.ta')}` },
      });
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        200,
        'application/pdf',
      ]);
      expect(
        Buffer.from(await response.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
  });

  test('keeps keys to their owners', async () => {
    const { call, phones } = await onTheRoad();
    const path = `/keys/${phones.kho.key}`;
    expect((await call('ho.tong', 'DELETE', path)).json).toMatchObject({
      code: 'KEY_NOT_YOURS',
      status: 409,
    });
    expect((await call('ho.tong', 'GET', '/keys?username=kho')).status).toBe(403);
    expect((await call('ho.tong', 'DELETE', '/keys/none')).status).toBe(404);
    expect((await call('kho', 'DELETE', path)).json).toMatchObject({ revokedAt: expect.any(String) });
    const own = (await call('kho', 'GET', '/keys')).json as { items: { id: string }[] };
    expect(own.items.map(({ id }) => id)).toEqual([phones.kho.key]);
    expect((await call('ho.tong', 'POST', '/keys', { jwk: phones.kho.jwk, label: 'x' })).json).toMatchObject({
      code: 'KEY_TAKEN',
    });
    const off = { ...phones.kho.jwk, y: phones.hoTong.jwk.y };
    expect((await call('kho', 'POST', '/keys', { jwk: off, label: 'x' })).json).toMatchObject({
      code: 'KEY_INVALID',
      status: 400,
    });
  });

  test('a lost phone: an official revokes its key, and its session ends with it', async () => {
    const { call, phones } = await onTheRoad();
    expect((await call('an', 'GET', '/keys?username=kho')).json).toMatchObject({
      items: [{ id: phones.kho.key, username: 'kho', revokedAt: null }],
    });
    const gone = await call('an', 'DELETE', `/keys/${phones.kho.key}`);
    expect(gone.json).toMatchObject({ username: 'kho', revokedAt: expect.any(String) });
    const another = new Phone('kho');
    const body = { jwk: another.jwk, label: 'x' };
    expect((await call('kho', 'POST', '/keys', body)).status).toBe(401);
    expect((await call('an', 'GET', '/session')).status).toBe(200);
    expect((await call('ho.tong', 'GET', '/session')).status).toBe(200);
  });

  test('refuses who may not, and what is not there', async () => {
    const { call } = await onTheRoad();
    expect((await call('an', 'POST', '/custody/events', { events: [{}] })).status).toBe(403);
    expect((await call('kho', 'POST', '/custody/events', { events: [] })).status).toBe(400);
    const odd = (
      await call('kho', 'POST', '/custody/events', { events: [{}, null, 'x', { body: { id: 7 } }] })
    ).json as { items: { status: string; code: string }[] };
    expect(odd.items.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'EVENT_MALFORMED'));
    for (const path of [
      '/shipments/none',
      '/handoffs/none',
      '/trips/none',
      '/handoffs/none/record.pdf',
      '/handoffs/none/proof',
    ])
      expect([path, (await call('kho', 'GET', path)).status]).toEqual([path, 404]);
    const plan = {
      ...{ from: 'tinh', to: 'xa', escort: 'ho.tong', parcels: [{ parcel: 'kien-1', doses: 240 }] },
      ...{ departAt: '2026-11-22T01:00:00Z', arriveBy: '2026-11-22T05:00:00Z' },
    };
    expect((await call('y.ta', 'POST', '/shipments', plan)).status).toBe(403);
    const planned = await call('kho', 'POST', '/shipments', { ...plan, id: 'chuyen-1' });
    expect([planned.status, shipmentSchema.parse(planned.json).state]).toEqual([201, 'planned']);
    expect((await call('kho', 'POST', '/shipments', { ...plan, id: 'chuyen-1' })).json).toMatchObject({
      code: 'SHIPMENT_EXISTS',
    });
    const offer = { to: { kind: 'person', id: 'ho.tong' }, parcels: [{ parcel: 'kien-1', doses: 240 }] };
    const offered = await call('kho', 'POST', '/handoffs', offer);
    expect(offered.json).toMatchObject({ code: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(offered.status).toBe(201);
    expect(
      (await call('kho', 'POST', '/handoffs', { ...offer, to: { kind: 'person', id: 'kho' } })).json,
    ).toMatchObject({
      code: 'HANDOFF_SELF',
    });
  });
});
