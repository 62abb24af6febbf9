/** What may still be done with an alert: take it, put its reminders off, say what it was. Pure; the service decides again. */
import { ENDS } from '../../../../src/alerts/life.ts';
import type { AlertView } from '../api/views.ts';

export type Deed = 'take' | 'snooze' | 'conclude';

export function deedsOf(alert: AlertView): readonly Deed[] {
  const ends: Readonly<Record<string, string>> = ENDS;
  const isOver = alert.state === 'resolved' || typeof alert.data.returnedAt === 'string';
  const isTest = alert.kind === 'test' || alert.kind === 'canary';
  const deeds: Deed[] = [];
  if (alert.state === 'open') deeds.push('take');
  // What is over by being taken has nothing to be silent about.
  if (!isOver && !isTest && ends[alert.kind] !== 'event') deeds.push('snooze');
  if (isOver && !isTest && alert.concluded === undefined) deeds.push('conclude');
  return deeds;
}

/** Until when nobody is reminded, ms UTC; null when that is over or nobody asked for it. */
export function snoozedUntil({ snoozed, state }: AlertView, now: number): number | null {
  const until = snoozed === undefined ? Number.NaN : Date.parse(snoozed.until);
  return state !== 'resolved' && until > now ? until : null;
}
