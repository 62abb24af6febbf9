/** What goes on file: the record of a decision and the notice of a recall, as a page, as a PDF, and with its proof checked by the browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { enter, GTIN, LOT, type OfficialHouse, startOfficialHouse } from './official-house.ts';

const TEST_MS = 60_000;
const WAIT_MS = 20_000;

describe.skipIf(!hasChromium)('papers of the officials', { timeout: TEST_MS }, () => {
  let house: OfficialHouse;
  let browser: Browser;
  let an: Screen;
  let lan: Screen;
  let decision: string;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startOfficialHouse(), startChromium()]);
    [an, lan] = await Promise.all([
      openScreen(browser, { width: 1366, height: 768 }),
      openScreen(browser, { width: 390, height: 844 }),
    ]);
    for (const { page } of [an, lan]) page.setDefaultTimeout(WAIT_MS);
    await enter(an.page, house, 'binh', '/tong-quan');
    await an.page.getByRole('heading', { level: 1, name: 'Tổng quan tỉnh' }).waitFor();
    decision = await decide(an.page);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  /** An proposes over the service's own door, Bình approves. */
  async function decide(page: Page): Promise<string> {
    const call = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
      const headers = {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const url = `${house.url}/api/v1${path}`;
      const reply = await fetch(url, {
        ...(body === null ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers,
      });
      return (await reply.json()) as T;
    };
    const tokenOf = async (username: string) =>
      (await call<{ token: string }>('/session', { username, password: 'mat-khau-can-bo' })).token;
    const [first, second] = [await tokenOf('an'), await tokenOf('binh')];
    const { items } = await call<{ items: { holdIds: string[] }[] }>('/decisions', null, first);
    const words = { reason: 'Còn trong hạn ổn định', evidence: 'Văn bản số 123/CDC' };
    const said = await call<{ done: { id: string }[] }>(
      '/decisions',
      { holds: items[0]?.holdIds, decision: 'release', ...words },
      first,
    );
    const dispositions = said.done.map(({ id }) => id);
    await call('/decisions/approve', { dispositions }, second);
    await call(`/lots/${GTIN}/${LOT}/recall`, { reason: 'Thông báo 7/QLD' }, first);
    expect(page.url()).toContain('/tong-quan');
    return dispositions[0] ?? '';
  }

  /** The PDF behind a link, as the browser would get it. */
  const fileOf = async (page: Page): Promise<{ type: string; pages: number }> => {
    const href = await page.getByRole('link', { name: 'Tờ giấy (PDF)' }).getAttribute('href');
    return page.evaluate(async (path) => {
      const reply = await fetch(path ?? '');
      const text = new TextDecoder('latin1').decode(await reply.arrayBuffer());
      return {
        type: reply.headers.get('content-type') ?? '',
        pages: Number(/\/Count (\d+)/.exec(text)?.[1] ?? 0),
      };
    }, href);
  };

  test('the record of a decision has its paper on one page, and the browser finds in the ledger what was signed', async () => {
    const { page } = an;
    await page.goto(`${house.url}/quyet-dinh/${decision}`);
    await page.getByRole('heading', { level: 1, name: 'Biên bản xử lý' }).waitFor();
    await page.getByRole('heading', { name: 'Giải toả · Đã duyệt' }).waitFor();
    expect(await fileOf(page)).toEqual({ type: 'application/pdf', pages: 1 });
    await page.getByRole('button', { name: 'Kiểm tra bằng chứng' }).click();
    await page.getByRole('heading', { name: /Bản ghi này có trong sổ cái|Đã ghi vào sổ cái/ }).waitFor();
    await page.getByText(/Duyệt giải toả kiện kien-1/).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test.each([
    ['an event that was changed', (event: Record<string, unknown>) => ({ ...event, reason: 'Lý do khác' })],
    ['another hold', (event: Record<string, unknown>) => ({ ...event, hold: 'khac' })],
  ])('%s turns the verdict red', async (_, change) => {
    const { page } = an;
    await page.route('**/api/v1/decisions/*/proof', async (route) => {
      const reply = await route.fetch();
      const proof = (await reply.json()) as { events: { entry: { event: Record<string, unknown> } }[] };
      const [first] = proof.events;
      if (first !== undefined) first.entry.event = change(first.entry.event);
      await route.fulfill({ response: reply, json: proof });
    });
    await page.goto(`${house.url}/quyet-dinh/${decision}`);
    await page.getByRole('button', { name: 'Kiểm tra bằng chứng' }).click();
    const verdict = page.getByRole('alert').filter({ hasText: 'KHÔNG KHỚP: đừng tin bản ghi này' });
    await verdict.getByText('Nội dung không khớp mã băm: bản ghi đã bị sửa.').waitFor();
    await verdict.getByText('Kết luận, lý do, căn cứ hoặc lô trên bản ghi khác với điều đã ký.').waitFor();
    await page.unroute('**/api/v1/decisions/*/proof');
  });

  test('a vaccinator opens the notice of a recall: where the doses are, whom to call, what to do; and it prints on one page', async () => {
    const { page } = lan;
    await enter(page, house, 'lan', `/thu-hoi/${GTIN}?lo=${LOT}`);
    await page.getByRole('heading', { level: 1, name: 'Thông báo thu hồi lô' }).waitFor();
    await page.getByText('Thông báo 7/QLD').waitFor();
    const row = page.getByRole('row', { name: /Trạm Y tế xã Ea Kao/ });
    await row.getByText('288').waitFor();
    expect(await row.getByRole('link', { name: '0262 385 1234' }).getAttribute('href')).toBe(
      'tel:+842623851234',
    );
    await page.getByText(/Ngừng tiêm ngay mọi lọ của lô này/).waitFor();
    await page.getByText('Trạm Y tế xã Ea Kao: 12 liều').waitFor();
    expect(await fileOf(page)).toEqual({ type: 'application/pdf', pages: 1 });
    await page.getByRole('button', { name: 'Kiểm tra bằng chứng' }).click();
    await page.getByRole('heading', { name: /Bản ghi này có trong sổ cái|Đã ghi vào sổ cái/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.emulateMedia({ media: 'print' });
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  test('a lot that was not recalled, and an address without a lot, say so', async () => {
    const { page } = an;
    await page.goto(`${house.url}/thu-hoi/${GTIN}?lo=KHAC`);
    await page.getByText('Lô này chưa bị thu hồi.').waitFor();
    await page.goto(`${house.url}/thu-hoi/${GTIN}`);
    await page.getByText('Địa chỉ này không nêu số lô nào.').waitFor();
    expect([...an.faults, ...lan.faults].filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});
