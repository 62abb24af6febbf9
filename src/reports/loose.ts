/** What was done halfway: parcels that nobody confirmed, or that are nowhere, and open sessions in which nothing was recorded. */
import type { Chain, Handoff } from '../custody/types.ts';
import { isWithin } from '../fleet/places.ts';
import { localDay } from '../lots/expiry.ts';
import type { UtcMs } from '../thermal/types.ts';
import { compare, type ReportFacts, type Standing, siteBefore } from './facts.ts';
import type { Finding } from './reconcile.ts';
import type { Session } from './types.ts';

export type LooseFacts = ReportFacts & {
  readonly handoffs: readonly Handoff[];
  readonly chains: ReadonlyMap<string, Chain>;
  readonly sessions: readonly Session[];
  /** Whom to ask at a place. */
  readonly personAt: (site: string | null) => string | null;
};

/** One side alone said that they changed hands. */
const HALF: ReadonlySet<Handoff['state']> = new Set(['waiting', 'disputed']);
/** What a count did not find is in no plan: it is set apart as a parcel of its own. */
const GOING: ReadonlySet<string> = new Set(['planned', 'packed', 'under-way']);

export function unconfirmedOf(facts: LooseFacts, standing: readonly Standing[]): Finding[] {
  const living = new Map(standing.map((one) => [one.parcel.id, one]));
  const found = new Map<string, Finding>();
  for (const handoff of facts.handoffs.filter(({ state }) => HALF.has(state)).toSorted(byId))
    for (const { parcel } of handoff.parcels) {
      const one = living.get(parcel);
      if (one === undefined || found.has(parcel)) continue;
      const { site, at } = sidesOf(facts, handoff);
      const person = handoff.to.kind === 'person' ? handoff.to.id : facts.personAt(site);
      found.set(parcel, findingOf(one, site, person, localDay(at, facts.zone)));
    }
  const going = new Set(
    facts.shipments
      .filter(({ state }) => GOING.has(state))
      .flatMap(({ planned }) => planned.map(({ parcel }) => parcel)),
  );
  for (const one of standing) {
    const { parcel } = one;
    const left = parcel.stays.at(-1)?.to ?? null;
    if (left === null || found.has(parcel.id) || going.has(parcel.id)) continue;
    const site = siteBefore(facts, parcel, left);
    const last = facts.chains.get(parcel.id)?.possessions.at(-1)?.holder;
    const person = last?.kind === 'person' ? last.id : facts.personAt(last?.id ?? site);
    found.set(parcel.id, findingOf(one, site, person, localDay(left, facts.zone)));
  }
  return [...found.values()];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => compare(a.id, b.id);

function sidesOf(facts: LooseFacts, { to, from, place, given, taken, shipment }: Handoff) {
  const going = facts.shipments.find(({ id }) => id === shipment)?.to ?? null;
  const site = to.kind === 'site' ? to.id : (place ?? going ?? (from.kind === 'site' ? from.id : null));
  return { site, at: (given ?? taken)?.at ?? 0 };
}

const findingOf = (
  { parcel, doses }: Standing,
  site: string | null,
  person: string | null,
  day: string,
): Finding => ({
  ...{ kind: 'unconfirmed', site, gtin: parcel.gtin, lot: parcel.lot, parcel: parcel.id },
  ...{ day, doses, person },
});

/** Sessions that are over, with nothing given at the place or below it while they lasted. */
export function silentSessions(facts: LooseFacts, now: UtcMs): Finding[] {
  return facts.sessions
    .filter((session) => session.to <= now && !wasBusy(facts, session))
    .toSorted(byId)
    .map(({ id, site, from, person }) => ({
      ...{ kind: 'silent-session', site, gtin: null, lot: null, parcel: null, subject: id },
      ...{ day: localDay(from, facts.zone), doses: 0, person: person ?? facts.personAt(site) },
    }));
}

const wasBusy = ({ administrations, tree }: LooseFacts, { site, from, to }: Session): boolean =>
  administrations.some((one) => one.at >= from && one.at < to && isWithin(tree, one.site, site));
