/** The life of an alert: raised, updated, acknowledged (with who and why), resolved. */
import type { UtcMs } from '../thermal/types.ts';

export const ALERT_KINDS = [
  'unit-excursion', // a unit's own rule is broken: call a technician
  'unit-unmonitored', // nothing is known about a unit for too long
  'parcel-hold', // a parcel may not be used
  'late-discovery', // late evidence shows what happened to vaccine, or in a unit, and is over; doses may have been given
  'device-silent', // no value stands any more
  'device-rejected', // readings were kept as rejected, with their reason
  'device-gap', // boot/seq show that messages are missing
  'administration-refused', // someone recorded a dose of what is not allowed
  'influx-refused', // points that InfluxDB would not take are set aside
  'influx-behind', // the copy in InfluxDB has not been kept up for too long
  'handoff-disputed', // only one side of a handoff confirmed it, or both say otherwise
  'handoff-discrepancy', // what was found differs from what was given
  'shipment-overdue', // should have arrived and has not
  'custody-conflict', // two stories of one parcel that cannot both be true
  'custody-overturned', // an event that counted does not any more, through something that came late
  'custody-refused', // an event that smells of forgery was refused
  'box-opened', // on its way
  'box-at-risk', // what is in a box under way is past a limit and not yet in breach
  'incident-reported', // somebody on the way says what happened
  'influx-differs', // a comparison found the copy in InfluxDB other than the store
  'witness-silent', // no witness took a checkpoint of the ledger for too long
  'ledger-behind-witness', // the ledger is not the one that was signed before
  'power-cut', // units of one place run without mains
  'unit-at-risk', // a unit is past a limit and will break its rule within the hour if it stays so
  'sensor-stuck', // the same value for longer than this probe ever gave it
  'battery-low', // a device will soon fall silent
  'calibration-overdue', // the last good day of a probe's certificate is over
  'clock-untrusted', // nobody can tell when a device's readings were measured: they make nothing known
  'history-damaged', // stored readings are damaged on the disk and count as not measured
  'device-cloned', // two seem to be one device: its readings are not believed
  'disk-filling', // the disk of the service is nearly full
  'clock-jumped', // the service's wall clock moved otherwise than time did
  'channel-failing', // a way by which people are told takes nothing any more
  'notices-behind', // messages wait although they are due
  'roster-hole', // at a time that comes, a level of a ladder reaches nobody
  'nobody-told', // an alert for which no level of the ladder reaches anybody
  'canary', // the chain tries itself: from a reading to a message
  'canary-lost', // what the chain sent through itself did not arrive
  'bridge-down', // a broker of others, from which readings come, cannot be read
  'file-refused', // a file laid into the inbox cannot be taken in, and waits for somebody
  'report-late', // a report that was due is not there
  'test', // nothing is wrong: somebody tries whether alerts are seen
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
export type Severity = 'critical' | 'warning';

/** What a person chose when taking an alert; stable, put into words where it is shown. */
export const ACK_CAUSES = ['door', 'power', 'broken', 'warm-load', 'sensor', 'other'] as const;
export type AckCause = (typeof ACK_CAUSES)[number];
export const ACK_ACTIONS = ['door-closed', 'moved', 'generator', 'technician'] as const;
export type AckAction = (typeof ACK_ACTIONS)[number];

/** Who took an alert, when and why. */
export type Acknowledged = {
  readonly by: string;
  readonly at: UtcMs;
  /** Their own words; empty only when something was chosen. */
  readonly comment: string;
  readonly cause?: AckCause;
  /** Each at most once. */
  readonly actions?: readonly AckAction[];
};

export type Snoozed = {
  readonly by: string;
  readonly at: UtcMs;
  readonly until: UtcMs;
  readonly comment: string;
};
export type Concluded = { readonly by: string; readonly at: UtcMs; readonly text: string };

/** One episode, one alert: `key` says what it is about; at most one alert per key is not resolved. */
export type Alert = {
  readonly id: string;
  readonly key: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly site: string | null;
  readonly unit: string | null;
  readonly device: string | null;
  readonly parcel: string | null;
  /** When it happened, and when the service learned of it. */
  readonly happenedAt: UtcMs;
  readonly raisedAt: UtcMs;
  readonly updatedAt: UtcMs;
  readonly resolvedAt: UtcMs | null;
  readonly acknowledged: Acknowledged | null;
  /** Nobody is reminded before `until`. Left out: not snoozed. */
  readonly snoozed?: Snoozed | null;
  /** What it was, said when it was over. Left out: nobody has said it. */
  readonly concluded?: Concluded | null;
  /** Facts for the wording: numbers, ids and codes, never sentences. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly count: number;
};
