/** What the file says of itself: whose, of when, its course or its days, and the lines that are odd. */
import type { FileSeen } from '../../../../src/import/seen.ts';
import type { FilePreviewView } from '../../../../src/keeper/file-views.ts';
import { FILE_LINES } from '../../../../src/wording/files.ts';
import { degreesOf, inWords, length, n } from '../official/say.ts';
import { Course } from './Course.tsx';
import { Days } from './Days.tsx';
import { filesWords, moment } from './words.ts';

/** Fewer points are no course. */
const COURSE_FROM = 6;

type Props = { readonly seen: FileSeen; readonly preview: FilePreviewView | null };

export function Found({ seen, preview }: Props) {
  const told = filesWords.value;
  const model = seen.model ?? preview?.device.id ?? '–';
  const units = preview?.units ?? [];
  return (
    <section class="files-part" aria-labelledby="files-found">
      <h2 id="files-found">{told.file}</h2>
      <dl class="files-facts">
        <dt>{told.logger}</dt>
        <dd>
          <b>{model}</b>
          <small>{seen.serial === null ? told.noSerial : told.serial(seen.serial)}</small>
        </dd>
        {units.length > 0 && (
          <>
            <dt>{told.unit}</dt>
            <dd>
              {units.map(({ id, name, siteName, readings }) => (
                <span key={id} class="files-unit">
                  <b>{units.length > 1 ? told.units(name, n(readings)) : name}</b>
                  {siteName !== null && <small>{siteName}</small>}
                </span>
              ))}
            </dd>
          </>
        )}
        {seen.from !== null && seen.to !== null && (
          <>
            <dt>{told.period}</dt>
            <dd>{told.fromTo(moment(seen.from), moment(seen.to))}</dd>
          </>
        )}
        <dt>{told.measured}</dt>
        <dd>{measuredText(seen)}</dd>
        <dt>{told.extremes}</dt>
        <dd>
          <b>{degreesOf(seen.minCelsius)}</b>, <b>{degreesOf(seen.maxCelsius)}</b>
        </dd>
      </dl>
      {seen.course.length >= COURSE_FROM && <Course seen={seen} unit={units[0]?.id ?? ''} />}
      {seen.days.length > 0 && <Days seen={seen} />}
      {seen.problems.length > 0 && <OddLines seen={seen} />}
    </section>
  );
}

function measuredText(seen: FileSeen): string {
  const told = filesWords.value;
  const parts = [];
  if (seen.rows > 0) {
    parts.push(told.rows(n(seen.rows)));
    if (seen.everySeconds !== null) parts.push(told.every(length(seen.everySeconds)));
    if (seen.missing > 0) parts.push(told.missing(n(seen.missing)));
    parts.push(seen.gaps === 0 ? told.noGaps : told.gaps(n(seen.gaps), length(seen.longestGapSeconds)));
  }
  if (seen.days.length > 0) parts.push(told.days(n(seen.days.length + seen.daysMore)));
  return parts.join('; ');
}

function OddLines({ seen: { problems, problemsMore } }: { seen: FileSeen }) {
  const told = filesWords.value;
  return (
    <details class="files-odd">
      <summary>{told.problems(n(problems.length + problemsMore))}</summary>
      <ul>
        {problems.map(({ line, code, message }) => (
          <li key={`${line} ${code} ${message}`}>
            <b>{told.line(String(line))}</b> {inWords(FILE_LINES[code])}
            <small>{message}</small>
          </li>
        ))}
        {problemsMore > 0 && <li>{told.more(n(problemsMore))}</li>}
      </ul>
    </details>
  );
}
