/** Reports that were made, the newest first; each is opened here. */
import type { Paged } from '../api/views.ts';
import { day } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { linkTo, queryValue, setQuery } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Select } from '../shell/Form.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { said } from './words.ts';

type Line = {
  readonly id: string;
  readonly kind: 'daily' | 'monthly';
  readonly period: string;
  readonly madeAt: string;
};
const A_PAGE = 60;

/** `2026-11-23T17:00` as `17:00 23/11/2026`; a month `2026-11` as `11/2026`. */
export const periodText = (period: string): string => {
  const [date = '', clock] = period.split('T');
  const shown = date.length === 7 ? date.split('-').toReversed().join('/') : day(date);
  return clock === undefined ? shown : `${clock} ${shown}`;
};

export function Made() {
  const told = said.value.made;
  const [kind, cursor] = [queryValue('loai'), queryValue('trang')];
  const query = new URLSearchParams({ limit: String(A_PAGE) });
  if (kind === 'daily' || kind === 'monthly') query.set('kind', kind);
  if (cursor !== null) query.set('cursor', cursor);
  const { asked, again } = useAsked<Paged<Line>>(`/reports?${query}`);
  return (
    <>
      <search class="report-filters no-print">
        <Select
          label={told.kind}
          value={kind ?? ''}
          none={told.any}
          options={Object.entries(told.kinds)}
          onChoose={(code) => setQuery({ loai: code || null, trang: null })}
        />
      </search>
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.none, hint: told.hint }}
      >
        {({ items, next }) => (
          <>
            <ul class="report-list">
              {items.map((one) => (
                <li key={one.id}>
                  <a {...linkTo('reports', { phan: 'da-lap', so: one.id })}>
                    {told.kinds[one.kind]} {periodText(one.period)}
                  </a>
                  <span class="soft">
                    {told.at} {timeNear(Date.parse(one.madeAt), today.value)}
                  </span>
                </li>
              ))}
            </ul>
            {next !== null && (
              <a
                class="secondary no-print"
                {...linkTo('reports', { phan: 'da-lap', loai: kind, trang: next })}
              >
                {told.next}
              </a>
            )}
          </>
        )}
      </Answered>
    </>
  );
}
