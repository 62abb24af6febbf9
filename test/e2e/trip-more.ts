/** More for the house on the road: trips of any size, and phones with all of their person's trips on them. */
import type { Browser, Page } from 'playwright-core';
import { stringify } from 'yaml';
import { openScreen, type Screen } from './chromium.ts';
import { GTIN, LAN, loaded, newId, PHONE, signInHere, type TripHouse, TY, unit } from './trip-house.ts';

export type Dosed = { readonly parcel: string; readonly doses: number };
type Order = { readonly id: string; readonly count: number; readonly to?: string };

const HOUR = 3_600_000;

/** A trip of `count` parcels in a box of its own, which the escort has taken over at the depot a moment ago. */
export async function addTrip(
  { apply, api, say }: TripHouse,
  { id, count, to = 'ea-kao' }: Order,
): Promise<readonly Dosed[]> {
  const box = `hom-${id}`;
  const parcels = Array.from({ length: count }, (_, i) => ({ parcel: newId(), doses: 10 + 10 * (i % 12) }));
  const now = Date.now();
  await apply(
    stringify({
      demo: true,
      units: [unit(box, 'transport-box', 'tinh', `Hòm của ${id}`)],
      parcels: parcels.map(({ parcel, doses }, i) => ({
        ...{ id: parcel, gtin: GTIN, lot: ['MR-0426', 'MR-0511'][i % 2], doses, unit: 'kho-lanh' },
        since: new Date(now - HOUR).toISOString(),
      })),
    }),
  );
  await api(LAN, '/shipments', {
    ...{ id, from: 'tinh', to, escort: TY, parcels },
    departAt: new Date(now).toISOString(),
    arriveBy: new Date(now + 5 * HOUR).toISOString(),
  });
  const packed = { unit: box, seal: `NP-${id}`, celsius: 4.5 };
  await say(LAN, {
    ...{ type: 'shipment.packed', shipment: id },
    boxes: [{ ...packed, parcels, coolant: { kind: 'none', conditionedAt: null } }],
  });
  const offered = await api<{ id: string; code: string }>(LAN, '/handoffs', {
    ...{ shipment: id, parcels, boxes: [packed], to: { kind: 'person', id: TY }, place: 'tinh' },
  });
  const whole = { refused: 0, missing: 0, vvm: 1, freezeIndicator: 'ok', damage: null };
  await say(TY, {
    ...{ type: 'handoff.taken', shipment: id, handoff: offered.id, code: offered.code },
    ...{ reason: null, place: 'tinh', boxes: [{ ...packed, sealIntact: true }] },
    parcels: parcels.map((each) => ({ ...each, ...whole })),
  });
  return parcels;
}

/** A phone on which `who` has signed in and loaded every trip there is for them. `before`: done to it before it opens a page. */
export async function openLoaded(
  browser: Browser,
  house: TripHouse,
  who: string,
  before: (page: Page) => Promise<unknown> = async () => {},
): Promise<Screen> {
  const screen = await openScreen(browser, PHONE);
  const { context, page } = screen;
  context.setDefaultTimeout(15_000);
  await before(page);
  await page.goto(`${house.url}/chuyen`);
  await signInHere(page, who);
  await loadTrips(page);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    while (registration.active?.state !== 'activated')
      await new Promise((resolve) =>
        registration.active?.addEventListener('statechange', resolve, { once: true }),
      );
  });
  return screen;
}

/** Every trip in the list that is not on the phone yet. */
export async function loadTrips(page: Page): Promise<void> {
  const trips = page.getByRole('article');
  await trips.first().waitFor();
  for (const trip of await trips.all()) await loaded(trip);
}
