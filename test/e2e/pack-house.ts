/** More for the house on the road: boxes and parcels that nobody has planned yet, and the pages of a handoff on two phones. */
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { violations } from './chromium.ts';
import { every, GTIN, HOA, hold, LAN, readScreen, type TripHouse, TY, unit } from './trip-house.ts';
import { addTrip } from './trip-more.ts';

const HOUR = 3_600_000;
/** `stopped` is on hold, `large` goes only in part. */
export const [LARGE, SMALL_ONE, STOPPED] = ['kien-3', 'kien-4', 'kien-5'] as const;

export async function addStore({ apply, api }: TripHouse): Promise<void> {
  const since = new Date(Date.now() - 4 * HOUR).toISOString();
  const parcel = (id: string, lot: string, doses: number) => ({
    ...{ id, gtin: GTIN, lot, doses, unit: 'kho-lanh', since },
  });
  await apply(
    stringify({
      demo: true,
      units: [
        unit('hom-2', 'transport-box', 'tinh', 'Hòm lạnh số 2'),
        unit('hom-3', 'transport-box', 'tinh', 'Hòm lạnh số 3'),
        unit('hom-4', 'transport-box', 'tinh', 'Hòm lạnh số 4'),
        unit('tu-2', 'refrigerator', 'ea-kao', 'Tủ vắc xin dự phòng'),
      ],
      parcels: [
        parcel(LARGE, 'MR-0426', 200),
        parcel(SMALL_ONE, 'MR-0511', 100),
        parcel(STOPPED, 'MR-0426', 90),
      ],
    }),
  );
  await api(LAN, `/parcels/${STOPPED}/hold`, { reason: 'Hộp bị ướt' });
}

/** `2026-11-23T07:00` in the province's time. */
export const typed = (at: number): string => new Date(at + 7 * HOUR).toISOString().slice(0, 16);

export const next = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).click();

/** The giver's side up to the code, which is answered as a camera reads it. */
export async function giveTo(page: Page, who: string): Promise<string> {
  await page.getByRole('button', { name: 'Giao hàng' }).click();
  await page.getByRole('radio', { name: who }).check();
  await next(page);
  await page.getByRole('button', { name: 'Chọn tất cả' }).click();
  await next(page);
  for (const field of await every(page.getByLabel('Nhiệt độ bây giờ (°C)'))) await field.fill('4,4');
  await next(page);
  await hold(page, 'Giữ 1 giây để ký giao');
  await page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).waitFor();
  return readScreen(page);
}

/** The taker's side from the giver's code to their own signature: everything there, nothing wrong. */
export async function takeAll(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Nhận hàng' }).click();
  await page.getByLabel('Gõ hoặc dán mã').fill(code);
  await page.getByRole('button', { name: 'Dùng mã này' }).click();
  await page.getByText(/Chữ ký bên giao đúng|Chưa có khoá của bên giao/).waitFor();
  await next(page);
  await page.getByRole('button', { name: 'Đủ tất cả' }).click();
  await next(page);
  const all = page.getByRole('group', { name: 'Cho tất cả các kiện' });
  await all.getByRole('radio', { name: '1' }).check();
  await all.getByRole('radio', { name: 'Chưa báo' }).check();
  await next(page);
  for (const seal of await every(page.getByRole('radio', { name: 'Còn nguyên' }))) await seal.check();
  for (const field of await every(page.getByLabel('Số niêm phong đọc được'))) await field.fill('NP-77');
  await next(page);
  await hold(page, 'Giữ 1 giây: bàn giao xong');
  await page.getByText(/Đã lưu trên máy|Đã gửi/).waitFor();
}

/** What shuts people out of the page as it stands, in the light, by night and in the sun. */
export async function barriers(page: Page, what: string): Promise<string[]> {
  const found: string[] = [];
  const look = async (how: string) => {
    for (const each of await violations(page)) found.push(`${what} ${how}: ${each}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) found.push(`${what} ${how}: ${wide} px too wide`);
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          'button, a, input:not([type=radio]):not([type=checkbox]), select, label.tick, .chip',
        ),
      ]
        .map((each) => [each.textContent, each.getBoundingClientRect()] as const)
        .filter(([, { width, height }]) => width > 0 && (height < 47.5 || width < 44))
        .map(([text, { width, height }]) => `${text} ${width}x${height}`),
    );
    found.push(...small.map((each) => `${what} ${how}: too small: ${each}`));
  };
  await look('by day');
  await page.getByRole('button', { name: 'Chuyển nền tối' }).click();
  await look('by night');
  await page.getByRole('button', { name: 'Chữ to ngoài nắng' }).click();
  await look('in the sun');
  await page.getByRole('button', { name: 'Chữ to ngoài nắng' }).click();
  await page.getByRole('button', { name: 'Chuyển nền sáng' }).click();
  return found;
}

/** The station has taken over a trip whose parcels are still in their box. */
export async function addArrival(house: TripHouse, id: string): Promise<void> {
  const parcels = await addTrip(house, { id, count: 2 });
  const box = { unit: `hom-${id}`, seal: `NP-${id}`, celsius: 4.5 };
  const offered = await house.api<{ id: string; code: string }>(TY, '/handoffs', {
    ...{ shipment: id, parcels, boxes: [box], to: { kind: 'site', id: 'ea-kao' }, place: 'ea-kao' },
  });
  const whole = { refused: 0, missing: 0, vvm: 1, freezeIndicator: 'ok', damage: null };
  await house.say(HOA, {
    ...{ type: 'handoff.taken', shipment: id, handoff: offered.id, code: offered.code },
    ...{ reason: null, place: 'ea-kao', boxes: [{ ...box, sealIntact: true }] },
    parcels: parcels.map((each) => ({ ...each, ...whole })),
  });
}
