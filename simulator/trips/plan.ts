/** What was meant to happen: trips from the provincial depot by truck, most of them on by motorbike, to a station's fridge. */
import type { Dosed, Holder } from '../../src/custody/types.ts';
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import type { Description } from '../description.ts';
import type { Crew } from '../people/crew.ts';
import { drawnCode, drawnId } from '../people/ids.ts';
import { type Random, random } from '../random.ts';
import { DEPOT_SITE } from '../sites.ts';
import { TRIP_FAULTS, type TripFault } from './faults.ts';

/** Somebody, and for whom they act: a soldier for nobody else, a keeper for the depot. */
export type Party = { readonly username: string; readonly holder: Holder };
export type Leg = {
  readonly handoff: string;
  readonly code: string;
  readonly from: Party;
  readonly to: Party;
  readonly offerAt: UtcMs;
  readonly takeAt: UtcMs;
  readonly place: string | null;
};
export type Trip = {
  /** The shipment's id. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly box: string;
  readonly fridge: string;
  readonly seal: string;
  readonly cargo: readonly Dosed[];
  readonly legs: readonly Leg[];
  /** Somebody of each kind who has nothing to do with it. */
  readonly outsiders: { readonly keeper: string; readonly escort: string };
  readonly planAt: UtcMs;
  readonly packAt: UtcMs;
  readonly unpackAt: UtcMs;
  readonly fault: TripFault;
  /** The leg that the fault befalls. */
  readonly befalls: number;
  /** The leg after whose beginning the box's lid no longer closes; null when it does. */
  readonly warmsAfter: number | null;
  /** Legs before which whoever gives has no signal on the road. */
  readonly dead: readonly number[];
};

export const MINUTE: DurationMs = 60_000;
export const HOUR: DurationMs = 60 * MINUTE;
/** No trip takes longer, so that a box can go again after it. */
export const LONGEST_TRIP: DurationMs = 8 * HOUR;
/** Most trips change from the truck to a motorbike where the road ends. */
const WITH_MOTORBIKE = 0.75;
/** Besides those whose only fault it is: warmth and a lost phone may come together. */
const WARMS_TOO = 0.25;
/** More of the road is without a signal than with one. */
const DEAD_ROAD = 0.6;

/**
 * @param cargo the parcels of each trip, which stand in the depot; one trip for each item
 * @param startAt when the first is planned; box by box they follow one another
 */
export function planTrips(options: {
  seed: string;
  description: Pick<Description, 'units'>;
  crew: Crew;
  cargo: readonly (readonly Dosed[])[];
  startAt: UtcMs;
}): Trip[] {
  const { seed, description, cargo, startAt } = options;
  const boxes = description.units.filter(({ kind, site }) => kind === 'transport-box' && site === DEPOT_SITE);
  // Every fault has its turn before one comes again.
  const faults = random(seed, 'faults').shuffle(TRIP_FAULTS);
  return cargo.map((parcels, i) => {
    const draw = random(seed, `trip/${i}`);
    const box = boxes[i % boxes.length];
    if (box === undefined) throw new Error('Cannot plan a trip: the depot has no box');
    const planAt = startAt + Math.round((i * LONGEST_TRIP) / boxes.length);
    return planTrip({ ...options, draw, box: box.id, parcels, planAt, fault: faultOf(faults, i) });
  });
}

function faultOf(faults: readonly TripFault[], i: number): TripFault {
  return faults[i % faults.length] ?? 'none';
}

function planTrip(options: {
  description: Pick<Description, 'units'>;
  crew: Crew;
  draw: Random;
  box: string;
  parcels: readonly Dosed[];
  planAt: UtcMs;
  fault: TripFault;
}): Trip {
  const { description, crew, draw, planAt, fault } = options;
  const fridges = description.units.filter(
    ({ kind, site }) => kind === 'refrigerator' && crew.receivers.has(site),
  );
  const fridge = draw.pick(fridges);
  const receiver = crew.receivers.get(fridge.site)?.username ?? '';
  const [keeper, otherKeeper] = draw.shuffle(crew.keepers.map(({ username }) => username));
  const [driver, outsider] = draw.shuffle(crew.escorts.military.map(({ username }) => username));
  const rider = draw.pick(crew.escorts.civil).username;
  const way: Party[] = [
    { username: keeper ?? '', holder: { kind: 'site', id: DEPOT_SITE } },
    person(driver ?? ''),
    ...(draw.chance(WITH_MOTORBIKE) ? [person(rider)] : []),
    { username: receiver, holder: { kind: 'site', id: fridge.site } },
  ];
  const packAt = planAt + draw.whole(15, 25) * MINUTE;
  let at = packAt + draw.whole(15, 25) * MINUTE;
  const legs = way.slice(1).flatMap((to, i): Leg[] => {
    const from = way[i];
    if (from === undefined) return [];
    const offerAt = i === 0 ? at : at + draw.whole(60, 110) * MINUTE;
    const takeAt = offerAt + draw.whole(150, 400) * 1000;
    at = takeAt;
    const last = to.holder.kind === 'site' ? to.holder.id : null;
    const place = i === 0 ? DEPOT_SITE : last;
    return [{ handoff: drawnId(offerAt, draw), code: drawnCode(draw), from, to, offerAt, takeAt, place }];
  });
  return {
    id: drawnId(planAt, draw),
    from: DEPOT_SITE,
    to: fridge.site,
    box: options.box,
    fridge: fridge.id,
    seal: `NC-${draw.whole(100_000, 999_999)}`,
    cargo: options.parcels,
    legs,
    outsiders: { keeper: otherKeeper ?? '', escort: outsider ?? '' },
    planAt,
    packAt,
    unpackAt: at + draw.whole(15, 30) * MINUTE,
    fault,
    befalls: draw.whole(0, legs.length - 1),
    // There is always a handoff after it.
    warmsAfter: draw.chance(WARMS_TOO) || fault === 'box-warms' ? draw.whole(0, legs.length - 2) : null,
    dead: legs.map((_, i) => i).filter((i) => i > 0 && draw.chance(DEAD_ROAD)),
  };
}

const person = (username: string): Party => ({ username, holder: { kind: 'person', id: username } });
