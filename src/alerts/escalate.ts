/**
 * How far up its ladder is an alert now, and who is told what of it? A function of the documents and the time: calling it
 * again at the same time tells nothing again, and calling it late tells what was due meanwhile, once.
 *
 * - A level tells when its minutes have passed since the alert was raised and nobody has taken it; one that reaches nobody is
 *   passed at once, and so is one of whose people no message reached any (`undelivered`).
 * - A critical alert is told "still" to every level it reached, until it is taken or over: each `stillMinutes` in the hour
 *   after a level was told or it became worse, then ever more seldom (see reminders.ts). A warning is told to the first
 *   level that reaches somebody, outside its quiet hours, and to the same people when it becomes worse.
 * - One that is taken and lasts is told as forgotten to whoever took it and the next level: when the silence they wanted is
 *   over, else after `forgottenMinutes`, then after 1, 2, 4 and 8 hours, then daily.
 * - One that is over is told as over to everybody who was told, when it has stayed so for two minutes. When it comes back
 *   it is told anew, and within an hour to every level that would know by now if it had lasted.
 */
import { type EscalateInput, Steps, tellingOf } from './climb-steps.ts';
import { begun, onClock, toldBy } from './escalation.ts';
import { ENDS, hasReturned } from './life.ts';
import type { Escalation, Telling } from './telling.ts';

const MINUTE = 60_000;
/** What comes and goes is not told as over each time. */
const STAYS_OVER_MS = 2 * MINUTE;
/** A fridge that is well for ten minutes and then too cold again is the same trouble: its levels count on. */
const COMES_BACK_MS = 60 * MINUTE;

/** `escalation` null: nothing is to be kept. `nobody`: the whole ladder reaches no one. */
export type Escalated = {
  readonly escalation: Escalation | null;
  readonly tellings: readonly Telling[];
  readonly nobody: boolean;
};

export function escalate(input: EscalateInput): Escalated {
  const { alert, now, before } = input;
  const known = before === null ? null : onClock(before, now);
  const isOver = alert.resolvedAt !== null || hasReturned(alert);
  if (alert.kind === 'canary' || (isOver && known === null)) return NOTHING;
  if (isOver && known !== null) return overWith(input, known);
  let escalation = known ?? begun(alert, Math.min(alert.raisedAt, now));
  const { over, since } = escalation;
  // Nobody knew yet: it never was over. Known as over, and it came back: everybody is told anew.
  if (over !== null)
    escalation = over.told
      ? begun(alert, now < over.at + COMES_BACK_MS ? since : now)
      : { ...escalation, over: null };
  return lasting(input, escalation);
}

function lasting(input: EscalateInput, from: Escalation): Escalated {
  const { alert, ladder, now, quietUntil } = input;
  const steps = new Steps(input, from);
  const wasLevel = from.level;
  steps.worsen();
  if (alert.acknowledged !== null) {
    steps.taken();
    return { ...steps.result(steps.forget(alert)), nobody: false };
  }
  const isCritical = alert.severity === 'critical';
  const isQuiet = !isCritical && alert.kind !== 'test' && quietUntil !== null;
  if (wasLevel === -1 && isQuiet) return { ...steps.result(quietUntil), nobody: false };
  steps.retry();
  const nextAt = Math.min(steps.climb(), isCritical ? steps.still() : Number.POSITIVE_INFINITY);
  const nobody = toldBy(steps.now).size === 0;
  return { ...steps.result(nobody ? now + ladder.stillMinutes * MINUTE : nextAt), nobody };
}

function overWith(input: EscalateInput, known: Escalation): Escalated {
  const { alert, now, quietUntil } = input;
  const people = toldBy(known);
  const isResolved = alert.resolvedAt !== null;
  const isEvent = ENDS[alert.kind] === 'event';
  if (people.size === 0 || isEvent || (isResolved && known.over?.told === true)) return NOTHING;
  const over = known.over ?? { at: now, told: false };
  const quiet = known.severity === 'warning' ? quietUntil : null;
  const dueAt = Math.max(over.at + STAYS_OVER_MS, quiet ?? 0);
  if (over.told || now < dueAt)
    return { escalation: { ...known, over, nextAt: over.told ? null : dueAt }, tellings: [], nobody: false };
  const tellings = [...people].map(([person, level]) => tellingOf(input, person, 'over', level));
  const escalation = isResolved ? null : { ...known, over: { ...over, told: true }, nextAt: null };
  return { escalation, tellings, nobody: false };
}

const NOTHING: Escalated = { escalation: null, tellings: [], nobody: false };
