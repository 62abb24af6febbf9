/** Officials at work in two real browsers: from the overview to the incident, one proposes, another approves; a recall; the audit. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { enter, GTIN, LOT, type OfficialHouse, startOfficialHouse } from './official-house.ts';

const TEST_MS = 120_000;
const WAIT_MS = 15_000;
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

describe.skipIf(!hasChromium)('the officials’ screens', { timeout: TEST_MS }, () => {
  let house: OfficialHouse;
  let browser: Browser;
  let an: Screen;
  let binh: Screen;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startOfficialHouse(), startChromium()]);
    [an, binh] = await Promise.all([openScreen(browser, DESK), openScreen(browser, PHONE)]);
    for (const { page } of [an, binh]) page.setDefaultTimeout(WAIT_MS);
    await Promise.all([
      enter(an.page, house, 'an', '/tong-quan'),
      enter(binh.page, house, 'binh', '/tong-quan'),
    ]);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const open = async (page: Page, path: string, heading: string) => {
    await page.goto(`${house.url}${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };
  const verdict = async (site: string): Promise<string> =>
    an.page.evaluate(
      async ([code, at]) => {
        const answer = await fetch(
          `/api/v1/eligibility?barcode=${encodeURIComponent(code ?? '')}&site=${at}`,
        );
        return ((await answer.json()) as { verdict: string }).verdict;
      },
      [`${GTIN}/${LOT}`, site],
    );

  test('the overview says what waits, and goes down to a place while the address keeps it', async () => {
    const { page } = an;
    await page.getByRole('heading', { level: 1, name: 'Tổng quan tỉnh' }).waitFor();
    await page.getByRole('link', { name: '1 Lô chờ đề nghị xử lý' }).waitFor();
    await page.getByLabel('Chỉ hiện nơi có vấn đề').check();
    await page.getByRole('link', { name: 'Kho vắc xin tỉnh Đắk Lắk', exact: true }).click();
    const place = page.getByRole('table').getByRole('link', { name: 'Trạm Y tế xã Ea Kao', exact: true });
    await place.click();
    await page.getByRole('link', { name: 'Tủ vắc xin 1' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('noi'), searchParams.get('chi')]).toEqual(['ea-kao', '1']);
  });

  test('an incident tells its curve, the rule with its version, the parcels and the doses given before the stop', async () => {
    const { page } = an;
    await open(page, '/su-co', 'Sự cố');
    await page.getByRole('link', { name: 'Kiện bị tạm dừng sử dụng' }).click();
    await page.getByRole('heading', { name: 'Quy định đã vi phạm' }).waitFor();
    await page.locator('.chart-line').first().waitFor();
    await page.getByText('Mũi đã tiêm trước khi dừng: 12').first().waitFor();
    await page.getByText(/Quy định bảo quản: Vắc xin sởi – rubella \(MR\) · phiên bản 1/).waitFor();
    const row = page.getByRole('row', { name: /kien-1/ });
    await row.getByText('Tủ vắc xin 1 · Trạm Y tế xã Ea Kao').waitFor();
    await row.getByText('Tạm dừng').waitFor();
    // The live picture of one place alone has no word of the unit in another: the curve is drawn all the same.
    await page.goto(`${page.url()}?site=ea-tam`);
    await page.locator('.chart-line').first().waitFor();
  });

  test('who takes an incident is read in words, whatever they chose from', async () => {
    const { page } = an;
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Mất điện' }).check();
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Chạy máy phát' }).check();
    await page.getByRole('button', { name: 'Lưu tiếp nhận' }).click();
    await page.getByText(/Nguyễn Thị An tiếp nhận \d\d:\d\d: Mất điện · Chạy máy phát/).waitFor();
    await page.getByRole('link', { name: 'Đề nghị xử lý lô' }).click();
    await page.getByRole('article', { name: /MR-0426/ }).waitFor();
  });

  test('one official proposes for both parcels at once after seeing the effect, and cannot approve it', async () => {
    const { page } = an;
    await page.getByRole('button', { name: 'Đề nghị xử lý' }).click();
    await page.getByText('Chọn 2 trong 2 kiện').waitFor();
    await page.getByRole('button', { name: 'Xem tác động' }).click();
    await page.getByText('Chọn quyết định, viết lý do và căn cứ.').waitFor();
    await page.getByLabel('Giải toả').check();
    await page.getByLabel('Lý do').fill('Còn trong hạn ổn định');
    await page.getByLabel('Số văn bản').fill('123/CDC');
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/decisions/effect', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Xem tác động' }).click();
    await page.getByRole('button', { name: 'Đang tính tác động…' }).waitFor();
    // What is looked at is what is sent: meanwhile nothing becomes something else.
    expect(await page.getByLabel('Không sử dụng').isDisabled()).toBe(true);
    answer();
    const effect = page.getByRole('region', { name: 'Nếu được duyệt' });
    await effect.getByText('Giải toả 1 lô (2 kiện, 288 liều) tại 1 cơ sở').waitFor();
    const gate = effect.getByRole('row', { name: /Trạm Y tế xã Ea Kao/ });
    await gate.getByText('Không tiêm', { exact: true }).waitFor();
    await gate.getByText('Được phép dùng', { exact: true }).waitFor();
    await page.getByText('Người có thể duyệt: Trần Bình').waitFor();
    expect(await verdict('ea-kao')).toBe('blocked');
    await page.route('**/api/v1/decisions', async (route) => {
      const response = await route.fetch();
      const refused = [{ hold: 'h', code: 'X', vi: 'Kiện này đã có quyết định.', en: 'It is decided.' }];
      await route.fulfill({ response, json: { ...(await response.json()), refused } });
    });
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByText('Đã gửi đề nghị cho 2 kiện.').waitFor();
    await page.getByText('1 kiện chưa gửi được: Kiện này đã có quyết định.').waitFor();
    await page.unrouteAll();
    await page.getByText('Đây là đề nghị của chính mình: phải do người khác duyệt.').waitFor();
    expect(await page.getByRole('button', { name: /duyệt/ }).count()).toBe(0);
  });

  test('another official approves on a phone; the gate allows, and the record prints with both names', async () => {
    const { page } = binh;
    await open(page, '/quyet-dinh', 'Quyết định lô');
    await page.getByText('Văn bản số 123/CDC').waitFor();
    // An impatient finger has looked at nothing yet.
    await page.getByRole('button', { name: 'Xem tác động và duyệt' }).dblclick();
    await page.getByRole('region', { name: 'Nếu được duyệt' }).waitFor();
    expect(await verdict('ea-kao')).toBe('blocked');
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByText('Đã duyệt cho 2 kiện.').waitFor();
    expect(await verdict('ea-kao')).toBe('allowed');
    await page.getByRole('link', { name: 'Giải toả: MR-0426' }).click();
    await page.getByRole('heading', { name: 'Giải toả · Đã duyệt' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByText('Nguyễn Thị An').waitFor();
    await page.getByText('(ký, ghi rõ họ tên)').first().waitFor();
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMedia({ media: 'screen' });
  });

  test('the last page of what waits, when all of it is decided, says nothing of those before it', async () => {
    const { page } = an;
    await page.route('**/decisions?*cursor=*', (route) => route.fulfill({ json: { items: [], next: null } }));
    await open(page, '/quyet-dinh?tu=sau', 'Quyết định lô');
    await page.getByRole('link', { name: 'Về đầu danh sách' }).waitFor();
    expect(await page.getByText('Không có lô nào chờ quyết định.').count()).toBe(0);
    await page.unrouteAll();
  });

  test('a recall is found without diacritics, shows what it stops where, and wants the lot typed', async () => {
    const { page } = an;
    await open(page, '/thu-hoi', 'Thu hồi');
    await page.route('**/recalls/effect', (route) => route.abort());
    await page.getByLabel('Tìm lô').fill('soi rubella');
    await page.getByRole('button', { name: /Thu hồi lô này/ }).click();
    await page.getByRole('alert').getByText('Không kết nối được máy chủ').waitFor();
    await page.unrouteAll();
    await page.getByRole('alert').getByRole('button', { name: 'Thử lại' }).click();
    await page.getByText('Thu hồi, tạm dừng 1 lô (3 kiện, 388 liều) tại 2 cơ sở').waitFor();
    await page.getByLabel('Lý do').fill('Thông báo 7/QLD');
    const confirm = page.getByRole('button', { name: 'Thu hồi lô' });
    await page.getByLabel(/Gõ lại số lô/).fill('MR-0427');
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel(/Gõ lại số lô/).fill(LOT);
    await confirm.click();
    await page.getByText('Đã thu hồi lô MR-0426.').waitFor();
    expect(await verdict('ea-tam')).toBe('blocked');
    await page.getByText('Thông báo 7/QLD').waitFor();
  });

  test('the audit finds what somebody did, in words, with a proof', async () => {
    const { page } = an;
    await open(page, '/nhat-ky', 'Nhật ký');
    await page.getByLabel('Người').fill('tran binh');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page
      .getByText('Duyệt giải toả kiện kien-1 (lô MR-0426), theo đề nghị của Nguyễn Thị An.')
      .waitFor();
    expect(new URL(page.url()).searchParams.get('nguoi')).toBe('tran binh');
    await page.getByText('Toàn bộ nội dung').first().click();
    expect(
      await page
        .getByRole('link', { name: /Bằng chứng/ })
        .first()
        .getAttribute('href'),
    ).toMatch(/proofs\/inclusion\?seq=\d+$/);
  });

  test.each(['vi', 'en'])('no page has a barrier or grows wider than its screen (%s)', async (lang) => {
    const { page } = lang === 'vi' ? binh : an;
    for (const path of ['/tong-quan', '/su-co', '/quyet-dinh', '/thu-hoi', '/nhat-ky']) {
      await page.goto(`${house.url}${path}?lang=${lang}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.bone, [aria-busy="true"]').first().waitFor({ state: 'detached' });
      expect(await violations(page), path).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, path).toBeLessThanOrEqual(0);
      if (lang === 'vi') expect(await tooSmall(page), path).toEqual([]);
    }
    expect([...an.faults, ...binh.faults]).toEqual([]);
  });
});

/** What a thumb misses on a phone. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'button, select, textarea, input:not([type=radio]):not([type=checkbox]), summary, .rows a, .entries a, .crumbs a',
      ),
    ]
      .map((each) => [each.textContent, each.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width > 0 && (height < 47.5 || width < 44))
      .map(([text, { width, height }]) => `${text} ${width}x${height}`),
  );
