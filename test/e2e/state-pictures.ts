/** Pictures of board and gate, calm and in alarm, and of a unit's page over every length of time, from a small phone to a wall. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openScreen, type Size } from './chromium.ts';
import { type House, signIn, startHouse } from './house.ts';
import { DAY, signInAt, startUnitHouse, type UnitHouse } from './unit-house.ts';

export async function takeStatePictures(browser: Browser, folder: string): Promise<void> {
  const house = await startHouse();
  await takeBoardPictures(browser, house, folder).finally(house.close);
  const unitHouse = await startUnitHouse();
  await takeUnitPictures(browser, unitHouse, folder).finally(unitHouse.close);
}

const SIZES: Record<string, Size> = {
  wall: { width: 1920, height: 1080 },
  office: { width: 1366, height: 768 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 640 },
};

async function takeBoardPictures(browser: Browser, house: House, folder: string): Promise<void> {
  const [failing, other] = house.fridges;
  if (!failing || !other) throw new Error('Cannot take pictures: the province has too few fridges');
  for (const state of ['calm', 'alarm']) {
    if (state === 'alarm') {
      await house.fleet.measure(failing.unit.id, 12.5);
      house.fleet.warm(failing.unit.id, 5);
    }
    for (const [name, size] of Object.entries(SIZES)) {
      const { context, page } = await openScreen(browser, size);
      const shoot = (what: string, fullPage = false) =>
        page.screenshot({ path: join(folder, `${what}-${state}-${name}.png`), fullPage });
      if (state === 'calm') {
        await page.goto(house.url);
        await page.getByLabel('Mật khẩu').waitFor();
        await shoot('sign-in');
      }
      await signIn(page, house, 'depot');
      const tiles = state === 'alarm' ? page.locator('article.state-excursion') : page.getByRole('article');
      await tiles.first().waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => {}));
      await shoot('board');
      await page.getByRole('button', { name: 'Chuyển nền tối' }).click();
      await shoot('board-dark');
      await page.getByRole('button', { name: 'Chuyển nền sáng' }).click();
      for (const [what, lot] of [
        ['gate', failing.lot.lot],
        ['gate-unknown', 'KHONG-CO'],
      ]) {
        await page.goto(`${house.url}/quet?site=${failing.site.id}`);
        await page.getByRole('textbox').fill(`${failing.lot.gtin}/${lot}`);
        await page.keyboard.press('Enter');
        await page.locator('.verdict').waitFor();
        await shoot(what ?? '', true);
      }
      await context.close();
    }
  }
}

async function takeUnitPictures(browser: Browser, unitHouse: UnitHouse, folder: string): Promise<void> {
  for (const [name, size] of Object.entries(SIZES)) {
    const { context, page } = await openScreen(browser, size);
    await signInAt(page, unitHouse, '/tu/tu-1');
    await page.locator('.chart-source').waitFor();
    const shoot = async (what: string, path: string) => {
      await page.goto(`${unitHouse.url}/tu/${path}`);
      await page.locator('.chart-source').waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => {}));
      await page.screenshot({ path: join(folder, `unit-${what}-${name}.png`), fullPage: true });
    };
    for (const length of ['24h', '7d', '30d', '1y']) await shoot(length, `tu-1?khoang=${length}`);
    await shoot('alarm', 'tu-nong');
    await shoot('empty', 'tu-moi');
    const longAgo = new Date(unitHouse.startAt - 380 * DAY).toISOString().slice(0, 16);
    await shoot('from-influxdb', `tu-cu?khoang=1y&den=${longAgo}Z`);
    await page.getByRole('button', { name: 'Chuyển nền tối' }).click();
    await shoot('dark', 'tu-1?khoang=7d');
    await context.close();
  }
}
