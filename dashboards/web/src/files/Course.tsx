/** The file's course drawn: lowest to highest of each piece, gaps left open, the unit's own range behind it. */
import type { FileSeen } from '../../../../src/import/seen.ts';
import { rangeText } from '../format/temperature.ts';
import { useLiveUnit } from '../live/use-live-unit.ts';
import { degreesOf } from '../official/say.ts';
import { language } from '../words/words.ts';
import { pathsOf, type Scale, scaleOf } from './course.ts';
import { filesWords, moment } from './words.ts';

const WIDTH = 640;
const HEIGHT = 180;

export function Course({ seen, unit }: { seen: FileSeen; unit: string }) {
  const told = filesWords.value;
  const range = useLiveUnit(unit)?.range ?? { lowCelsius: null, highCelsius: null };
  const scale = scaleOf(seen, range);
  // A report's days may reach further than its log.
  const ends = seen.days.length === 0 ? [seen.from, seen.to] : [seen.course[0]?.at, seen.course.at(-1)?.at];
  const [first, last] = [ends[0] ?? '', ends[1] ?? ''];
  const rangeIs = rangeText(range, language.value);
  const label = told.course(
    degreesOf(seen.minCelsius),
    degreesOf(seen.maxCelsius),
    moment(first),
    moment(last),
  );
  return (
    <figure class="files-course">
      <div class="files-plot">
        <div class="files-axis" aria-hidden="true">
          <span>{degreesOf(scale.ceiling)}</span>
          <span>{degreesOf(scale.floor)}</span>
        </div>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
          <Band scale={scale} low={range.lowCelsius} high={range.highCelsius} />
          {pathsOf(seen, scale, WIDTH, HEIGHT).map((path) => (
            <path key={path.slice(0, 24)} class="files-line" d={path} />
          ))}
        </svg>
      </div>
      <figcaption>
        <span>{moment(first)}</span>
        {rangeIs !== null && <span class="files-range">{told.band(rangeIs)}</span>}
        <span>{moment(last)}</span>
      </figcaption>
    </figure>
  );
}

function Band({ scale, low, high }: { scale: Scale; low: number | null; high: number | null }) {
  if (low === null && high === null) return null;
  const y = (celsius: number): number =>
    ((scale.ceiling - Math.min(scale.ceiling, Math.max(scale.floor, celsius))) /
      (scale.ceiling - scale.floor)) *
    HEIGHT;
  const [top, bottom] = [y(high ?? scale.ceiling), y(low ?? scale.floor)];
  return <rect class="files-band" x={0} y={top} width={WIDTH} height={Math.max(0, bottom - top)} />;
}
