/** What is on its way, and what left, arrived or was cancelled in the period? */
import type { Shipment, ShipmentState } from '../custody/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Period } from './excursions.ts';
import { compare, type ReportFacts } from './facts.ts';
import type { ShipmentLine } from './types.ts';

const GOING: ReadonlySet<ShipmentState> = new Set(['planned', 'packed', 'under-way']);

/** In the order of when they are to arrive. */
export function shipmentsOf({ shipments }: ReportFacts, period: Period): ShipmentLine[] {
  return shipments
    .filter((one) => GOING.has(one.state) || movedIn(one, period))
    .sort((a, b) => a.arriveBy - b.arriveBy || compare(a.id, b.id))
    .map(({ id, from, to, escort, state, planned, arriveBy }) => ({
      ...{ id, from, to, escort, state, arriveBy },
      doses: planned.reduce((sum, { doses }) => sum + doses, 0),
    }));
}

function movedIn({ departedAt, arrivedAt, closedAt }: Shipment, { since, until }: Period): boolean {
  const isIn = (at: UtcMs | null) => at !== null && at >= since && at < until;
  return isIn(departedAt) || isIn(arrivedAt) || isIn(closedAt);
}
