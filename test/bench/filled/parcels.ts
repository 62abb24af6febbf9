/**
 * The parcels of a filled store with the events of their lives: received, sometimes moved, sometimes split, most of them used
 * up long ago. Each unit has the same number, the older ones first.
 */
import {
  type LedgerEvent,
  parcelEnded,
  parcelMoved,
  parcelReceived,
  parcelSplit,
} from '../../../src/custody/events.ts';
import { close, move, receive } from '../../../src/lots/parcels.ts';
import type { Decision } from '../../../src/lots/refusal.ts';
import { split } from '../../../src/lots/split.ts';
import type { Parcel } from '../../../src/lots/types.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';
import { GTIN } from './registry.ts';
import { EXPIRY, lotId, parcelId, type Size, type Span, siteId, spanOf, unitId } from './size.ts';
import { seeded } from './weather.ts';

/** Of so many parcels that come in, one was in another unit first, and one is divided; a division makes three of one. */
const MOVED_OF = 10;
const SPLIT_OF = 20;
const DOSES = 120;

export type Life = { readonly parcels: readonly Parcel[]; readonly events: readonly LedgerEvent[] };
type Stamps = (at: UtcMs) => { readonly id: string; readonly by: string; readonly recorded: UtcMs };

/** How many come into each unit, and how many of these are used up. */
export function perUnit({ units, parcels, livingPercent }: Size): { coming: number; ended: number } {
  const coming = Math.max(1, Math.round((parcels / units) * (SPLIT_OF / (SPLIT_OF + 2))));
  return { coming, ended: Math.round((coming * (100 - livingPercent)) / 100) };
}

/** All lives, about in the order in which they began. */
export function* lives(size: Size, until: UtcMs): Iterable<Life> {
  const { coming, ended } = perUnit(size);
  const span = spanOf(size, until);
  const stamps = stampsFrom(span.from);
  for (let k = 0; k < coming; k++)
    for (let u = 0; u < size.units; u++) yield life(size, span, { u, k, lives: k >= ended, coming }, stamps);
}

type Place = { readonly u: number; readonly k: number; readonly lives: boolean; readonly coming: number };

function life(size: Size, span: Span, { u, k, lives: isLiving, coming }: Place, stamps: Stamps): Life {
  const number = k * size.units + u;
  const random = seeded(number);
  const length = span.until - span.from - 2 * span.step;
  const begins = Math.floor(span.from + span.step + (length * (k + random())) / (coming + 1));
  const ends = Math.floor(begins + (span.until - span.step - begins) * (0.1 + 0.4 * random()));
  const between = Math.floor((begins + ends) / 2);
  const isMoved = number % MOVED_OF === 1;
  const first = isMoved ? (u + 1) % size.units : u;
  const events: LedgerEvent[] = [];
  const wish = { id: parcelId(u, k), gtin: GTIN, lot: lotId(u, k), expiry: EXPIRY, doses: DOSES };
  const ctx = { now: span.until, ids: () => stamps(begins).id, by: 'bench' };
  const facts = { productKnown: true, unitKnown: true, lot: null, recall: null, idTaken: () => false };
  let parcel = agreed(receive({ ...wish, unit: unitId(first), at: begins }, facts, ctx)).parcel;
  const at = { expiry: EXPIRY, unit: unitId(first), site: siteId(first) };
  events.push(parcelReceived(stamps(begins), parcel, at));
  if (isMoved) {
    parcel = agreed(move(parcel, { unit: unitId(u), at: between }, { unitKnown: true }, ctx));
    const way = { from: unitId(first), to: unitId(u), at: between };
    events.push(parcelMoved(stamps(between), parcel, way));
  }
  let parcels = [parcel];
  if (number % SPLIT_OF === 2) {
    const parts = ['a', 'b'].map((name) => ({ id: `${parcel.id}-${name}`, doses: DOSES / 3 }));
    const none = { excursions: [], holds: [], dispositions: [], idTaken: () => false };
    const { parent, children } = agreed(split(parcel, { parts, at: between }, none, ctx));
    events.push(parcelSplit(stamps(between), parent, children, between));
    parcels = [parent, ...children];
  }
  if (isLiving) return { parcels, events };
  const over = parcels.map((one) => close({ ...one, doses: 0 }, 'empty', ends));
  for (const one of over) events.push(parcelEnded(stamps(ends), one));
  return { parcels: over, events };
}

function agreed<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new Error(decision.refusal.message);
  return decision.value;
}

/** What was written down is never dated before what was written before it; ids rise with it. */
function stampsFrom(begin: UtcMs): Stamps {
  let recorded = begin;
  let number = 0;
  return (at) => {
    recorded = Math.max(recorded, at);
    const time = recorded.toString(16).padStart(12, '0');
    const tail = (number++).toString(16).padStart(12, '0');
    return { id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`, by: 'bench', recorded };
  };
}
