/**
 * The life of one alert: raised, updated, acknowledged, resolved. None of it touches a hold or an excursion: an
 * acknowledgement says that somebody has seen it and is on it, no more.
 *
 * Three ways to end, by kind:
 * - `condition`: it is over when what it is about is over (a device speaks again, a hold is disposed of).
 * - `until-seen`: it is over when what it is about is over *and* somebody acknowledged it. A fridge that went too warm
 *   in the night and came back stays on the board as returned (`data.returnedAt`) until a person has seen it.
 * - `event`: it happened and cannot stop being so. It counts what happens within the episode and is over when somebody
 *   acknowledges it; the next one begins a new episode. So one key has at most one open alert, whatever arrives.
 */
import { accept, type Decision, isBlank, refuse, said } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { AckAction, AckCause, Alert, AlertKind, Severity } from './types.ts';

export const ENDS = {
  'unit-excursion': 'until-seen',
  'unit-unmonitored': 'condition',
  'parcel-hold': 'condition',
  'late-discovery': 'event',
  'device-silent': 'condition',
  'device-rejected': 'event',
  'device-gap': 'event',
  'administration-refused': 'event',
  'influx-refused': 'condition',
  'influx-behind': 'condition',
  'handoff-disputed': 'condition',
  'handoff-discrepancy': 'event',
  'shipment-overdue': 'condition',
  'custody-conflict': 'condition',
  'custody-overturned': 'condition',
  'custody-refused': 'event',
  'box-opened': 'event',
  'box-at-risk': 'condition',
  'incident-reported': 'event',
  'influx-differs': 'event',
  'witness-silent': 'condition',
  'ledger-behind-witness': 'condition',
  'power-cut': 'condition',
  'unit-at-risk': 'condition',
  'sensor-stuck': 'condition',
  'battery-low': 'condition',
  'calibration-overdue': 'condition',
  'clock-untrusted': 'condition',
  'history-damaged': 'event',
  'device-cloned': 'condition',
  'disk-filling': 'condition',
  'clock-jumped': 'event',
  'channel-failing': 'condition',
  'notices-behind': 'condition',
  'roster-hole': 'condition',
  'nobody-told': 'condition',
  canary: 'event',
  'canary-lost': 'condition',
  'bridge-down': 'condition',
  'file-refused': 'event',
  'report-late': 'condition',
  test: 'event',
} as const satisfies Record<AlertKind, 'condition' | 'until-seen' | 'event'>;

/**
 * What calls for an alert. `count`: for a condition, how many things share it now (parcels on hold);
 * for an event, how many happened since it was last told.
 */
export type Condition = {
  readonly key: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly site: string | null;
  readonly unit: string | null;
  readonly device: string | null;
  readonly parcel: string | null;
  readonly happenedAt: UtcMs;
  readonly data: Alert['data'];
  readonly count: number;
};

export function raise(condition: Condition, ctx: { readonly now: UtcMs; readonly ids: () => string }): Alert {
  const { key, kind, severity, site, unit, device, parcel, happenedAt, data, count } = condition;
  return {
    id: ctx.ids(),
    key,
    kind,
    severity,
    site,
    unit,
    device,
    parcel,
    happenedAt,
    raisedAt: ctx.now,
    updatedAt: ctx.now,
    resolvedAt: null,
    acknowledged: null,
    data,
    count,
  };
}

/**
 * The alert with its condition's present facts: the very same object when nothing changed. An event adds to the count
 * and keeps the first `happenedAt`; its data are those of the latest.
 */
export function update(alert: Alert, condition: Condition, now: UtcMs): Alert {
  if (ENDS[condition.kind] === 'event') {
    return { ...alert, data: condition.data, count: alert.count + condition.count, updatedAt: now };
  }
  const { severity, site, unit, device, parcel, happenedAt, data, count } = condition;
  const same =
    severity === alert.severity &&
    site === alert.site &&
    unit === alert.unit &&
    device === alert.device &&
    parcel === alert.parcel &&
    happenedAt === alert.happenedAt &&
    count === alert.count &&
    sameData(data, alert.data);
  if (same) return alert;
  const changed = { ...alert, severity, site, unit, device, parcel, happenedAt, data, count, updatedAt: now };
  // Whoever wanted silence wanted it of what it was.
  const isWorse = severity === 'critical' && alert.severity === 'warning';
  return isWorse && alert.snoozed != null ? { ...changed, snoozed: null } : changed;
}

/** What becomes of an open alert whose condition is no longer there: the very same object when nothing. */
export function subside(alert: Alert, now: UtcMs): Alert {
  switch (ENDS[alert.kind]) {
    case 'event':
      return alert;
    case 'condition':
      return resolve(alert, now);
    case 'until-seen':
      if (alert.acknowledged !== null) return resolve(alert, now);
      if (hasReturned(alert)) return alert;
      return { ...alert, data: { ...alert.data, returnedAt: new Date(now).toISOString() }, updatedAt: now };
  }
}

/** True for an `until-seen` alert whose condition is over and that waits to be seen. */
export const hasReturned = (alert: Alert): boolean => typeof alert.data.returnedAt === 'string';

