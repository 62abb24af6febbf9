/** A day report as the logger wrote it: the extremes of each day, and the minutes past its own limits. */
import type { FileSeen } from '../../../../src/import/seen.ts';
import { day } from '../format/province.ts';
import { degrees } from '../format/temperature.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { language } from '../words/words.ts';
import { filesWords } from './words.ts';

/** So many are read at a glance; more are folded away. */
const AT_A_GLANCE = 5;

export function Days({ seen: { days, daysMore } }: { seen: FileSeen }) {
  const told = filesWords.value;
  const isLong = days.length > AT_A_GLANCE;
  const alarms = days.filter(({ alarm }) => alarm).length;
  const table = (
    <table class="files-days">
      <thead>
        <tr>
          <th scope="col">{told.day}</th>
          <th scope="col">{told.lowest}</th>
          <th scope="col">{told.highest}</th>
          <th scope="col">{told.coldMinutes}</th>
          <th scope="col">{told.warmMinutes}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ date, minCelsius, maxCelsius, lowMinutes, highMinutes, alarm }) => (
          <tr key={date} class={alarm ? 'files-alarm' : undefined}>
            <th scope="row">
              {day(date)}
              {alarm && (
                <span class="files-bell" title={told.alarmDay}>
                  <Icon name="bell" />
                  <span class="sr">{told.alarmDay}</span>
                </span>
              )}
            </th>
            <td>{figure(minCelsius)}</td>
            <td>{figure(maxCelsius)}</td>
            <td>{lowMinutes === 0 ? '–' : n(lowMinutes)}</td>
            <td>{highMinutes === 0 ? '–' : n(highMinutes)}</td>
          </tr>
        ))}
        {daysMore > 0 && (
          <tr>
            <td colSpan={5}>{told.more(n(daysMore))}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
  if (!isLong) return table;
  return (
    <details class="files-fold">
      <summary>
        {told.dayTable} ({n(days.length + daysMore)}
        {alarms > 0 && (
          <>
            {'; '}
            <Icon name="bell" /> {n(alarms)}
          </>
        )}
        )
      </summary>
      {table}
    </details>
  );
}

const figure = (celsius: number | null): string =>
  celsius === null ? '–' : degrees(celsius, language.value);
