/** Devices of other makers as docs/devices.md says to connect them: from the message as it comes to the reading as it is kept. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/keeper/intake.ts';
import type { Paged, ReadingView } from '../../src/keeper/views.ts';
import { House, iso, MINUTE, PROVINCE, START } from './house.ts';

/** Minute 5 is now; the messages are of a minute before. */
const NOW = 5;
const SECONDS = START / 1000 + 4 * 60;
const AT = iso(4);
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

/** One LoRaWAN uplink as each of the two network servers passes it on. */
const chirpstack = (hex: string, port: number) => ({
  time: AT,
  deviceInfo: { devEui: 'A84041FFFF000001' },
  fPort: port,
  data: base64(hex),
});
const stack = (hex: string, port: number) => ({
  end_device_ids: { device_id: 'x', dev_eui: 'A84041FFFF000001' },
  uplink_message: { f_port: port, frm_payload: base64(hex), received_at: AT },
});
const ruuvi = '0201061BFF9904050320FFFFC6D7000CFFF803F4ADB6AD697FF41F0C28CBD6';
/** Codec 8, a record of the very minute, Dallas Temperature 1 = 41. */
const teltonika = [
  '0801',
  BigInt(SECONDS * 1000)
    .toString(16)
    .padStart(16, '0'),
  '00'.repeat(16), // priority, no fix
  '0001 00 00 01 48 00000029 00'.replaceAll(' ', ''),
  '01',
].join('');

type Row = {
  readonly name: string;
  /** Device lines of the province; the one in `tu-2` is asked about. */
  readonly devices: readonly string[];
  readonly from: Partial<Incoming> & { readonly device: string };
  readonly message: unknown;
  readonly kept: readonly string[];
};
const own = (profile: string) => [`{ id: m-1, unit: tu-2, profile: ${profile} }`];
const through = (gateway: string, profile: string, address: string, more = '') => [
  `{ id: g-1, unit: null, profile: ${gateway} }`,
  `{ id: m-1, unit: tu-2, profile: ${profile}, via: { gateway: g-1, address: "${address}" }${more} }`,
];
const behind = (profile: string, address: string) => [
  `{ id: m-1, unit: tu-2, profile: ${profile}, via: { gateway: huyen, address: "${address}" } }`,
];
const EUI = 'a84041ffff000001';

