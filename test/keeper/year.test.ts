/** One reading of five minutes in a year: is it in what the service answers, and in what the chart draws? */
import { expect, test } from 'vitest';
import { extremesOf, plotOf, scaleOf, stepsOf, stretches } from '../../dashboards/web/src/unit/plot.ts';
import { windowEnding } from '../../dashboards/web/src/unit/windows.ts';
import type { BucketView, Paged } from '../../src/keeper/views.ts';
import { House, MINUTE, type Point, START } from './house.ts';

const STEP = 5;
const YEAR = 365 * 24 * 60;
const PEAK = { minute: -200_000, celsius: 15.7 };
const TROUGH = { minute: -90_000, celsius: -0.4 };
const PIECE = 1_000;

const year: Point[] = Array.from({ length: YEAR / STEP }, (_, i) => {
  const minute = -YEAR + i * STEP;
  if (minute === PEAK.minute) return [minute, PEAK.celsius];
  if (minute === TROUGH.minute) return [minute, TROUGH.celsius];
  return [minute, Math.round((4.5 + Math.sin(i / 46) + ((i * 7_919) % 101) / 300) * 100) / 100];
});

test.each([
  ['in the journal', 1_000_000],
  ['packed', 2_000],
])(
  'a peak and a trough of five minutes stand in the year’s chart, %s',
  { timeout: 120_000 },
  async (_, packAt) => {
    const house = await House.open({ packAt });
    for (let i = 0; i < year.length; i += PIECE) {
      await house.send('do-2', year.slice(i, i + PIECE));
      while (await house.keeper.pack());
    }
    const window = windowEnding('1y', START - 1);
    const { items } = await house.ask<Paged<BucketView>>({
      type: 'readings',
      unit: 'tu-2',
      from: window.from,
      to: window.to,
      every: window.everyMs / 1000,
    });
    expect(items.reduce((sum, { count }) => sum + count, 0)).toBe(105_120);
    expect(items.length).toBeLessThanOrEqual(366);

    const steps = stepsOf(items);
    const found = extremesOf(steps);
    const dayOf = (minute: number) => Math.floor((START + minute * MINUTE) / window.everyMs) * window.everyMs;
    expect(found?.highest).toMatchObject({ at: dayOf(PEAK.minute), max: PEAK.celsius });
    expect(found?.lowest).toMatchObject({ at: dayOf(TROUGH.minute), min: TROUGH.celsius });

    const range = { lowCelsius: 2, highCelsius: 8 };
    const box = { left: 44, right: 700, top: 18, bottom: 300 };
    const plot = plotOf(stretches(steps, window.everyMs, 900_000), window, scaleOf(steps, range), box);
    for (const { minute, celsius } of [PEAK, TROUGH])
      expect(plot.bands.join()).toContain(`${plot.x(dayOf(minute) + window.everyMs / 2)} ${plot.y(celsius)}`);
  },
);
