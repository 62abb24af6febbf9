/** What the mail says that a report comes with: of which place and time it is, its summary, and where it is read on. */
import type { NamedDaily, NamedMonthly, Table } from '../papers/report-types.ts';
import { day, instant, whole } from './format.ts';
import { REPORT_WORDS as W } from './report-papers.ts';

export function reportMailText(
  one: NamedDaily | NamedMonthly,
  tables: readonly Table[],
  url: string | null,
): { readonly subject: string; readonly text: string } {
  const { report, zone, names } = one;
  const place = report.site === null ? W.province.vi : (names.sites[report.site] ?? report.site);
  const of =
    one.kind === 'daily'
      ? `${W.daily.vi} ${instant(one.report.until, zone)}`
      : `${W.monthly.vi} ${one.report.month.split('-').toReversed().join('/')}`;
  const summary = tables.find(({ id }) => id === 'summary');
  const lines = (summary?.rows ?? []).map(
    ([figure, value]) => `${figure}: ${typeof value === 'number' ? whole(value, 'vi') : '–'}`,
  );
  const late = one.kind === 'daily' && one.report.late ? [`(${W.late.vi}: ${day(one.report.day)})`] : [];
  const span = `${W.span.vi}: ${instant(report.since, zone)} – ${instant(report.until, zone)}`;
  const text = [
    ...[of, `${W.place.vi}: ${place}`, span, ...late, ''],
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    'Kèm theo: PDF và CSV. Attached: PDF and CSV.',
    ...(url === null ? [] : [url]),
  ];
  return { subject: `${of}: ${place}`, text: text.join('\n') };
}
