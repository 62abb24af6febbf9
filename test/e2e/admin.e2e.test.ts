/** Administrators at work in a real browser: what is missing, the tree of sites, units with their limits, people and their passwords. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminHouse, enter, PASSWORD, startAdminHouse } from './admin-house.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { HOSTILE_NAME } from './house.ts';

const TEST_MS = 180_000;
/** On a machine that is busy with all the other tests. */
const WAIT_MS = 60_000;
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

describe.skipIf(!hasChromium)('the administrators’ pages', { timeout: TEST_MS }, () => {
  let house: AdminHouse;
  let browser: Browser;
  let admin: Screen;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startAdminHouse(), startChromium()]);
    admin = await openScreen(browser, DESK);
    page = admin.page;
    page.setDefaultTimeout(WAIT_MS);
    await enter(page, house, 'quan.tri', '/quan-tri');
  }, TEST_MS);
  afterAll(async () => {
    expect(admin.faults).toEqual([]);
    await browser?.close();
    await house?.close();
  });

  const open = async (path: string, heading: string) => {
    await page.goto(`${house.url}${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
  const review = async () => {
    await button('Xem lại và lưu').click();
    await page.getByText('Xem lại trước khi lưu').waitFor();
  };
  const pick = async (label: string, typed: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: label }).last().fill(typed);
    await page.getByRole('option', { name: option }).click();
  };

  test('the start page counts, and leads to what is missing', async () => {
    await page.getByRole('heading', { level: 1, name: 'Tổng quan' }).waitFor();
    await page.getByRole('link', { name: '4 cơ sở', exact: true }).waitFor();
    await page.getByText('Mọi tủ có thiết bị', { exact: false }).waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: '1 tủ, hòm chưa có thiết bị đo' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tủ và hòm' }).waitFor();
    await page.getByRole('rowheader', { name: /Tủ vắc xin 2/ }).waitFor();
    expect(await page.getByRole('rowheader').count()).toBe(1);
  });

  test('a site is found without diacritics, moved in the tree, and never below itself', async () => {
    await open('/quan-tri/noi', 'Cơ sở');
    await page.getByLabel('Tìm cơ sở theo tên hoặc mã').fill('trung tam y te');
    await page.getByRole('link', { name: /Trung tâm Y tế khu vực 1/ }).click();
    await button('Sửa').click();
    await pick('Trực thuộc', 'ea kao', /Trạm Y tế xã Ea Kao/);
    await button('Xem lại và lưu').click();
    await page.getByRole('alert').getByText('cơ sở nằm dưới chính nó', { exact: false }).waitFor();
    await button('Quay lại sửa').click();
    expect(await page.getByLabel('Tên cơ sở').inputValue()).toBe('Trung tâm Y tế khu vực 1');
    await pick('Trực thuộc', 'kho vac xin', /Kho vắc xin tỉnh/);
    await page.getByLabel('Điện thoại', { exact: true }).fill('0262 385 5678');
    await review();
    await page.getByRole('cell', { name: '+842623855678' }).waitFor();
    await button('Lưu').click();
    await page.getByText('Đã lưu cơ sở Trung tâm Y tế khu vực 1.').waitFor();
    await page.getByRole('link', { name: '0262 385 5678' }).waitFor();
  });

  test('a site is added below another with an id from its name, and its phone is taken away again', async () => {
    await open('/quan-tri/noi?chon=ea-kao', 'Cơ sở');
    await button('Thêm cơ sở trực thuộc').click();
    await page.getByLabel('Tên cơ sở').fill('Điểm tiêm Buôn Cư Êbur');
    expect(await page.getByLabel('Mã', { exact: true }).inputValue()).toBe('diem-tiem-buon-cu-ebur');
    await page.getByLabel('Điện thoại', { exact: true }).fill('12');
    await button('Xem lại và lưu').click();
    await page.getByRole('alert').getByText('cần số điện thoại', { exact: false }).waitFor();
    await button('Quay lại sửa').click();
    await page.getByLabel('Điện thoại', { exact: true }).fill('');
    await review();
    await page.getByRole('cell', { name: 'Trạm Y tế xã Ea Kao' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await button('Lưu').click();
    await page.getByText('Đã lưu cơ sở Điểm tiêm Buôn Cư Êbur.').waitFor();
    // The same name once more has the same id: nothing is overwritten.
    await button('Thêm cơ sở').click();
    await page.getByLabel('Tên cơ sở').fill('Điểm tiêm Buôn Cư Êbur');
    await button('Xem lại và lưu').click();
    await page.getByRole('alert').getByText('Mã này đã có người dùng', { exact: false }).waitFor();
  });

  test('what somebody else changed while a form was open is noticed, and not overwritten', async () => {
    await open('/quan-tri/noi?chon=ac-y', 'Cơ sở');
    await page.getByRole('heading', { level: 2, name: HOSTILE_NAME, exact: true }).waitFor();
    await button('Sửa').click();
    await page.getByLabel('Cấp').fill('điểm tiêm');
    await review();
    await house.change({ sites: [{ id: 'ac-y', name: HOSTILE_NAME, level: 'phường', parent: 'tinh' }] });
    await button('Lưu').click();
    await page.getByRole('alert').getByText('Người khác vừa sửa mục này', { exact: false }).waitFor();
    await button('Tải bản mới').click();
    await page.getByRole('definition').getByText('phường', { exact: true }).waitFor();
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
  });

  test('a unit gets its limits from a preset, and each change of them stays in its history', async () => {
    await open('/quan-tri/tu?chon=tu-1', 'Tủ và hòm');
    await button('Sửa').click();
    await page.getByLabel('Theo mẫu').selectOption({ label: 'Tủ âm −25…−15 °C' });
    expect(await page.getByLabel('Giới hạn (°C)').inputValue()).toBe('-15');
    await page.getByLabel('Giới hạn (°C)').fill('-14,5');
    await review();
    await page.getByRole('cell', { name: /trên −14,5/ }).waitFor();
    await button('Lưu').click();
    await page.getByText('Đã lưu Tủ vắc xin 1.').waitFor();
    const limits = page.getByRole('group').filter({ hasText: 'Các lần đổi ngưỡng' });
    await expect.poll(() => limits.getByRole('listitem').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
  });

  test('a unit with vaccine in it cannot be retired, an empty one can', async () => {
    await open('/quan-tri/tu?chon=tu-2', 'Tủ và hòm');
    await page.getByText('Còn 1 kiện vắc xin bên trong', { exact: false }).waitFor();
    expect(await button('Ngừng dùng').isDisabled()).toBe(true);
    await open('/quan-tri/tu?chon=tu-1', 'Tủ và hòm');
    await button('Ngừng dùng').click();
    await page.getByText('Xem lại trước khi lưu').waitFor();
    await button('Lưu').click();
    await page.getByText('Đã lưu Tủ vắc xin 1.').waitFor();
    await expect.poll(() => page.getByRole('rowheader', { name: /Tủ vắc xin 1/ }).count()).toBe(0);
  });

  test('somebody new gets a user name from their name and a password that is shown once', async () => {
    await open('/quan-tri/nguoi', 'Người dùng');
    await button('Thêm người').click();
    await page.getByLabel('Họ và tên').fill('Nguyễn Đình Thành');
    expect(await page.getByLabel('Tên đăng nhập', { exact: true }).inputValue()).toBe('nguyen.dinh.thanh');
    await page.getByRole('checkbox', { name: 'Nhân viên kho' }).check({ force: true });
    await button('Xem lại và lưu').click();
    await page.getByRole('alert').getByText('chỉ quản trị viên', { exact: false }).waitFor();
    await button('Quay lại sửa').click();
    // The list beside it is narrowed by a place, too.
    await page.getByLabel('Họ và tên').waitFor();
    await pick('Nơi làm việc', 'kho', /Kho vắc xin tỉnh/);
    await review();
    await button('Lưu').click();
    const slip = page.getByRole('article', { name: 'Mật khẩu của nguyen.dinh.thanh' });
    const password = (await slip.getByRole('definition').last().textContent()) ?? '';
    expect(password).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(await violations(page)).toEqual([]);
    await button('Xong').click();
    await page.getByText('Đã lưu Nguyễn Đình Thành.').waitFor();
    expect(await page.getByText(password).count()).toBe(0);
    const other = await openScreen(browser, PHONE);
    other.page.setDefaultTimeout(WAIT_MS);
    await enter(other.page, house, 'nguyen.dinh.thanh', '/mat-khau', password);
    await other.page.getByRole('heading', { level: 1, name: 'Đổi mật khẩu' }).waitFor();
    await other.context.close();
  });

  test('a new password signs its person out at once, and the old one is no good any more', async () => {
    const nurse = await openScreen(browser, PHONE);
    nurse.page.setDefaultTimeout(WAIT_MS);
    await enter(nurse.page, house, 'lan', '/canh-bao');
    await open('/quan-tri/nguoi?chon=lan', 'Người dùng');
    await button('Cấp mật khẩu mới').click();
    await page.getByText('1 phiên đang mở của người này kết thúc', { exact: false }).waitFor();
    await button('Cấp mật khẩu mới').click();
    const slip = page.getByRole('article', { name: 'Mật khẩu của lan' });
    const password = (await slip.getByRole('definition').last().textContent()) ?? '';
    await nurse.page.getByLabel('Tên đăng nhập').waitFor();
    await enter(nurse.page, house, 'lan', '/mat-khau', password);
    await nurse.page.getByLabel('Mật khẩu hiện tại').fill('khong-phai-mat-khau');
    await nurse.page.getByLabel('Mật khẩu mới', { exact: true }).fill('bon-tu-de-nho');
    await nurse.page.getByLabel('Nhập lại mật khẩu mới').fill('bon-tu-de-nho');
    await nurse.page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await nurse.page.getByRole('alert').getByText('Mật khẩu hiện tại không đúng').waitFor();
    await nurse.page.getByLabel('Mật khẩu hiện tại').fill(password);
    await nurse.page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await nurse.page.getByText('Đã đổi mật khẩu.').waitFor();
    expect(await violations(nurse.page)).toEqual([]);
    expect(nurse.faults).toEqual([]);
    await nurse.context.close();
  });

  test('the last administrator keeps the role, whoever else is there', async () => {
    await open('/quan-tri/nguoi?chon=quan.tri', 'Người dùng');
    await button('Sửa').click();
    await page.getByRole('checkbox', { name: 'Kiểm tra viên' }).check({ force: true });
    await page.getByRole('checkbox', { name: 'Quản trị' }).uncheck({ force: true });
    await pick('Nơi làm việc', 'kho', /Kho vắc xin tỉnh/);
    await button('Xem lại và lưu').click();
    await page.getByRole('alert').getByText('không còn ai quản trị toàn tỉnh', { exact: false }).waitFor();
  });

  test('the audit says who changed whose rights', async () => {
    await open('/nhat-ky', 'Nhật ký');
    await page.getByText('Cấp mật khẩu mới cho Phạm Thị Lan [lan].').waitFor();
    await page
      .getByText('Quyền của Nguyễn Đình Thành [nguyen.dinh.thanh]: Nhân viên kho', { exact: false })
      .waitFor();
  });

  test('an auditor sees everything and finds nothing to press', async () => {
    const auditor = await openScreen(browser, PHONE);
    auditor.page.setDefaultTimeout(WAIT_MS);
    await enter(auditor.page, house, 'kiem', '/quan-tri/nguoi?chon=lan');
    await auditor.page.getByText('Tài khoản này chỉ xem, không sửa được.').waitFor();
    await auditor.page.getByRole('heading', { level: 2, name: 'Phạm Thị Lan' }).waitFor();
    for (const name of ['Sửa', 'Thêm người', 'Cấp mật khẩu mới', 'Ngừng dùng'])
      expect(await auditor.page.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(await violations(auditor.page)).toEqual([]);
    const answer = await auditor.page.evaluate(
      async (password) =>
        (await fetch('/api/v1/registry/people/lan/password', { method: 'POST', body: password })).status,
      PASSWORD,
    );
    expect([403, 415]).toContain(answer);
    await auditor.context.close();
  });
});
