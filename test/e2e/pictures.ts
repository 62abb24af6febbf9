/**
 * Pictures for somebody to look at: `npm run screenshots` takes every screen by the route table at phone and office
 * size, by day and by night, then board, gate, unit and trip in the states that matter, and puts all of them on one
 * sheet. They go into a new folder for temporary files, or into the one that is named; `--routes` leaves it at the
 * screens of the table.
 */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openScreen, startChromium } from './chromium.ts';
import { writeContactSheet } from './contact-sheet.ts';
import { takeStatePictures } from './state-pictures.ts';
import { startTripHouse } from './trip-house.ts';
import { takeTripPictures } from './trip-pictures.ts';
import { STOPS, settled, startWalker, visit, WALKERS } from './walk.ts';
import { PLAIN, startWalkHouse, type WalkHouse } from './walk-house.ts';

const SIZES = { '0390': { width: 390, height: 844 }, 1366: { width: 1366, height: 768 } };

/** Signing in, then every page of everybody: `screen-0390-light.png`. */
async function takeRoutes(browser: Browser, { url, made }: WalkHouse, folder: string): Promise<void> {
  for (const [width, size] of Object.entries(SIZES)) {
    const door = await openScreen(browser, size);
    await door.page.goto(url);
    await settled(door.page);
    await door.page.screenshot({ path: join(folder, `sign-in-${width}-light.png`) });
    await door.context.close();
    for (const role of WALKERS) {
      const { page, context } = await startWalker(browser, url, role, size);
      for (const theme of ['light', 'dark']) {
        await page.evaluate((wanted) => localStorage.setItem('giulanh.theme', wanted), theme);
        for (const { screen, path } of STOPS.filter((stop) => stop.role === role)) {
          await visit(page, url, path(made));
          await page.screenshot({ path: join(folder, `${screen}-${width}-${theme}.png`), fullPage: true });
        }
      }
      await context.close();
    }
  }
}

const [named] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const folder = named ?? mkdtempSync(join(tmpdir(), 'giulanh-pictures-'));
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
try {
  const house = await startWalkHouse(PLAIN);
  await takeRoutes(browser, house, folder).finally(house.close);
  if (!process.argv.includes('--routes')) {
    await takeStatePictures(browser, folder);
    const trip = await startTripHouse();
    await takeTripPictures(browser, trip, folder).finally(trip.close);
  }
  const sheet = await writeContactSheet(browser, folder, (name) => /1366|office|wall|tablet/.test(name));
  console.log(`Pictures, and all of them on one page: ${sheet}`);
} finally {
  await browser.close();
}
