/** A device's identity in a real browser: a claim scanned off the screen, a frozen and a revoked device, a phone and a desk. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { buildWeb } from '../../simulator/demo/web.ts';
import type { RedeemedView } from '../../src/http/identity-schemas.ts';
import { IdentityHouse, PASSWORD } from '../faults/identity/house.ts';
import { ROOT } from '../faults/process.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';

const reader = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({
  overrides: { wasmBinary: reader.buffer.slice(reader.byteOffset, reader.byteOffset + reader.length) },
});

/** What a camera reads from the code on the screen. */
async function readCode(code: Locator): Promise<string> {
  const picture = new Blob([new Uint8Array(await code.screenshot())]);
  const [found] = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true });
  return found?.text ?? '';
}

const TEST_MS = 300_000;
const SIZES = [
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
];
/** Where pictures go, for whoever wants to look. */
const PICTURES = process.env.IDENTITY_PICTURES;

describe.skipIf(!hasChromium)('the identity of a device', { timeout: TEST_MS }, () => {
  let house: IdentityHouse;
  let browser: Browser;
  let screens: Screen[] = [];

  beforeAll(async () => {
    await buildWeb(ROOT, () => {});
    [house, browser] = await Promise.all([IdentityHouse.open(['a', 'b', 'c']), startChromium()]);
    screens = await Promise.all(SIZES.map((size) => openScreen(browser, size)));
    for (const { page } of screens) await enter(page);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const enter = async (page: Page) => {
    await page.goto(`${house.url}/quan-tri/thiet-bi`);
    await page.getByLabel('Tên đăng nhập').fill('hung');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('button', { name: /^Trình đơn/ }).waitFor();
  };
  /** The same on both screens: nothing wider than it, nothing that a screen reader cannot make out. */
  const onBoth = async (name: string, look: (page: Page) => Promise<void>) => {
    for (const [n, { page, faults }] of screens.entries()) {
      await look(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(SIZES[n]?.width ?? 0);
      expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
      if (PICTURES !== undefined)
        await page.screenshot({ path: `${PICTURES}/${name}-${SIZES[n]?.width}.png`, fullPage: true });
    }
  };
  const open = async (page: Page, device: string) => {
    await page.goto(`${house.url}/quan-tri/thiet-bi/${device}`);
    await page.getByRole('heading', { level: 1, name: `Thiết bị ${device}` }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Nhận dạng thiết bị' }).waitFor();
  };

  test('a claim is made, scanned off the screen and redeemed by the device', async () => {
    await onBoth('claim', async (page) => {
      await open(page, 'a');
      await page.getByRole('button', { name: 'Mã nhận (QR)' }).click();
      await page.getByLabel(/^Số máy/).fill('có dấu');
      await page.getByRole('button', { name: 'Tạo mã nhận' }).click();
      await page.getByText('Số máy chỉ gồm chữ không dấu').waitFor();
      await page.getByLabel(/^Số máy/).fill('SN-77');
      await page.getByRole('button', { name: 'Tạo mã nhận' }).click();
      await page.getByRole('heading', { name: 'Cho thiết bị quét mã này' }).waitFor();
    });
    const page = screens[0]?.page as Page;
    // The second screen's claim has made the first one's void: the phone makes another.
    await open(page, 'a');
    await page.getByRole('button', { name: 'Mã nhận (QR)' }).click();
    await page.getByLabel(/^Số máy/).fill('SN-77');
    await page.getByRole('button', { name: 'Tạo mã nhận' }).click();
    const code = page.getByRole('img', { name: /Mã QR để thiết bị a/ });
    const [, device, query] = /^giulanh:device\/([^?]+)\?(.*)$/.exec(await readCode(code)) ?? [];
    const values = new URLSearchParams(query);
    expect(device).toBe('a');
    expect(values.get('url')).toBe(house.url);
    const answer = await house.tell(`/claims/${values.get('claim')}`, { serial: 'SN-77' });
    const box = house.box(answer.json as RedeemedView, null);
    await box.connect();
    await box.measure(4.4);
    await box.close();
    await page.getByRole('button', { name: 'Xong' }).click();
    await page.getByText('SN-77').waitFor();
    await page.getByText('Gửi số liệu đều').first().waitFor();
  });

  test('a frozen device says so in the list and on its page, with what is to be done', async () => {
    const box = await house.plain('second').connect();
    for (const celsius of [4, 7]) await box.measure(celsius, { boot: 1, seq: 5 });
    await box.close();
    await onBoth('frozen-list', async (page) => {
      await page.goto(`${house.url}/quan-tri/thiet-bi`);
      await page.getByRole('link', { name: '1 nghi bị sao chép' }).click();
      await page.getByRole('row', { name: /second.*Nghi bị sao chép/ }).waitFor();
    });
    await onBoth('frozen', async (page) => {
      await open(page, 'second');
      await page.getByText('Hai bản tin cùng một số thứ tự').waitFor();
      await page.getByText('tạo mã nhận hoặc cấp khoá mới cho máy thật').waitFor();
      expect(await page.getByRole('button', { name: 'Đổi khoá dần' }).count()).toBe(0);
    });
  });

  test('a secret is changed gently, and a lost device is revoked with a reason', async () => {
    await onBoth('rotate', async (page) => {
      await open(page, 'b');
      await page.getByRole('button', { name: 'Đổi khoá dần' }).click();
      await page.getByRole('button', { name: 'Tạo khoá kế tiếp' }).click();
      await page.getByText('Thiết bị không nghe lệnh lúc này').waitFor();
    });
    const page = screens[0]?.page as Page;
    await open(page, 'c');
    await page.getByRole('button', { name: 'Thu hồi', exact: true }).click();
    await page.getByRole('button', { name: 'Thu hồi ngay' }).click();
    await page.getByText('Cần chọn hoặc điền mục này.').waitFor();
    await page.getByLabel(/^Lý do/).fill('Mất cắp ở trạm xã');
    await page.getByRole('button', { name: 'Thu hồi ngay' }).click();
    await page.getByText('Mất cắp ở trạm xã').waitFor();
    await onBoth('revoked', async (one) => {
      await open(one, 'c');
      await one.getByText('Đã thu hồi quyền kết nối.').waitFor();
    });
    await expect(house.plain('c').connect()).rejects.toThrow();
  });

  test('while a new device is awaited its claim is at hand', async () => {
    await house.call('POST', '/enrolments', { device: 'moi', unit: { id: 'tu-1' } });
    await onBoth('waiting', async (page) => {
      await page.goto(`${house.url}/them-thiet-bi/moi`);
      await page.getByRole('button', { name: 'Mã nhận dùng một lần (QR)' }).click();
      await page.getByRole('button', { name: 'Tạo mã nhận' }).click();
      await page.getByRole('heading', { name: 'Cho thiết bị quét mã này' }).waitFor();
    });
  });
});
