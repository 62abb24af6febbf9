/** One hold as a decision is made about it: its parcel, what it came of, where it is, and which alert it belongs to. */
import { alertKey, parcelHoldKey } from '../../alerts/conditions.ts';
import { unitAt } from '../../lots/parcels.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from '../../lots/types.ts';
import { excursionCause, writtenCause } from '../../wording/holds.ts';
import type { DecisionHoldView } from '../official-views.ts';
import { subjectKey } from '../province.ts';
import * as show from '../show.ts';
import type { View } from './view.ts';

export type Waiting = {
  readonly hold: Hold;
  readonly parcel: Parcel;
  readonly excursion: ExcursionRecord | null;
  readonly origin: string | null;
  readonly site: string | null;
  readonly alert: string | null;
};

export function waitingFor({ province }: View, hold: Hold, parcel: Parcel, site: string | null): Waiting {
  const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
  const excursion = records.find((one) => one.id === hold.excursion) ?? null;
  const origin = excursion === null ? null : unitAt(parcel, excursion.start);
  const rule = excursion?.rule ?? null;
  const alert = province.openAlerts.get(parcelHoldKey({ hold, origin, rule, site }));
  const cause =
    origin === null ? undefined : province.openAlerts.get(alertKey('unit-excursion', origin, rule ?? ''));
  return { hold, parcel, excursion, origin, site, alert: (cause ?? alert)?.id ?? null };
}

export function showWaiting(
  { province, now }: View,
  { hold, parcel, excursion, site }: Waiting,
): DecisionHoldView {
  const shown = show.showHold(province, hold, now);
  return {
    ...shown,
    label: parcel.label,
    doses: parcel.doses,
    siteName: site === null ? null : (province.sites.get(site)?.name ?? site),
    unitName: shown.unit === null ? null : (province.units.get(shown.unit)?.name ?? shown.unit),
    excursionFacts: excursion === null ? null : show.showExcursion(excursion),
  };
}

export function causeOf({ province }: View, { hold, excursion, origin }: Waiting) {
  const rule = excursion?.ruleSnapshot;
  if (excursion === null || rule === undefined || rule === null)
    return hold.kind === 'manual' || hold.kind === 'recall' ? writtenCause(hold.reason) : null;
  return excursionCause(
    {
      side: rule.side,
      limitCelsius: rule.limit / 1000,
      unit: origin === null ? null : (province.units.get(origin)?.name ?? origin),
      start: excursion.start,
      peakCelsius: excursion.end === null ? null : show.celsiusOrNull(excursion.peak),
    },
    province.zone,
  );
}

/** Said by one person at one moment in the same words: one act. */
export const breath = ({ decision, reason, evidence, proposedBy, proposedAt }: Disposition): string =>
  JSON.stringify([proposedAt, proposedBy, decision, reason, evidence]);
