/** Is the heap steady? What the page holds after collections, at intervals, and how that goes on through the last half. */
import type { CDPSession, Page } from 'playwright-core';

export type HeapSample = { readonly seconds: number; readonly megabytes: number };
/** In the page's own time: what happened meanwhile is the measuring's, not the page's. */
export type Span = { readonly from: number; readonly to: number };

const LOOKS = 6;
const LOOK_EVERY_MS = 1_000;

/**
 * The least of some looks, each after a collection: what the page holds for good. Above it, the former state of what has changed
 * since some part of the page last looked comes and goes within seconds, as every unit reports once in five.
 */
export async function sampleHeap(
  page: Page,
  tools: CDPSession,
): Promise<{ megabytes: number; spans: Span[] }> {
  const spans: Span[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const from = await page.evaluate(() => performance.now());
    await tools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await tools.send('Runtime.getHeapUsage');
    spans.push({ from, to: await page.evaluate(() => performance.now()) });
    least = Math.min(least, usedSize);
  }
  return { megabytes: least / 1e6, spans };
}

export type Trend = {
  readonly first: number;
  readonly last: number;
  readonly mean: number;
  /** Of the last half, MB a minute: the median of the slopes between any two samples, so that a passing peak tilts nothing. */
  readonly perMinute: number;
  /** What that slope adds over that half, as a share of the mean. */
  readonly growth: number;
};

export function trendOf(samples: readonly HeapSample[]): Trend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = half.reduce((sum, { megabytes }) => sum + megabytes, 0) / half.length;
  const slopes = half
    .flatMap((a, i) => half.slice(i + 1).map((b) => (b.megabytes - a.megabytes) / (b.seconds - a.seconds)))
    .sort((a, b) => a - b);
  const perSecond = slopes[Math.floor(slopes.length / 2)] ?? 0;
  const span = (half.at(-1)?.seconds ?? 0) - (half[0]?.seconds ?? 0);
  return {
    first: samples[0]?.megabytes ?? 0,
    last: samples.at(-1)?.megabytes ?? 0,
    mean,
    perMinute: perSecond * 60,
    growth: mean === 0 ? 0 : (perSecond * span) / mean,
  };
}
