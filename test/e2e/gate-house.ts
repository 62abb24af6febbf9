/** A commune's health station with a fridge and an injection table: the real keeper and HTTP edge, a nurse and an official. */
import type { Browser } from 'playwright-core';
import { stringify } from 'yaml';
import { openScreen, type Screen } from './chromium.ts';
import { type Asker, askerOf, layGround } from './ground.ts';
import { GTIN, PASSWORD, PHONE, person, signInHere, unit } from './trip-house.ts';

const MINUTE = 60_000;
export const [HOA, DUNG] = ['hoa', 'dung'] as const;
export const SITE = 'ea-kao';
/** Lots by what is to be said of them at the start; the last is registered and nowhere. */
export const LOTS = {
  good: 'MR-0426',
  next: 'MR-0511',
  held: 'MR-0777',
  recalled: 'MR-0999',
  away: 'MR-0100',
};
export const EXPIRY = '2028-03-31';

const DESCRIPTION = {
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null, phone: '0262 385 1234' },
    { id: SITE, name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  units: [unit('tu-ea-kao', 'refrigerator', SITE, 'Tủ vắc xin Ea Kao')],
  devices: [{ id: 'do-ea-kao', unit: 'tu-ea-kao', secret: 'a-secret-of-ea-kao' }],
  products: [
    {
      ...{ gtin: GTIN, name: 'Vắc xin sởi – rubella (MR)', dosesPerVial: 10, maxUnmonitoredSeconds: 14_400 },
      rules: [],
    },
  ],
  people: [person(HOA, 'H’Hoa Êban', 'vaccinator', SITE), person(DUNG, 'Trần Văn Dũng', 'official', 'tinh')],
  lots: Object.values(LOTS).map((lot) => ({ gtin: GTIN, lot, expiry: EXPIRY })),
};

export type GateHouse = {
  readonly url: string;
  readonly api: Asker;
  readonly close: () => Promise<void>;
};

export async function startGateHouse(): Promise<GateHouse> {
  const { does, open } = await layGround('gate');
  const apply = (description: unknown) =>
    does({ type: 'province.apply', description: stringify(description), file: null });
  await apply(DESCRIPTION);
  const startAt = Date.now();
  const readings = Array.from({ length: 40 }, (_, i) => ({
    ...{ at: startAt - (39 - i) * 5 * MINUTE, celsius: 4.5, probe: '1' },
  }));
  await does({
    ...{ type: 'evidence.import', unit: 'tu-ea-kao', device: 'do-ea-kao', source: 'test' },
    ...{ readings, evidence: [] },
  });
  const since = new Date(startAt - 3 * 60 * MINUTE).toISOString();
  const { away: _, ...stored } = LOTS;
  await apply({
    demo: true,
    parcels: Object.entries(stored).map(([id, lot]) => ({
      ...{ id, gtin: GTIN, lot, doses: 100, unit: 'tu-ea-kao', since },
    })),
  });
  const { url, close } = await open();
  const api = askerOf(url, PASSWORD);
  await api(DUNG, '/parcels/held/hold', { reason: 'nhãn lọ bị rách' });
  await api(DUNG, `/lots/${GTIN}/${LOTS.recalled}/recall`, { reason: 'Công văn 1042/QLD' });
  return { url, api, close };
}

/** A phone at the table: the nurse is signed in, and everything is on it that it needs without a signal. */
export async function openTable(browser: Browser, house: GateHouse, size = PHONE): Promise<Screen> {
  const screen = await openScreen(browser, size);
  const { page } = screen;
  await page.goto(`${house.url}/quet`);
  await signInHere(page, HOA);
  await page.getByText('Danh sách lô cập nhật').waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((done) => setTimeout(done, 20));
  });
  return screen;
}
