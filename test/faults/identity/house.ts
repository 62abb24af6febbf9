/** The real service with its listener for TLS, on a province of two fridges with vaccine, and an administrator beside it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RedeemedView } from '../../../src/http/identity-schemas.ts';
import type { ClaimView } from '../../../src/keeper/identity-views.ts';
import { newDeviceKey } from '../../identity/device-key.ts';
import { quietPort } from '../../ports.ts';
import { ServiceProcess } from '../process.ts';
import { Box } from './box.ts';

const GTIN = '08930000000002';
export const PASSWORD = 'mat-khau-quan-tri';

/** `first` and `second` guard vaccine from the beginning. */
const describe = (extra: readonly string[]) => ({
  demo: true,
  sites: [{ id: 'tinh', name: 'Kho tỉnh', level: 'tỉnh' }],
  units: ['tu-1', 'tu-2'].map((id) => ({
    ...{ id, kind: 'refrigerator', site: 'tinh', name: id, samplingSeconds: 60 },
  })),
  devices: [
    { id: 'first', unit: 'tu-1', secret: 'secret-of-first' },
    { id: 'second', unit: 'tu-2', secret: 'secret-of-second' },
    ...extra.map((id) => ({ id, unit: 'tu-2', secret: `secret-of-${id}` })),
  ],
  products: [{ gtin: GTIN, name: 'Vắc xin thử', dosesPerVial: 10, source: 'test', rules: [] }],
  lots: [{ gtin: GTIN, lot: 'A', expiry: '2037-12-31' }],
  parcels: ['tu-1', 'tu-2'].map((unit) => ({ id: `kien-${unit}`, gtin: GTIN, lot: 'A', doses: 100, unit })),
  people: [{ username: 'hung', name: 'Hùng', roles: ['administrator', 'official'], password: PASSWORD }],
});

export type Reply = { readonly status: number; readonly json: Record<string, unknown> };

export class IdentityHouse {
  readonly mqttPort: number;
  readonly tlsPort: number;
  readonly service: ServiceProcess;
  readonly directory: string;
  /** Where people open it. */
  readonly url: string;
  readonly #url: string;
  #token = '';

  private constructor(directory: string, ports: readonly number[], environment: Record<string, string>) {
    const [mqttPort = 0, tlsPort = 0, httpPort = 0] = ports;
    this.directory = directory;
    this.mqttPort = mqttPort;
    this.tlsPort = tlsPort;
    this.url = `http://127.0.0.1:${httpPort}`;
    this.#url = `${this.url}/api/v1`;
    const place = { data: join(directory, 'data'), mqttPort, httpPort, log: join(directory, 'log') };
    this.service = new ServiceProcess(place, {
      apply: join(directory, 'province.json'),
      environment: { GIULANH_MQTTS_PORT: String(tlsPort), ...environment },
    });
  }

  /** @param extra further devices in the second fridge */
  static async open(
    extra: readonly string[] = [],
    environment: Record<string, string> = {},
  ): Promise<IdentityHouse> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-identity-'));
    writeFileSync(join(directory, 'province.json'), JSON.stringify(describe(extra)));
    const ports = [await quietPort(), await quietPort(), await quietPort()];
    const house = new IdentityHouse(directory, ports, environment);
    await house.service.ready();
    const { json } = await house.call('POST', '/session', { username: 'hung', password: PASSWORD });
    house.#token = String(json.token);
    return house;
  }

  /** As the administrator, once signed in. */
  async call(method: string, path: string, body?: object): Promise<Reply> {
    return this.#send(
      method,
      path,
      body,
      this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` },
    );
  }

  /** As a device: nobody is signed in. */
  tell = (path: string, body: object): Promise<Reply> => this.#send('POST', path, body, {});

  async #send(
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  /** What the page does and what the device does with the code it shows; with a key of its own, or for a secret. */
  async enrol(device: string, by: 'certificate' | 'secret', serial = 'SN-1'): Promise<Box> {
    const made = await this.call('POST', `/registry/devices/${device}/claim`, { serial });
    const { token } = made.json as ClaimView;
    const own = by === 'certificate' ? await newDeviceKey() : null;
    const answer = await this.tell(`/claims/${token}`, { serial, ...(own && { csr: own.csr }) });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
    return this.box(answer.json as RedeemedView, own);
  }

  box(redeemed: RedeemedView, own: Awaited<ReturnType<typeof newDeviceKey>> | null): Box {
    const { device, secret, certificate, authority, mqtt } = redeemed;
    return new Box({ device, secret, certificate, authority, own, port: mqtt.tlsPort ?? 0 });
  }

  /** One with the secret of the description, without TLS. */
  plain(device: string): Box {
    const secret = `secret-of-${device}`;
    return new Box({ device, secret, certificate: null, authority: null, own: null, port: this.mqttPort });
  }

  async close(): Promise<void> {
    await this.service.end('SIGTERM');
    rmSync(this.directory, { recursive: true, force: true });
  }
}
