/** Every page in both languages, from a small phone to a wall: it shuts nobody out and never has to be pushed sideways. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, startChromium, violations } from './chromium.ts';
import { overhang, STOPS, settled, speak, startWalker, visit, WALKERS } from './walk.ts';
import { startWalkHouse, type WalkHouse } from './walk-house.ts';

const TEST_MS = 300_000;
const SIZES = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

describe.skipIf(!hasChromium)('every page, with names of every kind', { timeout: TEST_MS }, () => {
  let house: WalkHouse;
  let browser: Browser;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startWalkHouse(), startChromium()]);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function look(page: Page, what: string, found: string[]): Promise<void> {
    for (const language of ['vi', 'en'] as const) {
      await speak(page, language);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const where = `${what}, ${language}, ${size.width}`;
        const wider = await overhang(page);
        if (wider > 0) found.push(`${where}: ${wider} px wider than the window`);
        for (const each of await violations(page)) found.push(`${where}: ${each}`);
      }
    }
  }

  test.concurrent.each(WALKERS)('those that %s opens', async (role) => {
    const found: string[] = [];
    const walker = await startWalker(browser, house.url, role, SIZES[0] ?? { width: 320, height: 640 });
    for (const stop of STOPS.filter((each) => each.role === role)) {
      await visit(walker.page, house.url, stop.path(house.made));
      await look(walker.page, stop.screen, found);
    }
    expect(found).toEqual([]);
    expect(walker.faults).toEqual([]);
    await walker.context.close();
  });

  test('signing in', async () => {
    const found: string[] = [];
    const { page, context } = await openScreen(browser, { width: 320, height: 640 });
    await page.goto(house.url);
    await settled(page);
    await look(page, 'sign-in', found);
    expect(found).toEqual([]);
    await context.close();
  });
});
