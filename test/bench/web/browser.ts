/** A real Chromium as people have it: full motion, no virtual time; and how somebody signs in. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { startChromium } from '../../e2e/chromium.ts';
import type { Person } from './province.ts';

/** On a busy machine everything takes its time; that a page comes at all is not what is measured. */
const PATIENCE_MS = 240_000;

export const start = (): Promise<Browser> => startChromium(['--enable-precise-memory-info']);

export type Screen = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly tools: CDPSession;
};

/** `serviceWorkers: block` where it would load in the background what the page itself does not ask for. */
export async function openScreen(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<Screen> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', serviceWorkers });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  return { context, page, tools: await context.newCDPSession(page) };
}

export async function signIn(page: Page, url: string, person: Person, path = '/'): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(person.username);
  await page.getByLabel('Mật khẩu').fill(person.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}
