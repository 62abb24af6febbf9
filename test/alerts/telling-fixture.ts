/** Short ways to write ladders, alerts in a ladder, and tellings. Minutes are since TEN. */

import type { Ladder, Level } from '../../src/alerts/duty.ts';
import { type Escalated, escalate } from '../../src/alerts/escalate.ts';
import { groupOf } from '../../src/alerts/grouping.ts';
import { DEFAULT_LADDER } from '../../src/alerts/ladders.ts';
import { raise } from '../../src/alerts/life.ts';
import type { Escalation, Telling } from '../../src/alerts/telling.ts';
import type { Alert } from '../../src/alerts/types.ts';
import { TEN } from '../lots/parcel-fixture.ts';
import { condition } from './alert-fixture.ts';

export const MINUTE = 60_000;
export const minute = (minutes: number): number => TEN + minutes * MINUTE;

export const alertOf = (changes: Partial<Alert> = {}): Alert => ({
  ...raise(condition(), { now: TEN, ids: () => 'a-1' }),
  ...changes,
});
export const taken = (alert: Alert, at: number, by = 'kho'): Alert => ({
  ...alert,
  acknowledged: { by, at, comment: 'x' },
});
export const ended = (alert: Alert, at: number): Alert => ({ ...alert, resolvedAt: at });
export const LADDER: Ladder = DEFAULT_LADDER;

/** Who stands at each level of the ladder. */
export const reachOf =
  (names: readonly (readonly string[])[], ladder = LADDER) =>
  (level: Level): readonly string[] =>
    names[ladder.levels.indexOf(level)] ?? [];
export const FOUR = [['kho'], ['huyen'], ['cdc'], ['tinh', 'quan']] as const;

/** An alert that is looked at again and again; what is remembered goes through the disk in between. */
export class Climb {
  before: Escalation | null = null;
  quietUntil: number | null = null;
  reach = reachOf(FOUR);
  ladder = LADDER;
  readonly told: Telling[] = [];

  look(alert: Alert, now: number, more: { undelivered?: boolean } = {}): Escalated {
    const { before, quietUntil, reach, ladder } = this;
    const found = escalate({ alert, before, ladder, reach, quietUntil, group: groupOf(alert), now, ...more });
    this.before = JSON.parse(JSON.stringify(found.escalation)) as Escalation | null;
    this.told.push(...found.tellings);
    return found;
  }

  /** What a look tells, as `person reason`. */
  says(alert: Alert, now: number, more: { undelivered?: boolean } = {}): string[] {
    return this.look(alert, now, more).tellings.map(({ person, reason }) => `${person} ${reason}`);
  }
}

let made = 0;
export const telling = (changes: Partial<Telling> = {}): Telling => ({
  alert: `a-${made++}`,
  person: 'kho',
  reason: 'raised',
  level: 0,
  severity: 'critical',
  group: 'cold@depot',
  at: TEN,
  channels: ['push', 'sms'],
  ...changes,
});
