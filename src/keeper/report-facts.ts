/**
 * The province's documents as a report is worked out from them, taken in one moment: they are never changed, only replaced. Parcels
 * whose life is over are read in turns from then on.
 */
import type { Parcel } from '../lots/types.ts';
import type { LooseFacts } from '../reports/loose.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Province } from './province.ts';
import { type InTurns, Pace } from './queries/turns.ts';

export async function* reportFacts(province: Province, now: UtcMs): InTurns<LooseFacts> {
  const { custody } = province;
  const parcels: Parcel[] = [];
  const taken = province.parcels.values();
  const facts: LooseFacts = {
    zone: province.zone,
    tree: province.tree,
    units: new Map(province.units),
    products: new Map(province.products),
    lots: new Map(province.lots),
    parcels,
    holds: [...province.holds.values()],
    administrations: [...province.administrations.values()],
    shipments: [...custody.shipments.values()],
    excursions: [...province.allExcursions()].filter(({ subject }) => subject.kind === 'unit'),
    recalled: new Set([...province.recalls.values()].map(({ gtin, lot }) => `${gtin}/${lot}`)),
    plans: [...province.plans.values()],
    announced: [...province.announced.values()],
    differences: [...province.differences.values()],
    handoffs: [...custody.handoffs.values()],
    chains: new Map(custody.chains),
    sessions: [...province.injectionSessions.values()],
    personAt: (site) => personAt(province, site, now),
  };
  const pace = new Pace();
  for (const parcel of taken) {
    parcels.push(parcel);
    if (pace.isOver) yield* pace.rest();
  }
  return facts;
}

/** Who keeps the stock of a place, or gives it there, or looks after it; where nobody does, who does so above it. */
function personAt(province: Province, site: string | null, now: UtcMs): string | null {
  const people = [...province.people.values()]
    .filter(({ retiredAt }) => retiredAt === null || retiredAt > now)
    .sort((a, b) => (a.username < b.username ? -1 : 1));
  const seen = new Set<string>();
  for (let place = site; ; ) {
    for (const role of ['depot', 'vaccinator', 'official'] as const) {
      const found = people.find((one) => one.site === place && one.roles.includes(role));
      if (found !== undefined) return found.username;
    }
    if (place === null || seen.has(place)) return null;
    seen.add(place);
    place = province.sites.get(place)?.parent ?? null;
  }
}
