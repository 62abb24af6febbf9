/** Was every alert that was acknowledged told, and every message taken once, or twice at most? */
import type { Notice } from '../../../src/alerts/telling.ts';
import type { AlertView } from '../../../src/keeper/views.ts';

export type Seen = {
  /** Units whose warm reading the service had acknowledged. */
  readonly warmed: readonly string[];
  readonly alerts: readonly AlertView[];
  readonly notices: readonly Notice[];
  /** By the message's id, how often the gateway took it. */
  readonly taken: ReadonlyMap<string, number>;
};

export type Verdict = { readonly once: number; readonly twice: number; readonly broken: readonly string[] };

export function check({ warmed, alerts, notices, taken }: Seen): Verdict {
  const broken: string[] = [];
  const raised = new Set(alerts.map(({ unit }) => unit));
  const told = new Set(notices.flatMap((notice) => notice.alerts));
  const kept = new Set(notices.map(({ id }) => id));
  broken.push(...warmed.filter((unit) => !raised.has(unit)).map((unit) => `no alert for ${unit}`));
  broken.push(...alerts.filter(({ id }) => !told.has(id)).map(({ unit }) => `nobody was told of ${unit}`));
  let [once, twice] = [0, 0];
  for (const { id, state, attempts } of notices) {
    const times = taken.get(id) ?? 0;
    if (times === 1) once++;
    if (times === 2) twice++;
    // Killed twice on its way: it is given up there, and the alert climbs, for nobody can know that it arrived.
    const interrupted = attempts.filter(({ code }) => code === 'INTERRUPTED').length;
    const ended = state === 'sent' || (state === 'failed' && interrupted === 2);
    if (times < 1 || times > 2 || !ended)
      broken.push(`message ${id} is ${state}, taken ${times} times: ${JSON.stringify(attempts)}`);
  }
  for (const id of taken.keys()) if (!kept.has(id)) broken.push(`message ${id} was sent and is not kept`);
  return { once, twice, broken };
}
