/** Adding a gateway and a thermometer that it carries: nobody copies an address from a label. */
import { connectAsync, type MqttClient } from 'mqtt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceView } from '../../src/keeper/registry-views.ts';
import { hasChromium, openScreen, type Screen, startChromium } from './chromium.ts';
import { type EnrolHouse, signInAs, startEnrolHouse } from './enrol-house.ts';

const PHONE = { width: 390, height: 844 };
const GATEWAY = 'cong-ea-kao';
const ADDRESS = 'A8:40:41:00:01';
const TEST_MS = 120_000;
const PATIENCE = { timeout: 60_000 };

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click(PATIENCE);
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).waitFor(PATIENCE);

describe.skipIf(!hasChromium)('adding a device that a gateway carries', { timeout: TEST_MS }, () => {
  let house: EnrolHouse;
  let browser: Browser;
  let screen: Screen;
  let gateway: MqttClient;
  beforeAll(async () => {
    [house, browser] = await Promise.all([startEnrolHouse({ isBuilt: true }), startChromium()]);
    screen = await openScreen(browser, PHONE);
    screen.context.setDefaultTimeout(60_000);
  }, TEST_MS);
  afterAll(async () => {
    await gateway?.endAsync();
    await browser?.close();
    await house?.close();
  });
  /** Resolves once it is kept. */
  const measure = (celsius: number) =>
    gateway.publishAsync(
      `giulanh/v1/${GATEWAY}/up/${ADDRESS}`,
      JSON.stringify([{ bn: `${ADDRESS}/`, n: '1', u: 'Cel', v: celsius, t: Date.now() / 1000 }]),
      { qos: 1, retain: true },
    );

  test('the gateway is in no unit, and gets a secret', async () => {
    const { page } = screen;
    await signInAs(page, house, 'hung', '/them-thiet-bi');
    await page.getByText('Cổng chưa nghe thấy địa chỉ lạ nào').waitFor();
    await page.getByLabel('Hoặc gõ mã thiết bị').fill(`giulanh:device/${GATEWAY}?profile=senml-gateway`);
    await pressed(page, 'Dùng mã này');
    await page.getByText('Cổng chuyển số đo cho thiết bị khác').waitFor();
    expect(await page.getByLabel('Tên tủ').count()).toBe(0);
    await pressed(page, 'Khai báo thiết bị');
    const secret = (await page.getByText(/^[A-Za-z0-9_-]{43}$/).textContent()) ?? '';
    await pressed(page, 'Đã nhập khoá vào thiết bị');
    await heading(page, 'Quét mã QR trên thiết bị');
    gateway = await connectAsync(
      `mqtt://127.0.0.1:${house.mqttPort}`,
      { clientId: GATEWAY, username: GATEWAY, password: secret, reconnectPeriod: 0 },
      false,
    );
  });

  test('what it hears is picked, put into its unit, and its next message is the first', async () => {
    const { page } = screen;
    await measure(19.5);
    await pressed(page, 'Xem lại');
    await page.getByText('19,5 °C').waitFor();
    await page.getByRole('radio', { name: ADDRESS.toLowerCase() }).check();
    expect(await page.getByLabel('Mã đặt cho thiết bị').inputValue()).toBe('a8-40-41-00-01');
    await page.getByLabel('Mã đặt cho thiết bị').fill('nk-01');
    await pressed(page, 'Dùng địa chỉ này');
    await page.getByRole('radio', { name: 'Trạm Y tế xã Ea Kao' }).check();
    await page.getByRole('radio', { name: 'Tủ vắc xin 1' }).check();
    await pressed(page, 'Khai báo thiết bị');
    await heading(page, 'Đang chờ bản tin đầu tiên…');
    await page.getByText('Chờ bản tin kế tiếp của nhiệt kế qua cổng.').waitFor();
    await measure(4.5);
    await heading(page, 'Đúng thiết bị, đúng tủ chưa?');
    await page.getByText('4,5 °C').first().waitFor();
  });

  test('its page says through whom it is reached, and which probes count is changed there', async () => {
    const { page } = screen;
    await page.goto(`${house.url}/quan-tri/thiet-bi/nk-01`);
    await page.getByText(`${GATEWAY}, địa chỉ ${ADDRESS.toLowerCase()}`).waitFor();
    await pressed(page, 'Loại, cổng và đầu đo');
    await page.getByLabel('Đầu đo nằm trong khoang vắc xin').fill('1, TVC');
    await pressed(page, 'Xem lại và lưu');
    await page.getByText('Đầu đo trong khoang').first().waitFor();
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('1, TVC').first().waitFor();
    await expect
      .poll(async () => (await house.api('hung', '/registry/devices/nk-01')).json as unknown as DeviceView)
      .toMatchObject({ inside: ['1', 'TVC'], via: { gateway: GATEWAY, address: ADDRESS.toLowerCase() } });
    expect(screen.faults).toEqual([]);
  });
});
