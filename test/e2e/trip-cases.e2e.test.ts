/**
 * What goes another way than planned, on real phones with the real service behind them: nobody to sign, nothing accepted, taken
 * back, given twice, the wrong person, a wrong clock, a full phone, an impatient finger. Each on a trip of its own.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { HandoffView } from '../../src/keeper/custody-views.ts';
import { hasChromium, openScreen, type Screen, startChromium } from './chromium.ts';
import {
  every,
  give,
  HOA,
  hold,
  LAN,
  PHONE,
  person,
  readScreen,
  signInHere,
  startTripHouse,
  type TripHouse,
  TY,
} from './trip-house.ts';
import { addTrip, type Dosed, openLoaded } from './trip-more.ts';
import {
  checkAll,
  close,
  count,
  enter,
  fillDisk,
  findBox,
  next,
  readOffer,
  shiftClock,
  takeAll,
} from './trip-steps.ts';

const TEST_MS = 120_000;
/** More than a day by what a network takes off it. */
const FAST_MS = 86_400_000 + 300_000;
const BINH = 'binh';
const TRIPS = [
  'mot-ben',
  'tu-choi',
  'rut-lai',
  'hai-nguoi',
  'sai-nguoi',
  'lech-gio',
  'day-may',
  'bam-doi',
] as const;
type Trip = (typeof TRIPS)[number];

