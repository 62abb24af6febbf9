/** The province in which trips go: the demonstration's, with its people on the road and parcels in the depot that are to go. */
import type { Dosed } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Description, ParcelDescription } from '../description.ts';
import { type Crew, crew, everybody } from '../people/crew.ts';
import { province } from '../province.ts';
import { random } from '../random.ts';
import { DEPOT_SITE } from '../sites.ts';
import type { Received } from './truth.ts';

export type World = {
  readonly description: Description;
  readonly crew: Crew;
  /** What each trip takes along. */
  readonly cargo: readonly (readonly Dosed[])[];
  readonly received: ReadonlyMap<string, Received>;
};

/** What a person carries at once. */
const PARCELS_MOST = 3;

/** @param startAt when the devices and the stock came to their units */
export function world(seed: string, trips: number, startAt: UtcMs): World {
  const base = province({ seed, size: 'demo', startAt, sampling: 'field', policy: 'strict' });
  const people = crew(seed, base);
  const draw = random(seed, 'cargo');
  const cold = base.units.filter(({ kind, site }) => kind === 'refrigerator' && site === DEPOT_SITE);
  // All that is kept between 2 and 8 °C at the depot's refrigerators.
  const kept = base.parcels.filter(({ unit }) => cold.some(({ id }) => id === unit));
  const loads = Array.from({ length: trips }, (_, trip) =>
    Array.from({ length: draw.whole(1, PARCELS_MOST) }, (_, i): ParcelDescription => {
      const { gtin, lot, unit } = draw.pick(kept);
      const id = `chuyen-${String(trip + 1).padStart(4, '0')}-${i + 1}`;
      return { id, gtin, lot, unit, doses: 10 * draw.whole(2, 30), since: new Date(startAt).toISOString() };
    }),
  );
  return {
    crew: people,
    description: {
      ...base,
      sites: [...base.sites, ...people.places],
      people: [...base.people, ...everybody(people)],
      parcels: [...base.parcels, ...loads.flat()],
    },
    cargo: loads.map((load) => load.map(({ id, doses }) => ({ parcel: id, doses }))),
    received: new Map(loads.flat().map(({ id, doses, unit }) => [id, { doses, unit, at: startAt }])),
  };
}
