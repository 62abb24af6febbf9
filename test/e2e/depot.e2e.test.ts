/**
 * What depot staff do all day, in a real browser: what is wrong, what to do, taking it, writing it down, moving what is
 * inside, and the list of all alerts. The tests build on each other in the order in which they stand.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../papers/reading.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { type DepotHouse, FREEZES, HARDY, MINUTE, signInAt, startDepotHouse } from './depot-house.ts';

const TEST_MS = 120_000;
const OFFICE = { width: 1366, height: 768 };
const HOSTILE = '<img src=x onerror="window.hostile=1"> rã đông tủ';

describe.skipIf(!hasChromium)('a depot’s day', { timeout: TEST_MS }, () => {
  let house: DepotHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startDepotHouse(), startChromium()]);
    screen = await openScreen(browser, OFFICE);
    page = screen.page;
    page.setDefaultTimeout(15_000);
    await signInAt(page, house, '/');
    await page.getByRole('article').first().waitFor();
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const open = async (path: string) => {
    await page.goto(`${house.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const api = async (path: string) =>
    page.evaluate(async (where) => (await fetch(`/api/v1${where}`)).json(), path);
  const tile = (on: Page, name: string) => on.getByRole('article', { name });

  test('UX check 2: a probe whose value never changes but is reported is not stale, and of two probes the one that stopped makes only its own tile grey', async () => {
    await open('/');
    await tile(page, 'Tủ đứng yên').getByText('Bình thường').waitFor();
    await tile(page, 'Tủ hai đầu đo')
      .getByText(/^Trễ (20|21).phút/)
      .waitFor();
    const grey = page.locator('article.tone-grey');
    await expect.poll(() => grey.count()).toBe(1);
    expect(await grey.getAttribute('aria-label')).toContain('Tủ hai đầu đo');
    await page.getByRole('list', { name: 'Số tủ theo tình trạng' }).getByText('Trễ').waitFor();
  });

  test('a unit’s page says what is inside: what expires first stands first, and how long is left until a breach', async () => {
    await house.tell('tu-1', [{ at: Date.now(), celsius: 7.6, door: false, power: true }]);
    // What could not be loaded at first comes by itself.
    let left = 1;
    await page.route('**/units/tu-1/inside', (route) => (left-- > 0 ? route.abort() : route.continue()));
    await open('/tu/tu-1');
    const inside = page.locator('section', { has: page.getByRole('heading', { name: 'Vắc xin đang có' }) });
    await inside.getByText('Lô HB-SOON').waitFor();
    const lots = await inside.getByRole('listitem').allTextContents();
    expect(lots.map((text) => /Lô (\S+)/.exec(text)?.[1])).toEqual(['HB-SOON', 'HB-LATE']);
    expect(lots[0]).toContain('HSD 31/03/2031');
    expect(lots[0]).toContain('Không được để đông băng');
    expect(lots[0]).toMatch(/Còn 1.giờ \d\d.phút đến khi vi phạm|Còn 2.giờ/);
    expect(lots[0]).toContain('Trên 7,0');
    await page.getByText('Cao nhất 24 giờ').waitFor();
    await page.getByRole('region', { name: 'Hiện tại' }).getByText('4,6', { exact: false }).waitFor();
  });

  test('door and mains stand along the time axis and in words', async () => {
    const now = Date.now();
    await house.tell('tu-1', [
      { at: now - 18 * MINUTE, celsius: 5, door: true, power: true },
      { at: now - 12 * MINUTE, celsius: 5, door: false, power: false },
      { at: now - 6 * MINUTE, celsius: 5, door: false, power: true },
      { at: now, celsius: 5, door: false, power: true },
    ]);
    await open('/tu/tu-1');
    const aside = page.getByRole('region', { name: 'Cửa, điện và ghi chú' });
    await aside
      .getByText(/^1 lần, tổng 6.phút/)
      .nth(1)
      .waitFor();
    expect(await page.locator('.chart-lane-door rect').count()).toBe(1);
    expect(await page.locator('.chart-lane-mains rect').count()).toBe(1);
  });

  test('a shift note is kept with its writer, stands at its time, and is text whatever it says', async () => {
    await open('/tu/tu-1');
    await page.getByRole('button', { name: 'Ghi chú' }).click();
    const sheet = page.getByRole('dialog', { name: 'Ghi chú ca trực' });
    await sheet.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await sheet.getByText('Ghi chú chưa có chữ nào.').waitFor();
    await sheet.getByLabel('Nội dung').fill(HOSTILE);
    await sheet.getByRole('button', { name: 'Lưu ghi chú' }).click();
    const notes = page.getByRole('region', { name: 'Cửa, điện và ghi chú' });
    await notes.getByText(HOSTILE, { exact: true }).waitFor();
    await notes.getByText(/^Lan, \d\d:\d\d$/).waitFor();
    expect(await page.locator('.chart-lane-notes circle').count()).toBe(1);
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
  });

  test('UX check 9: what is typed in letters and marks of their own is kept and printed as composed letters', async () => {
    const text = 'Đã rã đông tủ, lấy vắc xin sởi ở ngăn giữa';
    await open('/tu/tu-1');
    await page.getByRole('button', { name: 'Ghi chú' }).click();
    const sheet = page.getByRole('dialog', { name: 'Ghi chú ca trực' });
    await sheet.getByLabel('Nội dung').fill(text.normalize('NFD'));
    await sheet.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText(text, { exact: true }).waitFor();
    const kept: { items: { text: string }[] } = await api('/units/tu-1/notes');
    expect(kept.items.map((note) => note.text)).toContain(text);
    const printed = await textOf(new Uint8Array(await page.pdf({ format: 'A4' })));
    // A font of several files puts gaps where one ends and another begins.
    const onPaper = printed.join('').replaceAll(/\s/g, '');
    expect(onPaper).toContain(text.replaceAll(' ', ''));
    expect(onPaper).not.toContain('Chuyểnlô');
  });

  test('limits that were changed stand with the time from which each held', async () => {
    await house.changeLimit(9);
    await open('/tu/tu-6');
    await page.getByText('Các lần đổi ngưỡng').click();
    const history = page.locator('.limit-history > ol > li');
    await expect.poll(() => history.count()).toBe(2);
    expect(await history.nth(0).textContent()).toMatch(/từ \d\d:\d\d .*đang áp dụng.*Trên 9,0/);
    expect(await history.nth(1).textContent()).toMatch(/từ đầu.*Trên 8,0/);
  });

  test('a parcel goes to another unit of the site after showing what will change', async () => {
    await open('/tu/tu-1');
    await page.getByRole('button', { name: 'Chuyển lô' }).click();
    const sheet = page.getByRole('dialog', { name: 'Chuyển lô sang tủ khác' });
    await sheet.getByRole('button', { name: /^Chuyển 0 kiện/ }).click();
    await sheet.getByText('Chọn ít nhất một kiện và một tủ.').waitFor();
    await sheet.getByRole('checkbox', { name: /HB-SOON/ }).check();
    await sheet.getByLabel('Chuyển sang').selectOption({ label: 'Tủ dự phòng' });
    await sheet.getByText('1 kiện, 100 liều: từ Tủ vắc xin 1 sang Tủ dự phòng, ngay bây giờ.').waitFor();
    await sheet.getByRole('button', { name: 'Chuyển 1 kiện' }).click();
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByText('Lô HB-SOON').count()).toBe(0);
    await open('/tu/tu-6');
    await page.getByText('Lô HB-SOON').waitFor();
  });

  test('freezing stands apart, names what must not freeze, and is printed on A4', async () => {
    await house.tell('tu-3', [{ at: Date.now(), celsius: -1.2 }]);
    await open('/tu/tu-3');
    const card = page.getByRole('article', { name: 'Nguy cơ đông băng' });
    await card.getByText(FREEZES.name, { exact: true }).waitFor();
    expect(await card.getByText(HARDY.name).count()).toBe(0);
    await card.getByText('Không tự ý huỷ, chờ kết luận').waitFor();
    expect(await card.getByRole('listitem').filter({ hasText: 'VVM không cho biết' }).count()).toBe(1);
    await page.getByRole('link', { name: 'Hướng dẫn xử trí' }).click();
    const needed = page.getByRole('region', { name: 'Đang cần' });
    await needed.getByRole('article', { name: 'Nguy cơ đông băng' }).getByText(FREEZES.name).waitFor();
    await page
      .getByRole('region', { name: 'Các trường hợp khác' })
      .getByRole('article', { name: 'Mất điện' })
      .waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'In' }).isVisible()).toBe(false);
    await page.getByText(/In lúc .*Lan/).waitFor();
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(5_000);
    await page.emulateMedia({ media: 'screen' });
  });

  test('an alert is taken in three taps; what was chosen is kept as a code and read as words', async () => {
    await house.tell('tu-2', [{ at: Date.now(), celsius: 12 }]);
    await open('/tu/tu-2');
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Mất điện' }).check();
    await page.getByRole('button', { name: 'Lưu tiếp nhận' }).click();
    await page
      .getByRole('region', { name: 'Hiện tại' })
      .getByText(/Đã tiếp nhận – Lan/)
      .waitFor();
    const { items } = await api('/alerts?limit=1000');
    const taken = items.find(
      ({ unit, kind }: { unit: string; kind: string }) => unit === 'tu-2' && kind === 'unit-excursion',
    );
    expect(taken.acknowledged).toMatchObject({ by: 'Lan', comment: '', cause: 'power' });
    await open('/');
    const rail = page.getByRole('complementary', { name: 'Cảnh báo đang mở' });
    await rail.getByText(/Lan tiếp nhận \d\d:\d\d: Mất điện/).waitFor();
  });

  test('the list of alerts begins with what nobody has taken, is narrowed by its address, and follows live', async () => {
    await open('/');
    await page.getByRole('button', { name: /Trình đơn/ }).click();
    await page.getByRole('link', { name: 'Cảnh báo' }).click();
    const rows = page.locator('.alert-row');
    await rows.first().waitFor();
    expect(await page.getByText(/Lan tiếp nhận/).count()).toBe(0);
    await page.getByRole('button', { name: 'Đã tiếp nhận', exact: true }).click();
    await page.getByText(/Lan tiếp nhận/).waitFor();
    expect(new URL(page.url()).searchParams.get('trang-thai')).toBe('acknowledged');
    await open('/canh-bao?loai=unit-excursion&trang-thai=active');
    await expect.poll(() => rows.count()).toBe(2);
    await house.tell('tu-5', [{ at: Date.now(), celsius: 11 }]);
    await expect.poll(() => rows.count()).toBe(3);
    await page.getByLabel('Mức độ').selectOption('warning');
    await page.getByText('Không có cảnh báo nào khớp với bộ lọc.').waitFor();
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await page.getByRole('combobox', { name: /^Nơi/ }).selectOption({ label: 'Trạm Y tế xã Cư Êbur' });
    await expect.poll(() => rows.count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('site')).toBe('cu-ebur');
  });

  test('the code at the end of a short message leads to its alert', async () => {
    await house.tell('tu-5', [{ at: Date.now(), celsius: 11 }]);
    const ids = async (): Promise<string[]> =>
      (await api('/alerts?limit=1000')).items.map(({ id }: { id: string }) => id);
    await expect.poll(async () => (await ids()).length).toBeGreaterThan(0);
    const [id = ''] = await ids();
    const code = `sc-${id.slice(-8)}`;
    await open('/canh-bao?loai=parcel-hold&trang-thai=acknowledged');
    const field = page.getByLabel('Mã trong tin nhắn');
    const rows = page.locator('.alert-row');
    await field.fill(code);
    await field.press('Enter');
    await expect.poll(() => rows.count()).toBe(1);
    await rows.locator(`a[href$="${id}"]`).waitFor();
    expect(new URL(page.url()).searchParams.get('ma')).toBe(code);
    expect(await violations(page)).toEqual([]);
    await field.fill('sc-12');
    await field.press('Enter');
    await page.getByText('Không có cảnh báo nào mang mã này.').waitFor();
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await expect.poll(() => field.inputValue()).toBe('');
  });

  test('several are taken at once with one comment, each answered by itself', async () => {
    await open('/canh-bao?loai=unit-excursion');
    const rows = page.locator('.alert-row');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByLabel('Chọn cả trang').check();
    await page.getByRole('button', { name: 'Tiếp nhận 2 cảnh báo' }).click();
    // Meanwhile somebody else takes one of them.
    const { items } = await api('/alerts?limit=1000');
    const first = items.find(
      ({ unit, kind }: { unit: string; kind: string }) => unit === 'tu-3' && kind === 'unit-excursion',
    );
    await house.does({ type: 'alert.acknowledge', alert: first.id, comment: 'đang xử trí' });
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('checkbox', { name: 'Gọi kỹ thuật' }).check();
    await sheet.getByRole('button', { name: 'Lưu tiếp nhận' }).click();
    await sheet.getByText('Đã tiếp nhận 1 cảnh báo.').waitFor();
    await sheet.getByText(/1 cảnh báo chưa tiếp nhận được:/).waitFor();
    await sheet.getByText(/Tủ vắc xin 3.*Cảnh báo đã có người tiếp nhận\./).waitFor();
    await sheet.getByRole('button', { name: 'Đóng' }).click();
    await page.getByText('Không có cảnh báo nào khớp với bộ lọc.').waitFor();
  });

  test('UX check 1: a wall board without a network for 20 minutes says so, and has the right list and the whole chart afterwards without a touch', async () => {
    const wall = await openScreen(browser, { width: 1920, height: 1080 });
    const board = wall.page;
    await board.clock.install();
    await signInAt(board, house, '/', 'bang');
    const chart = await wall.context.newPage();
    await chart.clock.install();
    await tile(board, 'Tủ hai đầu đo').waitFor();
    await chart.goto(`${house.url}/tu/tu-6`);
    await chart.locator('.readings').waitFor();
    const rows = () => chart.locator('.readings summary small').textContent();
    const before = await rows();

    await wall.context.setOffline(true);
    await board.getByText(/Mất kết nối máy chủ từ \d\d:\d\d/).waitFor({ timeout: 30_000 });
    for (const one of [board, chart]) await one.clock.fastForward('20:00');
    await board.getByText('Số liệu có thể đã cũ').waitFor();
    expect(await board.locator('.board.is-lost').count()).toBe(1);

    // Meanwhile one fridge warms and comes back, another warms and stays so, and a third sends what it had kept.
    const now = Date.now();
    await house.tell('tu-1', [{ at: now - 2, celsius: 12 }]);
    await house.tell('tu-1', [{ at: now - 1, celsius: 5 }]);
    await house.tell('tu-4', [{ at: now, celsius: 12 }]);
    await house.tell('tu-6', [
      { at: now - 4 * 60 * MINUTE, celsius: 4.4 },
      { at: now - 3 * 60 * MINUTE, celsius: 4.5 },
    ]);
    expect(await tile(board, 'Tủ hai đầu đo').getByText('Vượt ngưỡng trên').count()).toBe(0);

    await wall.context.setOffline(false);
    for (const one of [board, chart]) await one.clock.fastForward('00:31');
    await tile(board, 'Tủ hai đầu đo').getByText('Vượt ngưỡng trên').waitFor({ timeout: 30_000 });
    await tile(board, 'Tủ vắc xin 1').getByText('Đã về ngưỡng, chờ kết luận').waitFor();
    await expect.poll(() => board.getByText('Mất kết nối máy chủ').count(), { timeout: 20_000 }).toBe(0);
    const rail = board.getByRole('complementary', { name: 'Cảnh báo đang mở' });
    await rail
      .getByText(/Tủ hai đầu đo/)
      .first()
      .waitFor();
    await rail
      .getByText(/Tủ vắc xin 1/)
      .first()
      .waitFor();
    await expect.poll(rows, { timeout: 20_000 }).not.toBe(before);
    await wall.context.close();
  });

  // Every size is walked through with all pages of the route table; here with what is wrong in them.
  test('the pages shut nobody out, in either language and by night, on a small phone', async () => {
    const size = { width: 320, height: 640 };
    const narrow = await openScreen(browser, size);
    const found: Record<string, string[]> = {};
    await signInAt(narrow.page, house, '/');
    await narrow.page.getByRole('article').first().waitFor();
    for (const path of ['/tu/tu-3', '/tu/tu-3/xu-tri', '/canh-bao?trang-thai=active']) {
      for (const [language, theme] of [
        ['vi', 'light'],
        ['en', 'dark'],
      ] as const) {
        const more = `${path.includes('?') ? '&' : '?'}lang=${language}`;
        await narrow.page.goto(`${house.url}${path}${more}`);
        await narrow.page.locator('h1').waitFor();
        await narrow.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
        await narrow.page.evaluate((wanted) => {
          document.documentElement.dataset.theme = wanted;
        }, theme);
        found[`${path} ${language} ${theme}`] = await violations(narrow.page);
        expect(await narrow.page.evaluate(() => document.documentElement.scrollWidth), path).toBe(size.width);
      }
    }
    for (const [where, list] of Object.entries(found)) expect(list, where).toEqual([]);
    expect(narrow.faults).toEqual([]);
    await narrow.context.close();
  });

  test('the sheets shut nobody out either', async () => {
    await open('/tu/tu-1');
    for (const name of ['Ghi chú', 'Chuyển lô']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page), name).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(screen.faults).toEqual([]);
  });
});
