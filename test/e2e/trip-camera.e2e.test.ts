/**
 * The camera of a phone without any network: it reads the giver's code, in one or several parts, the labels of cartons and
 * the taker's receipt; and what it cannot use it says. The tests build on each other in the order in which they stand.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textsOf } from '../../dashboards/web/src/trip/slip-text.ts';
import { hasChromium, type Screen, startChromium } from './chromium.ts';
import { blurred, dataMatrix, Film, type Picture, qrCode } from './film.ts';
import { GTIN, give, HOA, hold, startTripHouse, type TripHouse, TY } from './trip-house.ts';
import { addTrip, openLoaded } from './trip-more.ts';

const TEST_MS = 120_000;
const LONG = 'chuyen-dai';
/** So many parcels are more than one code holds. */
const MANY = 60;

describe.skipIf(!hasChromium)('the camera of a phone in flight mode', { timeout: TEST_MS }, () => {
  const film = new Film();
  let house: TripHouse;
  let browser: Browser;
  let giver: Screen;
  let taker: Screen;
  let receipt: Picture;

  beforeAll(async () => {
    await film.show(await qrCode('nothing yet'));
    [house, browser] = await Promise.all([startTripHouse(), startChromium(film.switches)]);
    await addTrip(house, { id: LONG, count: MANY });
    giver = await openLoaded(browser, house, TY);
    taker = await openLoaded(browser, house, HOA);
    await Promise.all([giver.context.setOffline(true), taker.context.setOffline(true)]);
  }, TEST_MS);

  afterAll(async () => {
    await browser?.close();
    await house?.close();
    film.remove();
  });

  const code = (page: Page) => page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' });
  const openCamera = (page: Page, name = 'Mở máy ảnh') => page.getByRole('button', { name }).click();
  const closeCamera = (page: Page) => page.getByRole('button', { name: 'Tắt máy ảnh' }).click();
  const next = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).click();
  const leave = async (page: Page) => {
    for (let left = 2; left > 0; left--)
      await page.getByRole('contentinfo').getByRole('button', { name: 'Quay lại' }).click();
  };
  /** A taker's phone at the page that asks for the giver's code. */
  const beginTaking = async (page: Page) => {
    await page.goto(`${house.url}/chuyen/-/ban-giao`);
    await page.getByRole('button', { name: 'Nhận hàng' }).click();
  };

  test('the giver’s code, filmed from their screen, leads to what they offer', async () => {
    await give(giver.page, house);
    await film.show(await code(giver.page).screenshot());
    await beginTaking(taker.page);
    await openCamera(taker.page);
    await taker.page.getByText('Bên giao đưa những gì?').waitFor();
    await taker.page.getByText('Chữ ký bên giao đúng').waitFor();
    await taker.page.getByText('2 kiện, 360 liều').first().waitFor();
  });

  test('a carton that was not offered is named, and those that were are ticked by their GS1 DataMatrix', async () => {
    const { page } = taker;
    await next(page);
    const all = (lot: RegExp) => page.getByRole('group', { name: lot }).getByRole('radio', { name: 'Đủ' });
    await film.show(await dataMatrix(`(01)${GTIN}(17)270131(10)MR-0999(21)K-7`));
    await openCamera(page, 'Quét mã từng kiện');
    await page.getByText(/Kiện không có trong lần giao này: .*MR-0999/).waitFor();
    expect(await all(/MR-0426/).isChecked()).toBe(false);
    await closeCamera(page);

    const label = (lot: string) => dataMatrix(`(01)${GTIN}(17)280331(10)${lot}`);
    await film.show([await label('MR-0426'), await label('MR-0511')]);
    await openCamera(page, 'Quét mã từng kiện');
    await expect.poll(() => all(/MR-0426/).isChecked()).toBe(true);
    await expect.poll(() => all(/MR-0511/).isChecked()).toBe(true);
    await closeCamera(page);
  });

  test('the taker’s receipt is filmed back, and the giver’s phone knows that it is gone', async () => {
    const { page } = taker;
    await next(page);
    const all = page.getByRole('group', { name: 'Cho tất cả các kiện' });
    await all.getByRole('radio', { name: '1' }).check();
    await all.getByRole('radio', { name: 'Chưa báo' }).check();
    await next(page);
    await page.getByLabel('Số niêm phong đọc được').fill('NP-20417');
    await page.getByRole('radio', { name: 'Còn nguyên' }).check();
    await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('5,3');
    await next(page);
    await hold(page, 'Giữ 1 giây: bàn giao xong');
    receipt = await code(page).screenshot();
    await page.getByRole('button', { name: 'Về chuyến' }).click();

    await film.show(receipt);
    await giver.page.getByRole('button', { name: 'Quét biên nhận của bên nhận' }).click();
    await openCamera(giver.page);
    await giver.page.getByText('Đã có biên nhận của bên nhận').waitFor();
    await giver.page.getByRole('button', { name: 'Về chuyến' }).click();
  });

  test('a code in several parts is read part by part; what was read stays when the camera is closed', async () => {
    const { page } = taker;
    await give(giver.page, house, LONG);
    const parts = await partsOf(giver.page);
    expect(parts.length).toBeGreaterThan(1);
    await beginTaking(page);
    await film.show(...parts.slice(-1));
    await openCamera(page);
    await page.getByText(`Đã đọc 1/${parts.length} mã, quét tiếp`).waitFor();
    await page.reload();
    await page.getByText(`Đã đọc 1/${parts.length} mã, quét tiếp`).waitFor();
    await film.show(...parts);
    await openCamera(page);
    await page.getByText('Bên giao đưa những gì?').waitFor();
    await page.getByText('Chữ ký bên giao đúng').waitFor();
    await page.getByText(`${MANY} kiện, `).first().waitFor();
  });

  test('the receipt of another handoff is none for this one', async () => {
    const { page } = giver;
    await film.show(receipt);
    await page.getByRole('button', { name: 'Quét biên nhận của bên nhận' }).click();
    await openCamera(page);
    await page.getByText('Biên nhận này không đúng chữ ký hoặc không thuộc lần giao này.').waitFor();
    await closeCamera(page);
  });

  test('a foreign code, and one for somebody else, are answered in words; the camera goes on', async () => {
    const { page } = taker;
    await leave(page);
    await beginTaking(page);
    await film.show(await qrCode('https://example.org/thuc-don'));
    await openCamera(page);
    await page.getByText('Đây không phải mã bàn giao.').waitFor();
    await page.getByText('Đưa mã vào khung hình').waitFor();
    await closeCamera(page);

    await film.show(await blurred(await qrCode('https://example.org/thuc-don')));
    await openCamera(page);
    await page.getByText('Chưa đọc được mã nào.').waitFor();
    await closeCamera(page);

    await film.show(await qrCode(await offerTo(TY)));
    await openCamera(page);
    await page.getByText('Mã này giao cho Y Tý Niê, không phải cho tài khoản đang dùng.').waitFor();
  });

  test('where the camera is refused or absent, the code is pasted instead, all of its parts at once', async () => {
    const text = await textOf(giver.page);
    const paste = async (switches: readonly string[]) => {
      const other = await startChromium(switches);
      const phone = await openLoaded(other, house, HOA);
      const { page } = phone;
      await phone.context.setOffline(true);
      await beginTaking(page);
      await openCamera(page);
      await page.getByRole('alert').getByText('Không mở được máy ảnh. Gõ hoặc dán mã bên dưới.').waitFor();
      await page.getByLabel('Gõ hoặc dán mã').fill(text);
      await page.getByRole('button', { name: 'Dùng mã này' }).click();
      await page.getByText('Chữ ký bên giao đúng').waitFor();
      await page.getByText(`${MANY} kiện, `).first().waitFor();
      expect(phone.faults).toEqual([]);
      await other.close();
    };
    // Without its usual switches a browser asks a person who is not there; without a device there is nothing to ask for.
    await Promise.all([paste(['--use-fake-device-for-media-stream']), paste([])]);
  });

  test('nothing on the way raised an error in a page', () => {
    expect([...giver.faults, ...taker.faults]).toEqual([]);
  });
});

