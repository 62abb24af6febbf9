/**
 * Duty and messages in a real browser against the real service: a hole is filled, a ladder changed, a test arrives by SMS and by
 * push, and an alert is put off from its sheet. The tests build on each other in the order in which they stand.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browser as PushBrowser } from '../notify/parts/browser.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { AN, type DutyHouse, enter, startDutyHouse } from './duty-house.ts';
import { deliverPush, pressNotification, takePushes } from './push-inside.ts';
import { overhang, settled } from './walk.ts';

const TEST_MS = 180_000;
const WAIT_MS = 20_000;
const PHONE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 640 };
const DESK = { width: 1366, height: 768 };

type Notices = { items: { id: string; state: string; reason: string }[] };

describe.skipIf(!hasChromium)('who is on duty, and who is told', { timeout: TEST_MS }, () => {
  let house: DutyHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;
  const device = new PushBrowser();

  beforeAll(async () => {
    [house, browser] = await Promise.all([startDutyHouse(), startChromium()]);
    screen = await openScreen(browser, DESK);
    page = screen.page;
    page.setDefaultTimeout(WAIT_MS);
    await enter(page, house, AN, '/truc');
  }, TEST_MS);
  afterAll(async () => {
    expect(screen?.faults).toEqual([]);
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => page.setViewportSize(DESK));

  const open = async (path: string) => {
    await page.goto(`${house.url}${path}`);
    await settled(page);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  /** As it stands, also on the smallest phone and in the dark. */
  const isFit = async () => {
    for (const size of [SMALL, PHONE, DESK]) {
      await page.setViewportSize(size);
      for (const theme of ['light', 'dark']) {
        await page.evaluate((wanted) => {
          document.documentElement.dataset.theme = wanted;
        }, theme);
        expect([size.width, theme, await overhang(page), await violations(page)]).toEqual([
          size.width,
          theme,
          0,
          [],
        ]);
      }
    }
  };

  test('without a roster the page says who is told instead, and an official makes one', async () => {
    await page.getByText('Chưa có lịch trực nào.').waitFor();
    await button('Lập lịch trực').click();
    await page.getByLabel('Tên lịch').fill('Trực dây chuyền lạnh tỉnh');
    await isFit();
    await button('Lưu').click();
    await page.getByText('Đã lưu lịch “Trực dây chuyền lạnh tỉnh”.').waitFor();
    await page.getByText('Chưa có ai trực lúc này.').waitFor();
  });

  test('a level of the ladder is given to the roster, and a new level is not saved without anybody in it', async () => {
    await open('/truc/chuyen-cap?noi=*');
    await page.getByText('Đang dùng bậc mặc định').waitFor();
    await button('Sửa bậc chuyển cấp').click();
    const levels = page.locator('.duty-level');
    // In this small province nobody keeps vaccine at the centre itself.
    await levels.nth(0).getByLabel('Thêm người được báo').selectOption({ label: 'Cán bộ quản lý toàn tỉnh' });
    await levels
      .nth(1)
      .getByLabel('Thêm người được báo')
      .selectOption({ label: 'Trực dây chuyền lạnh tỉnh' });
    await button('Thêm cấp').click();
    await button('Lưu').click();
    await page.getByText('Cấp 5: chọn ít nhất một người hoặc nhóm được báo.').waitFor();
    await isFit();
    await button('Bỏ cấp 5').click();
    await button('Lưu').click();
    await page.getByText('Đã lưu bậc chuyển cấp.').waitFor();
    const second = page.locator('.duty-step').nth(1);
    await second.getByText('Người trực: Trực dây chuyền lạnh tỉnh').waitFor();
    await second.getByText('Chưa có ai trực: Trực dây chuyền lạnh tỉnh').waitFor();
    await isFit();
  });

  test('the hole stands in red until shifts are entered, for this week and the next two', async () => {
    await open('/truc');
    await page.getByRole('heading', { name: /khoảng trống trong 14 ngày tới/ }).waitFor();
    expect(await page.locator('.duty-alarm').innerText()).toContain('Trực dây chuyền lạnh tỉnh');
    await button('Thêm ca trực').click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Lưu' }).click();
    await sheet.getByText('Chọn người trực.').waitFor();
    await sheet.getByLabel(/^Người trực(?! thay)/).selectOption({ label: 'Trần Văn Bình' });
    for (const day of await sheet.getByRole('checkbox').all()) await day.check({ force: true });
    await sheet.getByLabel('Từ giờ').fill('00:00');
    await sheet.getByLabel('Đến giờ').fill('00:00');
    await sheet.getByLabel(/^Ghi chú/).fill('Tuần cao điểm');
    await isFit();
    await sheet.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu ca trực của Trần Văn Bình.').waitFor();
    await page.locator('.duty-shift.is-now').waitFor();
    expect(await page.locator('.duty-shift').count()).toBe(7);
    expect(await page.locator('.duty-hole').count()).toBe(0);
    await page.locator('.duty-who-now').getByText('Trần Văn Bình').first().waitFor();
    for (const _ of ['next', 'after next']) {
      await button('Chép sang tuần sau').click();
      await page.getByText('Đã chép 7 ca sang tuần sau.').waitFor();
      await button(/^Tuần sau/).click();
      await page.locator('.duty-shift').nth(6).waitFor();
    }
    await page.getByText('14 ngày tới không có khoảng trống').waitFor();
    await isFit();
  });

  test('somebody stands in, and from then on is told in their place', async () => {
    await open('/truc');
    await page.locator('.duty-shift.is-now button').click();
    const sheet = page.getByRole('dialog', { name: 'Sửa ca trực' });
    await sheet.getByLabel('Người trực thay').selectOption({ label: 'Nguyễn Thị An' });
    await sheet.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu ca trực của Nguyễn Thị An.').waitFor();
    await page.locator('.is-now').getByText('thay Trần Văn Bình').waitFor();
    await open('/truc/chuyen-cap?noi=ea-kao');
    await page.getByText('Nguyễn Thị An (thay').first().waitFor();
  });

  test('a telephone that is none is named; the right one is kept, and a test comes to it', async () => {
    await open('/nhan-tin');
    await page.getByText('Chưa có cách nào nhận tin.').waitFor();
    await page.getByLabel('Điện thoại (SMS)').fill('113');
    await button('Lưu địa chỉ').click();
    await page.getByText('Số điện thoại chưa đúng.').waitFor();
    await page.getByLabel('Điện thoại (SMS)').fill('0912 345 678');
    await button('Lưu địa chỉ').click();
    await page.getByText('Đã lưu địa chỉ nhận tin.').waitFor();
    await button(/Gửi tin thử ?: SMS/).click();
    await page.getByText(/^SMS: đã gửi lúc/).waitFor();
    const sms = house.came
      .filter(({ path }) => path === '/sms')
      .map(({ body }) => JSON.parse(body.toString()));
    expect(sms).toContainEqual({ to: '+84912345678', text: expect.stringMatching(/THU/) });
  });

  test('a browser that refuses is told what to do', async () => {
    const other = await openScreen(browser, PHONE);
    await enter(other.page, house, AN, '/nhan-tin');
    // Nobody is there who could allow it: what is asked for is refused.
    const ask = other.page.getByRole('button', { name: 'Nhận thông báo trên máy này' });
    if (await ask.isVisible()) await ask.click();
    await other.page.getByText(/Trình duyệt đang chặn thông báo|trình duyệt chưa được cho phép/).waitFor();
    await other.context.close();
  });

  test('with permission this device is notified: the test is shown, opens its page, and counts as read', async () => {
    await screen.context.grantPermissions(['notifications'], { origin: house.url });
    await takePushes(screen.context, `${house.pushUrl}/an`, device.keys);
    await page.setViewportSize(PHONE);
    await open('/nhan-tin');
    await button('Nhận thông báo trên máy này').click();
    await page.getByText('Máy này đang nhận thông báo.').waitFor();
    await isFit();
    await button(/Gửi tin thử ?: Thông báo đẩy/).click();
    await page.getByText(/^Thông báo đẩy: đã gửi lúc/).waitFor();
    const sealed = house.came.findLast(({ path }) => path === '/push/an');
    if (sealed === undefined) throw new Error('nothing was pushed');
    const message = device.open(sealed.body) as { notice: string; title: string; path: string };
    expect(await deliverPush(page, house.url, JSON.stringify(message))).toEqual([message.title]);
    await pressNotification(page);
    await page.waitForURL((url) => url.pathname === message.path);
    const read = async () => {
      const { items } = await house.api<Notices>(AN, '/notices?person=an');
      return items.find(({ id }) => id === message.notice)?.state;
    };
    await expect.poll(read, { timeout: WAIT_MS }).toBe('read');
  });

  test('the channels say how they are, and a test by each is a press away', async () => {
    await open('/tin-bao/kenh');
    const sms = page.locator('.notice-channel').filter({ hasText: 'SMS' });
    await sms.getByText('Hoạt động').waitFor();
    await page.locator('.notice-channel').filter({ hasText: 'Zalo' }).getByText('Chưa cấu hình').waitFor();
    await sms.getByRole('button').click();
    await sms.getByText(/^SMS: đã gửi lúc/).waitFor();
    await isFit();
  });

  test('the log says who was told what by which way, and is narrowed by state', async () => {
    await open('/tin-bao');
    const first = page.locator('.notice-row').first();
    await first.waitFor();
    expect(await page.locator('.notice-rows').innerText()).toContain('Gửi thử');
    await isFit();
    await page.getByLabel('Tình trạng').selectOption('read');
    await page.waitForURL(/trang-thai=read/);
    await settled(page);
    expect(await page.locator('.notice-row .notice-head').allInnerTexts()).toEqual([
      expect.stringContaining('Đã đọc'),
    ]);
  });

  test('an alert is put off from its sheet, which says that no hold changes, and shows until when', async () => {
    await open('/');
    await page.locator('.alert .take').first().click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(/Đã báo cấp 1 lúc/).waitFor();
    await sheet.getByRole('button', { name: 'Hoãn nhắc…' }).click();
    await sheet.getByText('Lệnh tạm dừng vắc xin vẫn giữ nguyên.').waitFor();
    await sheet.getByRole('button', { name: 'Hoãn nhắc', exact: true }).click();
    await sheet.getByText('Chọn hoãn bao lâu, hoặc nhập giờ.').waitFor();
    await sheet.getByRole('radio', { name: '30 phút' }).check({ force: true });
    await sheet.getByLabel('Đang làm gì').fill('Chờ thợ điện');
    await isFit();
    await sheet.getByRole('button', { name: /^Hoãn đến/ }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page
      .locator('.alert')
      .getByText(/^Hoãn nhắc đến/)
      .waitFor();
    await open('/canh-bao?trang-thai=acknowledged');
    await page.getByText(/Nguyễn Thị An hoãn nhắc đến/).waitFor();
    await page.getByText('Chờ thợ điện').first().waitFor();
    await isFit();
  });

  test('when it is over it is concluded, and its record says what it was and who was told', async () => {
    await house.cool();
    await page.locator('.alert-row').waitFor({ state: 'hidden' });
    await open('/canh-bao?trang-thai=closed');
    await button(/^Kết luận/).click();
    const sheet = page.getByRole('dialog', { name: 'Kết luận cảnh báo' });
    await sheet.getByLabel('Chuyện gì đã xảy ra, đã làm gì').fill('Mất điện một giờ, đã chạy máy phát');
    await sheet.getByRole('button', { name: 'Lưu kết luận' }).click();
    await page.getByText('Mất điện một giờ, đã chạy máy phát').waitFor();
    await page
      .getByRole('link', { name: /^Xem sự cố/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Tin báo đã gửi' }).waitFor();
    await page.getByText(/Đã báo cấp 1 lúc/).waitFor();
    await page.getByText('Mất điện một giờ, đã chạy máy phát').waitFor();
    await isFit();
  });
});
