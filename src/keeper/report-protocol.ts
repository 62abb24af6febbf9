/** The reports of a day and a month, what they are worked out from, and what does not add up: what may be asked and done. */
import type { MailEnd } from '../reports/mailing.ts';
import type { Announced, DailyReport, Difference, MonthlyReport, Plan, Session } from '../reports/types.ts';
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

export type ReportKind = 'daily' | 'monthly';

export type ReportCommand =
  /** The service's own: makes the report of a day at its hour, or of a month, once; sent again it answers the same one. */
  | { type: 'report.make'; kind: 'daily'; day: string; at: UtcMs; late: boolean }
  | { type: 'report.make'; kind: 'monthly'; month: string }
  /** The service's own: which reports are not made though their hour is long over; none ends the alert. Answers null. */
  | { type: 'report.missing'; missing: readonly { readonly period: string; readonly dueAt: UtcMs }[] }
  /** The service's own: which reports are to be mailed now, committed as being sent before it is answered (ReportToMail[]). */
  | { type: 'report.mail.claim'; addresses: readonly string[]; run: string; limit: number }
  /** The service's own: how that ended. */
  | { type: 'report.mail.settle'; report: string; address: string; end: MailEnd }
  /** The service's own, every evening: finds what does not add up, and closes what adds up again. Nothing, when it was done since `due`. */
  | { type: 'reconcile'; due?: UtcMs }
  | { type: 'difference.explain'; difference: string; text: string }
  | { type: 'plan.set'; plan: Omit<Plan, 'id'> & { id?: string } }
  | { type: 'plan.remove'; id: string }
  | { type: 'session.set'; session: Omit<Session, 'id'> & { id?: string } }
  | { type: 'session.remove'; id: string }
  | { type: 'announced.set'; announced: Omit<Announced, 'id'> & { id?: string } };

export type ReportQuery =
  /** As it would be now; nothing is kept. `site` null: all of one's place. */
  | { type: 'report.preview'; site: string | null }
  /** Those that were made, the newest first. */
  | ({ type: 'reports'; kind?: ReportKind | undefined } & Page)
  /** One as it was made, cut to one's place, or to `site` within it. */
  | { type: 'report'; id: string; site?: string | undefined }
  /** The same (`id` null: as it would be now) with what its ids are called, for papers, files and screens (papers/report-types.ts). */
  | { type: 'report.named'; id: string | null; site?: string | undefined }
  /** The service's own: which were made of late (answers ReportsKept). */
  | { type: 'reports.kept' }
  | ({ type: 'differences'; all?: boolean | undefined } & Page)
  | { type: 'plans' }
  | ({ type: 'sessions'; from: UtcMs; to: UtcMs } & Page)
  | ({ type: 'announced' } & Page);

/** One in the list (answers Paged<ReportListed>). `period`: `2026-11-23T17:00`, `2026-11`. */
export type ReportListed = {
  readonly id: string;
  readonly kind: ReportKind;
  readonly period: string;
  readonly madeAt: UtcMs;
  readonly late: boolean;
};

/** Which were made, the newest first; periods as they name them. `since`: before it there was nothing; null: there is nothing yet. */
export type ReportsKept = {
  readonly zone: string;
  readonly since: UtcMs | null;
  readonly daily: readonly string[];
  readonly monthly: readonly string[];
  readonly reconciledAt: UtcMs | null;
};

/** What `report.preview` (a daily one, its id empty), `report` and `report.make` answer. */
export type ReportView =
  | { readonly kind: 'daily'; readonly report: DailyReport }
  | { readonly kind: 'monthly'; readonly report: MonthlyReport };

/** Those that nobody has explained yet come first. */
export type DifferenceView = Difference & {
  readonly siteName: string | null;
  readonly personName: string | null;
};
