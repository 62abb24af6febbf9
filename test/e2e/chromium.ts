/** A real Chromium to look at the screens with: where it is, and pages that remember what went wrong in them. */
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const hasChromium = existsSync(path);
/** A missing browser may be skipped by hand, never where everything is to be proved. */
if (!hasChromium) {
  const missing = `no Chromium at ${path} (CHROMIUM_PATH)`;
  if (process.env.CI) throw new Error(`Cannot test the screens: ${missing}`);
  console.warn(`Skipped: the tests in a real browser, for there is ${missing}`);
}

/** `more`: switches beside the usual ones, such as those of a camera that plays a film. */
export const startChromium = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...more,
    ],
  });

export type Screen = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Uncaught errors and what the content security policy refused. */
  readonly faults: readonly string[];
};

export type Size = { readonly width: number; readonly height: number };

/** A screen of its own: nobody is signed in on it, and it remembers nothing. */
export async function openScreen(browser: Browser, viewport: Size): Promise<Screen> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy/i.test(message.text()))
      faults.push(message.text());
  });
  return { context, page, faults };
}

/** What axe finds wrong on the page as it stands: `rule: first place`. */
export async function violations(page: Page): Promise<string[]> {
  // `addScriptTag` would be refused by the page's own policy; once in a document is enough.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    // No rule that is in use looks at style sheets or sound files, and reading them takes longer than all the rest.
    const found = await inPage.run({ resultTypes: ['violations'], preload: false });
    return found.violations.map(
      ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
    );
  });
}
