/**
 * How did the parcels fare on this leg, as far as this phone was told? Parcels that fared alike stand together. Pure: nothing
 * is computed here but the age of what the service said, and whether its deadline has passed meanwhile.
 */
import type { HolderView, LegView, TripView } from '../../../../../src/keeper/custody-views.ts';

export type LegGroup = {
  readonly key: string;
  /** The box they are in; null: none that is known. */
  readonly unit: string | null;
  readonly range: { readonly lowCelsius: number | null; readonly highCelsius: number | null } | undefined;
  /** Who held them then. */
  readonly holder: HolderView | null;
  /** Null: the service has no record of them yet. */
  readonly leg: LegView | null;
  readonly parcels: readonly string[];
  readonly doses: number;
  readonly lots: readonly string[];
};
export type Legs = {
  readonly groups: readonly LegGroup[];
  /** Those of which no trip on this phone tells anything. */
  readonly untold: readonly string[];
};

/**
 * `breached`: so the service said; `overdue`: the deadline that it named has passed since; `beyond`: past a limit for a while;
 * `counting`: a deadline lies ahead; `unmeasured`, `gap`: nothing, or not everything, was measured; `untold`: no record;
 * `silent`: nothing amiss until then, but that is long ago; `clear`: nothing amiss until a moment ago.
 */
export type Standing =
  | 'breached'
  | 'overdue'
  | 'beyond'
  | 'counting'
  | 'unmeasured'
  | 'gap'
  | 'untold'
  | 'silent'
  | 'clear';
export const TONES: Readonly<Record<Standing, 'red' | 'orange' | 'grey'>> = {
  breached: 'red',
  overdue: 'red',
  beyond: 'red',
  counting: 'orange',
  unmeasured: 'orange',
  gap: 'orange',
  untold: 'orange',
  silent: 'orange',
  clear: 'grey',
};
/** The worst first. */
const ORDER = Object.keys(TONES);

/** So long a picture may be old before its silence counts as a warning: three readings of five minutes. */
export const SILENT_MS = 15 * 60_000;

export function standingOf(leg: LegView | null, now: number): Standing {
  if (leg === null) return 'untold';
  const breachAt = leg.breachAt === null ? null : Date.parse(leg.breachAt);
  if (breachAt !== null && breachAt <= Date.parse(leg.to)) return 'breached';
  if (breachAt !== null && breachAt <= now) return 'overdue';
  if (leg.beyondSeconds > 0) return 'beyond';
  if (breachAt !== null) return 'counting';
  if (leg.minCelsius === null) return 'unmeasured';
  if (leg.unknownSeconds > 0) return 'gap';
  return silenceOf(leg, now) >= SILENT_MS ? 'silent' : 'clear';
}

/** How long ago the service's knowledge ended, in ms. */
export const silenceOf = ({ to }: LegView, now: number): number => Math.max(0, now - Date.parse(to));

/**
 * Of the trips that know a parcel, the youngest tells; how many doses are in hand, whoever asks knows better where a handoff
 * moved fewer since.
 */
export function legsOf(
  parcels: readonly string[],
  trips: readonly TripView[],
  now: number,
  inHand: ReadonlyMap<string, number> = new Map(),
): Legs {
  const groups = new Map<string, LegGroup>();
  const untold: string[] = [];
  const youngest = trips.toSorted((one, other) => Date.parse(other.asOf) - Date.parse(one.asOf));
  for (const id of new Set(parcels)) {
    const trip = youngest.find((each) => each.parcels.some((parcel) => parcel.id === id));
    const parcel = trip?.parcels.find((each) => each.id === id);
    if (trip === undefined || parcel === undefined) {
      untold.push(id);
      continue;
    }
    const { leg, holder, doses, lot } = parcel;
    const packed = trip.shipment.boxes.find((box) => box.parcels.some((one) => one.parcel === id));
    const unit = packed?.unit ?? parcel.unit;
    const key = JSON.stringify([unit, holder?.kind, holder?.id, leg, trip.asOf]);
    const former = groups.get(key);
    groups.set(key, {
      ...{ key, unit, holder, leg },
      range: trip.boxes.find((box) => box.unit === unit),
      parcels: [...(former?.parcels ?? []), id],
      doses: (former?.doses ?? 0) + (inHand.get(id) ?? doses),
      lots: [...new Set([...(former?.lots ?? []), lot])],
    });
  }
  const rank = ({ leg }: LegGroup) => ORDER.indexOf(standingOf(leg, now));
  return { groups: [...groups.values()].toSorted((one, other) => rank(one) - rank(other)), untold };
}