describe.skipIf(!hasChromium)('a handoff that goes another way', { timeout: TEST_MS }, () => {
  const parcels = new Map<Trip, readonly Dosed[]>();
  let house: TripHouse;
  let browser: Browser;
  let ty: Screen;
  let hoa: Screen;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startTripHouse(), startChromium()]);
    await house.apply(
      stringify({
        demo: true,
        sites: [{ id: 'ea-tu', name: 'Trạm Y tế xã Ea Tu', level: 'xã', parent: 'tinh' }],
        people: [person(BINH, 'Trần Văn Bình', 'vaccinator', 'ea-tu')],
      }),
    );
    for (const id of TRIPS) parcels.set(id, await addTrip(house, { id, count: 2 }));
    ty = await openLoaded(browser, house, TY);
  }, TEST_MS);

  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const handoffOf = async (trip: Trip): Promise<HandoffView[]> => {
    const path = `/handoffs?shipment=${trip}`;
    const { items } = await house.api<{ items: HandoffView[] }>(LAN, path);
    return items.filter(({ given }) => given?.by === TY);
  };
  /** With the network back: everything on this phone has its answer. */
  const deliver = async ({ page, context }: Screen) => {
    await context.setOffline(false);
    await page.goto(`${house.url}/hop-thu-di`);
    await page.getByRole('listitem').first().waitFor();
    await expect.poll(() => page.getByText('Chờ mạng').count(), { timeout: 15_000 }).toBe(0);
    await expect.poll(() => page.getByText('Đang gửi').count(), { timeout: 15_000 }).toBe(0);
  };
  const item = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });

  test('somebody without a phone takes over: recorded by the giver alone with a name, a number and a reason', async () => {
    const { page } = ty;
    await ty.context.setOffline(true);
    await give(page, house, 'mot-ben');
    await page.getByRole('button', { name: 'Bên nhận không có điện thoại' }).click();
    expect(await page.getByRole('button', { name: 'Tiếp tục' }).isDisabled()).toBe(true);
    await page.getByLabel('Họ tên người nhận').fill('H’Bia Niê');
    await page.getByLabel('Số điện thoại').fill('0262 385 1234');
    await page.getByRole('button', { name: 'Điện thoại hết pin' }).click();
    await next(page);
    await page.getByRole('button', { name: 'Đủ tất cả' }).click();
    await next(page);
    await checkAll(page);
    await findBox(page, 'NP-mot-ben');
    await hold(page, 'Giữ 1 giây: bàn giao xong');
    await page.getByText('Chờ bên nhận xác nhận trong 72 giờ.').waitFor();
    await deliver(ty);
    const [handoff] = await handoffOf('mot-ben');
    expect(handoff).toMatchObject({
      state: 'waiting',
      receiver: { name: 'H’Bia Niê', phone: '0262 385 1234' },
      taken: null,
    });
  });

  test('the receiving site confirms it on its own phone, and only then it has changed hands', async () => {
    hoa = await openLoaded(browser, house, HOA);
    const { page } = hoa;
    await page.goto(`${house.url}/chuyen/mot-ben`);
    await page.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
    await page.getByText('Bên giao đưa những gì?').waitFor();
    await count(page, 'mot-ben');
    await hold(page, 'Giữ 1 giây: bàn giao xong');
    await page.getByText(/Đã gửi, máy chủ xác nhận/).waitFor();
    const [handoff] = await handoffOf('mot-ben');
    expect(handoff).toMatchObject({ state: 'complete', taken: { by: HOA, signed: true } });
    await close(page);
  });

  test('a taker who refuses all of it says why, and the giver goes on holding it', async () => {
    await Promise.all([ty.context.setOffline(true), hoa.context.setOffline(true)]);
    await give(ty.page, house, 'tu-choi');
    const { page } = hoa;
    await readOffer(page, house, await readScreen(ty.page));
    await next(page);
    for (const choice of await every(page.getByRole('radio', { name: 'Từ chối nhận' }))) await choice.check();
    await next(page);
    await checkAll(page, '3');
    await findBox(page, 'NP-tu-choi');
    const done = page.getByRole('button', { name: 'Giữ 1 giây: bàn giao xong' });
    expect(await done.isDisabled()).toBe(true);
    await page.getByLabel('Lý do nhận thiếu hoặc từ chối').fill('VVM đã chuyển giai đoạn 3');
    await hold(page, 'Giữ 1 giây: bàn giao xong');
    await page.getByText(/Chưa gửi/).waitFor();
    const receipt = await readScreen(page);
    await close(page);
    await ty.page.getByRole('button', { name: 'Quét biên nhận của bên nhận' }).click();
    await enter(ty.page, receipt);
    await close(ty.page);
    await expect.poll(() => ty.page.getByText('Đang giữ: Y Tý Niê').count()).toBe(2);
    await deliver(hoa);
    expect(await handoffOf('tu-choi')).toMatchObject([
      {
        state: 'refused',
        counted: parcels.get('tu-choi')?.map(({ parcel, doses }) => ({ parcel, refused: doses })),
      },
    ]);
  });

  test('taken back by the giver, and taken with the code nevertheless: nobody is told that it went well', async () => {
    await Promise.all([ty.context.setOffline(true), hoa.context.setOffline(true)]);
    await give(ty.page, house, 'rut-lai');
    const offer = await readScreen(ty.page);
    await ty.page.getByRole('button', { name: 'Rút lại, không giao nữa' }).click();
    await ty.page.getByLabel('Lý do rút lại').fill('Nhầm điểm giao');
    await hold(ty.page, 'Giữ 1 giây để rút lại');
    await ty.page.getByText('Đã rút lại.').waitFor();
    await deliver(ty);
    await takeAll(hoa.page, house, 'rut-lai', offer);
    await close(hoa.page);
    await deliver(hoa);
    expect(await handoffOf('rut-lai')).toMatchObject([{ state: 'disputed' }]);
    await item(hoa.page, /Ký nhận.*Mâu thuẫn/s)
      .getByText('Cả hai bản đều được giữ')
      .waitFor();
  });

  test('given to two people by one person’s two phones: both records stay, and both stories are shown with whom to call', async () => {
    const tyToo = await openLoaded(browser, house, TY);
    const lan = await openLoaded(browser, house, LAN);
    await lan.page.goto(`${house.url}/may-nay`);
    await lan.page.getByLabel(/Số điện thoại của kho/).fill('0262 385 0000');
    const all = [ty, tyToo, hoa, lan];
    await Promise.all(all.map(({ context }) => context.setOffline(true)));
    const twice = async (from: Screen, to: Screen, whom?: string) => {
      await give(from.page, house, 'hai-nguoi', whom);
      await takeAll(to.page, house, 'hai-nguoi', await readScreen(from.page));
      await close(to.page);
    };
    await twice(ty, hoa);
    await twice(tyToo, lan, 'Nguyễn Thị Lan');
    await deliver(hoa);
    await deliver(lan);
    const conflict = item(lan.page, 'Ký nhận').filter({ hasText: 'Mâu thuẫn' });
    const [mine, theirs] = ['Bản của máy này', 'Bản của máy chủ'].map((name) =>
      conflict.getByRole('region', { name }),
    );
    await mine?.getByText(/^Nguyễn Thị Lan ghi lúc/).waitFor();
    await theirs?.getByText(/^H’Hoa Êban nhận của Y Tý Niê lúc/).waitFor();
    await conflict.getByRole('link', { name: 'Gọi 0262 385 0000' }).waitFor();
    await deliver(ty);
    await deliver(tyToo);
    for (const phone of [hoa, lan]) {
      await phone.page.goto(`${house.url}/hop-thu-di`);
      await item(phone.page, 'Ký nhận').first().waitFor();
    }
    expect((await handoffOf('hai-nguoi')).map(({ to }) => to.id).sort()).toEqual(['ea-kao', LAN]);
    await Promise.all([tyToo, lan].map(({ context }) => context.close()));
  });

  test('a code in the hands of somebody of another place moves nothing, and still serves who it was for', async () => {
    const binh = await openScreen(browser, PHONE);
    const { page } = binh;
    binh.context.setDefaultTimeout(15_000);
    await page.goto(`${house.url}/chuyen`);
    await signInHere(page, BINH);
    await page.getByText('Chưa có chuyến nào.').waitFor();
    await Promise.all([ty.context.setOffline(true), hoa.context.setOffline(false)]);
    await give(ty.page, house, 'sai-nguoi');
    const offer = await readScreen(ty.page);
    await takeAll(page, house, 'sai-nguoi', offer);
    await page.getByText(/Máy chủ không nhận: /).waitFor();
    await page.goto(`${house.url}/hop-thu-di`);
    await item(page, 'Ký nhận').filter({ hasText: 'Lỗi cần sửa' }).waitFor();
    expect((await handoffOf('sai-nguoi')).map(({ state }) => state)).toEqual(['offered']);
    await takeAll(hoa.page, house, 'sai-nguoi', offer);
    await hoa.page.getByText(/Đã gửi, máy chủ xác nhận/).waitFor();
    await close(hoa.page);
    expect(await handoffOf('sai-nguoi')).toMatchObject([{ state: 'complete', taken: { by: HOA } }]);
    await binh.context.close();
  });

  test('a phone whose clock is a day fast says so, and records the time that everybody shares', async () => {
    const fast = await openLoaded(browser, house, HOA, (page) => page.addInitScript(shiftClock, FAST_MS));
    await give(ty.page, house, 'lech-gio');
    await takeAll(fast.page, house, 'lech-gio', await readScreen(ty.page));
    await fast.page.getByText(/^Đồng hồ máy này lệch 1\sngày.*; giờ đã được chỉnh theo máy chủ/).waitFor();
    await fast.page.getByText(/Đã gửi, máy chủ xác nhận/).waitFor();
    const [handoff] = await handoffOf('lech-gio');
    expect(handoff?.state).toBe('complete');
    expect(Math.abs(Date.parse(handoff?.taken?.at ?? '') - Date.now())).toBeLessThan(60_000);
    await fast.context.close();
  });

  test('a phone that cannot save says so at once, keeps what is on the screen, and signs when there is room again', async () => {
    const { page } = ty;
    await ty.context.setOffline(false);
    await page.goto(`${house.url}/chuyen`);
    const card = page.getByRole('article').first();
    await card.getByRole('button', { name: 'Tải lại' }).waitFor();
    await page.evaluate(fillDisk);
    await card.getByRole('button', { name: 'Tải lại' }).click();
    await card.getByRole('alert').getByText('Chưa tải được chuyến.').waitFor();
    await page.evaluate(() => dispatchEvent(new Event('disk-has-room')));
    await card.getByRole('button', { name: 'Tải lại' }).click();
    await card.getByRole('alert').waitFor({ state: 'detached' });
    await page.goto(`${house.url}/chuyen/day-may/ban-giao`);
    await page.getByRole('button', { name: 'Giao hàng' }).click();
    await page.getByRole('radio', { name: 'Trạm Y tế xã Ea Kao' }).check();
    await next(page);
    await page.getByRole('button', { name: 'Chọn tất cả' }).click();
    await next(page);
    await page.evaluate(fillDisk);
    await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('5,1');
    await page.getByText('Máy không lưu được!').waitFor();
    await next(page);
    await hold(page, 'Giữ 1 giây để ký giao');
    await page.getByRole('alert').getByText('Chưa lưu được. Bấm lại.').waitFor();
    await page.evaluate(() => dispatchEvent(new Event('disk-has-room')));
    await hold(page, 'Giữ 1 giây để ký giao');
    await page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).waitFor();
    await expect.poll(() => page.getByText('Máy không lưu được!').count()).toBe(0);
    await deliver(ty);
    expect(await handoffOf('day-may')).toMatchObject([{ state: 'offered', boxes: [{ celsius: 5.1 }] }]);
  });

  test('the answer of the service is lost and the page is reloaded while it sends: it counts exactly once', async () => {
    const { page, context } = hoa;
    await give(ty.page, house, 'bam-doi');
    const offer = await readScreen(ty.page);
    await Promise.all([context.setOffline(false), ty.context.setOffline(true)]);
    await readOffer(page, house, offer);
    await count(page, 'bam-doi');
    const arrived: number[] = [];
    await context.route('**/custody/events', async (route) => {
      arrived.push((await route.fetch()).status());
      await route.abort();
    });
    const done = page.getByRole('button', { name: 'Giữ 1 giây: bàn giao xong' });
    await done.click({ delay: 1_200 });
    await expect.poll(() => arrived).toEqual([200]);
    await page.getByText(/Chưa gửi\./).waitFor();
    await context.unroute('**/custody/events');
    await page.reload();
    await page.getByText(/Đã gửi, máy chủ xác nhận/).waitFor();
    expect(await handoffOf('bam-doi')).toMatchObject([{ state: 'complete', taken: { by: HOA } }]);
    await page.goto(`${house.url}/hop-thu-di`);
    await expect.poll(() => page.getByText('Chờ mạng').count(), { timeout: 15_000 }).toBe(0);
  });

  test('nothing on the way raised an error in a page', () => {
    expect([...ty.faults, ...hoa.faults]).toEqual([]);
  });
});
