/** A test alert: raised at a device's unit, seen or not, and over after ten minutes. It holds nothing and counts as no excursion. */
import { testAlert, testKey } from '../../alerts/conditions.ts';
import { raise, resolve } from '../../alerts/life.ts';
import type { Alert } from '../../alerts/types.ts';
import { TEST_LASTS, withReceipts } from '../../fleet/enrolment.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { Deadlines } from '../deadlines.ts';
import type { Draft } from '../draft.ts';
import type { Province } from '../province.ts';
import { newestOf } from '../queries/enrol.ts';
import { begunOf, keepEnrolment } from './enrol.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

const TEST = 'test';
const deadlineOf = (alert: string): string => `${TEST}:${alert}`;

/** Refuses `TEST_RUNNING`, `ENROLMENT_NOTHING_RECEIVED`. */
export function raiseTest(turn: Turn, command: Of<'alert.test'>): Decision<Done> {
  const { actor, draft, province, deadlines } = turn;
  const begun = begunOf(turn, command.type, command.device);
  if (!begun.ok) return begun;
  const { device, unit } = begun.value;
  if (newestOf(turn, begun.value) === null)
    return refuse('ENROLMENT_NOTHING_RECEIVED', `Cannot test alerts of ${device}: it has said nothing yet`);
  if (province.openAlerts.has(testKey(device)))
    return refuse('TEST_RUNNING', `Cannot test alerts of ${device}: a test is under way`, { device });
  const site = siteOfUnit(province.units.get(unit), draft.now);
  const endsAt = draft.now + TEST_LASTS;
  const told = { by: actor.name, at: draft.now, endsAt };
  const alert = raise(testAlert({ device, unit, site }, told), draft);
  draft.put('alert', alert.id, alert);
  deadlines.set(deadlineOf(alert.id), endsAt);
  const begin = { alert: alert.id, at: draft.now, by: actor.username };
  const test = { ...begin, seenBy: null, endedAt: null, screens: 0, receipts: [] };
  return keepEnrolment(turn, { ...begun.value, test });
}

/** The service's own: which screens answered. What comes after the test is over is not counted any more. */
export function noteReceipts(
  { draft, province }: Turn,
  command: Of<'device.enrol.received'>,
): Decision<Done> {
  const alert = province.alerts.get(command.alert);
  const enrolment = province.enrolments.get(alert?.device ?? '');
  if (alert === undefined || enrolment?.test?.alert !== alert.id || enrolment.finished !== null)
    return done(null);
  const test = withReceipts(enrolment.test, command.receipts);
  draft.put('enrolment', enrolment.device, { ...enrolment, test });
  return accept({ value: () => null, subjects: [] });
}

/** Somebody took the test alert, or its time is over: kept with what is known of the test. */
export function noteTestEnd(alert: Alert, draft: Draft, province: Province): void {
  const enrolment = province.enrolments.get(alert.device ?? '');
  if (alert.kind !== TEST || enrolment?.test?.alert !== alert.id) return;
  const test = { ...enrolment.test, seenBy: alert.acknowledged?.by ?? null, endedAt: alert.resolvedAt };
  draft.put('enrolment', enrolment.device, { ...enrolment, test });
}

/** Its time has come; true when it was a test alert's. */
export function endTest(kind: string, id: string, draft: Draft, province: Province): boolean {
  if (kind !== TEST) return false;
  const alert = province.alerts.get(id);
  if (alert === undefined) return true;
  const over = resolve(alert, draft.now);
  draft.put('alert', id, over);
  noteTestEnd(over, draft, province);
  return true;
}

/** After a start: tests that were open go on to their end. */
export function watchTests(province: Province, deadlines: Deadlines): void {
  for (const device of province.enrolling) {
    const alert = province.openAlerts.get(testKey(device));
    if (alert !== undefined) deadlines.set(deadlineOf(alert.id), alert.raisedAt + TEST_LASTS);
  }
}

/** Test alerts that are open: they are no alerts that somebody must act upon. */
export const openTests = (province: Province): number =>
  [...province.enrolling].filter((device) => province.openAlerts.has(testKey(device))).length;
