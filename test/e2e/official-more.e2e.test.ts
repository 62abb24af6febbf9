/** What officials look up and decide beside lots: a parcel's story, the log of scans, a lost phone's key; and the ways from one page to the next. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { enter, GTIN, LOT, type OfficialHouse, startOfficialHouse } from './official-house.ts';

const TEST_MS = 60_000;
const WAIT_MS = 20_000;

describe.skipIf(!hasChromium)('what else officials look up', { timeout: TEST_MS }, () => {
  let house: OfficialHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startOfficialHouse(), startChromium()]);
    screen = await openScreen(browser, { width: 390, height: 844 });
    page = screen.page;
    page.setDefaultTimeout(WAIT_MS);
    await enter(page, house, 'an', '/su-co');
    await page.getByRole('heading', { level: 1, name: 'Sự cố' }).waitFor();
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const call = async <T>(username: string, method: string, path: string, body: unknown): Promise<T> => {
    const send = async (at: string, what: unknown, headers: Record<string, string> = {}) => {
      const reply = await fetch(`${house.url}/api/v1${at}`, {
        method: at === '/session' ? 'POST' : method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(what),
      });
      return (await reply.json()) as T & { token: string };
    };
    const { token } = await send('/session', { username, password: 'mat-khau-can-bo' });
    return send(path, body, { authorization: `Bearer ${token}` });
  };
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  test('an alert leads to its incident, the incident to a parcel, and the parcel tells how it fares', async () => {
    await page.goto(`${house.url}/canh-bao`);
    await page
      .getByRole('link', { name: /^Xem sự cố/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Kiện và nơi đang ở' }).waitFor();
    await page.getByRole('link', { name: 'kien-1' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Kiện kien-1' }).waitFor();
    await page.getByText('đang tạm dừng (1)').waitFor();
    await page.getByText('Kiện này chưa được bàn giao lần nào.').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fits()).toBeLessThanOrEqual(0);
  });

  test('of records that contradict each other one is chosen with a reason; one that counted once is looked at and kept', async () => {
    const event = (id: string, text: string, counts: boolean) => ({
      id,
      at: new Date().toISOString(),
      by: 'Y Moan',
      words: { vi: text, en: text },
      counts,
      why: counts ? null : { vi: 'Bản ghi khác đã thay', en: 'Replaced' },
    });
    const story = {
      parcel: 'kien-1',
      events: [
        event('e1', 'Giao cho Lan', true),
        event('e2', 'Giao cho Hoa', true),
        event('e3', 'Huỷ chuyến', false),
      ],
      conflicts: [['e1', 'e2']],
      overturned: [{ event: 'e3', since: new Date().toISOString() }],
      mayDecide: true,
    };
    const sent: unknown[] = [];
    await page.route('**/api/v1/parcels/kien-1/story', (route) => route.fulfill({ json: story }));
    await page.route('**/api/v1/parcels/kien-1/custody', async (route) => {
      sent.push(route.request().postDataJSON());
      await route.fulfill({ json: {} });
    });
    await page.goto(`${house.url}/kien/kien-1`);
    const conflict = page.locator('section').filter({ hasText: 'Có bản ghi mâu thuẫn' });
    await conflict.getByLabel('Bản ghi đúng: Giao cho Hoa').check();
    await conflict.getByLabel('Lý do').fill('Đã xem kiện ở Ea Tam');
    await conflict.getByRole('button', { name: 'Ghi kết luận' }).click();
    await page.getByText('Đã ghi kết luận vào sổ cái.').waitFor();
    const doubt = page.locator('section').filter({ hasText: 'Bản ghi từng được tính' });
    await doubt.getByLabel('Đã xem, giữ nguyên như hệ thống đang ghi').check();
    await doubt.getByLabel('Lý do').fill('Kiện ở đúng chỗ');
    await doubt.getByRole('button', { name: 'Ghi kết luận' }).click();
    await expect
      .poll(() => sent)
      .toEqual([
        { event: 'e2', reason: 'Đã xem kiện ở Ea Tam' },
        { event: 'e3', reason: 'Kiện ở đúng chỗ' },
      ]);
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/api/v1/parcels/kien-1/story');
    await page.unroute('**/api/v1/parcels/kien-1/custody');
  });

  test('the log of scans tells who was shown what by which list, and is narrowed by filters that the address keeps', async () => {
    const at = new Date().toISOString();
    const scan = (id: string, more: object) => ({
      ...{ id: `scan-000${id}`, site: 'ea-kao', barcode: `${GTIN}/${LOT}`, gtin: GTIN, lot: LOT },
      ...{ verdict: 'allowed', codes: [], source: 'live', list: null, how: 'typed', offline: false },
      ...{ at, by: 'lan', device: 'device-1', ...more },
    });
    const blocked = { verdict: 'blocked', codes: ['PARCEL_ON_HOLD'], source: 'list', offline: true };
    const scans = [scan('1', {}), scan('2', { ...blocked, list: { sequence: 12, issuedAt: at } })];
    const { items } = await call<{ items: { state: string }[] }>('lan', 'POST', '/scans', { scans });
    expect(items.map(({ state }) => state)).toEqual(['kept', 'kept']);
    await page.goto(`${house.url}/luot-quet`);
    await page.getByRole('heading', { level: 1, name: 'Lượt quét ở bàn tiêm' }).waitFor();
    await page.getByText('hệ thống trả lời').waitFor();
    await page.getByLabel('Chỉ lượt quét khi mất mạng').check();
    await page.getByText('hệ thống trả lời').waitFor({ state: 'detached' });
    await page.getByText(/theo danh sách trên máy · danh sách số 12/).waitFor();
    await page.getByLabel('Người quét').fill('pham lan');
    await expect.poll(() => new URL(page.url()).searchParams.get('nguoi')).toBe('pham lan');
    await page.getByText(/danh sách số 12/).waitFor();
    await page.getByLabel('Kết quả').selectOption('allowed');
    await page.getByText('Không có lượt quét nào như vậy.').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fits()).toBeLessThanOrEqual(0);
  });

  test('a lost phone’s key is found by its person and revoked after asking', async () => {
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
    await call('lan', 'POST', '/keys', { jwk: { kty, crv, x, y }, label: 'Điện thoại của Lan' });
    await page.goto(`${house.url}/bao-mat`);
    await page.getByLabel('Điện thoại của người khác (tên đăng nhập)').fill('lan');
    await page.getByRole('button', { name: 'Xem khoá' }).click();
    await page.getByRole('button', { name: 'Thu hồi Điện thoại của Lan' }).click();
    const sheet = page.getByRole('dialog', { name: 'Thu hồi khoá “Điện thoại của Lan”?' });
    await sheet.getByRole('button', { name: 'Thu hồi khoá' }).click();
    await page.getByText(/đã thu hồi/).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('a unit’s page leads to its temperature book', async () => {
    await page.goto(`${house.url}/tu/tu-1`);
    await page.getByRole('link', { name: 'Sổ nhiệt độ' }).click();
    await page.waitForURL(/so-nhiet-do\?.*tu=tu-1/);
    expect(screen.faults).toEqual([]);
  });
});
