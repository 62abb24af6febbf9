/**
 * How long did a message take, how far did an alert climb while nobody took it, and how many messages did each person get?
 */
import type { AlertView } from '../../src/keeper/views.ts';
import type { Posted } from './post.ts';
import { WAITS_MOST } from './told.ts';
import type { Week } from './week.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Minutes without an answer after which the standard ladder has reached levels 1 to 4. */
const LEVEL_AFTER = [0, 15, 30, 60] as const;
/** Their time counts from when they became critical, which the alert does not say. */
const BEGINS_AS_WARNING: ReadonlySet<string> = new Set(['unit-at-risk']);

export const countsFromTheStart = ({ kind, severity }: AlertView): boolean =>
  severity === 'critical' && !BEGINS_AS_WARNING.has(kind);

/** `fresh`: that person had not been told of the group in the ten minutes before; the others wait by design. */
export type Latency = { readonly latency: number; readonly fresh: boolean };

/** Nothing for an alert of which nobody was told: it is listed elsewhere. */
export function latencyOf(alert: AlertView, { sent, arrivals, world }: Week): Latency[] {
  const first = sent.find(({ notice }) => notice.reason !== 'over' && notice.alerts.includes(alert.id));
  if (first === undefined) return [];
  const { person, group } = first.notice;
  const raisedAt = Date.parse(alert.raisedAt);
  const device = world.description.devices.find(({ unit }) => unit === alert.unit)?.id ?? '';
  const arrival = arrivals.get(device)?.findLast(({ arrivedAt }) => arrivedAt <= raisedAt);
  const byReading = arrival !== undefined && arrival.arrivedAt === raisedAt;
  const lately = sent.some(
    ({ at, notice }) =>
      notice.person === person && notice.group === group && at < first.at && at > raisedAt - 10 * MINUTE,
  );
  return [
    {
      latency: first.at - (byReading ? Math.min(arrival.measuredAt, raisedAt) : raisedAt),
      fresh: !lately,
    },
  ];
}

/** How far each critical alert climbed until somebody took it or it was over (0 to 4), and which not as far as that time asks. */
export function climbing(week: Week): { levels: number[]; notClimbed: string[] } {
  const steps = new Map<string, { at: number; level: number }[]>();
  for (const { notice } of week.tries)
    for (const alert of notice.alerts) {
      const known = steps.get(alert);
      const step = { at: notice.createdAt, level: notice.level + 1 };
      if (known === undefined) steps.set(alert, [step]);
      else known.push(step);
    }
  const levels = [0, 0, 0, 0, 0];
  const notClimbed: string[] = [];
  for (const alert of week.alerts.filter(countsFromTheStart)) {
    const until = untakenUntil(alert, week);
    const reached = (steps.get(alert.id) ?? []).filter(({ at }) => at <= until + WAITS_MOST);
    const level = Math.max(0, ...reached.map((step) => step.level));
    levels[level] = (levels[level] ?? 0) + 1;
    const alone = until - Date.parse(alert.raisedAt) - WAITS_MOST;
    const asked = LEVEL_AFTER.filter((minutes) => alone >= minutes * MINUTE).length;
    if (level < asked)
      notClimbed.push(`${alert.kind} ${alert.unit} ${alert.raisedAt}: level ${level} of ${asked}`);
  }
  return { levels, notClimbed };
}

function untakenUntil({ acknowledged, data, resolvedAt }: AlertView, { to }: Week): number {
  const returned = data.returnedAt;
  const ends = [acknowledged?.at ?? null, typeof returned === 'string' ? returned : null, resolvedAt];
  return Math.min(to, ...ends.flatMap((end) => (end === null ? [] : [Date.parse(end)])));
}

export function perDay({ sent, from }: Week): number[] {
  const counts = new Map<string, number>();
  for (const { at, notice } of sent) {
    const key = `${notice.person} ${Math.floor((at - from) / DAY)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()];
}

export function mostWithin(sent: readonly Posted[], span: number): number {
  let most = 0;
  for (const messages of Map.groupBy(sent, ({ notice }) => notice.person).values()) {
    const times = messages.map(({ notice }) => notice.createdAt).sort((a, b) => a - b);
    for (let first = 0, last = 0; last < times.length; last++) {
      while ((times[last] ?? 0) - (times[first] ?? 0) >= span) first++;
      most = Math.max(most, last - first + 1);
    }
  }
  return most;
}
