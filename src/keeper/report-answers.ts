/** When was somebody told of the alert that an excursion raised, and when did somebody take it? */
import type { Alert } from '../alerts/types.ts';
import type { ExcursionRecord } from '../lots/types.ts';
import type { Answers } from '../reports/excursions.ts';
import { alertsRaised, idFrom } from './queries/past-alerts.ts';
import type { InTurns } from './queries/turns.ts';
import type { View } from './queries/view.ts';

/** An excursion that was learned of while the former one's alert still stood is told by that one. */
const LOOK_BACK_MS = 7 * 86_400_000;

/** @param excursions of units; alerts are looked for from a week before the first of them was learned of */
export async function* answersOf(view: View, excursions: readonly ExcursionRecord[]): InTurns<Answers> {
  const answers = new Map<string, { firstToldAt: number | null; acknowledgedAt: number | null }>();
  const wanted = new Set(excursions.map(({ id }) => id));
  const note = (alert: Alert) => {
    const { excursion } = alert.data;
    if (typeof excursion !== 'string' || !wanted.has(excursion) || answers.has(excursion)) return;
    if (alert.kind !== 'unit-excursion' && alert.kind !== 'unit-unmonitored') return;
    const first = view.province.escalations.get(alert.id)?.reached[0]?.at ?? null;
    answers.set(excursion, { firstToldAt: first, acknowledgedAt: alert.acknowledged?.at ?? null });
  };
  for (const alert of view.province.openAlerts.values()) note(alert);
  const rest = excursions.filter(({ id }) => !answers.has(id)).map(({ discoveredAt }) => discoveredAt);
  if (rest.length === 0) return answers;
  const from = rest.reduce((first, at) => Math.min(first, at), view.now) - LOOK_BACK_MS;
  for await (const page of alertsRaised(view, from, idFrom(view.now + 60_000))) {
    for (const alert of page) note(alert);
    yield;
  }
  return answers;
}
