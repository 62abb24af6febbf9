/**
 * What became of an event that people were told counts, and that does not any more?
 *
 * Nothing here takes part in what is derived: that comes from the set of events alone, in whatever order they came. That an
 * event once counted is a fact about what the service said and when, so the notice of it, its alert, its ledger entries and
 * its hold depend on the order of arrival by their nature (docs/decisions/2026-11-23-overturned-events.md).
 */
import type { Chain } from '../custody/types.ts';
import { presentUnit } from '../lots/parcels.ts';
import type { Parcel } from '../lots/types.ts';
import { type EventDocument, parcelsOf } from './custody-book.ts';
import type { Province } from './province.ts';

/** What follows now, before it is written down. */
export type After = {
  readonly parcels: ReadonlyMap<string, Parcel>;
  readonly chains: ReadonlyMap<string, Chain>;
};

/** Did it count until now? An event that came with this very draft was never said to. */
export const hasCounted = ({ recorded, refused }: EventDocument): boolean =>
  recorded !== null && refused === null;

/**
 * The parcels that this event had moved, or what was split off them since, that are with others or elsewhere without it.
 * Asked before anything of what follows now is written down.
 */
export function shaken(province: Province, event: EventDocument, after: After): string[] {
  const touched = new Set([
    ...(event.effect?.moves.map(({ parcel }) => parcel) ?? []),
    ...parcelsOf(event).filter((parcel) =>
      province.custody.chains.get(parcel)?.possessions.some((one) => one.event === event.id),
    ),
  ]);
  return withParts(province, touched).filter((id) => {
    const [parcel, next] = [province.parcels.get(id), after.parcels.get(id)];
    if (parcel === undefined || next === undefined || next.doses === 0) return false;
    const [chain, then] = [province.custody.chains.get(id), after.chains.get(id)];
    return presentUnit(parcel) !== presentUnit(next) || holderOf(chain) !== holderOf(then);
  });
}

/** Of an event that was overturned and that no official looked at since, the parcels in doubt; null of any other. */
export function inDoubt(province: Province, { id, refused, overturned }: EventDocument): string[] | null {
  if (overturned === undefined || refused === null || refused.code === 'EVENT_FOUND_UNTRUE') return null;
  const looked = [...province.custody.resolutions.values()].some(
    ({ at, truth, untrue }) => at >= overturned.since && (truth.includes(id) || untrue.includes(id)),
  );
  return looked ? null : withParts(province, overturned.parcels);
}

/** The events about a parcel that were overturned and that no official looked at since: also those that name it not themselves. */
export function overturnedOf(province: Province, parcel: string): EventDocument[] {
  const { custody } = province;
  const line = [parcel];
  for (const id of line) line.push(...[province.parcels.get(id)?.parent ?? []].flat());
  const naming = line.flatMap((id) => custody.eventsOfParcel(id));
  const nameless = naming.flatMap(({ body }) => [
    ...('handoff' in body ? custody.eventsOfHandoff(body.handoff) : []),
    ...(body.shipment === null ? [] : custody.eventsOfShipment(body.shipment)),
  ]);
  const about = new Set([...naming, ...nameless.filter((event) => parcelsOf(event).length === 0)]);
  return [...about].filter((event) => inDoubt(province, event) !== null);
}

function withParts(province: Province, parcels: Iterable<string>): string[] {
  const all = new Set(parcels);
  for (const id of all) for (const part of province.partsOf.get(id) ?? []) all.add(part);
  return [...all];
}

function holderOf(chain: Pick<Chain, 'possessions'> | undefined): string | null {
  const holder = chain?.possessions.at(-1)?.holder;
  return holder === undefined ? null : `${holder.kind} ${holder.id}`;
}