export const resolve = (alert: Alert, now: UtcMs): Alert => ({ ...alert, updatedAt: now, resolvedAt: now });

/** What was chosen from the lists, beside the words. */
type Chosen = { readonly cause?: AckCause | undefined; readonly actions?: readonly AckAction[] | undefined };

/**
 * A person takes an alert, and says why: in words, by what they choose, or both. Events, and what has already returned, are over with it.
 * Refuses `ALERT_RESOLVED`, `ALERT_ALREADY_ACKNOWLEDGED`, `ALERT_COMMENT_REQUIRED`.
 */
export function acknowledge(
  alert: Alert,
  comment: string,
  ctx: { readonly now: UtcMs; readonly by: string },
  { cause, actions = [] }: Chosen = {},
): Decision<Alert> {
  const { now, by } = ctx;
  const details = { alert: alert.id };
  if (alert.resolvedAt !== null) {
    return refuse('ALERT_RESOLVED', `Cannot acknowledge alert ${alert.id}: it is resolved`, details);
  }
  if (alert.acknowledged !== null) {
    const message = `Cannot acknowledge alert ${alert.id}: ${alert.acknowledged.by} already did`;
    return refuse('ALERT_ALREADY_ACKNOWLEDGED', message, { ...details, by: alert.acknowledged.by });
  }
  // Nothing is wrong in a test, so there is nothing to explain.
  if (alert.kind !== 'test' && isBlank(comment) && cause === undefined && actions.length === 0) {
    return refuse(
      'ALERT_COMMENT_REQUIRED',
      `Cannot acknowledge alert ${alert.id}: a comment is wanted`,
      details,
    );
  }
  const acknowledged = {
    by,
    at: now,
    comment: said(comment),
    ...(cause === undefined ? {} : { cause }),
    ...(actions.length === 0 ? {} : { actions: [...new Set(actions)] }),
  };
  const taken: Alert = { ...alert, updatedAt: now, acknowledged };
  const over = ENDS[alert.kind] === 'event' || hasReturned(alert);
  return accept(over ? resolve(taken, now) : taken);
}

/** How long nobody is reminded: what takes longer is to be taken anew. */
export const SNOOZE_LEAST_MS = 5 * 60_000;
export const SNOOZE_MOST_MS = 12 * 3_600_000;

/**
 * No reminders until `until`; whoever says so takes the alert. It may be said again. Refuses `ALERT_RESOLVED`,
 * `ALERT_NOT_LASTING` (what is over by being taken has nothing to be silent about), `SNOOZE_UNTIL_INVALID`.
 */
export function snooze(
  alert: Alert,
  until: UtcMs,
  comment: string,
  { now, by }: { readonly now: UtcMs; readonly by: string },
): Decision<Alert> {
  const details = { alert: alert.id };
  if (alert.resolvedAt !== null)
    return refuse('ALERT_RESOLVED', `Cannot snooze alert ${alert.id}: it is resolved`, details);
  if (ENDS[alert.kind] === 'event' || hasReturned(alert))
    return refuse('ALERT_NOT_LASTING', `Cannot snooze alert ${alert.id}: it does not last`, details);
  if (!(until >= now + SNOOZE_LEAST_MS && until <= now + SNOOZE_MOST_MS)) {
    const message = `Cannot snooze alert ${alert.id}: wanted 5 minutes to 12 hours from now`;
    return refuse('SNOOZE_UNTIL_INVALID', message, { ...details, until });
  }
  const told = { by, at: now, comment: said(comment) };
  const acknowledged = alert.acknowledged ?? told;
  return accept({ ...alert, updatedAt: now, acknowledged, snoozed: { ...told, until } });
}

/**
 * What it was, said once, when it is over; of what has returned and nobody took, it is the taking. Refuses
 * `ALERT_NOT_OVER`, `ALERT_ALREADY_CONCLUDED`, `ALERT_CONCLUSION_REQUIRED`.
 */
export function conclude(
  alert: Alert,
  text: string,
  { now, by }: { readonly now: UtcMs; readonly by: string },
): Decision<Alert> {
  const details = { alert: alert.id };
  if (alert.resolvedAt === null && !hasReturned(alert))
    return refuse('ALERT_NOT_OVER', `Cannot conclude alert ${alert.id}: it is not over`, details);
  if (alert.concluded != null) {
    const message = `Cannot conclude alert ${alert.id}: ${alert.concluded.by} already did`;
    return refuse('ALERT_ALREADY_CONCLUDED', message, { ...details, by: alert.concluded.by });
  }
  if (isBlank(text))
    return refuse('ALERT_CONCLUSION_REQUIRED', `Cannot conclude alert ${alert.id}: say what it was`, details);
  const concluded: Alert = { ...alert, updatedAt: now, concluded: { by, at: now, text: said(text) } };
  if (concluded.resolvedAt !== null) return accept(concluded);
  const acknowledged = concluded.acknowledged ?? { by, at: now, comment: said(text) };
  return accept(resolve({ ...concluded, acknowledged }, now));
}

function sameData(a: Alert['data'], b: Alert['data']): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => a[name] === b[name] && Object.hasOwn(b, name))
  );
}