const ROWS: readonly Row[] = [
  {
    name: 'Tasmota at our broker',
    devices: own('tasmota-ds18b20'),
    from: { device: 'm-1', topic: 'tele/SENSOR' },
    message: {
      Time: '2026-11-22T07:05:00',
      DS18B20: { Id: '0316B5B8F2FF', Temperature: 4.1 },
      TempUnit: 'C',
    },
    kept: [`${iso(NOW)} 0316B5B8F2FF 4.1`],
  },
  {
    name: 'Tasmota behind another broker',
    devices: behind('tasmota-ds18b20', 'Tu-7'),
    from: { device: 'huyen', profile: 'tasmota-ds18b20', topic: 'tele/tu-7/SENSOR' },
    message: { DS18B20: { Temperature: 4.1 }, TempUnit: 'C' },
    kept: [`${iso(NOW)} DS18B20 4.1`],
  },
  {
    name: 'ESPHome at our broker; the heat of its chip stays outside',
    devices: own('esphome'),
    from: { device: 'm-1', topic: 'sensor/internal_temperature/state' },
    message: '52.3',
    kept: [],
  },
  {
    name: 'ESPHome at our broker',
    devices: own('esphome'),
    from: { device: 'm-1', topic: 'sensor/fridge_temperature/state' },
    message: '4.10',
    kept: [`${iso(NOW)} fridge_temperature 4.1`],
  },
  {
    name: 'Shelly at our broker',
    devices: own('shelly-gen2'),
    from: { device: 'm-1', topic: 'events/rpc' },
    message: { method: 'NotifyStatus', params: { ts: SECONDS, 'temperature:100': { tC: 4.1 } } },
    kept: [`${AT} 100 4.1`],
  },
  {
    name: 'Shelly of the first generation behind another broker',
    devices: behind('shelly-gen1', 'shelly1-A1'),
    from: { device: 'huyen', profile: 'shelly-gen1', topic: 'shellies/shelly1-A1/ext_temperature/0' },
    message: '4.1',
    kept: [`${iso(NOW)} 0 4.1`],
  },
  {
    name: 'Zigbee2MQTT behind another broker',
    devices: behind('zigbee2mqtt', '0x00158D0000000001'),
    from: { device: 'huyen', profile: 'zigbee2mqtt', topic: 'zigbee2mqtt/Tủ 2' },
    message: { temperature: 4.1, last_seen: AT, device: { ieeeAddr: '0x00158d0000000001' } },
    kept: [`${AT} 1 4.1`],
  },
  {
    name: 'Zigbee2MQTT by a name with accents',
    devices: behind('zigbee2mqtt', 'Tủ lạnh 2'),
    from: { device: 'huyen', profile: 'zigbee2mqtt', topic: 'zigbee2mqtt/TỦ LẠNH 2' },
    message: { temperature: 4.1, last_seen: AT },
    kept: [`${AT} 1 4.1`],
  },
  {
    name: 'Milesight through ChirpStack that signs in',
    devices: through('chirpstack', 'milesight-em300-th', EUI),
    from: { device: 'g-1', topic: `application/1/device/${EUI}/event/up` },
    message: chirpstack('01755c0367290004685e', 85),
    kept: [`${AT} 1 4.1`],
  },
  {
    name: 'Dragino through The Things Stack: the cable is judged, the housing is not',
    devices: through('things-stack', 'dragino-lht65', EUI),
    from: { device: 'g-1', topic: 'v3/app/devices/x/up' },
    message: stack('cbf60b0d037601019a7fff', 2),
    kept: [`${AT} cable 4.1`],
  },
  {
    name: 'Dragino whose housing lies in the fridge',
    devices: through('things-stack', 'dragino-lht65', EUI, ', inside: [housing]'),
    from: { device: 'g-1', topic: 'v3/app/devices/x/up' },
    message: stack('cbf6019a0376000000ffff', 2),
    kept: [`${AT} housing 4.1`],
  },
  {
    name: 'a simulated uplink is never kept',
    devices: through('things-stack', 'dragino-lht65', EUI),
    from: { device: 'g-1', topic: 'v3/app/devices/x/up' },
    message: { ...stack('cbf60b0d037601019a7fff', 2), simulated: true },
    kept: [],
  },
  {
    name: 'a model without a profile, by the codec of its network server',
    devices: through('chirpstack', 'lorawan-codec', EUI),
    from: { device: 'g-1', topic: `application/1/device/${EUI}/event/up` },
    message: { ...chirpstack('0102', 1), object: { temperature: 4.1 } },
    kept: [`${AT} 1 4.1`],
  },
  {
    name: 'RuuviTag through its gateway',
    devices: through('ruuvi-gateway', 'ruuvi-gateway', 'F4:1F:0C:28:CB:D6'),
    from: { device: 'g-1', topic: 'C8:25:2D:8E:9C:2C/F4:1F:0C:28:CB:D6' },
    message: { data: ruuvi, ts: String(SECONDS) },
    kept: [`${AT} 1 4`],
  },
  {
    name: 'Teltonika at our broker',
    devices: own('teltonika'),
    from: { device: 'm-1', topic: 'data' },
    message: Buffer.from(teltonika, 'hex'),
    kept: [`${AT} 1 4.1`],
  },
  {
    name: 'a Bluetooth thermometer by its file alone',
    devices: through('openmqttgateway', 'openmqttgateway', 'A4C1386E4AE8'),
    from: { device: 'g-1', topic: 'BTtoMQTT/A4C1386E4AE8' },
    message: { id: 'A4:C1:38:6E:4A:E8', tempc: 4.1, hum: 56, batt: 75 },
    kept: [`${iso(NOW)} 1 4.1`],
  },
];

describe('a device of another maker, from its message to what is kept', () => {
  test.each(ROWS)('$name', async ({ devices, from, message, kept }) => {
    const lines = devices.map((line) => `  - ${line}\n`).join('');
    const house = await House.open({
      descriptions: [PROVINCE, `devices:\n${lines}`],
      connections: ['huyen'],
    });
    house.now = NOW;
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const payload = message instanceof Uint8Array ? message : Buffer.from(text);
    await house.keeper.ingest([
      { kind: 'telemetry', payload, size: payload.length, receivedAt: START + NOW * MINUTE, ...from },
    ]);
    const { items } = await house.ask<Paged<ReadingView>>({
      type: 'readings',
      unit: 'tu-2',
      from: START - 60 * MINUTE,
      to: START + 60 * MINUTE,
      limit: 100,
    });
    expect(items.map(({ at, probe, celsius }) => `${at} ${probe} ${celsius}`)).toEqual(kept);
    expect(await house.rejected(from.device)).toEqual([]);
    expect(await house.rejected('m-1')).toEqual([]);
  });
});

describe('the province description in docs/devices.md', () => {
  test('is taken as it stands there', async () => {
    const page = readFileSync(new URL('../../docs/devices.md', import.meta.url), 'utf8');
    const lines = /```yaml\n(devices:[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const units = ['tu-4', 'tu-7', 'tu-9'].map(
      (id) => `  - { id: ${id}, kind: refrigerator, site: tinh, name: ${id}, samplingSeconds: 300 }\n`,
    );
    const house = await House.open({
      descriptions: [PROVINCE, `units:\n${units.join('')}`, lines],
      connections: ['benh-vien'],
    });
    const { items } = await house.ask<Paged<{ id: string }>>({ type: 'devices', limit: 100 });
    expect(items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['log-1', 'kho-2', 'cs-1', 'lora-7', 'z-4', 'lht-1']),
    );
  });
});
