/** A small province on the road: two sites, three people, one parcel in a fridge, two boxes, and an event of each kind. */
import { createHash } from 'node:crypto';
import { type CustodyFacts, derive } from '../../src/custody/derive.ts';
import { apply, type CustodyRecord, type Effect, type Portion } from '../../src/custody/effects.ts';
import type { FoldContext } from '../../src/custody/order.ts';
import type {
  Counted,
  CustodyEvent,
  Dosed,
  Holder,
  KeptEvent,
  ShipmentPacked,
} from '../../src/custody/types.ts';
import type { Parcel } from '../../src/lots/types.ts';
import { HOUR, MINUTE, parcel, TEN } from '../lots/parcel-fixture.ts';

export { HOUR, MINUTE, parcel, TEN };
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** lan works at the depot, minh drives, tam drives too, hoa works at the commune. */
const POSTS: Readonly<Record<string, string>> = {
  lan: 'depot',
  cuc: 'depot',
  hoa: 'commune',
  mai: 'commune',
};
export const depot: Holder = { kind: 'site', id: 'depot' };
export const commune: Holder = { kind: 'site', id: 'commune' };
export const minh: Holder = { kind: 'person', id: 'minh' };
export const tam: Holder = { kind: 'person', id: 'tam' };

export const ctx = (changes: Partial<FoldContext> = {}): FoldContext => ({
  now: TEN + 100 * HOUR,
  sha256Hex,
  actsFor: (event, site) => POSTS[event.body.by] === site,
  offline: () => false,
  ...changes,
});

export const record = (changes: Partial<CustodyRecord> = {}): CustodyRecord => ({
  parcels: [parcel()],
  units: [
    { id: 'fridge-1', kind: 'refrigerator', placements: [{ site: 'depot', since: TEN - 1000 * HOUR }] },
    { id: 'fridge-2', kind: 'refrigerator', placements: [{ site: 'commune', since: TEN - 1000 * HOUR }] },
    { id: 'box-1', kind: 'transport-box', placements: [{ site: 'depot', since: TEN - 1000 * HOUR }] },
    { id: 'box-2', kind: 'transport-box', placements: [{ site: 'depot', since: TEN - 1000 * HOUR }] },
  ],
  administrations: [],
  ...changes,
});

/** UUIDv7-like ids that end in their number and sort otherwise. */
export const idOf = (n: number): string =>
  `${sha256Hex(String(n)).slice(0, 8)}-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const at = (hours: number): number => TEN + hours * HOUR;
const iso = (instant: number): string => new Date(instant).toISOString();

type Bare<E> = E extends unknown
  ? Omit<E, 'v' | 'id' | 'at' | 'by' | 'deviceAt' | 'offsetMs' | 'shipment'>
  : never;

/** An event that `by` signed `hours` after ten, taken in a minute later. */
export function kept(
  n: number,
  hours: number,
  by: string,
  fields: Bare<CustodyEvent>,
  shipment: string | null = null,
): KeptEvent {
  const instant = iso(Math.round(at(hours)));
  const body = {
    v: 1,
    id: idOf(n),
    at: instant,
    by,
    deviceAt: instant,
    offsetMs: 0,
    shipment,
    ...fields,
  } as CustodyEvent;
  return { body, key: 'k', signature: 's', id: body.id, receivedAt: at(hours) + MINUTE, refused: null };
}

export const counted = (name: string, doses: number, changes: Partial<Counted> = {}): Counted => ({
  parcel: name,
  doses,
  refused: 0,
  missing: 0,
  vvm: 1,
  freezeIndicator: 'ok',
  damage: null,
  ...changes,
});

export const planned = (n: number, hours: number, parcels: readonly Dosed[], shipment = 'S1') =>
  kept(
    n,
    hours,
    'lan',
    {
      type: 'shipment.planned',
      from: 'depot',
      to: 'commune',
      stops: [],
      escort: 'minh',
      departAt: iso(at(hours + 1)),
      arriveBy: iso(at(hours + 5)),
      parcels,
      note: '',
    },
    shipment,
  );

export const packed = (
  n: number,
  hours: number,
  by: string,
  unit: string,
  parcels: readonly Dosed[],
  shipment: string | null = null,
) => {
  const box: ShipmentPacked['boxes'][number] = {
    unit,
    parcels,
    coolant: { kind: 'ice-pack', conditionedAt: null },
    seal: 'A1',
    celsius: 4,
  };
  return kept(n, hours, by, { type: 'shipment.packed', boxes: [box] }, shipment);
};

export const unpacked = (
  n: number,
  hours: number,
  by: string,
  site: string,
  parcels: readonly (Dosed & { unit: string })[],
  shipment: string | null = null,
) => kept(n, hours, by, { type: 'shipment.unpacked', site, parcels }, shipment);

export type Deal = {
  readonly by: string;
  readonly to: Holder;
  readonly taker: string;
  readonly parcels: readonly Dosed[];
  readonly counted?: readonly Counted[];
  readonly boxes?: readonly string[];
  readonly shipment?: string;
  /** Hours until the taker signs. */
  readonly after?: number;
  readonly code?: string;
  readonly valid?: number;
};

export const handoffId = (n: number): string => `019ab111-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const codeOf = (n: number): string => sha256Hex(`code ${n}`).slice(0, 32);

export const offered = (n: number, hours: number, deal: Deal): KeptEvent =>
  kept(
    n,
    hours,
    deal.by,
    {
      type: 'handoff.offered',
      handoff: handoffId(n),
      parcels: deal.parcels,
      boxes: (deal.boxes ?? ['box-1']).map((unit) => ({ unit, seal: 'A1', celsius: 4 })),
      to: deal.to,
      place: null,
      codeHash: sha256Hex(codeOf(n)),
      validUntil: iso(Math.round(at(hours + (deal.valid ?? 24)))),
    },
    deal.shipment ?? null,
  );

/** The two sides of handoff `n`: events `n` and `n + 1`. */
export function handed(n: number, hours: number, deal: Deal): [KeptEvent, KeptEvent] {
  const taken = kept(
    n + 1,
    hours + (deal.after ?? 0.1),
    deal.taker,
    {
      type: 'handoff.taken',
      handoff: handoffId(n),
      code: deal.code ?? codeOf(n),
      parcels: deal.counted ?? deal.parcels.map(({ parcel: name, doses }) => counted(name, doses)),
      boxes: (deal.boxes ?? ['box-1']).map((unit) => ({ unit, seal: 'A1', sealIntact: true, celsius: 4 })),
      reason: 'counted',
      place: null,
    },
    deal.shipment ?? null,
  );
  return [offered(n, hours, deal), taken];
}

export const fold = (
  events: readonly KeptEvent[],
  changes: Partial<CustodyFacts> = {},
  context: FoldContext = ctx(),
) => derive({ record: record(), portions: [], resolutions: [], ...changes, events }, context);

export const portionsOf = (effects: readonly Effect[]): Portion[] =>
  effects.flatMap(({ portions }) => portions);

/** The parcels after the effects. */
export function parcelsAfter(
  effects: readonly Effect[],
  base: CustodyRecord = record(),
): Map<string, Parcel> {
  return new Map(apply(base, effects, []).parcels.map((one) => [one.id, one]));
}

/** All doses there are: held and given. */
export const dosesIn = (of: CustodyRecord): number =>
  of.parcels.reduce((sum, one) => sum + one.doses, 0) +
  of.administrations.reduce((sum, one) => sum + one.doses, 0);
