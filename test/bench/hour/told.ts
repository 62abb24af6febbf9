/** What a long run showed, as a table of its minutes and a few sentences. */
import type { Look } from './look.ts';

const ROWS = 13;
/** The PUBACK of a reading may come this much later than its commit takes. */
const BEYOND_COMMIT_MS = 50;
/** What memory may gain over the last half of the run and still be called steady, as a share of what it was in the middle. */
const GAIN_MOST = 0.03;

export type Verdict = {
  readonly steady: boolean;
  readonly prompt: boolean;
  readonly kept: boolean;
  readonly sentences: readonly string[];
};

export function judge(looks: readonly Look[], devices: number): Verdict {
  const half = looks.slice(Math.floor(looks.length / 2));
  const { slope } = lineThrough(half.map((look) => [look.minute / 60, look.rss]));
  const hours = ((half.at(-1)?.minute ?? 0) - (half[0]?.minute ?? 0)) / 60;
  const last = looks.at(-1);
  const puback = last?.all ?? { n: 0, p50: 0, p99: 0, max: 0 };
  const commit = median(looks.map((look) => look.commitP99).filter(Number.isFinite));
  const beyond = median(looks.map((look) => look.puback.p99 - look.commitP99).filter(Number.isFinite));
  const kept = last !== undefined && last.lost === 0 && last.unsent === 0;
  const steady = slope * hours <= GAIN_MOST * (half[0]?.rss ?? 0);
  const prompt = beyond <= BEYOND_COMMIT_MS;
  return {
    steady,
    prompt,
    kept,
    sentences: [
      `${devices} devices, ${last?.sent ?? 0} readings in ${(last?.minute ?? 0).toFixed(1)} minutes, ${last?.lost ?? 0} connections lost, ${(last?.sent ?? 0) - (last?.acked ?? 0)} on their way at the end`,
      `PUBACK after the first minute: p50 ${puback.p50} ms, p99 ${puback.p99} ms, max ${puback.max} ms; the middle of the stretches: the commit's p99 ${commit.toFixed(1)} ms, the PUBACK's ${beyond.toFixed(1)} ms beyond it (asked: ${BEYOND_COMMIT_MS})`,
      `memory ${looks[0]?.rss ?? 0} MB at first, ${last?.rss ?? 0} MB at the end, over the last half by least squares ${slope >= 0 ? '+' : ''}${slope.toFixed(1)} MB an hour: ${steady ? 'steady' : '**growing**'}`,
    ],
  };
}

export function table(looks: readonly Look[]): string {
  const step = Math.max(1, Math.floor(looks.length / ROWS));
  const rows = looks
    .filter((_, i) => i % step === 0 || i === looks.length - 1)
    .map((look) =>
      [
        look.minute.toFixed(1),
        look.rss,
        ...[look.heapMain, look.heapKeeper].map((mb) => mb.toFixed(0)),
        ...[look.delayP99, look.delayMax].map((ms) => ms.toFixed(1)),
        ...[look.puback.p50, look.puback.p99, look.puback.max, look.commitP99],
        ...[look.commits, look.readings, look.main, look.keeper],
      ].join(' | '),
    );
  const head =
    'minute | RSS MB | heap, main | heap, keeper | loop p99 ms | loop max ms | PUBACK p50 | p99 | max | commit p99 | commits | readings | CPU % main | keeper';
  return [head, head.replaceAll(/[^|]+/g, '---'), ...rows].map((row) => `| ${row} |`).join('\n');
}

/** By least squares: y = at + slope × x; flat through fewer than two. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): {
  readonly slope: number;
  readonly at: number;
} {
  const n = Math.max(1, points.length);
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((s, p) => s + of(p), 0) / n;
  const [x, y] = [mean((p) => p[0]), mean((p) => p[1])];
  const spread = points.reduce((s, p) => s + (p[0] - x) ** 2, 0);
  const slope = spread === 0 ? 0 : points.reduce((s, p) => s + (p[0] - x) * (p[1] - y), 0) / spread;
  return { slope, at: y - slope * x };
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
