/**
 * A shipment from the depot's store to the station's fridge with nothing but the app: planned online, packed on a phone that
 * has no network and is killed in the middle, handed on twice, and put away. The tests build on each other in their order.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShipmentView } from '../../src/keeper/custody-views.ts';
import type { ParcelView } from '../../src/keeper/views.ts';
import { hasChromium, openScreen, type Screen, startChromium } from './chromium.ts';
import { dataMatrix, Film, qrCode } from './film.ts';
import {
  addArrival,
  addStore,
  barriers,
  giveTo,
  LARGE,
  next,
  SMALL_ONE,
  STOPPED,
  takeAll,
  typed,
} from './pack-house.ts';
import {
  GTIN,
  HOA,
  hold,
  LAN,
  loaded,
  PHONE,
  SMALL,
  signInHere,
  startTripHouse,
  type TripHouse,
  TY,
} from './trip-house.ts';

const TEST_MS = 120_000;
const HOUR = 3_600_000;

describe.skipIf(!hasChromium)('from the store to the fridge', { timeout: TEST_MS }, () => {
  let house: TripHouse;
  let browser: Browser;
  let depot: Screen;
  let trip: string;
  let code: string;
  const film = new Film();

  beforeAll(async () => {
    await film.show(await qrCode('nothing yet'));
    [house, browser] = await Promise.all([startTripHouse(), startChromium(film.switches)]);
    await addStore(house);
    depot = await openScreen(browser, PHONE);
    depot.context.setDefaultTimeout(15_000);
  }, TEST_MS);

  afterAll(async () => {
    await browser?.close();
    await house?.close();
    film.remove();
  });

  /** What a phone does when its battery falls out: nothing is said to the page. */
  const killed = async (screen: Screen): Promise<Screen> => {
    const url = screen.page.url();
    const page = await screen.context.newPage();
    await screen.page.close({ runBeforeUnload: false });
    await page.goto(url);
    return { ...screen, page };
  };

  test('depot staff find their way from the board to the trips and back', async () => {
    const { page } = depot;
    await page.goto(house.url);
    await signInHere(page, LAN);
    await page.getByRole('button', { name: /Trình đơn/ }).click();
    await page.getByRole('link', { name: 'Chuyến' }).click();
    await page.getByRole('link', { name: 'Bảng trực' }).click();
    await page.getByRole('button', { name: /Trình đơn/ }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Lập chuyến' }).click();
    await page.getByRole('heading', { name: 'Đi đâu, ai áp tải?' }).waitFor();
  });

  test('whom a plan can name is told to depots alone, and nothing of them but name, roles and place', async () => {
    const { items } = await house.api<{ items: unknown[] }>(LAN, '/people?role=escort');
    expect(items).toEqual([{ username: TY, name: 'Y Tý Niê', roles: ['escort'], site: 'tinh' }]);
    await expect(house.api(HOA, '/people?role=escort')).rejects.toThrow('403');
  });

  test('a trip is planned from what the store holds; what cannot go says why', async () => {
    const { page } = depot;
    await page.getByLabel('Nơi đến').selectOption({ label: 'Trạm Y tế xã Ea Kao' });
    await page.getByLabel('Người áp tải').selectOption({ label: 'Y Tý Niê – Kho vắc xin tỉnh Đắk Lắk' });
    await page.getByLabel('Giờ đi').fill(typed(Date.now() + HOUR));
    await page.getByLabel('Phải đến trước').fill(typed(Date.now() - HOUR));
    await page.getByText('Giờ đến phải sau giờ đi.').waitFor();
    expect(await page.getByRole('button', { name: 'Tiếp tục' }).isDisabled()).toBe(true);
    await page.getByLabel('Phải đến trước').fill(typed(Date.now() + 5 * HOUR));
    await page.getByLabel('Ghi chú').fill('Gọi trạm trước khi đến');
    await page.reload();
    expect(await page.getByLabel('Ghi chú').inputValue()).toBe('Gọi trạm trước khi đến');
    await next(page);

    const stopped = page.getByRole('checkbox', { name: /90 liều/ });
    expect(await stopped.isDisabled()).toBe(true);
    await page.getByText(/Tạm dừng sử dụng: không lập chuyến được/).waitFor();
    await page.getByRole('checkbox', { name: /200 liều/ }).check();
    await page.getByRole('checkbox', { name: /100 liều/ }).check();
    const doses = page.getByLabel('Số liều gửi của lô MR-0426');
    await doses.fill('201');
    await page.getByText('Phải là số liều từ 1 đến 200').waitFor();
    await doses.fill('150');
    await page.getByText('150 liều đi, 50 liều ở lại kho').waitFor();
    await next(page);
    await page.getByText('2 kiện, 250 liều').waitFor();
    await page.getByRole('button', { name: 'Lập chuyến' }).click();
    await page.getByText('Đã lập chuyến, máy chủ đã lưu').waitFor();

    const { items } = await house.api<{ items: ShipmentView[] }>(LAN, '/shipments?state=planned');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      from: 'tinh',
      to: 'ea-kao',
      escort: TY,
      note: 'Gọi trạm trước khi đến',
    });
    trip = items[0]?.id ?? '';
    const planned = items[0]?.planned ?? [];
    expect(planned.map(({ doses: count }) => count).sort()).toEqual([100, 150]);
    // Only what is whole travels: what goes was split off, and the rest stayed.
    expect(planned.map(({ parcel }) => parcel)).not.toContain(LARGE);
    expect(await house.api<ParcelView>(LAN, `/parcels/${LARGE}`)).toMatchObject({
      doses: 50,
      unit: 'kho-lanh',
    });
  });

  test('the trip is loaded, and what another trip takes cannot be planned twice', async () => {
    const { page } = depot;
    await page.getByRole('button', { name: 'Tải chuyến và mở' }).click();
    await page.getByRole('link', { name: /Đóng hộp/ }).waitFor();
    await page.getByText('2 kiện chưa vào hộp').waitFor();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      while (registration.active?.state !== 'activated')
        await new Promise((resolve) =>
          registration.active?.addEventListener('statechange', resolve, { once: true }),
        );
    });
    const other = await depot.context.newPage();
    await other.goto(`${house.url}/chuyen/moi`);
    await other.getByLabel('Nơi đến').selectOption({ label: 'Trạm Y tế xã Ea Kao' });
    await other.getByLabel('Người áp tải').selectOption({ index: 1 });
    await other.getByLabel('Giờ đi').fill(typed(Date.now() + HOUR));
    await other.getByLabel('Phải đến trước').fill(typed(Date.now() + 5 * HOUR));
    await next(other);
    await other.getByText('Đã có trong chuyến đi Trạm Y tế xã Ea Kao').first().waitFor();
    expect(await other.getByRole('checkbox', { name: /100 liều/ }).isDisabled()).toBe(true);
    await other.getByRole('button', { name: 'Quay lại' }).last().click();
    await other.getByRole('button', { name: 'Bỏ bản đang điền' }).click();
    await other.getByRole('link', { name: 'Lập chuyến' }).waitFor();
    await other.close();
  });

  test('without a network a box is scanned and parcels are scanned into it', async () => {
    await depot.context.setOffline(true);
    const { page } = depot;
    await page.getByRole('link', { name: /Đóng hộp/ }).click();
    await film.show(await qrCode('tu-ea-kao'));
    await page.getByRole('button', { name: 'Quét mã hộp' }).click();
    await page.getByText(/Không phải hộp của các điểm trong chuyến: tu-ea-kao/).waitFor();
    await page.getByRole('button', { name: 'Tắt máy ảnh' }).click();
    await film.show(await qrCode('hom-2'));
    await page.getByRole('button', { name: 'Quét mã hộp' }).click();
    await expect.poll(() => page.getByRole('radio', { name: 'Hòm lạnh số 2' }).isChecked()).toBe(true);
    await next(page);
    await page.getByRole('heading', { name: 'Xếp kiện vào Hòm lạnh số 2' }).waitFor();
    await film.show(await dataMatrix(`(01)${GTIN}(17)270131(10)MR-0999(21)K-7`));
    await page.getByRole('button', { name: 'Quét mã từng kiện' }).click();
    await page.getByText(/Kiện không có trong chuyến này/).waitFor();
    await page.getByRole('button', { name: 'Tắt máy ảnh' }).click();
    await film.show(await dataMatrix(`(01)${GTIN}(17)280331(10)MR-0426(21)L-1`));
    await page.getByRole('button', { name: 'Quét mã từng kiện' }).click();
    await page.getByText('Đã xếp: Vắc xin sởi – rubella (MR), Lô MR-0426 · 150 liều').waitFor();
  });

  test('killed in the middle, nothing that was entered is lost', async () => {
    depot = await killed(depot);
    let { page } = depot;
    await page.getByRole('heading', { name: 'Xếp kiện vào Hòm lạnh số 2' }).waitFor();
    expect(await page.getByRole('checkbox', { name: /150 liều/ }).isChecked()).toBe(true);
    await next(page);
    await page.getByRole('radio', { name: 'Bình tích lạnh' }).check();
    await page.getByRole('button', { name: 'Vừa xong' }).click();
    await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('4,4');
    await page.getByLabel('Số niêm phong').fill('NP-77');
    depot = await killed(depot);
    page = depot.page;
    expect(await page.getByLabel('Số niêm phong').inputValue()).toBe('NP-77');
    expect(await page.getByLabel('Nhiệt độ bây giờ (°C)').inputValue()).toBe('4,4');
    expect(await page.getByLabel('Giờ rã đông').inputValue()).toMatch(/^\d\d:\d\d$/);
    expect(await page.getByRole('radio', { name: 'Bình tích lạnh' }).isChecked()).toBe(true);
    await next(page);
    await page.getByText('1 hộp, 1 kiện, 150 liều').waitFor();
    await page.getByText('Còn 1 kiện của chuyến chưa vào hộp nào').waitFor();
  });

  test('a second box is added, and all of it is signed once by holding', async () => {
    const { page } = depot;
    await page.getByRole('button', { name: 'Thêm hộp khác' }).click();
    await page.getByRole('radio', { name: 'Hòm lạnh số 3' }).check();
    await next(page);
    await page.getByText('đã xếp vào Hòm lạnh số 2').waitFor();
    await page.getByRole('checkbox', { name: /100 liều/ }).check();
    await next(page);
    await page.getByRole('radio', { name: 'Không có chất làm lạnh' }).check();
    await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('bốn');
    expect(await page.getByRole('button', { name: 'Tiếp tục' }).isDisabled()).toBe(true);
    await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('4.6');
    await next(page);
    await page.getByText('2 hộp, 2 kiện, 250 liều').waitFor();
    await hold(page, 'Giữ 1 giây để ký đóng hộp');
    await page.getByText(/Đã lưu trên máy \d\d:\d\d\. Chưa gửi\./).waitFor();
    expect((await house.api<ShipmentView>(LAN, `/shipments/${trip}`)).state).toBe('planned');
  });

  test('still without a network, the boxes stand on the trip and go along with the offer to the escort', async () => {
    const { page } = depot;
    await page.getByRole('button', { name: 'Về chuyến' }).click();
    await page.getByRole('article', { name: 'Hòm lạnh số 2' }).getByText('Niêm phong NP-77').waitFor();
    await page.getByRole('article', { name: 'Hòm lạnh số 3' }).waitFor();
    await page.getByRole('button', { name: 'Bàn giao' }).click();
    code = await giveTo(page, 'Y Tý Niê');
  });

  test('back in the network the service has one packing with both boxes, where they were packed', async () => {
    await depot.context.setOffline(false);
    await depot.page.goto(`${house.url}/hop-thu-di`);
    await expect
      .poll(() => depot.page.getByText(/Biên nhận máy chủ số/).count(), { timeout: 20_000 })
      .toBe(2);
    const shipment = await house.api<ShipmentView>(LAN, `/shipments/${trip}`);
    expect(shipment.state).toBe('packed');
    expect(
      shipment.boxes.map(({ unit, seal, celsius, coolant, parcels }) => [
        ...[unit, seal, celsius, coolant.kind, coolant.conditionedAt === null],
        parcels.map(({ doses }) => doses),
      ]),
    ).toEqual([
      ['hom-2', 'NP-77', 4.4, 'ice-pack', false, [150]],
      ['hom-3', null, 4.6, 'none', true, [100]],
    ]);
  });

  const load = async (page: Page) => {
    const card = page.getByRole('article').filter({ hasText: /2 hộp/ });
    await loaded(card);
  };

  test('the escort takes it over and hands it to the station', async () => {
    const escort = await openScreen(browser, PHONE);
    escort.context.setDefaultTimeout(15_000);
    await escort.page.goto(`${house.url}/chuyen`);
    await signInHere(escort.page, TY);
    await load(escort.page);
    expect(await escort.page.getByRole('link', { name: 'Lập chuyến' }).count()).toBe(0);
    await escort.page.goto(`${house.url}/chuyen/${trip}/ban-giao`);
    await takeAll(escort.page, code);
    await escort.page.getByText(/Đã gửi, máy chủ xác nhận/).waitFor();
    await escort.page.getByRole('button', { name: 'Về chuyến' }).click();
    await escort.page.getByRole('button', { name: 'Bàn giao' }).waitFor();
    expect(await escort.page.getByRole('link', { name: /Dỡ hộp/ }).count()).toBe(0);
    await escort.page.getByRole('button', { name: 'Bàn giao' }).click();
    code = await giveTo(escort.page, 'Trạm Y tế xã Ea Kao');
    await expect
      .poll(async () => (await house.api<ShipmentView>(LAN, `/shipments/${trip}`)).handoffs.length, {
        timeout: 20_000,
      })
      .toBe(2);
    expect(escort.faults).toEqual([]);
    await escort.context.close();
  });

  test('the station takes it over and puts each parcel into a unit of its own, without a network', async () => {
    let nurse = await openScreen(browser, PHONE);
    nurse.context.setDefaultTimeout(15_000);
    await nurse.page.goto(`${house.url}/chuyen`);
    await signInHere(nurse.page, HOA);
    await load(nurse.page);
    await nurse.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await nurse.context.setOffline(true);
    await nurse.page.goto(`${house.url}/chuyen/${trip}/ban-giao`);
    await takeAll(nurse.page, code);
    await nurse.page.getByRole('button', { name: 'Về chuyến' }).click();
    await nurse.page.getByRole('link', { name: /Dỡ hộp/ }).waitFor();
    expect(await nurse.page.getByRole('link', { name: /Đóng hộp/ }).count()).toBe(0);
    await nurse.page.getByRole('link', { name: /Dỡ hộp/ }).click();
    expect(await nurse.page.getByRole('checkbox').first().isDisabled()).toBe(true);
    await nurse.page.getByRole('radio', { name: 'Tủ vắc xin Ea Kao' }).check();
    await nurse.page.getByRole('button', { name: 'Cất tất cả vào Tủ vắc xin Ea Kao' }).click();
    await nurse.page.getByRole('radio', { name: 'Tủ vắc xin dự phòng' }).check();
    await nurse.page.getByRole('checkbox', { name: /100 liều/ }).uncheck();
    await nurse.page.getByRole('checkbox', { name: /100 liều/ }).check();
    await nurse.page.getByText('cất vào Tủ vắc xin dự phòng').waitFor();
    nurse = await killed(nurse);
    await nurse.page.getByText('cất vào Tủ vắc xin dự phòng').waitFor();
    await nurse.page.getByText('cất vào Tủ vắc xin Ea Kao').waitFor();
    await next(nurse.page);
    await hold(nurse.page, 'Giữ 1 giây để ký dỡ hộp');
    await nurse.page.getByText(/Đã lưu trên máy \d\d:\d\d\. Chưa gửi\./).waitFor();
    await nurse.context.setOffline(false);
    await nurse.page.getByText(/Đã gửi, máy chủ xác nhận \d\d:\d\d · Biên nhận số/).waitFor();
    await nurse.page.getByRole('button', { name: 'Về chuyến' }).click();
    await nurse.page.getByRole('button', { name: 'Bàn giao' }).waitFor();
    expect(await nurse.page.getByRole('link', { name: /Dỡ hộp/ }).count()).toBe(0);
    expect(nurse.faults).toEqual([]);
    await nurse.context.close();
    const shipment = await house.api<ShipmentView>(LAN, `/shipments/${trip}`);
    expect(shipment.state).toBe('closed');
    const there = await house.api<{ items: ParcelView[] }>(HOA, '/parcels?site=ea-kao');
    expect(there.items.map(({ unit, doses }) => [unit, doses]).sort()).toEqual([
      ['tu-2', 100],
      ['tu-ea-kao', 150],
    ]);
    expect(there.items.map(({ id }) => id)).toContain(SMALL_ONE);
    expect(await house.api<ParcelView>(LAN, `/parcels/${STOPPED}`)).toMatchObject({ unit: 'kho-lanh' });
  });

  test('at 320 px, by day, by night and in the sun, no page shuts anybody out or scrolls sideways', async () => {
    const { context, page, faults } = await openScreen(browser, SMALL);
    context.setDefaultTimeout(15_000);
    const found: string[] = [];
    const look = async (what: string) => found.push(...(await barriers(page, what)));
    await page.goto(`${house.url}/chuyen`);
    await signInHere(page, LAN);
    await page.getByRole('link', { name: 'Lập chuyến' }).click();
    await page.getByLabel('Nơi đến').selectOption({ label: 'Trạm Y tế xã Ea Kao' });
    await page.getByLabel('Người áp tải').selectOption({ index: 1 });
    await page.getByLabel('Giờ đi').fill(typed(Date.now() + HOUR));
    await page.getByLabel('Phải đến trước').fill(typed(Date.now() + 5 * HOUR));
    await look('route');
    await next(page);
    await page.getByRole('checkbox', { name: /50 liều/ }).check();
    await page.getByLabel('Số liều gửi của lô MR-0426').fill('20');
    await look('parcels to go');
    await next(page);
    await look('plan');
    await page.getByRole('button', { name: 'Lập chuyến' }).click();
    await page.getByText('Đã lập chuyến, máy chủ đã lưu').waitFor();
    await look('planned');
    await page.getByRole('button', { name: 'Tải chuyến và mở' }).click();
    await page.getByRole('link', { name: /Đóng hộp/ }).click();
    await page.getByRole('radio', { name: 'Hòm lạnh số 4' }).check();
    // What was carried there and may be back by now can be packed too.
    await page.getByText('trong sổ đang ở Trạm Y tế xã Ea Kao').first().waitFor();
    await look('box');
    await next(page);
    await page.getByRole('checkbox', { name: /20 liều/ }).check();
    await look('into the box');
    await next(page);
    await page.getByRole('radio', { name: 'Bình tích lạnh' }).check();
    await look('cold');
    await next(page);
    await look('packing');
    await hold(page, 'Giữ 1 giây để ký đóng hộp');
    await page.getByText(/Đã lưu trên máy|Đã gửi/).waitFor();
    await look('packed');
    await context.close();

    await addArrival(house, 'chuyen-320');
    const nurse = await openScreen(browser, SMALL);
    nurse.context.setDefaultTimeout(15_000);
    await nurse.page.goto(`${house.url}/chuyen`);
    await signInHere(nurse.page, HOA);
    const card = nurse.page.getByRole('article').filter({ hasText: 'Đã đến' });
    await loaded(card);
    await nurse.page.goto(`${house.url}/chuyen/chuyen-320/do-hop`);
    await nurse.page.getByRole('radio', { name: 'Tủ vắc xin Ea Kao' }).check();
    await nurse.page.getByRole('checkbox').first().check();
    found.push(...(await barriers(nurse.page, 'into the unit')));
    await next(nurse.page);
    await nurse.page.getByText('Còn 1 kiện chưa cất vào tủ').waitFor();
    found.push(...(await barriers(nurse.page, 'unpacking')));
    await nurse.context.close();
    expect(found).toEqual([]);
    expect([...faults, ...nurse.faults]).toEqual([]);
  });

  test('nothing raised an error in a page', () => {
    expect(depot.faults).toEqual([]);
  });
});
