/** The commands that keep a report, settle what does not add up, and say what it was. */
import type { Condition } from '../../alerts/life.ts';
import { reconcileAlerts } from '../../alerts/reconcile.ts';
import { reportLate, reportNotMailedKey } from '../../alerts/service.ts';
import { may } from '../../fleet/rights.ts';
import { localDay } from '../../lots/expiry.ts';
import { type Decision, isBlank, refuse, said } from '../../lots/refusal.ts';
import { settle } from '../../reports/reconcile.ts';
import type { DailyReport, Difference, MonthlyReport } from '../../reports/types.ts';
import { everyDifference, showDifference } from '../queries/reports.ts';
import { type Drawn, RECONCILED } from '../report-draw.ts';
import type { ReportView } from '../report-protocol.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

/** Made once: asked again it answers the one that was made. Of the whole province, so by whoever answers for all of it. */
export async function makeReport(turn: Turn, drawn: Drawn | undefined): Promise<Decision<Done>> {
  const allowed = may(turn.actor, 'report.make', null, turn.province.tree);
  if (!allowed.ok) return allowed;
  if (drawn?.what !== 'report') throw new Error('a report is worked out before it is kept');
  const { kind, period, report } = drawn;
  const known = await turn.store.reportOf(kind, period, '');
  if (known !== null) return done(viewOf(kind, known.doc));
  if (report === null) throw new Error(`the report of ${period} was there and is not`);
  const doc = { ...report, id: turn.draft.ids() };
  turn.draft.reports.push({ id: doc.id, kind, period, site: '', madeAt: report.madeAt, doc });
  return done(viewOf(kind, doc));
}

const viewOf = (kind: string, doc: unknown): ReportView =>
  kind === 'monthly'
    ? { kind: 'monthly', report: doc as MonthlyReport }
    : { kind: 'daily', report: doc as DailyReport };

/** Answers how many differences are open now, and how many closed. */
export async function reconcile(turn: Turn, drawn: Drawn | undefined): Promise<Decision<Done>> {
  const allowed = may(turn.actor, 'reconcile', null, turn.province.tree);
  if (!allowed.ok) return allowed;
  if (drawn?.what !== 'findings') throw new Error('what does not add up is found before it is kept');
  const { draft, province, store } = turn;
  if (drawn.findings === null) return done({ open: province.differences.size, closed: 0 });
  const known: Difference[] = [];
  for await (const page of everyDifference(store)) known.push(...page);
  const { put, closed } = settle(drawn.findings, known, draft.now);
  for (const difference of put) draft.put('difference', difference.id, difference);
  for (const id of closed) draft.put('difference', id, null);
  draft.put('meta', RECONCILED, { key: RECONCILED, value: String(draft.now) });
  return done({ open: province.differences.size, closed: closed.length });
}

/** Refuses `DIFFERENCE_UNKNOWN` (also one that is explained, or adds up again), `DIFFERENCE_TEXT_REQUIRED`. */
export function explainDifference(turn: Turn, command: Of<'difference.explain'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const known = province.differences.get(command.difference);
  if (known === undefined) return unknown('DIFFERENCE', command.difference);
  const allowed = may(actor, command.type, known.site, province.tree);
  if (!allowed.ok) return allowed;
  if (isBlank(command.text))
    return refuse('DIFFERENCE_TEXT_REQUIRED', `Cannot explain ${known.id}: a text is wanted`);
  const explained = { by: actor.username, at: draft.now, text: said(command.text) };
  const next: Difference = { ...known, explained };
  draft.put('difference', next.id, next);
  return done(showDifference(turn, next));
}

/** The service says which of its reports it could not make; those that it names no more are there. */
export function missingReports(turn: Turn, { missing }: Of<'report.missing'>): Decision<Done> {
  const { draft, province } = turn;
  const days = new Map<string, Condition>();
  for (const { dueAt } of missing.toSorted((a, b) => b.dueAt - a.dueAt)) {
    const day = localDay(dueAt, province.zone);
    days.set(day, reportLate({ day, dueAt }));
  }
  const scope = [...province.openAlerts.values()].filter(
    ({ kind, key }) => kind === 'report-late' && key !== reportNotMailedKey,
  );
  const keys = scope.map(({ key }) => key);
  for (const alert of reconcileAlerts(province.openAlerts, [...days.values()], keys, draft))
    draft.put('alert', alert.id, alert);
  return done(null);
}
