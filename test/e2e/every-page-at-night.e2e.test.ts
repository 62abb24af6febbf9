/** The rest of what every page is looked at for: by night on a small phone, enlarged twice on an office screen, and read aloud. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vi } from '../../dashboards/web/src/words/vi.ts';
import { hasChromium, startChromium, violations } from './chromium.ts';
import { overhang, STOPS, speak, startWalker, visit, WALKERS, type Walker } from './walk.ts';
import { startWalkHouse, type WalkHouse } from './walk-house.ts';

const TEST_MS = 300_000;
const SMALL = { width: 320, height: 640 };
/** What an office screen of 1366 by 768 has left for a page that is shown twice as large. */
const ENLARGED = { width: 683, height: 384 };

describe.skipIf(!hasChromium)('every page, once more', { timeout: TEST_MS }, () => {
  let house: WalkHouse;
  let browser: Browser;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startWalkHouse(), startChromium()]);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function look({ page }: Walker, where: string, found: string[]): Promise<void> {
    const wider = await overhang(page);
    if (wider > 0) found.push(`${where}: ${wider} px wider than the window`);
    for (const each of await violations(page)) found.push(`${where}: ${each}`);
  }

  test.concurrent.each(WALKERS)(
    'UX check 8: those that %s opens, at 320 px by night and enlarged to 200 percent',
    async (role) => {
      const found: string[] = [];
      const walker = await startWalker(browser, house.url, role, SMALL);
      await walker.page.evaluate(() => localStorage.setItem('giulanh.theme', 'dark'));
      for (const stop of STOPS.filter((each) => each.role === role)) {
        await walker.page.setViewportSize(SMALL);
        await visit(walker.page, house.url, stop.path(house.made));
        expect(await walker.page.evaluate(() => document.documentElement.dataset.theme), stop.screen).toBe(
          'dark',
        );
        await look(walker, `${stop.screen}, by night`, found);
        await speak(walker.page, 'en');
        await walker.page.setViewportSize(ENLARGED);
        await look(walker, `${stop.screen}, enlarged`, found);
        const stays = await staying(walker);
        if (stays > ENLARGED.height / 2)
          found.push(`${stop.screen}, enlarged: ${stays} px never scroll away`);
        await walker.page.emulateMedia({ media: 'print' });
        const printed = await walker.page.locator('.no-print').filter({ visible: true }).allInnerTexts();
        if (printed.length > 0) found.push(`${stop.screen}, on paper: ${printed.join(', ')}`);
        await walker.page.emulateMedia({ media: 'screen' });
      }
      expect(found).toEqual([]);
      expect(walker.faults).toEqual([]);
      await walker.context.close();
    },
  );

  test('UX check 8: each tile is read aloud with its unit, its place and its state', async () => {
    const { page, context } = await startWalker(browser, house.url, 'depot', { width: 1366, height: 768 });
    const { above, below, acknowledged, normal, noData, silentPlain } = vi.state;
    const states = [above, below, acknowledged, normal, noData, silentPlain];
    const tiles = page.getByRole('article');
    await tiles.nth(3).waitFor();
    for (const tile of await tiles.all()) {
      const read = await tile.ariaSnapshot();
      expect(
        states.filter((word) => read.includes(word)),
        read,
      ).not.toEqual([]);
    }
    await context.close();
  });
});

/** So many pixels of the window are taken by what stays where it is when the page is scrolled. */
const staying = ({ page }: Walker): Promise<number> =>
  page.evaluate(() => {
    scrollTo(0, 200);
    const all = [...document.querySelectorAll<HTMLElement>('body *')].filter((each) =>
      ['fixed', 'sticky'].includes(getComputedStyle(each).position),
    );
    const heights = all
      .map((each) => each.getBoundingClientRect())
      .filter(({ width, top, bottom }) => width > innerWidth / 2 && bottom > 0 && top < innerHeight)
      .filter(({ top, bottom }) => top <= 0 || bottom >= innerHeight)
      .map(({ top, bottom }) => Math.min(bottom, innerHeight) - Math.max(top, 0));
    scrollTo(0, 0);
    return Math.round(heights.reduce((sum, height) => sum + height, 0));
  });
