/** One table of a report on screen: on a phone each row is a small card, its heads before its values. */
import { isNumber } from '../../../../src/papers/report-table.ts';
import type { Table } from '../../../../src/papers/report-types.ts';
import { TABLE_WORDS } from '../../../../src/wording/report-papers.ts';
import { whole } from '../format/province.ts';
import { language } from '../words/words.ts';
import { cellText } from './cell.ts';
import { said } from './words.ts';

/** More is read in the file. */
const ROWS_SHOWN = 200;

export function TableView({ table, csv }: { table: Table; csv: string }) {
  const told = said.value;
  const tongue = language.value;
  const name = TABLE_WORDS[table.id][tongue];
  const rows = table.rows.slice(0, ROWS_SHOWN);
  const more = table.rows.length - rows.length;
  const columns = table.columns.map(({ head, kind }) => ({ head: head[tongue], kind }));
  return (
    <section class="report-part" aria-label={name}>
      <div class="report-head">
        <h2>{name}</h2>
        {rows.length > 0 && (
          <a class="quiet no-print" href={csv} download="" aria-label={told.tableCsvOf(name)}>
            {told.tableCsv}
          </a>
        )}
      </div>
      {rows.length === 0 ? (
        <p class="soft">{told.none}</p>
      ) : (
        <table class={`report-table ${table.id === 'summary' ? 'report-summary' : ''}`}>
          <caption class="sr">{name}</caption>
          <thead>
            <tr>
              {columns.map(({ head, kind }) => (
                <th key={head} scope="col" class={isNumber(kind) ? 'report-number' : ''}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {columns.map(({ head, kind }, place) => (
                  <td key={head} data-head={head} class={isNumber(kind) ? 'report-number' : ''}>
                    {cellText(row[place] ?? null, kind, tongue)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {table.sums.length > 0 && table.rows.length > 1 && <Sums table={table} />}
        </table>
      )}
      {more > 0 && <p class="soft">{told.moreRows(whole(more, tongue))}</p>}
    </section>
  );
}

function Sums({ table }: { table: Table }) {
  const tongue = language.value;
  return (
    <tfoot>
      <tr>
        {table.columns.map(({ head }, place) =>
          table.sums.includes(place) ? (
            <td key={place} data-head={head[tongue]} class="report-number">
              {whole(
                table.rows.reduce((sum, row) => sum + Number(row[place] ?? 0), 0),
                tongue,
              )}
            </td>
          ) : place === 0 ? (
            <th key={place} scope="row">
              {said.value.total}
            </th>
          ) : (
            <td key={place} class="report-empty" />
          ),
        )}
      </tr>
    </tfoot>
  );
}
