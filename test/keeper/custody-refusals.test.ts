/** Bad input and faults: each is refused or kept under its code, and none moves a parcel or lifts a hold. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CustodyEvent, Delivered } from '../../src/custody/types.ts';
import { actorOf, all, codeOf, deliver, hashOf, Phone, ROAD, statuses, trip, uuid } from './custody-house.ts';
import { House, iso } from './house.ts';

let house: House;
let kho: Phone;
let hoTong: Phone;
let yTa: Phone;

beforeEach(async () => {
  house = await House.open({ now: 1, descriptions: [ROAD] });
  kho = await Phone.enrolled(house, 'kho');
  hoTong = await Phone.enrolled(house, 'ho.tong');
  yTa = await Phone.enrolled(house, 'y.ta');
  house.now = 200;
});

const event = (index: number): Delivered => {
  const found = trip({ kho, hoTong, yTa })[index];
  if (found === undefined) throw new Error(`no event ${index}`);
  return found;
};
const sent = async (by: string, ...events: unknown[]) => statuses(await deliver(house, by, events));
const stillAtTheDepot = async () => {
  const parcel = await house.parcel('kien-1');
  expect([parcel.unit, parcel.custody.possessions.map((p) => p.holder.id)]).toEqual(['tu-1', ['tinh']]);
};
const changed = (one: Delivered, fields: Record<string, unknown>): Delivered => ({
  ...one,
  body: { ...one.body, ...fields } as CustodyEvent,
});

describe('an event that is not what it says', () => {
  it('is refused when a word was changed after it was signed', async () => {
    const planned = event(0);
    expect(await sent('kho', changed(planned, { note: 'khác' }))).toEqual([
      'refused EVENT_SIGNATURE_INVALID',
    ]);
    expect(await sent('kho', planned)).toEqual(['accepted']);
    expect((await house.alerts('custody-refused')).map(({ data }) => data.code)).toEqual([
      'EVENT_SIGNATURE_INVALID',
    ]);
  });

  it('is refused when another phone signed it, or nobody did', async () => {
    const { body } = event(0);
    expect(await sent('kho', hoTong.signs(body))).toEqual(['refused EVENT_KEY_UNKNOWN']);
    expect(await sent('kho', { ...kho.signs(body), key: hoTong.key })).toEqual(['refused EVENT_KEY_UNKNOWN']);
    expect(await sent('ho.tong', { body, key: null, signature: null })).toEqual([
      'refused EVENT_SIGNATURE_REQUIRED',
    ]);
    expect(await sent('kho', { body, key: null, signature: null })).toEqual(['accepted']);
  });

  it('is refused when its key was revoked before it was signed, and stands when it was signed before', async () => {
    house.now = 60;
    await house.does(actorOf('kho'), { type: 'key.revoke', key: kho.key });
    house.now = 200;
    const before = kho.says(50, { type: 'box.opened', unit: 'hom-1', reason: '' });
    const after = kho.says(61, { type: 'box.opened', unit: 'hom-1', reason: '' });
    expect(await sent('ho.tong', before, after)).toEqual(['accepted', 'refused EVENT_KEY_REVOKED']);
  });

  it('is refused when the phone is a day ahead, and when its numbers are of another time', async () => {
    const tomorrow = kho.says(200 + 1440, { type: 'box.opened', unit: 'hom-1', reason: '' });
    const odd = changed(kho.says(100, { type: 'box.opened', unit: 'hom-1', reason: '' }), {
      deviceAt: iso(99),
    });
    expect(await sent('kho', tomorrow, odd)).toEqual([
      'refused EVENT_AT_IMPLAUSIBLE',
      'refused EVENT_MALFORMED',
    ]);
  });

  it('is refused without taking the good ones beside it along', async () => {
    const good = trip({ kho, hoTong, yTa });
    const mixed = good.flatMap((one, i) => [{ nonsense: i }, changed(one, { v: 2 }), one]);
    const answers = await sent('kho', ...mixed);
    expect(answers.filter((status) => status === 'accepted')).toHaveLength(7);
    expect(answers.filter((status) => status === 'refused EVENT_MALFORMED')).toHaveLength(14);
    expect(await house.parcel('kien-1')).toMatchObject({ unit: 'tu-2', doses: 240 });
  });

  it('is refused when its id is that of another, and a duplicate when it is the same', async () => {
    const planned = event(0);
    expect(await sent('kho', planned)).toEqual(['accepted']);
    const other = kho.signs({ ...planned.body, note: 'khác' } as CustodyEvent);
    expect(await sent('kho', ...Array.from({ length: 10 }, () => planned), other)).toEqual([
      ...Array.from({ length: 10 }, () => 'duplicate'),
      'refused EVENT_ID_REUSED',
    ]);
  });

  it('is refused from somebody whose role does not say such things', async () => {
    const plan = yTa.says(50, { ...event(0).body } as never);
    expect(await sent('y.ta', yTa.signs({ ...plan.body, by: 'y.ta' }))).toEqual([
      'refused EVENT_ROLE_FORBIDDEN',
    ]);
  });
});

describe('a handoff that is not right', () => {
  const offer = (from: Phone, minute: number, to: object, more: object = {}) => {
    const handoff = uuid(minute);
    const said = from.says(minute, {
      ...{ type: 'handoff.offered', handoff, boxes: [], place: 'tinh', to },
      parcels: [{ parcel: 'kien-1', doses: 240 }],
      ...{ codeHash: hashOf(codeOf(handoff)), validUntil: iso(minute + 30) },
      ...more,
    });
    return { handoff, said };
  };
  const take = (by: Phone, minute: number, handoff: string, more: object = {}) =>
    by.says(minute, {
      ...{ type: 'handoff.taken', handoff, code: codeOf(handoff), boxes: [], place: 'tinh', reason: null },
      parcels: [all('kien-1', 240)],
      ...more,
    });
  const HO_TONG = { kind: 'person', id: 'ho.tong' };

  it('does not move a parcel with a wrong code, by the wrong person, too late, to oneself, or with other doses', async () => {
    const xeMay = await Phone.enrolled(house, 'xe.may');
    const { handoff, said } = offer(kho, 100, HO_TONG);
    expect(
      await sent(
        'kho',
        said,
        take(hoTong, 101, handoff, { code: codeOf('guessed') }),
        take(hoTong, 131, handoff),
        take(hoTong, 102, handoff, { parcels: [all('kien-1', 239)] }),
        take(kho, 103, handoff),
      ),
    ).toEqual([
      'accepted',
      'refused HANDOFF_CODE_WRONG',
      'refused HANDOFF_EXPIRED',
      'refused EVENT_DOSES_DIFFER',
      'refused HANDOFF_SELF',
    ]);
    house.now = 300;
    expect(await sent('xe.may', take(xeMay, 104, handoff))).toEqual(['refused HANDOFF_NOT_FOR_YOU']);
    await stillAtTheDepot();
  });

  it('serves its code once', async () => {
    const { handoff, said } = offer(kho, 100, HO_TONG);
    expect(await sent('kho', said, take(hoTong, 101, handoff), take(hoTong, 102, handoff))).toEqual([
      'accepted',
      'accepted',
      'refused HANDOFF_CODE_USED',
    ]);
  });

  it('waits when the giver is not known to hold it, and moves nothing', async () => {
    const { handoff, said } = offer(hoTong, 100, { kind: 'site', id: 'xa' });
    const answers = await sent('y.ta', said);
    expect(answers).toEqual(['waiting HANDOFF_NOT_HOLDER']);
    await sent('y.ta', take(yTa, 101, handoff, { place: 'xa' }));
    await stillAtTheDepot();
  });

  it('does not lift a hold, and the hold goes along', async () => {
    await house.does(actorOf('kho'), { type: 'parcel.hold', parcel: 'kien-1', reason: 'kiểm tra' });
    const { handoff, said } = offer(kho, 100, HO_TONG);
    expect(await sent('kho', said, take(hoTong, 101, handoff))).toEqual(['accepted', 'accepted']);
    const [hold] = (await house.holds('kien-1')).filter(({ kind }) => kind === 'manual');
    expect(hold).toMatchObject({ state: 'open' });
  });

  it('sets missing doses apart, on hold with who had them last, and none is lost', async () => {
    const { handoff, said } = offer(kho, 100, HO_TONG);
    const short = { ...all('kien-1', 200), missing: 30, refused: 10, damage: 'vỡ lọ' };
    expect(await sent('kho', said, take(hoTong, 101, handoff, { parcels: [short], reason: 'vỡ' }))).toEqual([
      'accepted',
      'accepted',
    ]);
    const { items } = await house.ask<{ items: { id: string; doses: number; openHolds: number }[] }>({
      type: 'parcels',
    });
    expect(items.map(({ doses }) => doses).sort()).toEqual([10, 200, 30]);
    const missing = items.find(({ doses }) => doses === 30);
    expect((await house.holds(missing?.id)).map(({ kind, state }) => [kind, state])).toEqual([
      ['custody', 'open'],
    ]);
    expect((await house.parcel(missing?.id ?? '')).custody.holder).toMatchObject({ id: 'tinh' });
    const [alert] = await house.alerts('handoff-discrepancy');
    expect(alert?.data).toMatchObject({ missing: 30, refused: 10 });
  });
});
