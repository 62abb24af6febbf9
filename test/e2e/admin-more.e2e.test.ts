/** An administrator in a real browser: devices and their calibrations, a new secret, versions of rules, the description out and in. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DeviceView, ProductView } from '../../src/keeper/registry-views.ts';
import { type AdminMoreHouse, enter, GTIN, startAdminMoreHouse } from './admin-more-house.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';

const TEST_MS = 90_000;
const DESK = { width: 1366, height: 768 };

describe.skipIf(!hasChromium)(
  'the administrator’s devices, vaccines and description',
  { timeout: TEST_MS },
  () => {
    let house: AdminMoreHouse;
    let browser: Browser;
    let quan: Screen;

    beforeAll(async () => {
      [house, browser] = await Promise.all([startAdminMoreHouse(), startChromium()]);
      quan = await openScreen(browser, DESK);
      await enter(quan.page, house.url, 'quan', '/quan-tri/thiet-bi');
    }, TEST_MS);
    afterAll(async () => {
      await browser?.close();
      await house?.close();
    });

    const open = async (path: string, heading: string) => {
      await quan.page.goto(`${house.url}${path}`);
      await quan.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    };
    const device = (id: string) => house.ask<DeviceView>({ type: 'device', id });

    test('what needs a look leads to the devices that do, and a word finds one', async () => {
      const { page } = quan;
      await open('/quan-tri/thiet-bi', 'Thiết bị');
      await page.getByRole('link', { name: '1 quá hạn hiệu chuẩn' }).click();
      await page.getByText('1 trong 1 thiết bị').waitFor();
      const row = page.getByRole('row', { name: /do-1/ });
      expect(await row.innerText()).toMatch(
        /Kho vắc xin tỉnh[\s\S]*Gửi số liệu đều[\s\S]*Quá hạn hiệu chuẩn/,
      );
      await page.getByRole('link', { name: 'Bỏ lọc' }).click();
      await page.getByText('3 trong 3 thiết bị').waitFor();
      await page.getByLabel('Tìm', { exact: true }).fill('EA kao');
      await page.getByRole('button', { name: 'Lọc', exact: true }).click();
      await page.getByText('1 trong 1 thiết bị').waitFor();
      await page.getByRole('row', { name: /do-2.*Mất tín hiệu.*Sắp hết hạn/ }).waitFor();
      await open('/quan-tri/thiet-bi?thieu=devicesWithoutUnit', 'Thiết bị');
      await page.getByRole('row', { name: /do-3.*Chưa đặt vào tủ/ }).waitFor();
    });

    test('a device tells its measurements and what was not taken; a calibration is recorded and never rewritten', async () => {
      const { page } = quan;
      await open('/quan-tri/thiet-bi/do-1', 'Thiết bị do-1');
      await page.getByRole('cell', { name: 'đồng hồ thiết bị chạy trước giờ, kiểm tra đồng hồ' }).waitFor();
      await page.getByRole('cell', { name: '4,8 °C' }).waitFor();
      await page.getByRole('button', { name: 'Ghi hiệu chuẩn' }).click();
      const form = page.getByRole('form', { name: 'Ghi hiệu chuẩn' });
      await form.getByLabel('Ngày hiệu chuẩn').fill('2026-01-05');
      await form.getByLabel('Hạn đến hết ngày').fill('2036-01-05');
      await form.getByLabel('Đơn vị hiệu chuẩn').fill('Viện Đo lường');
      await form.getByRole('button', { name: 'Xem lại và lưu' }).click();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã lưu.').waitFor();
      await page
        .getByRole('row', { name: /05\/01\/2026.*Còn hạn.*đến 05\/01\/2036.*Viện Đo lường/ })
        .waitFor();
      await page.getByRole('button', { name: 'Ghi hiệu chuẩn' }).click();
      await form.getByLabel('Ngày hiệu chuẩn').fill('2026-01-05');
      await form.getByLabel('Hạn đến hết ngày').fill('2027-01-05');
      await form.getByLabel('Lý do đính chính').fill('nhầm năm');
      await form.getByRole('button', { name: 'Xem lại và lưu' }).click();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByRole('row', { name: /đính chính: nhầm năm/ }).waitFor();
      expect((await device('do-1')).calibrations.map(({ due, stands }) => [due, stands])).toEqual(
        expect.arrayContaining([
          ['2027-01-05', true],
          ['2036-01-05', false],
        ]),
      );
      await page.goto(`${house.url}/tu/tu-1`);
      await page.getByText(/Hiệu chuẩn đến hết ngày 05\/01\/2027/).waitFor();
    });

    test('what a certificate says of a probe is recorded with it, and told where the unit is looked at', async () => {
      const { page } = quan;
      await open('/quan-tri/thiet-bi/do-1', 'Thiết bị do-1');
      await page.getByRole('button', { name: 'Ghi hiệu chuẩn' }).click();
      const form = page.getByRole('form', { name: 'Ghi hiệu chuẩn' });
      await form.getByLabel('Ngày hiệu chuẩn').fill('2026-02-05');
      await form.getByLabel('Hạn đến hết ngày').fill('2036-02-05');
      await form.getByLabel(/Sai số/).fill('0.25');
      await form.getByLabel(/Độ không đảm bảo đo/).fill('0.2');
      await form.getByRole('button', { name: 'Xem lại và lưu' }).click();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByRole('row', { name: /05\/02\/2026.*\+0,25 °C ± 0,2 °C/ }).waitFor();
      expect((await device('do-1')).calibrations[0]).toMatchObject({
        offsetCelsius: 0.25,
        uncertaintyCelsius: 0.2,
      });
      await page.goto(`${house.url}/tu/tu-1`);
      await page.getByText(/chỉ cao hơn 0,25.°C.*± 0,2.°C/).waitFor();
    });

    test('a fridge is defrosted from its page, and cold again early', async () => {
      const { page } = quan;
      await page.goto(`${house.url}/tu/tu-1`);
      await page.getByRole('button', { name: 'Rã đông tủ' }).click();
      const sheet = page.getByRole('dialog', { name: 'Rã đông tủ' });
      await sheet.getByText('Trong tủ còn 1 kiện.').waitFor();
      await sheet.getByLabel(/Số giờ/).fill('73');
      await sheet.getByRole('button', { name: 'Bắt đầu rã đông' }).click();
      await sheet.getByRole('alert').filter({ hasText: 'từ 1 đến 72' }).waitFor();
      await sheet.getByLabel(/Số giờ/).fill('4');
      await sheet.getByRole('button', { name: 'Bắt đầu rã đông' }).click();
      await page.getByText(/Đang rã đông đến/).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Kết thúc rã đông' }).click();
      await page.getByRole('button', { name: 'Rã đông tủ' }).waitFor();
      expect(await page.getByText(/Đang rã đông đến/).count()).toBe(0);
    });

    test('a device moves to another unit after what that changes was read', async () => {
      const { page } = quan;
      await open('/quan-tri/thiet-bi/do-3', 'Thiết bị do-3');
      await page.getByRole('button', { name: 'Chuyển sang tủ khác' }).click();
      await page.getByLabel('Tìm tủ').fill('vac xin 2');
      await page.getByRole('radio', { name: /Tủ vắc xin 2/ }).check();
      await page.getByRole('button', { name: 'Xem lại và lưu' }).click();
      await page.getByRole('heading', { name: 'Chuyển thiết bị do-3 sang Tủ vắc xin 2' }).waitFor();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã lưu.').waitFor();
      expect((await device('do-3')).unit).toBe('tu-2');
    });

    test('a new secret is shown once', async () => {
      const { page } = quan;
      await open('/quan-tri/thiet-bi/do-2', 'Thiết bị do-2');
      await page.getByRole('button', { name: 'Khoá bí mật mới' }).click();
      await page.getByRole('button', { name: 'Cấp khoá mới' }).click();
      const slip = page.getByRole('article', { name: 'Khoá bí mật của thiết bị do-2' });
      const secret = await slip.locator('.slip-secret').innerText();
      expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
      await page.getByRole('button', { name: 'Xong' }).click();
      await slip.waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(secret);
    });

    test('rules read as words; a new version stands beside the former, which nobody edits', async () => {
      const { page } = quan;
      await open('/quan-tri/vac-xin', 'Vắc xin');
      await page.getByRole('link', { name: 'Vắc xin sởi – rubella (MR)' }).click();
      await page.getByRole('heading', { level: 1, name: 'Vắc xin sởi – rubella (MR)' }).waitFor();
      await page.getByText('trên +8 °C quá 60 phút').waitFor();
      await page.getByText('từ −0,5 °C trở xuống dù chỉ một số đo').waitFor();
      await page.getByRole('button', { name: 'Thêm phiên bản quy tắc' }).click();
      const form = page.getByRole('form', { name: /Phiên bản mới/ });
      await form.getByText('Quy tắc mới xét 1 kiện (240 liều) đang ở 1 cơ sở.').waitFor();
      await form.getByLabel('Nguồn (nhãn, công văn)').fill('Công văn 12/2027');
      await form.getByLabel('Áp dụng từ lúc').fill('2035-01-01T00:00');
      await form.getByRole('group', { name: 'Quy tắc 1' }).getByLabel('Ngưỡng, °C').fill('10,5');
      await form.getByRole('button', { name: 'Xem lại và lưu' }).click();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã lưu.').waitFor();
      const next = page.getByRole('region', { name: /Phiên bản 2 sắp áp dụng/ });
      await next.getByText('trên +10,5 °C quá 60 phút').waitFor();
      await next.getByText('00:00 01/01/2035').waitFor();
      const first = page.getByRole('region', { name: /Phiên bản 1 đang áp dụng/ });
      await first.getByText('trên +8 °C quá 60 phút').waitFor();
      expect((await house.ask<ProductView>({ type: 'product', gtin: GTIN })).versions).toHaveLength(2);
    });

    test('a vaccine of the catalogue is added under a GTIN whose check digit fits', async () => {
      const { page } = quan;
      await open('/quan-tri/vac-xin', 'Vắc xin');
      await page.getByRole('button', { name: 'Thêm vắc xin' }).click();
      await page.getByLabel('Tìm trong danh mục').fill('viem gan');
      await page.getByRole('radio', { name: /Viêm gan B/ }).check();
      const gtin = page.getByLabel('GTIN trên hộp');
      await gtin.fill('08930000000003');
      await page.getByText('Số kiểm tra (số cuối) phải là 2').waitFor();
      await gtin.fill('08930000000002');
      await page.getByRole('button', { name: 'Xem lại và lưu' }).click();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Viêm gan B' }).waitFor();
      await page.getByText('theo “Viêm gan B”').waitFor();
    });

    test('the description goes out, comes in without a change, and shows each problem with its line', async () => {
      const { page } = quan;
      await open('/quan-tri/mo-ta', 'Xuất, nhập mô tả');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Tải bản mô tả tỉnh (YAML)' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^giulanh-\d{4}-\d{2}-\d{2}\.yaml$/);
      const text = readFileSync(await download.path(), 'utf8');
      expect((parse(text) as { units: unknown[] }).units).toHaveLength(2);
      const area = page.getByLabel('Nội dung');
      const check = page.getByRole('button', { name: 'Xem sẽ thay đổi gì' });
      await area.fill(text);
      await check.click();
      await page.getByText('Không có gì thay đổi.').waitFor();
      await page.getByRole('button', { name: 'Quay lại sửa' }).click();
      await area.fill('sites:\n  - { id: tinh, nam: Kho }\n');
      await check.click();
      const wrong = page.getByRole('alert');
      await wrong.getByText('khoá không được biết').waitFor();
      expect(await wrong.innerText()).toContain('- { id: tinh, nam: Kho }');
      await wrong.getByRole('button', { name: 'Đến dòng 2' }).click();
      expect(await area.evaluate((each) => (each as HTMLTextAreaElement).selectionStart)).toBe(7);
      await area.fill('sites:\n  - { id: ea-tam, name: Trạm Y tế phường Ea Tam, parent: tinh }\n');
      await check.click();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã thay đổi 1 mục.').waitFor();
    });

    test('an auditor sees all of it and is offered no change', async () => {
      const kiem = await openScreen(browser, { width: 390, height: 844 });
      await enter(kiem.page, house.url, 'kiem', '/quan-tri/thiet-bi/do-1');
      await kiem.page.getByRole('heading', { level: 1, name: 'Thiết bị do-1' }).waitFor();
      await kiem.page.getByRole('heading', { name: 'Nơi đặt' }).waitFor();
      expect(await kiem.page.getByRole('button', { name: 'Khoá bí mật mới' }).count()).toBe(0);
      expect(await violations(kiem.page)).toEqual([]);
      await kiem.context.close();
    });

    test('nothing on these pages broke a rule of the browser', () => {
      expect(quan.faults).toEqual([]);
    });
  },
);
