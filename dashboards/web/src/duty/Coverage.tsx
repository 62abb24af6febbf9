/** A day as a strip of 24 hours: where somebody is on duty, where nobody is, and how late it is. Its words stand beside it. */
import { DAY_MS } from '../format/local.ts';
import type { DutyDay, Span } from './week.ts';

const WIDTH = 240;
const HEIGHT = 8;

export function Coverage({ day, now }: { day: DutyDay<Span, Span>; now: number }) {
  const at = (ms: number) => ((ms - day.from) / DAY_MS) * WIDTH;
  const isToday = now >= day.from && now < day.to;
  return (
    <svg
      class="duty-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="duty-strip-none" width={WIDTH} height={HEIGHT} />
      {day.shifts.map(({ from, to }, i) => (
        <rect key={i} class="duty-strip-on" x={at(from)} width={at(to) - at(from)} height={HEIGHT} />
      ))}
      {day.holes
        .filter(({ to }) => to > now)
        .map(({ from, to }, i) => (
          <rect key={i} class="duty-strip-hole" x={at(from)} width={at(to) - at(from)} height={HEIGHT} />
        ))}
      {isToday && <rect class="duty-strip-now" x={at(now) - 1} width="2" height={HEIGHT} />}
    </svg>
  );
}
