import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import type { Fault } from '../faults.ts';
import { drawnId } from '../people/ids.ts';
import type { Silence } from '../people/network.ts';
import { random } from '../random.ts';
import { confirmed, type Deed, offered, oneSided, packed, planned, taken, unpacked } from './deeds.ts';
import { besides } from './mishaps.ts';
import { HOUR, MINUTE, type Trip } from './plan.ts';
import { faultyLeg, type SaidLeg, sayLeg } from './said-leg.ts';

/** What befalls a phone. `jump`: its clock is set wrong; `hear`: it hears the time anew, so late; `eager`: sends ten times. */
export type PhoneFate = { readonly username: string } & (
  | { readonly kind: 'silent'; readonly silence: Silence }
  | { readonly kind: 'lost'; readonly at: UtcMs; readonly forged: Deed }
  | { readonly kind: 'jump'; readonly at: UtcMs; readonly by: DurationMs }
  | { readonly kind: 'hear'; readonly at: UtcMs; readonly lateMs: DurationMs }
  | { readonly kind: 'eager' | 'reversed' }
);
export type Course = {
  readonly trip: Trip;
  readonly deeds: readonly Deed[];
  readonly legs: readonly SaidLeg[];
  readonly packed: string;
  readonly unpacked: string;
  /** A handoff of one parcel that cannot be true besides the others; the event that completes it. */
  readonly rival: { readonly handoff: string; readonly parcel: string; readonly event: string } | null;
  /** A handoff that its giver took back. */
  readonly withdrawn: string | null;
  readonly fates: readonly PhoneFate[];
  readonly thermal: readonly Fault[];
};

export function course(seed: string, trip: Trip): Course {
  const draw = random(seed, `course/${trip.id}`);
  const id = (at: UtcMs) => drawnId(at, draw);
  const keeper = trip.legs[0]?.from.username ?? '';
  const ids = { plan: id(trip.planAt), pack: id(trip.packAt), unpack: id(trip.unpackAt) };
  const legs: SaidLeg[] = [];
  let cargo = trip.cargo;
  for (const [i, leg] of trip.legs.entries()) {
    const said = sayLeg(trip, leg, i === faultyLeg(trip), cargo, draw);
    legs.push(said);
    cargo = said.count.parcels
      .filter(({ doses }) => doses > 0)
      .map(({ parcel, doses }) => ({ parcel, doses }));
  }
  const own: Deed[] = [
    counts(trip.planAt, keeper, planned(trip, ids.plan)),
    counts(trip.packAt, keeper, packed(trip, ids.pack)),
    ...legs.flatMap((said) => deedsOf(trip, said)),
    counts(trip.unpackAt, trip.legs.at(-1)?.to.username ?? '', unpacked(trip, ids.unpack, cargo)),
  ];
  const more = besides(trip, legs, faultyLeg(trip), draw);
  const deeds = own.map((deed) => ({ ...deed, refused: more.refuses.get(deed.happening.id) ?? null }));
  return {
    trip,
    deeds: [...deeds, ...more.deeds].sort((a, b) => a.at - b.at),
    legs,
    packed: ids.pack,
    unpacked: ids.unpack,
    rival: more.rival,
    withdrawn: more.withdrawn,
    fates: [...more.fates, ...deadRoads(trip)],
    thermal: warmth(trip),
  };
}

/** From the open road to where the box is given: what is signed there is sent a while later. */
function deadRoads({ legs, dead }: Trip): PhoneFate[] {
  return dead.flatMap((i): PhoneFate[] => {
    const [before, leg] = [legs[i - 1], legs[i]];
    if (before === undefined || leg === undefined) return [];
    const silence = { from: before.takeAt + 15 * MINUTE, to: leg.takeAt + 25 * MINUTE };
    return [{ username: leg.from.username, kind: 'silent', silence }];
  });
}

/** A lid that does not close: past 8 °C within half an hour. */
const LID_SECONDS = 3600;

function warmth({ warmsAfter, legs, box, unpackAt }: Trip): Fault[] {
  const leg = warmsAfter === null ? undefined : legs[warmsAfter];
  if (leg === undefined) return [];
  const from = leg.takeAt + 10 * MINUTE;
  return [
    {
      kind: 'door-left-open',
      unit: box,
      timeConstantSeconds: LID_SECONDS,
      from,
      to: unpackAt + HOUR,
    },
  ];
}

function deedsOf(trip: Trip, said: SaidLeg): Deed[] {
  const { leg, count } = said;
  const by = { giver: leg.from.username, taker: leg.to.username };
  const say = (at: UtcMs, who: string, id: string | null, make: (id: string) => Deed['happening']): Deed[] =>
    id === null ? [] : [counts(at, who, make(id))];
  return [
    ...say(leg.offerAt, by.giver, said.offer, (id) => offered(trip, leg, id, said.offered)),
    ...say(leg.takeAt, by.taker, said.taken, (id) => taken(trip, leg, id, count)),
    ...say(leg.takeAt, by.giver, said.oneSided, (id) => oneSided(trip, leg, id, count)),
    ...say(leg.takeAt + CONFIRMS_AFTER, by.taker, said.confirmed, (id) => confirmed(trip, leg, id, count)),
  ];
}

const CONFIRMS_AFTER = 5 * HOUR + 20 * MINUTE;

const counts = (at: UtcMs, by: string, happening: Deed['happening']): Deed => ({
  at,
  by,
  happening,
  refused: null,
});
