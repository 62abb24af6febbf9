/**
 * A trip for the demonstration: planned and packed by the depot a moment ago, handed over to the escort, and now under way to
 * a station. Said by two phones at the service's own doors; whoever signs in as the escort finds it on their screen.
 */
import type { Dosed } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Description } from '../description.ts';
import { drawnCode, drawnId } from '../people/ids.ts';
import { type Happening, Phone } from '../people/phone.ts';
import { PhoneClock } from '../people/phone-clock.ts';
import { random } from '../random.ts';
import { DEPOT_SITE } from '../sites.ts';
import { inOrder, offered, packed, planned, taken } from '../trips/deeds.ts';
import { HOUR, MINUTE, type Party, type Trip } from '../trips/plan.ts';
import type { Sessions } from '../trips/session.ts';

const PARCELS_MOST = 3;

/** Who and what is on its way where; null in a province too small for it: without a box at the depot, or a station. */
export function demoTrip(options: {
  seed: string;
  description: Description;
  /** Where something else happens to be watched. */
  notTo: string;
  now: UtcMs;
}): Trip | null {
  const { seed, description, notTo, now } = options;
  const draw = random(seed, 'demo trip');
  const by = (role: Description['people'][number]['roles'][number]) =>
    description.people.find(({ roles }) => roles.includes(role))?.username;
  const [keeper, escort, receiver] = [by('depot'), by('escort'), by('vaccinator')];
  const { units } = description;
  const box = units.find(({ kind, site }) => kind === 'transport-box' && site === DEPOT_SITE);
  const stations = units.filter(({ kind, site }) => kind === 'refrigerator' && site.startsWith('tyt-'));
  const [fridge] = draw.shuffle(stations).sort((a, b) => Number(a.site === notTo) - Number(b.site === notTo));
  const cargo = box === undefined ? [] : cargoOf(description, box.id);
  if (!keeper || !escort || !receiver || box === undefined || fridge === undefined || cargo.length === 0)
    return null;
  const depot: Party = { username: keeper, holder: { kind: 'site', id: DEPOT_SITE } };
  const road: Party = { username: escort, holder: { kind: 'person', id: escort } };
  const offerAt = now - 2 * MINUTE;
  return {
    id: drawnId(now, draw),
    from: DEPOT_SITE,
    to: fridge.site,
    box: box.id,
    fridge: fridge.id,
    seal: `NC-${draw.whole(100_000, 999_999)}`,
    cargo,
    legs: [
      {
        handoff: drawnId(offerAt, draw),
        code: drawnCode(draw),
        from: depot,
        to: road,
        offerAt,
        takeAt: now - MINUTE,
        place: DEPOT_SITE,
      },
    ],
    outsiders: { keeper, escort },
    planAt: now - 4 * MINUTE,
    packAt: now - 3 * MINUTE,
    unpackAt: now + HOUR,
    fault: 'none',
    befalls: 0,
    warmsAfter: null,
    dead: [],
  };
}

/** What is in the box already, and what else is kept cold at the depot. */
function cargoOf(description: Description, box: string): Dosed[] {
  const cold = new Set(
    description.units
      .filter(({ kind, site }) => kind === 'refrigerator' && site === DEPOT_SITE)
      .map(({ id }) => id),
  );
  const inside = description.parcels.filter(({ unit }) => unit === box);
  const beside = description.parcels.filter(({ unit }) => cold.has(unit));
  return [...inside, ...beside].slice(0, PARCELS_MOST).map(({ id, doses }) => ({ parcel: id, doses }));
}

/** Says all of it, in the order in which it happened. Throws when the service does not take it. */
export async function sendTrip(trip: Trip, sessions: Sessions, seed: string, now: UtcMs): Promise<void> {
  const [leg] = trip.legs;
  if (leg === undefined) throw new Error('Cannot send a trip without a leg');
  const draw = random(seed, 'demo words');
  const [keeper, escort] = await Promise.all(
    [leg.from.username, leg.to.username].map(async (username) => {
      const phone = await Phone.bought(username, new PhoneClock(0));
      await sessions.side.enroll(username, phone.jwk);
      phone.clock.hear(now, 0);
      return phone;
    }),
  );
  if (keeper === undefined || escort === undefined) throw new Error('Cannot send a trip without people');
  const say = async (phone: Phone, at: UtcMs, make: (id: string) => Happening): Promise<void> => {
    const event = await phone.sign(make(drawnId(at, draw)), at);
    const [answer] = await sessions.side.deliver(phone.owner)([event]);
    if (answer?.status !== 'accepted')
      throw new Error(`Cannot send a trip: ${event.body.type} ${answer?.status} ${answer?.code}`);
  };
  await say(keeper, trip.planAt, (id) => planned(trip, id));
  await say(keeper, trip.packAt, (id) => packed(trip, id));
  await say(keeper, leg.offerAt, (id) => offered(trip, leg, id, trip.cargo));
  await say(escort, leg.takeAt, (id) => taken(trip, leg, id, inOrder(trip, trip.cargo)));
}
