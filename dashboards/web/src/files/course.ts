/** The geometry of a file's course: numbers in, SVG path data out. Pure. */
import type { FileSeen } from '../../../../src/import/seen.ts';

export type Scale = { readonly floor: number; readonly ceiling: number };
type Range = { readonly lowCelsius: number | null; readonly highCelsius: number | null };

/** Whole degrees around all that is drawn, at least two apart. */
export function scaleOf({ course }: Pick<FileSeen, 'course'>, { lowCelsius, highCelsius }: Range): Scale {
  const edges = [lowCelsius, highCelsius].filter((edge) => edge !== null);
  let floor = Math.min(...edges);
  let ceiling = Math.max(...edges);
  for (const { min, max } of course) {
    floor = Math.min(floor, min);
    ceiling = Math.max(ceiling, max);
  }
  if (!Number.isFinite(floor) || !Number.isFinite(ceiling)) return { floor: 0, ceiling: 10 };
  return { floor: Math.floor(floor - 0.5), ceiling: Math.ceil(ceiling + 0.5) };
}

/** A piece without readings is a gap when it is longer than three usual steps and than what is drawn in one point. */
const GAP_STEPS = 3;

/** One path for each unbroken stretch: up along the highest values, back along the lowest. */
export function pathsOf(seen: FileSeen, scale: Scale, width: number, height: number): string[] {
  const points = seen.course.map(({ at, min, max }) => ({ at: Date.parse(at), min, max }));
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
  const piece = Math.max(...smallest(points.map(({ at }) => at)), (seen.everySeconds ?? 0) * 1000);
  const x = (at: number): string => (((at - first) / Math.max(1, last - first)) * width).toFixed(1);
  const y = (celsius: number): string =>
    (((scale.ceiling - celsius) / (scale.ceiling - scale.floor)) * height).toFixed(1);
  const stretches: (typeof points)[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point.at - before > GAP_STEPS * piece) stretches.push([]);
    stretches.at(-1)?.push(point);
    before = point.at;
  }
  return stretches.map((stretch) => {
    const up = stretch.map(({ at, max }) => `${x(at)} ${y(max)}`);
    const back = stretch.toReversed().map(({ at, min }) => `${x(at)} ${y(min)}`);
    return `M${[...up, ...back].join('L')}Z`;
  });
}

/** The shortest step between two points, in a list of its own; empty for fewer than two. */
function smallest(times: readonly number[]): number[] {
  const steps = times.flatMap((at, i) => (i === 0 ? [] : [at - (times[i - 1] ?? at)]));
  return steps.length === 0 ? [0] : [steps.reduce((least, step) => Math.min(least, step))];
}
