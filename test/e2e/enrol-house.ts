/** A commune's station and its province, the real keeper, MQTT gate and HTTP edge wired as `main.ts` does it: devices really connect. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAsync, type MqttClient } from 'mqtt';
import pino from 'pino';
import type { Page } from 'playwright-core';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { startMqtt } from '../../src/mqtt/broker.ts';

const PASSWORD = 'mat-khau-cua-tram';
const person = (username: string, name: string, role: string, site: string) => ({
  ...{ username, name, roles: [role], site, password: PASSWORD },
});
const PROVINCE = {
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
    { id: 'cu-ebur', name: 'Trạm Y tế xã Cư Êbur', level: 'xã', parent: 'tinh' },
  ],
  units: [
    { id: 'tu-1', kind: 'refrigerator', site: 'ea-kao', name: 'Tủ vắc xin 1' },
    { id: 'tu-9', kind: 'refrigerator', site: 'cu-ebur', name: 'Tủ nơi khác' },
  ],
  devices: [{ id: 'do-1', unit: 'tu-1', secret: 'a-secret-of-one' }],
  people: [
    person('hung', 'Trần Văn Hùng', 'administrator', 'tinh'),
    person('lan', 'Nguyễn Thị Lan', 'depot', 'ea-kao'),
    person('hanh', 'Lê Thị Hạnh', 'vaccinator', 'ea-kao'),
    person('an', 'Phạm Quốc An', 'official', 'tinh'),
    person('xa', 'Y Moan', 'vaccinator', 'cu-ebur'),
    person('bang', 'Bảng trực Ea Kao', 'display', 'ea-kao'),
  ],
};

/** A logger as its maker builds it: signs in, listens for commands, sends values. */
export class Logger {
  readonly commands: unknown[] = [];
  readonly #client: MqttClient;
  readonly #id: string;

  private constructor(client: MqttClient, id: string) {
    this.#client = client;
    this.#id = id;
    client.on('message', (_topic, payload) => {
      const told = JSON.parse(payload.toString()) as object;
      // Receipts come by themselves, and are none of what people order.
      if (!('receipt' in told)) this.commands.push(told);
    });
  }

  /** Rejects when it is turned away. */
  static async connect(port: number, id: string, secret: string): Promise<Logger> {
    const client = await connectAsync(
      `mqtt://127.0.0.1:${port}`,
      { clientId: id, username: id, password: secret, reconnectPeriod: 0 },
      false,
    );
    const logger = new Logger(client, id);
    await client.subscribeAsync(`giulanh/v1/${id}/command`, { qos: 1 });
    return logger;
  }

  /** Resolves once it is kept. `aheadMs`: its clock is wrong by so much. */
  async measure(celsius: number, aheadMs = 0): Promise<void> {
    const readings = [{ at: Date.now() + aheadMs, celsius }];
    await this.#client.publishAsync(`giulanh/v1/${this.#id}/telemetry`, JSON.stringify({ readings }), {
      qos: 1,
    });
  }

  /** Resolves when the service ends the connection. */
  ended = (): Promise<void> => new Promise((resolve) => this.#client.once('close', () => resolve()));

  close = (): Promise<void> => this.#client.endAsync();
}

export type EnrolHouse = Awaited<ReturnType<typeof startEnrolHouse>>;

/** `isBuilt`: with the screens. */
export async function startEnrolHouse({ isBuilt }: { isBuilt: boolean }) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  if (isBuilt) await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-enrol-'));
  const log = pino({ level: 'silent' });
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const made = await keeper.execute(SYSTEM, { type: 'province.apply', description: PROVINCE, file: null });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const edge = await startMqtt({ host: '127.0.0.1', port: 0, credentials: keeper, intake: keeper, log });
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper: keeper.port(() => ''),
    devices: edge,
    webRoot: join(root, 'dashboards/web/dist'),
    log,
    clock: { now: Date.now },
  });
  const url = `http://127.0.0.1:${http.port}`;
  const tokens = new Map<string, string>();
  /** As this person over HTTP; answers the status and the body. */
  const api = async (who: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(who)}` };
    const send = (to: string, what: object | undefined) =>
      fetch(`${url}/api/v1${to}`, {
        method: what === undefined ? 'GET' : 'POST',
        headers: tokens.has(who) ? headers : { 'content-type': 'application/json' },
        ...(what === undefined ? {} : { body: JSON.stringify(what) }),
      });
    if (!tokens.has(who)) {
      const session = await send('/session', { username: who, password: PASSWORD });
      const { token } = (await session.json()) as { token: string };
      tokens.set(who, token);
      headers.authorization = `Bearer ${token}`;
    }
    const answer = await send(path, body);
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  return {
    url,
    api,
    mqttPort: edge.port,
    tokenOf: (who: string) => tokens.get(who) ?? '',
    close: async () => {
      await http.close();
      await edge.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function signInAs(page: Page, house: EnrolHouse, username: string, path: string): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}
