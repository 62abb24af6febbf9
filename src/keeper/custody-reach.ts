/**
 * Which other parcels must be looked at again when a unit stood elsewhere than was thought?
 *
 * A box carries parcels that have nothing else to do with each other. Where it stood is said by the events of one group, and
 * asked by those of another: may this be unpacked there, does that parcel stay inside, who received what was put into it. Such
 * groups are derived together as soon as one of them moves the box, so that it means nothing which of them came first.
 */
import { atOf } from '../custody/order.ts';
import type { Placed } from '../lots/late.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { EventDocument } from './custody-book.ts';
import type { Province } from './province.ts';

/** The instants at which placements differ; none when they are the same. */
export function changedAt(before: readonly Placed[], after: readonly Placed[]): UtcMs[] {
  const has = (list: readonly Placed[], { site, since }: Placed) =>
    list.some((one) => one.since === since && one.site === site);
  const gone = before.filter((one) => !has(after, one));
  const come = after.filter((one) => !has(before, one));
  return [...gone, ...come].map(({ since }) => since);
}

/**
 * The events that ask where the unit stood at one of these instants or later: what is put into it there, what is handed over
 * in it, and what is placed at the same instant, for of two such placements only one stands.
 */
export function dependents(province: Province, unit: string, changed: readonly UtcMs[]): EventDocument[] {
  if (changed.length === 0) return [];
  const { custody } = province;
  const since = Math.min(...changed);
  const naming = custody
    .eventsOfUnit(unit)
    .filter(
      ({ body, effect }) =>
        (body.type === 'shipment.unpacked' && atOf({ body }) >= since) ||
        effect?.placements.some((one) => one.unit === unit && changed.includes(one.at)),
    );
  const inside = province.visitors.since(unit, since - 1);
  const moved = inside.flatMap((id) => {
    const events = custody.eventsOfParcel(id);
    const began = province.parcels.get(id)?.stays[0]?.from ?? 0;
    return events.filter(({ body }) => began >= since || ('handoff' in body && atOf({ body }) >= since));
  });
  return [...new Set([...naming, ...moved])];
}
