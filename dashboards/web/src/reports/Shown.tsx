/** A report on screen, with what it is of, its tables, what the figures mean, and its files. */
import { dailyTables } from '../../../../src/papers/daily-tables.ts';
import { monthlyTables } from '../../../../src/papers/monthly-tables.ts';
import { type Told, untold } from '../../../../src/papers/report-told.ts';
import type { NamedDaily, NamedMonthly } from '../../../../src/papers/report-types.ts';
import { DAILY_DEFINITIONS, MONTHLY_DEFINITIONS } from '../../../../src/wording/report-papers.ts';
import { clock } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { language } from '../words/words.ts';
import { TableView } from './TableView.tsx';
import { said } from './words.ts';

type Report = NamedDaily | NamedMonthly;
const time = (at: number): string => `${clock(at)} ${dateOf(at)}`;

/** `id` null: as it would be now. */
export function Shown({ id, site }: { id: string | null; site: string | null }) {
  const which = id === null ? 'preview' : encodeURIComponent(id);
  const place = site === null ? '' : `?site=${encodeURIComponent(site)}`;
  const { asked, again } = useAsked<Told<Report>>(`/reports/${which}${place}`);
  return (
    <Answered asked={asked.value} again={again}>
      {(answer) => {
        const one: Report = untold<Report>(answer);
        return <Whole one={one} isPreview={id === null} address={`/api/v1/reports/${which}`} place={place} />;
      }}
    </Answered>
  );
}

type WholeProps = { one: Report; isPreview: boolean; address: string; place: string };

function Whole({ one, isPreview, address, place }: WholeProps) {
  const told = said.value;
  const tongue = language.value;
  const { report } = one;
  const tables = one.kind === 'daily' ? dailyTables(one, tongue) : monthlyTables(one, tongue);
  const checkpoint = one.kind === 'daily' ? one.report.checkpoint : null;
  const fileOf = (table: string) => `${address}.csv${place === '' ? '?' : `${place}&`}table=${table}`;
  return (
    <article class="report" aria-label={one.number}>
      <div class="report-about">
        <p>
          <b>{one.number}</b> {told.counted(time(report.since), time(report.until))}{' '}
          {isPreview && told.asOf(time(report.madeAt))}
        </p>
        {one.kind === 'daily' && one.report.late && <p class="note">{told.late}</p>}
        <div class="report-files no-print">
          <a class="primary" href={`${address}.pdf${place}`} download="">
            {told.pdf}
          </a>
          <a class="secondary" href={`${address}.csv${place}`} download="">
            {told.csv}
          </a>
          <a class="secondary" href={`${address}${place}`} download={`bao-cao-${one.number}.json`}>
            {told.json}
          </a>
        </div>
      </div>
      {tables.map((table) => (
        <TableView key={table.id} table={table} csv={fileOf(table.id)} />
      ))}
      <section class="report-part">
        <h2>{told.definitions}</h2>
        <ul class="report-meaning">
          {(one.kind === 'daily' ? DAILY_DEFINITIONS : MONTHLY_DEFINITIONS).map((each) => (
            <li key={each.vi}>{each[tongue]}</li>
          ))}
        </ul>
        {checkpoint !== null && (
          <details>
            <summary>{told.checkpoint}</summary>
            <pre class="report-code">{checkpoint}</pre>
          </details>
        )}
      </section>
    </article>
  );
}
