/** Every screen by the route table, opened by somebody whose page it is: a page that is added is looked at by itself. */
import type { Browser, Page } from 'playwright-core';
import {
  type Params,
  type PlainScreen,
  pathOf,
  ROUTES,
  type Screen,
} from '../../dashboards/web/src/routes.ts';
import type { Role } from '../../src/fleet/types.ts';
import { type Screen as Glass, openScreen, type Size } from './chromium.ts';
import { GTIN, loaded, SHIPMENT, signInHere } from './trip-house.ts';
import { NEW_DEVICE, personOf, RECEIPT, WARM } from './walk-house.ts';

/** What the house made and called itself. */
export type Made = { readonly alert: string; readonly decision: string; readonly handoff: string };
/** The ids for addresses that have some. A route without its line here does not compile. */
const IDS: { readonly [S in Exclude<Screen, PlainScreen>]: (made: Made) => Params<S> } = {
  unit: () => ({ id: WARM }),
  guidance: () => ({ id: WARM }),
  trip: () => ({ id: SHIPMENT }),
  pack: () => ({ id: SHIPMENT }),
  unpack: () => ({ id: SHIPMENT }),
  handoff: () => ({ id: SHIPMENT }),
  incident: ({ alert }) => ({ alert }),
  decision: ({ decision }) => ({ id: decision }),
  recall: () => ({ gtin: GTIN }),
  parcel: () => ({ id: 'kien-nong' }),
  'handoff-proof': ({ handoff }) => ({ handoff }),
  'admin-device': () => ({ id: `do-${WARM}` }),
  'admin-product': () => ({ gtin: '08934567890120' }),
  'set-up': () => ({ device: NEW_DEVICE }),
  receipt: () => ({ receipt: RECEIPT }),
  'shipment-proof': () => ({ shipment: SHIPMENT }),
};

export type Stop = {
  readonly screen: Screen;
  readonly path: (made: Made) => string;
  readonly role: Role;
};

const isOffline = (screen: Screen): boolean => 'offline' in ROUTES[screen];

/** Signing in is looked at before anybody is signed in. */
export const STOPS: readonly Stop[] = (Object.keys(ROUTES) as Screen[])
  .filter((screen) => screen !== 'sign-in')
  .map((screen) => {
    const idsOf: (made: Made) => Readonly<Record<string, string>> =
      screen in IDS ? IDS[screen as keyof typeof IDS] : () => ({});
    const roles: 'all' | readonly Role[] = ROUTES[screen].roles;
    const role = roles === 'all' ? (isOffline(screen) ? 'escort' : 'depot') : (roles[0] ?? 'depot');
    return { screen, path: (made) => pathOf(screen, idsOf(made)), role };
  });
export const WALKERS: readonly Role[] = [...new Set(STOPS.map(({ role }) => role))];

export type Walker = Glass & { readonly role: Role; readonly elsewhere: readonly string[] };

/** A browser of their own for one role; an escort's has the trip in it. It remembers what it asked of other hosts. */
export async function startWalker(browser: Browser, url: string, role: Role, size: Size): Promise<Walker> {
  const glass = await openScreen(browser, size);
  const { context, page } = glass;
  // On a machine that is busy with all the other tests.
  context.setDefaultTimeout(60_000);
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) elsewhere.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(url).host) elsewhere.push(socket.url());
  });
  await page.goto(role === 'escort' ? `${url}/chuyen` : url);
  await signInHere(page, personOf(role));
  await page.waitForURL(({ pathname }) => pathname !== ROUTES['sign-in'].path);
  if (role === 'escort') await loaded(page);
  await settled(page);
  return { ...glass, role, elsewhere };
}

/** Opened, and everything that it asks for is there. */
export async function visit(
  page: Page,
  url: string,
  path: string,
  language: 'vi' | 'en' = 'vi',
): Promise<void> {
  await page.goto(`${url}${path}?lang=${language}`);
  await settled(page);
  // A page that sent its visitor elsewhere has not been looked at.
  const { pathname } = new URL(page.url());
  if (pathname !== path) throw new Error(`Wanted ${path}, and was shown ${pathname}`);
}

export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
}

/** The same page in another language, without loading it again. */
export async function speak(page: Page, language: 'vi' | 'en'): Promise<void> {
  await page.evaluate((wanted) => {
    const url = new URL(location.href);
    url.searchParams.set('lang', wanted);
    history.replaceState(null, '', url);
    dispatchEvent(new PopStateEvent('popstate'));
  }, language);
  await page.locator(`html[lang="${language}"]`).waitFor();
}

const FITS_WITHIN_MS = 3_000;

/** By how many pixels a page is wider than its window, once what is drawn to measure (a chart) has followed the window. */
export async function overhang(page: Page): Promise<number> {
  const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (const end = performance.now() + FITS_WITHIN_MS; performance.now() < end; ) {
    if ((await page.evaluate(wider)) <= 0) return 0;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  return page.evaluate(wider);
}
