/** When was somebody told of the alert that an excursion raised, and when did somebody take it? */
import type { Notice } from '../alerts/telling.ts';
import type { Alert } from '../alerts/types.ts';
import type { ExcursionRecord } from '../lots/types.ts';
import type { Answers } from '../reports/excursions.ts';
import type { UtcMs } from '../thermal/types.ts';
import { alertsRaised, idFrom } from './queries/past-alerts.ts';
import type { InTurns } from './queries/turns.ts';
import type { View } from './queries/view.ts';

/** An excursion that was learned of while the former one's alert still stood is told by that one. */
const LOOK_BACK_MS = 7 * 86_400_000;
const NOTICES_MOST = 500;

/** @param excursions of units; alerts are looked for from a week before the first of them was learned of */
export async function* answersOf(view: View, excursions: readonly ExcursionRecord[]): InTurns<Answers> {
  const wanted = new Set(excursions.map(({ id }) => id));
  const alerts = new Map<string, Alert>();
  const note = (alert: Alert) => {
    const { excursion } = alert.data;
    if (typeof excursion !== 'string' || !wanted.has(excursion) || alerts.has(excursion)) return;
    if (alert.kind === 'unit-excursion' || alert.kind === 'unit-unmonitored') alerts.set(excursion, alert);
  };
  for (const alert of view.province.openAlerts.values()) note(alert);
  const rest = excursions.filter(({ id }) => !alerts.has(id)).map(({ discoveredAt }) => discoveredAt);
  if (rest.length > 0) {
    const from = rest.reduce((first, at) => Math.min(first, at), view.now) - LOOK_BACK_MS;
    for await (const page of alertsRaised(view, from, idFrom(view.now + 60_000))) {
      for (const alert of page) note(alert);
      yield;
    }
  }
  const answers = new Map<string, { firstToldAt: UtcMs | null; acknowledgedAt: UtcMs | null }>();
  for (const [excursion, alert] of alerts) {
    const firstToldAt = await firstTold(view, alert.id);
    answers.set(excursion, { firstToldAt, acknowledgedAt: alert.acknowledged?.at ?? null });
    yield;
  }
  return answers;
}

/** When a channel took the first message about it. */
async function firstTold({ store }: View, alert: string): Promise<UtcMs | null> {
  const notices = await store.noticesPage({ alert }, Number.MAX_SAFE_INTEGER, NOTICES_MOST);
  const taken = notices
    .flatMap(({ doc }) => (doc as Notice).attempts)
    .filter(({ state }) => state === 'sent' || state === 'received')
    .map(({ at }) => at);
  return taken.length === 0 ? null : Math.min(...taken);
}
