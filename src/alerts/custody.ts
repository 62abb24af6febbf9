/** What each alert about parcels on their way is about: its key, how grave it is, where it belongs, and its facts. */
import type { Discrepancy } from '../custody/types.ts';
import type { Side, UtcMs } from '../thermal/types.ts';
import { alertKey } from './conditions.ts';
import type { Condition } from './life.ts';

/** A handoff as its alerts see it. `site`: whose people are to act; null on the road. */
export type AboutHandoff = {
  readonly handoff: string;
  readonly shipment: string | null;
  readonly site: string | null;
  readonly from: string;
  readonly to: string;
  readonly parcels: number;
  readonly doses: number;
};

export const handoffDisputedKey = (handoff: string): string => alertKey('handoff-disputed', handoff);

/** One side alone for too long, or two that contradict each other. `since`: when the first side confirmed. */
export const handoffDisputed = (about: AboutHandoff, since: UtcMs): Condition => ({
  ...NOWHERE,
  key: handoffDisputedKey(about.handoff),
  kind: 'handoff-disputed',
  severity: 'critical',
  site: about.site,
  happenedAt: since,
  data: factsOf(about),
  count: about.parcels,
});

/** What was found differs from what was given, or calls for a look. */
export function handoffDiscrepancy(
  about: AboutHandoff,
  found: readonly Discrepancy[],
  happenedAt: UtcMs,
): Condition {
  const doses = (kind: 'missing' | 'refused'): number =>
    found.reduce((sum, one) => sum + (one.kind === kind ? one.doses : 0), 0);
  return {
    ...NOWHERE,
    key: alertKey('handoff-discrepancy', about.handoff),
    kind: 'handoff-discrepancy',
    severity: 'critical',
    site: about.site,
    happenedAt,
    data: {
      ...factsOf(about),
      kinds: [...new Set(found.map(({ kind }) => kind))].sort().join(' '),
      missing: doses('missing'),
      refused: doses('refused'),
    },
  };
}

export const shipmentOverdueKey = (shipment: string): string => alertKey('shipment-overdue', shipment);

/** Still under way after it should have arrived, or never left although it should have arrived. `site`: where to. */
export const shipmentOverdue = (late: {
  readonly shipment: string;
  readonly from: string;
  readonly to: string;
  readonly escort: string;
  readonly arriveBy: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: shipmentOverdueKey(late.shipment),
  kind: 'shipment-overdue',
  severity: 'critical',
  site: late.to,
  happenedAt: late.arriveBy,
  data: { shipment: late.shipment, from: late.from, to: late.to, escort: late.escort },
});

export const custodyConflictKey = (parcel: string): string => alertKey('custody-conflict', parcel);

/** Two stories of one parcel that cannot both be true. `events`: how many tell them. */
export const custodyConflict = (about: {
  readonly parcel: string;
  readonly gtin: string;
  readonly lot: string;
  readonly doses: number;
  readonly site: string | null;
  readonly events: number;
  readonly noticedAt: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: custodyConflictKey(about.parcel),
  kind: 'custody-conflict',
  severity: 'critical',
  site: about.site,
  parcel: about.parcel,
  happenedAt: about.noticedAt,
  data: { gtin: about.gtin, lot: about.lot, doses: about.doses, events: about.events },
});

export const custodyOverturnedKey = (event: string): string => alertKey('custody-overturned', event);

/**
 * An event that counted, as its author was told, does not any more: something that came late stands against it. `at`: when it
 * happened, `since`: when it stopped counting. `parcels`: how many are with others, or elsewhere, than was thought.
 */
export const custodyOverturned = (about: {
  readonly event: string;
  readonly type: string;
  readonly by: string;
  readonly code: string;
  readonly at: UtcMs;
  readonly since: UtcMs;
  readonly site: string | null;
  readonly shipment: string | null;
  readonly parcels: number;
}): Condition => ({
  ...NOWHERE,
  key: custodyOverturnedKey(about.event),
  kind: 'custody-overturned',
  severity: 'critical',
  site: about.site,
  happenedAt: about.since,
  data: {
    event: about.event,
    type: about.type,
    by: about.by,
    code: about.code,
    at: new Date(about.at).toISOString(),
    shipment: about.shipment,
    parcels: about.parcels,
  },
});

/** An event that smells of forgery was refused. `by`: whom it names. `site`: theirs. */
export const custodyRefused = (refused: {
  readonly by: string;
  readonly code: string;
  readonly type: string;
  readonly site: string | null;
  readonly at: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: alertKey('custody-refused', refused.by, refused.code),
  kind: 'custody-refused',
  severity: 'critical',
  site: refused.site,
  happenedAt: refused.at,
  data: { by: refused.by, code: refused.code, type: refused.type },
});

type Box = { readonly unit: string; readonly shipment: string; readonly site: string | null };

/** A box was opened on its way. `site`: where to. */
export const boxOpened = (box: Box, opened: { readonly by: string; readonly at: UtcMs }): Condition => ({
  ...NOWHERE,
  key: alertKey('box-opened', box.shipment, box.unit),
  kind: 'box-opened',
  severity: 'warning',
  site: box.site,
  unit: box.unit,
  happenedAt: opened.at,
  data: { shipment: box.shipment, by: opened.by },
});

export const boxAtRiskKey = (unit: string): string => alertKey('box-at-risk', unit);

/** What is in a box under way is past a limit and will break a rule at `breachAt` if it stays so. `count`: parcels. */
export const boxAtRisk = (
  box: Box,
  risk: {
    readonly side: Side | null;
    readonly since: UtcMs;
    readonly breachAt: UtcMs;
    readonly parcels: number;
  },
): Condition => ({
  ...NOWHERE,
  key: boxAtRiskKey(box.unit),
  kind: 'box-at-risk',
  severity: 'critical',
  site: box.site,
  unit: box.unit,
  happenedAt: risk.since,
  data: { shipment: box.shipment, side: risk.side, breachAt: new Date(risk.breachAt).toISOString() },
  count: risk.parcels,
});

/** Somebody on the way reports what happened: a vehicle, a warm box, a delay. `site`: where to. */
export const incidentReported = (incident: {
  readonly shipment: string | null;
  readonly unit: string | null;
  readonly site: string | null;
  readonly what: string;
  readonly text: string;
  readonly by: string;
  readonly at: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: alertKey('incident-reported', incident.shipment ?? incident.by, incident.what),
  kind: 'incident-reported',
  severity: 'warning',
  site: incident.site,
  unit: incident.unit,
  happenedAt: incident.at,
  data: { shipment: incident.shipment, what: incident.what, text: incident.text, by: incident.by },
});

const factsOf = ({ handoff, shipment, from, to, doses }: AboutHandoff): Condition['data'] => ({
  handoff,
  shipment,
  from,
  to,
  doses,
});

const NOWHERE = { site: null, unit: null, device: null, parcel: null, count: 1 } as const;
