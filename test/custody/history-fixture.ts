/**
 * Random histories of parcels on their way, with the slips and the lies of people: a list of numbers is a history, so that
 * fast-check can make it smaller. And a keeper in ten lines, which takes events in one by one as they come.
 */
import { type Derived, derive, type Resolution } from '../../src/custody/derive.ts';
import {
  apply,
  type CustodyRecord,
  type Effect,
  type Portion,
  portionId,
  strip,
} from '../../src/custody/effects.ts';
import { inOrder } from '../../src/custody/order.ts';
import type { Holder, KeptEvent } from '../../src/custody/types.ts';
import {
  at,
  commune,
  counted,
  ctx,
  depot,
  handed,
  handoffId,
  idOf,
  kept,
  minh,
  packed,
  parcel,
  planned,
  portionsOf,
  record,
  sha256Hex,
  tam,
  unpacked,
} from './custody-fixture.ts';

/**
 * What is on record without the road: 100 doses, of which 30 were split off before anybody went anywhere and 64 were given
 * when all was over, so that a late count may find more missing than is left; and 50, of which 10 were given before.
 */
export const base = (): CustodyRecord =>
  record({
    parcels: [
      parcel({ id: 'P1', doses: 6 }),
      parcel({ id: 'C1', parent: 'P1', createdAt: at(0.25), dosesInitial: 30, doses: 30 }),
      parcel({ id: 'P2', dosesInitial: 50, doses: 40 }),
    ],
    administrations: [
      { id: 'A1', parcel: 'P2', gtin: '', lot: '', site: 'depot', doses: 10, at: at(0.5), by: 'lan' },
      { id: 'A2', parcel: 'P1', gtin: '', lot: '', site: 'depot', doses: 64, at: at(40), by: 'lan' },
    ],
  });

type Held = { name: string; doses: number; holder: Holder };
const HOLDERS = [depot, commune, minh, tam];
const speaker = (holder: Holder, pick: number): string =>
  holder.kind === 'person'
    ? holder.id
    : ((holder.id === 'depot' ? ['lan', 'cuc'] : ['hoa', 'mai'])[pick % 2] ?? '');

/** Each seed is one thing that somebody did, an hour after the one before; about one in three is wrong in some way. */
export function historyOf(seeds: readonly number[]): KeptEvent[] {
  const held: Held[] = [
    { name: 'P1', doses: 70, holder: depot },
    { name: 'C1', doses: 30, holder: depot },
    { name: 'P2', doses: 40, holder: depot },
  ];
  const events: KeptEvent[] = [planned(1, 0.9, [{ parcel: 'P1', doses: 70 }])];
  seeds.forEach((seed, i) => {
    const hour = i + 1;
    const n = 100 * (i + 1);
    const thing = held[seed % held.length];
    if (thing === undefined) return;
    const all = [{ parcel: thing.name, doses: thing.doses }];
    const digit = (place: number, base: number): number => Math.floor(seed / 10 ** place) % base;
    const others = HOLDERS.filter((one) => one !== thing.holder);
    const to = others[digit(1, others.length)] ?? tam;
    const by = speaker(thing.holder, digit(2, 2));
    const box = digit(3, 2) === 0 ? 'box-1' : 'box-2';
    const missing = digit(4, 4) === 0 ? Math.min(thing.doses, 1 + digit(5, 7)) : 0;
    const refused = digit(6, 4) === 0 ? Math.min(thing.doses - missing, 1 + digit(5, 9)) : 0;
    const taken = counted(thing.name, thing.doses - missing - refused, { missing, refused });
    const shipment = digit(2, 3) === 0 ? { shipment: 'S1' } : {};
    const deal = {
      by,
      to,
      taker: speaker(to, digit(7, 2)),
      parcels: all,
      counted: [taken],
      boxes: [box],
      ...shipment,
    };
    const [offer, taking] = handed(n, hour, deal);
    const kind = digit(8, 16);
    if (kind < 6) {
      events.push(offer, taking);
      const former = thing.holder;
      if (refused > 0 && taken.doses > 0)
        held.push({
          name: portionId(thing.name, 'refused', handoffId(n), sha256Hex),
          doses: refused,
          holder: former,
        });
      if (taken.doses > 0) {
        thing.holder = to;
        thing.doses = taken.doses;
      } else if (missing > 0 && refused > 0) thing.doses = refused;
    } else if (kind === 6) events.push(packed(n, hour, by, box, all));
    else if (kind === 7) {
      const site = thing.holder.kind === 'site' ? thing.holder.id : 'depot';
      const unit = site === 'depot' ? 'fridge-1' : 'fridge-2';
      events.push(unpacked(n, hour, by, site, [{ parcel: thing.name, doses: thing.doses, unit }]));
    } else if (kind === 8) events.push(offer);
    else if (kind === 9) events.push(taking);
    else if (kind === 10) events.push(...handed(n, hour, { ...deal, code: '0'.repeat(32) }));
    else if (kind === 11)
      events.push(...handed(n, hour, { ...deal, parcels: [{ parcel: thing.name, doses: 1 }] }));
    else if (kind === 12) {
      // A story of somebody who held it once, or never.
      const liar = others[digit(9, others.length)] ?? minh;
      const dupe = HOLDERS.find((one) => one !== liar && one !== thing.holder) ?? tam;
      events.push(...handed(n, hour, { ...deal, by: speaker(liar, 0), to: dupe, taker: speaker(dupe, 1) }));
    } else if (kind === 13)
      events.push(
        offer,
        taking,
        kept(n + 2, hour + 0.05, by, { type: 'handoff.withdrawn', handoff: handoffId(n), reason: 'no' }),
      );
    else if (kind === 14) {
      const found = { handoff: handoffId(n), parcels: [taken], boxes: [], reason: 'no phone' };
      const receiver = { name: 'An', phone: '', signature: null };
      events.push(
        offer,
        kept(n + 2, hour + 0.1, by, { type: 'handoff.one-sided', ...found, receiver, place: null }),
        kept(n + 3, hour + 3, speaker(to, 1), { type: 'handoff.confirmed', ...found }),
      );
      if (taken.doses > 0) {
        thing.holder = to;
        thing.doses = taken.doses;
      }
    } else events.push({ ...packed(n, hour, by, box, all), id: idOf(n) });
  });
  return events;
}

export type World = {
  readonly record: CustodyRecord;
  readonly effects: readonly Effect[];
  readonly portions: readonly Portion[];
  readonly events: readonly KeptEvent[];
  readonly derived: Derived;
};

export const fresh = (): World => ({
  record: base(),
  effects: [],
  portions: [],
  events: [],
  derived: derive({ record: base(), portions: [], events: [], resolutions: [] }, ctx()),
});

/** One event comes, and all is derived again. */
export function takeIn(world: World, event: KeptEvent, resolutions: readonly Resolution[] = []): World {
  if (world.events.some(({ id }) => id === event.id)) return world;
  const events = [...world.events, event];
  const stripped = strip(world.record, world.effects);
  const derived = derive({ record: stripped, portions: world.portions, events, resolutions }, ctx());
  const known = new Map([...world.portions, ...portionsOf(derived.effects)].map((one) => [one.id, one]));
  return {
    record: apply(stripped, derived.effects, world.portions),
    effects: derived.effects,
    portions: [...known.values()],
    events,
    derived,
  };
}

export const tidy = (events: readonly KeptEvent[]): World =>
  inOrder(events).reduce((world, event) => takeIn(world, event), fresh());
