/**
 * What people have named and written is text on every screen, whatever it looks like; and no screen runs or asks for
 * anything that is not the service's own.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, startChromium } from './chromium.ts';
import { STOPS, settled, speak, startWalker, visit, WALKERS, type Walker } from './walk.ts';
import { HOSTILE_CODE, HOSTILE_LOT, NAMES, startWalkHouse, WARM, type WalkHouse } from './walk-house.ts';

const TEST_MS = 120_000;
const OFFICE = { width: 1366, height: 768 };
/** As the service keeps it, whatever was typed. */
const COMPOSED = NAMES.decomposed.normalize('NFC');

describe.skipIf(!hasChromium)('names that try to be more than names', { timeout: TEST_MS }, () => {
  let house: WalkHouse;
  let browser: Browser;
  const walkers = new Map<string, Walker>();

  beforeAll(async () => {
    [house, browser] = await Promise.all([startWalkHouse(), startChromium()]);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const walkerOf = async (role: (typeof WALKERS)[number]): Promise<Walker> => {
    const known = walkers.get(role) ?? (await startWalker(browser, house.url, role, OFFICE));
    walkers.set(role, known);
    return known;
  };
  const textOf = (page: Page) => page.evaluate(() => document.body.textContent);
  /** What there would be if one of the names had been taken for markup, or had run. */
  const tookEffect = (page: Page) =>
    page.evaluate(() => ({
      ran: 'hostile' in globalThis,
      made: document.querySelectorAll('img[src="x"], [onerror], body script').length,
      decomposed: document.body.innerText !== document.body.innerText.normalize('NFC'),
    }));

  test.each(STOPS)('$screen takes nothing for markup, in either language', async ({ path, role }) => {
    const { page, faults } = await walkerOf(role);
    await visit(page, house.url, path(house.made));
    for (const language of ['vi', 'en'] as const) {
      await speak(page, language);
      expect(await tookEffect(page)).toEqual({ ran: false, made: 0, decomposed: false });
    }
    expect(faults).toEqual([]);
  });

  test('the board shows every kind of name as the text that it is', async () => {
    const { page } = await walkerOf('depot');
    await visit(page, house.url, '/');
    await page.getByRole('article').nth(3).waitFor();
    const text = await textOf(page);
    for (const name of [NAMES.script, NAMES.image, NAMES.turned, NAMES.long, NAMES.longWord])
      expect(text).toContain(name);
    expect(text).not.toContain('&lt;');
  });

  test('a unit shows the hostile name of itself, its place, its vaccine and its lot', async () => {
    const { page } = await walkerOf('depot');
    await visit(page, house.url, `/tu/${WARM}`);
    await page.getByRole('heading', { level: 1, name: NAMES.longWord, exact: true }).waitFor();
    await page.getByText(HOSTILE_LOT).first().waitFor();
    expect(await textOf(page)).toContain(NAMES.image);
  });

  test('the gate says of a lot that is markup what it says of any other', async () => {
    const { page, faults } = await walkerOf('depot');
    await visit(page, house.url, '/quet');
    await page.getByLabel('Điểm tiêm').selectOption({ label: NAMES.longWord });
    await page.getByRole('textbox').fill(HOSTILE_CODE);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'KHÔNG TIÊM' }).waitFor();
    expect(await textOf(page)).toContain(HOSTILE_LOT);
    expect((await tookEffect(page)).ran).toBe(false);
    expect(faults).toEqual([]);
  });

  test('a trip shows its boxes in composed letters, and its places as they are called', async () => {
    const { page } = await walkerOf('escort');
    const trip = STOPS.find(({ screen }) => screen === 'trip');
    await visit(page, house.url, trip?.path(house.made) ?? '');
    const text = await textOf(page);
    expect(text).toContain(COMPOSED);
    expect(text).toContain(NAMES.longWord);
  });

  test('the menu calls a person by a name that is markup, and keeps the keyboard inside until it is closed', async () => {
    const { page } = await walkerOf('depot');
    await visit(page, house.url, '/');
    const button = page.getByRole('button', { name: /^Trình đơn/ });
    await button.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('dialog');
    await menu.getByRole('heading', { level: 2 }).waitFor();
    expect(Object.values(NAMES)).toContain(await menu.getByRole('heading', { level: 2 }).innerText());
    const stops = await menu.locator('a, button').count();
    for (let i = 0; i <= stops; i++) {
      await page.keyboard.press(i % 2 === 0 ? 'Tab' : 'Shift+Tab');
      expect(await menu.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    }
    for (let i = 0; i <= stops; i++) await page.keyboard.press('Tab');
    expect(await menu.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
  });

  test('the menu leads to a page and closes, turns the language and the night, and signs out', async () => {
    const { page, context } = await startWalker(browser, house.url, 'depot', { width: 320, height: 640 });
    const menu = page.getByRole('dialog');
    const open = () => page.getByRole('button', { name: /^(Trình đơn|Menu)/ }).click();
    await open();
    expect(await menu.getByRole('link', { name: 'Bảng trực' }).getAttribute('aria-current')).toBe('page');
    await menu.getByRole('link', { name: 'Quét lọ' }).click();
    await page.getByLabel('Điểm tiêm').waitFor();
    expect(new URL(page.url()).pathname).toBe('/quet');
    await open();
    await menu.getByRole('button', { name: 'Switch to English' }).click();
    await menu.getByRole('button', { name: 'Use dark theme' }).click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await menu.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    await context.close();
  });

  test('on the whole walk no page asked another host for anything, and the browser refused nothing', () => {
    expect([...walkers.keys()].sort()).toEqual([...WALKERS].sort());
    for (const { elsewhere, faults } of walkers.values()) {
      expect(elsewhere).toEqual([]);
      expect(faults).toEqual([]);
    }
  });

  test('an inline script, an inline style and a picture from elsewhere would have been refused, and noticed', async () => {
    const { page, context, faults } = await openScreen(browser, OFFICE);
    await page.goto(house.url);
    await settled(page);
    expect(faults).toEqual([]);
    const directives = await page.evaluate(async () => {
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        refused.push(event.effectiveDirective);
      });
      const script = document.createElement('script');
      script.textContent = 'globalThis.hostile = 1';
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      const image = document.createElement('img');
      image.src = 'http://elsewhere.invalid/x.png';
      document.body.append(script, style, image);
      while (refused.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
      return refused.sort();
    });
    expect(directives).toEqual(['img-src', 'script-src-elem', 'style-src-elem']);
    expect(faults.length).toBeGreaterThanOrEqual(3);
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
    await context.close();
  });
});
