/** The steps of a handoff as a person takes them on a phone, and what can be wrong with the phone itself. */
import type { Page } from 'playwright-core';
import { hold, type TripHouse } from './trip-house.ts';

/** In the page: whatever is written is undone, as when a disk is full; until there is room again. */
export function fillDisk(): void {
  const { put, add } = IDBObjectStore.prototype;
  const undone = (write: typeof put) =>
    function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      const request = key === undefined ? write.call(this, value) : write.call(this, value, key);
      this.transaction.abort();
      return request;
    };
  IDBObjectStore.prototype.put = undone(put);
  IDBObjectStore.prototype.add = undone(add);
  addEventListener('disk-has-room', () => Object.assign(IDBObjectStore.prototype, { put, add }), {
    once: true,
  });
}

/** In the page: a clock that is `ms` ahead. */
export function shiftClock(ms: number): void {
  const Real = Date;
  class Shifted extends Real {
    constructor(...args: []) {
      if (args.length === 0) super(Real.now() + ms);
      else super(...args);
    }
    static override now = () => Real.now() + ms;
  }
  globalThis.Date = Shifted as DateConstructor;
}

export const next = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).click();

export async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Gõ hoặc dán mã').fill(code);
  await page.getByRole('button', { name: 'Dùng mã này' }).click();
}

export async function readOffer(page: Page, { url }: TripHouse, offer: string): Promise<void> {
  await page.goto(`${url}/chuyen/-/ban-giao`);
  await page.getByRole('button', { name: 'Nhận hàng' }).click();
  await enter(page, offer);
  await page.getByText('Bên giao đưa những gì?').waitFor();
}

export async function checkAll(page: Page, vvm = '1'): Promise<void> {
  const all = page.getByRole('group', { name: 'Cho tất cả các kiện' });
  await all.getByRole('radio', { name: vvm }).check();
  await all.getByRole('radio', { name: 'Chưa báo' }).check();
  await next(page);
}

export async function findBox(page: Page, seal: string): Promise<void> {
  await page.getByLabel('Số niêm phong đọc được').fill(seal);
  await page.getByRole('radio', { name: 'Còn nguyên' }).check();
  await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('5,3');
  await next(page);
}

/** From the offer to the page that is signed: everything is there. */
export async function count(page: Page, trip: string): Promise<void> {
  await next(page);
  await page.getByRole('button', { name: 'Đủ tất cả' }).click();
  await next(page);
  await checkAll(page);
  await findBox(page, `NP-${trip}`);
}

export async function takeAll(page: Page, house: TripHouse, trip: string, offer: string): Promise<void> {
  await readOffer(page, house, offer);
  await count(page, trip);
  await hold(page, 'Giữ 1 giây: bàn giao xong');
  await page.getByText('Biên nhận: để bên giao quét').waitFor();
}

export const close = (page: Page) => page.getByRole('button', { name: 'Về chuyến' }).click();
