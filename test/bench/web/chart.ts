/** A year's chart: what the service needs for it, and how soon after its data have come it stands on the screen. */
import type { Page } from 'playwright-core';
import type { Report } from '../report.ts';
import { openScreen, signIn, start } from './browser.ts';
import { type House, startHouse } from './house.ts';
import { PEOPLE, YEAR_UNIT } from './province.ts';
import { bringYear, PEAK_CELSIUS, YEAR_READINGS, yearOf } from './year.ts';

const DRAWN_MS_MAX = 300;
const ROUNDS = 7;
const UNITS = 40;
/** Half of the year is packed, half still lies in the journal; then all of it is packed. */
const PACKINGS = [
  { name: 'packed', packAfter: 2_000 },
  { name: 'in the journal', packAfter: 1_000_000 },
] as const;

type Drawn = { readonly afterData: number; readonly serviceMs: number; readonly bytes: number };

export async function chart(): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { name, packAfter } of PACKINGS) {
    const house = await startHouse(UNITS, packAfter);
    const browser = await start();
    try {
      const { readings } = yearOf(Date.now());
      const seconds = await bringYear(house, readings);
      // A packing round is over some seconds after its readings came.
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      const { page } = await openScreen(browser, { width: 1366, height: 768 });
      await page.addInitScript(() => performance.setResourceTimingBufferSize(5_000));
      const official = PEOPLE.find(({ roles }) => roles.includes('official'));
      if (official !== undefined) await signIn(page, house.url, official, `/tu/${YEAR_UNIT}`);
      await page.locator('.chart svg').waitFor();
      const drawn: Drawn[] = [];
      for (let round = 0; round < ROUNDS; round++) drawn.push(await drawYear(page));
      reports.push(reportOf(name, drawn, seconds, await peakOf(page), await askedAlone(house)));
    } finally {
      await browser.close();
      await house.close();
    }
  }
  return reports;
}

/** From another length to the year: the last byte of its data to the frame that shows it. */
async function drawYear(page: Page): Promise<Drawn> {
  await page.getByRole('button', { name: '24 giờ' }).click();
  await page.locator('.unit-chart[aria-busy=false]').waitFor();
  return page.evaluate(async () => {
    performance.clearResourceTimings();
    const shown = () => document.querySelector('.chart svg')?.getAttribute('aria-label') ?? '';
    const former = shown();
    const button = [...document.querySelectorAll<HTMLButtonElement>('.length')].at(-1);
    button?.click();
    while (shown() === former) await new Promise((resolve) => setTimeout(resolve, 0));
    // The frame in which the new drawing is painted ends before the next one's callback after it runs.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    const paintedAt = performance.now();
    performance.mark('chart-painted');
    const asked = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const data = asked.filter(({ name }) => /\/api\/v1\/(units\/[^/]+\/|excursions)/.test(name));
    const readings = data.find(({ name }) => name.includes('/readings'));
    return {
      afterData: paintedAt - Math.max(...data.map(({ responseEnd }) => responseEnd)),
      serviceMs: (readings?.responseStart ?? 0) - (readings?.requestStart ?? 0),
      bytes: data.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    };
  });
}

/** Is the one warm reading of the year told by the drawing's own figure of the highest point? */
async function peakOf(page: Page): Promise<boolean> {
  const figures = await page.locator('.chart-extremes text').allTextContents();
  return figures.some((text) => text.startsWith(String(PEAK_CELSIUS).replace('.', ',')));
}

/** The service's own time for the year's steps, without a browser: milliseconds of the slowest of some, and bytes. */
async function askedAlone(house: House): Promise<{ ms: number; bytes: number }> {
  const official = PEOPLE.find(({ roles }) => roles.includes('official'));
  const session = await fetch(`${house.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: official?.username, password: official?.password }),
  });
  const { token } = (await session.json()) as { token: string };
  const to = Date.now();
  const range = `from=${new Date(to - 365 * 86_400_000).toISOString()}&to=${new Date(to).toISOString()}`;
  let ms = 0;
  let bytes = 0;
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    const answer = await fetch(`${house.url}/api/v1/units/${YEAR_UNIT}/readings?${range}&every=86400`, {
      headers: { authorization: `Bearer ${token}` },
    });
    bytes = (await answer.text()).length;
    ms = Math.max(ms, performance.now() - began);
  }
  return { ms, bytes };
}

function reportOf(
  name: string,
  drawn: readonly Drawn[],
  seconds: number,
  hasPeak: boolean,
  alone: { ms: number; bytes: number },
): Report {
  const slowest = Math.max(...drawn.map(({ afterData }) => afterData));
  const middle = [...drawn].sort((a, b) => a.afterData - b.afterData)[Math.floor(drawn.length / 2)];
  return {
    name: `chart: ${name}`,
    asked: `a year (${YEAR_READINGS} readings) on the screen ≤ ${DRAWN_MS_MAX} ms after its data, its single peak with it`,
    met: slowest <= DRAWN_MS_MAX && hasPeak,
    lines: [
      `slowest of ${drawn.length}: **${slowest.toFixed(0)} ms**, middle ${middle?.afterData.toFixed(0)} ms; the peak of ${PEAK_CELSIUS} °C is ${hasPeak ? '' : '**not** '}shown`,
      `the service answers in ${alone.ms.toFixed(0)} ms at most, ${(alone.bytes / 1000).toFixed(1)} kB plain; all the page asks is ${((middle?.bytes ?? 0) / 1000).toFixed(1)} kB on the line`,
      `the year came in over MQTT in ${seconds.toFixed(1)} s`,
    ],
    data: { drawn, alone },
  };
}
