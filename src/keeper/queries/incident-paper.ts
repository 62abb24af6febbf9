/** What the dossier of an incident is made from: the incident as it is shown, its unit's curve, and the limits that were broken. */
import { recordNumber } from '../../custody/record-number.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { DossierData } from '../../papers/incident-types.ts';
import type { Rule } from '../../thermal/types.ts';
import { ruleWords } from '../../wording/decision-papers.ts';
import type { BucketView, RuleView } from '../views.ts';
import { incident } from './incident.ts';
import type { InTurns } from './turns.ts';
import { readings } from './units.ts';
import type { Of, View } from './view.ts';

const HOUR = 3_600_000;
/** As many steps as a sheet can show. */
const STEPS_MOST = 360;
const STEPS = [1, 5, 15, 60, 240].map((minutes) => minutes * 60_000);

export async function* incidentPaper(
  view: View,
  { alert, url }: Of<'incident.paper'>,
): InTurns<Decision<DossierData>> {
  const shown = yield* incident(view, { type: 'incident', alert });
  if (!shown.ok) return shown;
  const { value } = shown;
  const [begin, end] = [Date.parse(value.from), Date.parse(value.to)];
  const around = Math.max(HOUR, (end - begin) / 4);
  const [from, to] = [begin - around, Math.min(end + around, view.now)];
  const stepMs = STEPS.find((step) => (to - from) / step <= STEPS_MOST) ?? 24 * HOUR;
  const limits = value.rules.flatMap(({ limit }) => limit?.limitCelsius ?? []);
  return accept({
    zone: view.province.zone,
    number: recordNumber('HS', value.alert.id),
    authority: null,
    incident: value,
    rules: value.rules.map(({ limit }) => ruleWords(limit === null ? null : ruleOf(limit), 'vi')),
    limits: [...new Set(limits)],
    curve: value.unit === null ? [] : await curveOf(view, value.unit.id, from, to, stepMs),
    stepMs,
    url,
    printedAt: view.now,
  });
}

async function curveOf(view: View, unit: string, from: number, to: number, stepMs: number) {
  const asked = {
    type: 'readings',
    unit,
    from: Math.floor(from / stepMs) * stepMs,
    to,
    every: stepMs / 1_000,
  } as const;
  const answer = await readings(view, asked);
  if (!answer.ok) return [];
  const { items } = answer.value as { readonly items: readonly BucketView[] };
  return items.map(({ at, min, max, mean }) => ({ at: Date.parse(at), min, max, mean }));
}

const ruleOf = ({ id, side, limitCelsius, inclusive, allowedSeconds, mode }: RuleView): Rule => ({
  ...{ id, side, inclusive, mode },
  limit: Math.round(limitCelsius * 1_000),
  allowed: allowedSeconds * 1_000,
});
