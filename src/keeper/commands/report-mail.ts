/** The commands by which reports are mailed: which are to go now, committed as being sent before it is answered, and how that ended. */
import { reconcileAlerts } from '../../alerts/reconcile.ts';
import { reportNotMailed, reportNotMailedKey } from '../../alerts/service.ts';
import { localDay } from '../../lots/expiry.ts';
import type { Decision } from '../../lots/refusal.ts';
import { begun, ended, isStuck, MAILED_FOR, type Mailing } from '../../reports/mailing.ts';
import type { ReportHead } from '../../store/store.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

/** By report, then by address; of the reports that are still mailed. */
type Book = Readonly<Record<string, Readonly<Record<string, Mailing>>>>;
const BOOK = 'report-mail';

export type ReportToMail = {
  readonly report: string;
  readonly period: string;
  readonly address: string;
  readonly again: boolean;
};

const bookOf = ({ province }: Turn): Book => JSON.parse(province.meta.get(BOOK) ?? '{}') as Book;

/** Answers ReportToMail[], at most `limit`; an address that is not named any more is forgotten. */
export async function claimMail(turn: Turn, command: Of<'report.mail.claim'>): Promise<Decision<Done>> {
  const { addresses, run, limit } = command;
  const { now } = turn.draft;
  const heads = await turn.store.reportsMadeSince(now - MAILED_FOR);
  const before = bookOf(turn);
  const next: Record<string, Record<string, Mailing>> = {};
  const due: ReportToMail[] = [];
  for (const { id, period } of heads) {
    const own: Record<string, Mailing> = {};
    for (const address of addresses) {
      const known = before[id]?.[address];
      const go = due.length < limit ? begun(known, run, now) : null;
      if (go !== null) {
        own[address] = go.mailing;
        due.push({ report: id, period, address, again: go.again });
      } else if (known !== undefined) own[address] = known;
    }
    if (Object.keys(own).length > 0) next[id] = own;
  }
  keep(turn, before, next, heads);
  return done(due);
}

/** Refuses `REPORT_UNKNOWN`: nobody has it under way. */
export async function settleMail(turn: Turn, command: Of<'report.mail.settle'>): Promise<Decision<Done>> {
  const { report, address, end } = command;
  const before = bookOf(turn);
  const known = before[report]?.[address];
  if (known === undefined) return unknown('REPORT', report);
  const next = { ...before, [report]: { ...before[report], [address]: ended(known, end, turn.draft.now) } };
  keep(turn, before, next, await turn.store.reportsMadeSince(turn.draft.now - MAILED_FOR));
  return done(null);
}

/** With the alert that people have while a report does not get through. */
function keep({ draft, province }: Turn, before: Book, next: Book, heads: readonly ReportHead[]): void {
  const value = JSON.stringify(next);
  if (value !== JSON.stringify(before)) draft.put('meta', BOOK, { key: BOOK, value });
  const stuck = heads.find(({ id }) => Object.values(next[id] ?? {}).some(isStuck));
  const conditions =
    stuck === undefined
      ? []
      : [reportNotMailed({ day: localDay(stuck.madeAt, province.zone), since: stuck.madeAt })];
  for (const alert of reconcileAlerts(province.openAlerts, conditions, [reportNotMailedKey], draft))
    draft.put('alert', alert.id, alert);
}
