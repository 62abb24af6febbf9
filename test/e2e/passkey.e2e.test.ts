/** Passkeys in a real browser with a virtual authenticator: added, signed in with, and refused where they must be. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { enter, type OfficialHouse, startOfficialHouse } from './official-house.ts';

const TEST_MS = 60_000;
const WAIT_MS = 20_000;
const PASSWORD = 'mat-khau-can-bo';

type Reply = { status: number; code: string | null };

describe.skipIf(!hasChromium)('signing in with a passkey', { timeout: TEST_MS }, () => {
  let house: OfficialHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;
  let device: CDPSession;
  let elsewhere: Server;

  beforeAll(async () => {
    const [begun, chromium] = await Promise.all([startOfficialHouse(), startChromium()]);
    // A passkey is bound to a name; the house's own address is one of digits.
    house = { ...begun, url: begun.url.replace('127.0.0.1', 'localhost') };
    browser = chromium;
    screen = await openScreen(browser, { width: 390, height: 844 });
    page = screen.page;
    page.setDefaultTimeout(WAIT_MS);
    device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    elsewhere = createServer((_, reply) => {
      reply.setHeader('content-type', 'text/html').end('<!doctype html><title>Giữ Lạnh</title>');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  }, TEST_MS);
  afterAll(async () => {
    elsewhere?.close();
    await browser?.close();
    await house?.close();
  });

  const add = async (name: string, password = PASSWORD) => {
    await page.getByLabel('Tên khoá').fill(name);
    await page.getByLabel('Mật khẩu hiện tại').fill(password);
    await page.getByRole('button', { name: 'Thêm khoá trên máy này' }).click();
  };
  const toSecurity = async () => {
    await page.goto(`${house.url}/bao-mat`);
    await page.getByRole('heading', { level: 1, name: 'Khoá truy cập' }).waitFor();
  };
  const signOut = async () => {
    await page.getByRole('button', { name: /^Trình đơn/ }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).waitFor();
  };
  const door = async (path: string, body?: unknown): Promise<{ status: number; json: unknown }> => {
    const reply = await fetch(`${house.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, json: await reply.json() };
  };
  /** The page's own device answers the service's question, at whatever address the page is. */
  const answerOf = async (): Promise<unknown> => {
    const { json } = await door('/session/passkey/options');
    return page.evaluate(async (options) => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as never);
      const credential = await navigator.credentials.get({ publicKey });
      return (credential as PublicKeyCredential).toJSON();
    }, json);
  };
  const show = async (response: unknown): Promise<Reply> => {
    const { status, json } = await door('/session/passkey', { response });
    return { status, code: (json as { code?: string }).code ?? null };
  };

  test('an official adds one after the password, and sees it by its name', async () => {
    await enter(page, house, 'an', '/bao-mat');
    await page.getByText('Chưa có khoá truy cập nào.').waitFor();
    await add('Máy tính ở phòng', 'mật khẩu sai rồi');
    await page.getByRole('alert').filter({ hasText: 'Mật khẩu hiện tại không đúng' }).waitFor();
    await add('Máy tính ở phòng');
    await page.getByText('Đã thêm khoá “Máy tính ở phòng”.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'chưa dùng lần nào' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('signed out, one press and the device’s own check sign them in again', async () => {
    await signOut();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
    await page.getByRole('button', { name: /^Trình đơn \(Nguyễn Thị An\)/ }).waitFor();
    await toSecurity();
    await page.getByText(/dùng lần cuối/).waitFor();
  });

  test('an answer counts once: the same one again is refused', async () => {
    await page.goto(house.url);
    const response = await answerOf();
    expect(await show(response)).toEqual({ status: 200, code: null });
    expect(await show(response)).toEqual({ status: 401, code: 'PASSKEY_CHALLENGE' });
  });

  test('an answer that a page of another address got is refused', async () => {
    const { port } = elsewhere.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/`);
    expect(await show(await answerOf())).toEqual({ status: 401, code: 'PASSKEY_WRONG' });
  });

  test('an answer whose signature or person was changed is refused', async () => {
    await page.goto(house.url);
    const response = (await answerOf()) as { response: { signature: string; userHandle: string } };
    const signature = `${response.response.signature.slice(0, -8)}AAAAAAAA`;
    expect(await show({ ...response, response: { ...response.response, signature } })).toEqual({
      status: 401,
      code: 'PASSKEY_WRONG',
    });
    const other = (await answerOf()) as typeof response;
    expect(await show({ ...other, response: { ...other.response, userHandle: 'YmluaA' } })).toEqual({
      status: 401,
      code: 'PASSKEY_WRONG',
    });
  });

  test('removed after asking, it opens nothing any more, and the password still does', async () => {
    await toSecurity();
    await page.getByRole('button', { name: 'Gỡ Máy tính ở phòng' }).click();
    const sheet = page.getByRole('dialog', { name: 'Gỡ khoá “Máy tính ở phòng”?' });
    await sheet.getByRole('button', { name: 'Thôi' }).click();
    await page.getByRole('button', { name: 'Gỡ Máy tính ở phòng' }).click();
    await sheet.getByRole('button', { name: 'Gỡ khoá' }).click();
    await page.getByText('Đã gỡ khoá “Máy tính ở phòng”.').waitFor();
    await page.getByText('Chưa có khoá truy cập nào.').waitFor();
    await signOut();
    await page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: 'Khoá truy cập này không đúng hoặc đã bị gỡ.' })
      .waitFor();
    await page.getByLabel('Tên đăng nhập').fill('an');
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('button', { name: /^Trình đơn \(Nguyễn Thị An\)/ }).waitFor();
  });

  test('the sign-in page loads nothing of it before the button is pressed', async () => {
    const fresh = await openScreen(browser, { width: 390, height: 844 });
    const files: string[] = [];
    fresh.page.on('response', (reply) => files.push(new URL(reply.url()).pathname));
    await fresh.page.goto(`${house.url}/dang-nhap`);
    await fresh.page.getByRole('button', { name: 'Đăng nhập bằng khoá truy cập' }).waitFor();
    expect(files.filter((file) => /passkey/i.test(file))).toEqual([]);
    await fresh.context.close();
  });
});
