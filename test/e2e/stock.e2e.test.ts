/** A depot's stock in a real browser: what is here, a receipt from the first scan to its paper, and an issue up to its trip. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { ReceiptView, StockView } from '../../src/keeper/stock-views.ts';
import { textOf } from '../papers/reading.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { GTIN, LAN, person, signInHere, startTripHouse, type TripHouse, unit } from './trip-house.ts';
import { overhang, settled, speak } from './walk.ts';

const TEST_MS = 120_000;
const DESK = { width: 1366, height: 900 };
const FROZEN = '08934567890137';
const GS = '\u001d';
const HOSTILE = `<img src=x onerror="window.hostile=1">'"&amp;</h2>`;
const MORE = stringify({
  demo: true,
  units: [unit('tu-am', 'freezer', 'tinh', 'Tủ âm 1')],
  products: [
    {
      gtin: FROZEN,
      name: 'Vắc xin DPT – viêm gan B – Hib',
      dosesPerVial: 1,
      maxUnmonitoredSeconds: 14_400,
      rules: [
        { id: 'heat', side: 'above', limitCelsius: 8, allowedSeconds: 36_000, mode: 'continuous' },
        { id: 'freeze', side: 'below', limitCelsius: 0, allowedSeconds: 3600, mode: 'continuous' },
      ],
    },
  ],
  people: [person('an', 'Trần Văn An', 'official', 'tinh')],
});

describe.skipIf(!hasChromium)('the stock of a depot', { timeout: TEST_MS }, () => {
  let house: TripHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startTripHouse(), startChromium()]);
    await house.apply(MORE);
    screen = await openScreen(browser, DESK);
    screen.context.setDefaultTimeout(20_000);
    page = screen.page;
    await page.goto(`${house.url}/kho`);
    await signInHere(page, LAN);
    await heading('Kho vắc xin');
  }, TEST_MS);
  afterAll(async () => {
    expect(screen?.faults).toEqual([]);
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => page.setViewportSize(DESK));

  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const open = async (path: string, name: string) => {
    await page.goto(`${house.url}${path}`);
    await heading(name);
    await settled(page);
  };
  /** As a hand-held scanner types: a burst of keys wherever the focus is, FNC1 as Ctrl+]. */
  const scan = (code: string) =>
    page.evaluate((text) => {
      for (const sign of text) {
        const isGs = sign === '\u001d';
        const key = isGs ? ']' : sign;
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: isGs, bubbles: true }));
      }
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }, code);
  const carton = (lot: string, expiry: string, gtin = GTIN) => `01${gtin}17${expiry}10${lot}${GS}`;
  const line = (name: RegExp | string) =>
    page.locator('.stock-line').filter({ has: page.getByRole('heading', { name }) });
  const receipts = async () => (await house.api<{ items: ReceiptView[] }>(LAN, '/receipts?site=tinh')).items;
  const stock = () => house.api<StockView>(LAN, '/stock?site=tinh');

  test('that is empty says so, and leads to receiving', async () => {
    await page.getByText('Kho này chưa có vắc xin nào.').waitFor();
    await page.getByRole('link', { name: 'Nhập kho' }).click();
    await heading('Nhập kho');
    await page.getByText('Chưa có dòng nào. Quét thùng đầu tiên.').waitFor();
  });

  test('a scanned carton becomes a line with its vaccine, lot and expiry', async () => {
    await scan(carton('MR-0426', '280331'));
    const first = line(/MR-0426/);
    await first.getByRole('heading', { name: /Vắc xin sởi – rubella \(MR\) · Lô MR-0426/ }).waitFor();
    expect(await first.getByLabel('Hạn dùng in trên hộp').inputValue()).toBe('2028-03-31');
    await first.getByText('Hạn dùng đã ghi nhận: 31/03/2028').waitFor();
    await first.getByLabel('Số liều').fill('200');
    await first.getByLabel('Nhập vào tủ').selectOption({ label: 'Buồng lạnh 1' });
    await first.getByText(/Buồng lạnh 1: .*4,2/).waitFor();
    await first.getByRole('radio', { name: 'Giai đoạn 1' }).check({ force: true });
    await first.getByLabel('Nhiệt độ khi nhận (°C)').fill('4,6');
    await first.getByLabel('Nước hồi chỉnh: số lô').fill('NHC-77');
    await first.getByLabel('Nước hồi chỉnh: số lọ').fill('20');
    await scan(carton('MR-0426', '280331'));
    await page.getByText('Lô MR-0426 đã có trong phiếu').waitFor();
    expect(await page.locator('.stock-line').count()).toBe(1);
  });

  test('what was entered is there after the page is loaded again', async () => {
    await page.reload();
    await heading('Nhập kho');
    const first = line(/MR-0426/);
    await first.waitFor();
    expect(await first.getByLabel('Số liều').inputValue()).toBe('200');
    expect(await first.getByRole('radio', { name: 'Giai đoạn 1' }).isChecked()).toBe(true);
  });

  test('an expiry that differs from the one on record can only be refused; nothing is overwritten', async () => {
    await scan(carton('MR-0511', '291231'));
    const wrong = line(/MR-0511/);
    await wrong.getByText('Hạn dùng trên mã khác với hạn dùng đã ghi nhận của lô').waitFor();
    await expect.poll(() => wrong.getByRole('radio', { name: 'Từ chối nhận' }).isChecked()).toBe(true);
    expect(await wrong.getByRole('radio', { name: 'Nhập, dùng được' }).isDisabled()).toBe(true);
    expect(await wrong.getByRole('radio', { name: 'Nhập, tạm dừng sử dụng' }).isDisabled()).toBe(true);
    await wrong.getByLabel('Số liều').fill('50');
    await wrong.getByLabel('Lý do').fill('Hạn dùng trên thùng khác hồ sơ');
    expect(await wrong.getByLabel('Nhập vào tủ').count()).toBe(0);
  });

  test('a spent vial monitor is no usable stock: refused, or on hold with its reason', async () => {
    await page.getByLabel('Mã, hoặc GTIN/số lô').fill(`${GTIN}/MR-0700`);
    await page.keyboard.press('Enter');
    const odd = line(/MR-0700/);
    await odd.getByText('Lô mới, chưa có trong hồ sơ').waitFor();
    await odd.getByLabel('Hạn dùng in trên hộp').fill('2028-06-30');
    await odd.getByLabel('Số liều').fill('30');
    await odd.getByRole('radio', { name: 'Giai đoạn 3' }).check({ force: true });
    await odd.getByText('Có bất thường: không nhập để dùng được').waitFor();
    expect(await odd.getByRole('radio', { name: 'Nhập, dùng được' }).isDisabled()).toBe(true);
    await odd.getByRole('radio', { name: 'Nhập, tạm dừng sử dụng' }).check({ force: true });
    expect(await odd.getByLabel('Lý do').getAttribute('placeholder')).toBe('VVM giai đoạn 3');
    await odd.getByLabel('Nhập vào tủ').selectOption({ label: 'Buồng lạnh 1' });
  });

  test('an unknown vaccine, and a code that is none, are said in words', async () => {
    await scan(carton('X-1', '280331', '08934567890144'));
    const unknown = line(/X-1/);
    await unknown.getByText('Chưa có vắc xin này trong danh mục').waitFor();
    await unknown.getByRole('button', { name: /Bỏ dòng/ }).click();
    await unknown.waitFor({ state: 'detached' });
    await page.getByLabel('Mã, hoặc GTIN/số lô').fill('0108934567890120');
    await page.keyboard.press('Enter');
    await page.getByText('Mã không có số lô').waitFor();
  });

  test('what must not freeze is warned of in a freezer', async () => {
    await page.getByRole('button', { name: 'Nhập tay, không có mã' }).click();
    const byHand = page.locator('.stock-line').last();
    await byHand
      .getByRole('combobox', { name: 'Vắc xin', exact: true })
      .selectOption({ label: 'Vắc xin DPT – viêm gan B – Hib' });
    await byHand.getByLabel('Số lô', { exact: true }).fill('DPT-1');
    await byHand.getByLabel('Hạn dùng in trên hộp').fill('2028-01-31');
    await byHand.getByLabel('Nhập vào tủ').selectOption('tu-am');
    await byHand.getByText('có nguy cơ đông băng').waitFor();
    await byHand.getByText('Tủ đang không có số liệu nhiệt độ').waitFor();
    await byHand.getByLabel('Nhập vào tủ').selectOption('kho-lanh');
    await expect.poll(() => byHand.getByText('có nguy cơ đông băng').count()).toBe(0);
    await byHand.getByLabel('Số liều').fill('40');
    await page.getByRole('button', { name: 'Ghi phiếu nhập' }).click();
    await byHand.getByText('Xem VVM: chọn giai đoạn').waitFor();
    const vvm = byHand.getByRole('group', { name: /VVM/ });
    await vvm.getByRole('radio', { name: 'Không có' }).check({ force: true });
    await byHand.getByText('Xem VVM: chọn giai đoạn').waitFor({ state: 'detached' });
  });

  test('the whole receipt fits a small phone and shuts nobody out, in both languages, light and dark', async () => {
    const found: string[] = [];
    for (const language of ['vi', 'en'] as const) {
      await speak(page, language);
      for (const width of [1366, 320]) {
        await page.setViewportSize({ width, height: 800 });
        const wider = await overhang(page);
        if (wider > 0) found.push(`${language} ${String(width)}: ${String(wider)} px too wide`);
      }
      for (const each of await violations(page)) found.push(`${language}: ${each}`);
    }
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    for (const each of await violations(page)) found.push(`dark: ${each}`);
    await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
    await speak(page, 'vi');
    expect(found).toEqual([]);
  });

  test('without a connection nothing is lost and nothing entered; sent again, it counts once', async () => {
    await page.getByLabel('Đơn vị cung cấp').fill(HOSTILE);
    await page.getByLabel('Số hoá đơn, phiếu xuất của bên giao').fill('HD-2611');
    await page.route('**/api/v1/receipts', (route) => route.abort());
    await page.getByRole('button', { name: 'Ghi phiếu nhập' }).click();
    const sheet = page.getByRole('dialog', { name: 'Kiểm tra lần cuối' });
    await sheet.getByText('2 dòng, 240 liều').waitFor();
    await sheet.getByRole('button', { name: 'Ghi phiếu' }).click();
    await page.getByText('Chưa có mạng: phiếu vẫn lưu trên máy này').waitFor();
    expect(await receipts()).toEqual([]);
    expect(await page.locator('.stock-line').count()).toBe(4);

    // It arrives, and its answer does not.
    await page.unroute('**/api/v1/receipts');
    await page.route('**/api/v1/receipts', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Ghi phiếu nhập' }).click();
    await sheet.getByRole('button', { name: 'Ghi phiếu' }).click();
    await page.getByText('Chưa có mạng: phiếu vẫn lưu trên máy này').waitFor();
    await expect.poll(async () => (await receipts()).length).toBe(1);
    await page.unroute('**/api/v1/receipts');
    await page.getByRole('button', { name: 'Ghi phiếu nhập' }).click();
    await sheet.getByRole('button', { name: 'Ghi phiếu' }).click();
    await heading(/^Phiếu nhập PN-/);
    expect(await receipts()).toHaveLength(1);
    expect((await stock()).products.map(({ dosesUsable, dosesHeld }) => [dosesUsable, dosesHeld])).toEqual([
      [40, 0],
      [200, 30],
    ]);
  });

  test('the receipt tells what was seen, and becomes a paper', async () => {
    await page.getByText('Đã ghi phiếu nhập. Vắc xin đã vào kho.').waitFor();
    const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    for (const words of [HOSTILE, 'HD-2611', '4,6 °C', 'VVM giai đoạn 1', 'nước hồi chỉnh lô NHC-77, 20 lọ'])
      expect(text).toContain(words);
    expect(text).toContain('Lý do: VVM giai đoạn 3');
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
    await page.getByRole('row').filter({ hasText: 'MR-0426' }).getByRole('link', { name: /^Kiện/ }).click();
    await page.getByText('nước hồi chỉnh lô NHC-77, 20 lọ').waitFor();
    await page.goBack();
    const href = await page.getByRole('link', { name: 'Phiếu nhập kho (PDF)' }).getAttribute('href');
    const answer = await page.request.get(`${house.url}${href ?? ''}`);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    const [paper = ''] = await textOf(new Uint8Array(await answer.body()));
    expect(paper).toContain('PHIẾU NHẬP KHO VẮC XIN');
    expect(paper).toContain('MR-0426');
  });

  test('the stock has it by vaccine, with what is on hold and why, and finds it without diacritics', async () => {
    await page.getByRole('link', { name: 'Về kho' }).click();
    await heading('Kho vắc xin');
    const row = (lot: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: lot }) });
    await row('MR-0426').waitFor();
    expect((await row('MR-0426').innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /31\/03\/2028.*200.*Buồng lạnh 1.*4,2/,
    );
    expect(await row('MR-0700').innerText()).toContain('Tạm dừng theo yêu cầu. Lý do: VVM giai đoạn 3');
    await page.getByLabel('Tìm vắc xin, số lô').fill('soi mr-07');
    await row('MR-0426').waitFor({ state: 'detached' });
    expect(await row('MR-0700').count()).toBe(1);
    await page.getByLabel('Tìm vắc xin, số lô').fill('');
    await row('DPT-1').waitFor();
    await page.getByLabel('Lọc').selectOption('held');
    await row('DPT-1').waitFor({ state: 'detached' });
    await page.getByLabel('Lọc').selectOption('all');
    await row('DPT-1').waitFor();
    await page.getByRole('button', { name: 'Chuyển tủ, từ Buồng lạnh 1' }).first().click();
    await page.getByRole('dialog').getByText('MR-0426').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('prints with every lot and without what can only be pressed', async () => {
    const text = (await textOf(new Uint8Array(await page.pdf({ format: 'A4' })))).join(' ');
    expect(text).toContain('MR-0426');
    expect(text).not.toContain('Chuyển tủ');
  });

  test('an issue proposes what may go, says what is short, and plans the trip with a split', async () => {
    await open('/kho/xuat', 'Xuất kho');
    const typed = (ahead: number) => new Date(Date.now() + ahead + 7 * 3_600_000).toISOString().slice(0, 16);
    await page.getByLabel('Nơi nhận').selectOption({ label: 'Trạm Y tế xã Ea Kao' });
    await page.getByLabel('Người áp tải').selectOption({ label: 'Y Tý Niê' });
    await page.getByLabel('Khởi hành lúc').fill(typed(3_600_000));
    await page.getByLabel('Đến nơi trước').fill(typed(5 * 3_600_000));
    await page.getByRole('combobox', { name: 'Vắc xin 1', exact: true }).selectOption(GTIN);
    await page.getByText('trong kho 200 liều dùng được').waitFor();
    await page.getByLabel('Số liều, vắc xin 1').fill('250');
    await page.getByRole('button', { name: 'Đề xuất kiện' }).click();
    await page.getByText('Thiếu 50 liều so với yêu cầu.').waitFor();
    await page.getByText('Không xuất được: 30 liều').click();
    await page.getByText('Lô MR-0700 · 30 liều · Đang tạm dừng sử dụng').waitFor();
    await page.getByLabel('Số liều, vắc xin 1').fill('120');
    await page.getByRole('button', { name: 'Đề xuất kiện' }).click();
    await page.getByText('Xuất 120 trong 120 liều yêu cầu').waitFor();
    const goes = page.getByLabel(/Số liều xuất, lô MR-0426/);
    expect(await goes.inputValue()).toBe('120');
    await goes.fill('900');
    await page.getByRole('button', { name: 'Lập chuyến xuất' }).click();
    await page.getByText('Số liều của một kiện phải là số nguyên, không quá số đang có.').waitFor();
    await goes.fill('110');
    await page.getByText('Thiếu 10 liều so với yêu cầu.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lập chuyến xuất' }).click();
    const sheet = page.getByRole('dialog', { name: 'Lập chuyến xuất?' });
    await sheet
      .getByText('110 liều trong 1 kiện, từ Kho vắc xin tỉnh Đắk Lắk đến Trạm Y tế xã Ea Kao.')
      .waitFor();
    await sheet.getByText('1 kiện được chia').waitFor();
    await sheet.getByRole('button', { name: 'Lập chuyến' }).click();
    await page.getByText('Đã lập chuyến xuất. Việc tiếp theo: đóng hộp.').waitFor();
    const href = await page.getByRole('link', { name: 'Phiếu xuất kho (PDF)' }).getAttribute('href');
    const answer = await page.request.get(`${house.url}${href ?? ''}`);
    expect((await textOf(new Uint8Array(await answer.body()))).join(' ')).toContain('MR-0426');
    await page.getByRole('button', { name: 'Đóng hộp' }).click();
    await page.waitForURL(/\/chuyen\/[0-9a-f-]+\/dong-hop/);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  test('an official looks at stock and receipts, and changes nothing', async () => {
    const other = await openScreen(browser, { width: 390, height: 844 });
    other.context.setDefaultTimeout(20_000);
    await other.page.goto(`${house.url}/kho`);
    await signInHere(other.page, 'an');
    await other.page.getByRole('rowheader', { name: 'MR-0426' }).waitFor();
    expect(await other.page.getByRole('link', { name: 'Nhập kho' }).count()).toBe(0);
    expect(await other.page.getByRole('button', { name: /Chuyển tủ/ }).count()).toBe(0);
    await other.page.getByRole('link', { name: 'Phiếu nhập' }).click();
    await other.page.getByRole('link', { name: /^PN-/ }).click();
    await other.page.getByText('nước hồi chỉnh lô NHC-77').waitFor();
    await other.page.goto(`${house.url}/kho/nhap`);
    await other.page
      .getByRole('heading', { name: 'Trang này không dành cho công việc của tài khoản này.' })
      .waitFor();
    await other.context.close();
  });
});