/** The code on the giver's screen as text, each part a line. */
async function textOf(page: Page): Promise<string> {
  const back = page.getByRole('button', { name: 'Quay lại' });
  if (await page.getByLabel('Gõ hoặc dán mã').isVisible()) await back.last().click();
  return (await page.getByText(/^GL1\.1\./).textContent()) ?? '';
}

/** What somebody's phone would show: an offer of nothing, signed by nobody. */
async function offerTo(username: string): Promise<string> {
  const at = '2026-01-01T00:00:00.000Z';
  const [text = ''] = await textsOf({
    signature: 'A'.repeat(86),
    slip: {
      ...{ kind: 'offer', key: 'k', code: '0'.repeat(32) },
      body: {
        ...{ v: 1, id: 'e', type: 'handoff.offered', at, by: 'lan', deviceAt: at, offsetMs: null },
        ...{ shipment: null, handoff: 'h', parcels: [], boxes: [], to: { kind: 'person', id: username } },
        ...{ place: null, codeHash: '', validUntil: '2099-01-01T00:00:00.000Z' },
      },
    },
  });
  return text;
}

/** Every part that takes its turn on the screen. */
async function partsOf(page: Page): Promise<Picture[]> {
  const caption = await page.getByText(/^Mã 1\/\d+$/).innerText();
  const pictures: Picture[] = [];
  for (let part = 1; part <= Number(caption.split('/')[1]); part++) {
    await page.getByText(new RegExp(`^Mã ${part}/`)).waitFor();
    pictures.push(await page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).screenshot());
  }
  return pictures;
}
