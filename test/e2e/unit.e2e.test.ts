/** A unit's own page in a real browser, over a past that is known to the minute: what it shows is what was measured. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InfluxError } from '../../src/influx/types.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { DAY, FIRST, HOUR, MINUTE, signInAt, startUnitHouse, type UnitHouse } from './unit-house.ts';

const TEST_MS = 120_000;
const OFFICE = { width: 1366, height: 768 };

describe.skipIf(!hasChromium)('a unit’s own page', { timeout: TEST_MS }, () => {
  let house: UnitHouse;
  let browser: Browser;
  let screen: Screen;
  const elsewhere: string[] = [];

  beforeAll(async () => {
    [house, browser] = await Promise.all([startUnitHouse(), startChromium()]);
    screen = await openScreen(browser, OFFICE);
    screen.page.on('request', (request) => {
      if (!request.url().startsWith(house.url) && !request.url().startsWith(house.url.replace('http', 'ws')))
        elsewhere.push(request.url());
    });
    await signInAt(screen.page, house, '/');
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => {
    house.copy.fault = null;
  });

  const open = async (path: string) => {
    await screen.page.goto(`${house.url}${path}`);
    await screen.page.getByRole('heading', { name: 'Diễn biến nhiệt độ' }).waitFor();
  };
  const choose = async (name: string) => {
    await screen.page.getByRole('button', { name, exact: true }).click();
    await screen.page.locator('.unit-chart[aria-busy="false"]').waitFor();
  };
  /** The table's rows, the newest first: time, lowest, mean, highest, count. */
  const table = async (): Promise<{ at: string; cells: string[] }[]> => {
    const { page } = screen;
    await page.locator('.readings summary').focus();
    if ((await page.locator('.readings[open]').count()) === 0) await page.keyboard.press('Enter');
    await page.locator('.readings tbody tr').first().waitFor();
    return page.locator('.readings tbody tr').evaluateAll((rows) =>
      rows.map((row) => ({
        at: row.querySelector('time')?.dateTime ?? '',
        cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent),
      })),
    );
  };
  const vietnamese = (celsius: number) => celsius.toFixed(1).replace('.', ',').replace('-', '−');

  test('opens from the unit’s tile on the board, and leads back there', async () => {
    const { page } = screen;
    await page.getByRole('link', { name: 'Tủ vắc xin 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tủ vắc xin 1' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/tu/tu-1');
    await page.getByText('Trạm Y tế xã Ea Kao · Tủ lạnh dương · 60 lít').waitFor();
    const present = page.getByRole('region', { name: 'Hiện tại' });
    await present.getByText('Bình thường').waitFor();
    await present.getByText(vietnamese(FIRST(0) ?? Number.NaN), { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Bảng trực' }).click();
    await page.getByRole('article', { name: /Tủ vắc xin 1/ }).waitFor();
  });

  test('shows the last 24 hours reading for reading, with the peak of one reading and the silence of three hours', async () => {
    await open('/tu/tu-1');
    await screen.page.locator('.chart-line').first().waitFor();
    const rows = await table();
    const expected = [];
    for (let at = house.startAt; at >= Date.parse(rows.at(-1)?.at ?? ''); at -= 5 * MINUTE) {
      const celsius = FIRST(house.startAt - at);
      if (celsius === null) continue;
      const text = celsius === 9.4 ? '9,4' : vietnamese(celsius);
      expected.push({ at: new Date(at).toISOString(), cells: [text, text, text, '1'] });
    }
    expect(rows).toEqual(expected);
    expect(rows.length).toBeGreaterThan(240);
    expect(rows.some(({ cells }) => cells[2] === '9,4')).toBe(true);
    expect(await screen.page.locator('.chart-line').count()).toBe(2);
    await screen.page.getByText('Số liệu từ kho của hệ thống.').waitFor();
  });

  test('keeps the peak in longer steps, and marks the excursion that the service found', async () => {
    const { page } = screen;
    await open('/tu/tu-1');
    await choose('7 ngày');
    expect(new URL(page.url()).searchParams.get('khoang')).toBe('7d');
    const rows = await table();
    const stepOfPeak = Math.floor((house.startAt - 20 * HOUR) / (15 * MINUTE)) * 15 * MINUTE;
    const [low, , high] = rows.find(({ at }) => Date.parse(at) === stepOfPeak)?.cells ?? [];
    expect([low, high]).toEqual(['4,1', '9,4']);
    await page.getByText('cao nhất 10,6').first().waitFor();
    expect(await page.locator('.chart-excursion').count()).toBe(1);
    const list = page.locator('section', { has: page.getByRole('heading', { name: 'Các lần vượt ngưỡng' }) });
    await list.getByText('Vượt ngưỡng trên').waitFor();
    await list.getByText(/xa nhất 10,6.*ngoài ngưỡng 12.giờ.*Trên 8,0.*liên tục 10.giờ/).waitFor();
  });

  test('of a year leaves the week without power open, and says that nobody watched', async () => {
    const { page } = screen;
    await open('/tu/tu-1');
    await choose('Một năm');
    expect(await page.locator('.chart-line').count()).toBe(2);
    expect(await page.locator('.chart-unmonitored').count()).toBeGreaterThan(0);
    await page.locator('.excursions').getByText('Không theo dõi được').first().waitFor();
  });

  test('of the time before the horizon says that it came from InfluxDB, and until when', async () => {
    const { page } = screen;
    await open(`/tu/tu-cu?khoang=1y&den=${new Date(Date.now() - 380 * DAY).toISOString().slice(0, 16)}Z`);
    await page.getByText(/Số liệu trước .* lấy từ InfluxDB, từ đó về sau từ kho của hệ thống\./).waitFor();
    const rows = await table();
    expect(rows.at(-1)?.cells).toEqual(['2,5', '3,5', '6,5', '12']);
    await page.getByRole('button', { name: 'Lùi về trước' }).click();
    await page.getByText('Số liệu lấy từ InfluxDB.').waitFor();
    await page.getByRole('button', { name: 'Về hiện tại' }).click();
    await page.getByText('Số liệu từ kho của hệ thống.').waitFor();
  });

  test('says what may be missing while InfluxDB does not answer, and shows what the store has', async () => {
    house.copy.fault = new InfluxError('INFLUX_UNREACHABLE', 'down');
    await open(`/tu/tu-cu?khoang=1y&den=${new Date(Date.now() - 380 * DAY).toISOString().slice(0, 16)}Z`);
    await screen.page.getByText(/InfluxDB không trả lời: phần trước .* có thể thiếu\./).waitFor();
    expect((await table()).length).toBeGreaterThan(10);
  });

  test('tells single moments to whoever uses a keyboard', async () => {
    const { page } = screen;
    await open('/tu/tu-1');
    const slider = page.getByRole('slider', { name: 'Xem từng thời điểm trên biểu đồ' });
    await slider.focus();
    await page.keyboard.press('Home');
    const first = await slider.getAttribute('aria-valuetext');
    expect(first).toMatch(/^\d\d:\d\d.*: \d,\d\u00a0°C$/);
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(first);
  });

  test('of a unit that never reported says so, and of one that is not there too', async () => {
    const { page } = screen;
    await open('/tu/tu-moi');
    await page.getByText('Không có số liệu trong khoảng này.').waitFor();
    await page.goto(`${house.url}/tu/khong-co`);
    await page.getByText('Không mở được trang của tủ này.').waitFor();
  });

  test('is reached again after signing in where it was asked for', async () => {
    const other = await openScreen(browser, OFFICE);
    await signInAt(other.page, house, '/tu/tu-nong?khoang=7d');
    await other.page.getByRole('heading', { level: 1, name: 'Tủ vắc xin 2' }).waitFor();
    await other.page.getByRole('region', { name: 'Hiện tại' }).getByText('Vượt ngưỡng trên').waitFor();
    expect(new URL(other.page.url()).searchParams.get('khoang')).toBe('7d');
    await other.context.close();
  });

  test.each([
    ['a small phone', { width: 320, height: 640 }],
    ['a phone', { width: 390, height: 844 }],
    ['an office screen', OFFICE],
    ['a wall', { width: 1920, height: 1080 }],
  ])('shuts nobody out, in either language and by night, on %s', async (_, size) => {
    const narrow = await openScreen(browser, size);
    const { page } = narrow;
    const found: Record<string, string[]> = {};
    for (const [i, unit] of ['tu-1', 'tu-nong', 'tu-moi'].entries()) {
      if (i === 0) await signInAt(page, house, `/tu/${unit}`);
      else await page.goto(`${house.url}/tu/${unit}`);
      await page.locator('.chart-source').waitFor();
      // A table of hundreds of rows is looked into once: at the narrowest.
      if (unit === 'tu-nong' && size.width === 320) await page.locator('.readings summary').click();
      found[unit] = await violations(page);
      await page.getByRole('button', { name: 'Switch to English' }).click();
      await page.getByRole('button', { name: 'Use dark theme' }).click();
      found[`${unit}, English, dark`] = await violations(page);
      await page.getByRole('button', { name: 'Use light theme' }).click();
      await page.getByRole('button', { name: 'Chuyển sang tiếng Việt' }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), unit).toBe(size.width);
    }
    for (const [where, list] of Object.entries(found)) expect(list, where).toEqual([]);
    expect(narrow.faults).toEqual([]);
    await narrow.context.close();
  });

  test('nothing on the way came from another host, and nothing raised an error', () => {
    expect(elsewhere).toEqual([]);
    expect(screen.faults).toEqual([]);
  });
});
