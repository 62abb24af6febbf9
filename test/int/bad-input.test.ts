/** Whatever a device or a person says, it is kept or refused with its reason, acknowledged, and nobody else notices. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertView, HoldView, ParcelView, ReadingView, UnitView } from '../../src/keeper/views.ts';
import { connectPacket, puback, publishPacket, RawDevice } from '../mqtt/raw-device.ts';
import { GTIN, loginOf, MINUTE, openService, type Service, secretOf, topicOf } from './service.ts';

const NOW = Date.now();
const SINCE = NOW - 60 * MINUTE;
const KIB = 1024;
/** Milliseconds; a fridge that waits longer for its PUBACK than this, and than twenty times what it waits without the flood, is being slowed. */
const BEARABLE = 5_000;

type Rejected = { readonly reason: string; readonly detail: string };

/** A good reading, which every bad company must leave alone. */
let minute = 0;
const good = () => ({ at: SINCE + ++minute * 1000, celsius: 4.5 });
const at = () => good().at;
const beside = (...bad: unknown[]) => JSON.stringify({ readings: [...bad, good()] });
const withText = (reading: string) => `{"readings":[${reading},${JSON.stringify(good())}]}`;
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

type Case = readonly [
  name: string,
  payload: string | Buffer,
  reasons: readonly string[],
  /** Values that are stored all the same. */
  stored: readonly number[],
];
const repeat = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);

const CASES: readonly Case[] = [
  ['nothing at all', '', ['PAYLOAD_NOT_JSON'], []],
  ['text that is no JSON', 'nhiệt độ 4,5', ['PAYLOAD_NOT_JSON'], []],
  ['JSON that breaks off', '{"readings":[{"celsius":4', ['PAYLOAD_NOT_JSON'], []],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b]), ['PAYLOAD_NOT_JSON'], []],
  ['a NaN, which JSON does not know', withText('{"celsius":NaN}'), ['PAYLOAD_NOT_JSON'], []],
  ['null', 'null', ['PAYLOAD_SHAPE'], []],
  ['a number', '4.5', ['PAYLOAD_SHAPE'], []],
  ['a list', '[]', ['PAYLOAD_SHAPE'], []],
  ['an object without readings', '{"celsius":4}', ['PAYLOAD_SHAPE'], []],
  ['readings that are no list', '{"readings":{"0":{"celsius":4}}}', ['PAYLOAD_SHAPE'], []],
  ['no readings', '{"readings":[]}', [], []],
  ['readings that are no objects', beside(null, [], 5, 'x', true), repeat(5, 'READING_SHAPE'), [4.5]],
  [
    'temperatures that are no numbers',
    beside(...['4.1', null, true, [4], { c: 4 }, undefined].map((celsius) => ({ at: at(), celsius }))),
    repeat(6, 'CELSIUS_NOT_A_NUMBER'),
    [4.5],
  ],
  [
    'a number too large for a number',
    withText(`{"at":${at()},"celsius":1e999}`),
    ['CELSIUS_NOT_A_NUMBER'],
    [4.5],
  ],
  ['the largest number', withText(`{"at":${at()},"celsius":1.7e308}`), ['CELSIUS_NOT_A_NUMBER'], [4.5]],
  [
    'temperatures that no fridge has',
    beside({ at: at(), celsius: 80.001 }, { at: at(), celsius: -120.001 }, { at: at(), celsius: 1e15 }),
    repeat(3, 'CELSIUS_IMPLAUSIBLE'),
    [4.5],
  ],
  [
    'the fault codes of its sensor',
    beside({ at: at(), celsius: 85 }, { at: at(), celsius: -127 }),
    repeat(2, 'SENSOR_FAULT'),
    [4.5],
  ],
  [
    'a clock in 1970',
    beside({ at: 0, celsius: 4 }, { at: '1970-01-01T00:00:00Z', celsius: 4 }),
    repeat(2, 'AT_IMPLAUSIBLE'),
    [4.5],
  ],
  ['a clock in 2099', beside({ at: '2099-01-01T00:00:00Z', celsius: 4 }), ['AT_IN_FUTURE'], [4.5]],
  ['seconds for milliseconds', beside({ at: Math.floor(NOW / 1000), celsius: 4 }), ['AT_IMPLAUSIBLE'], [4.5]],
  ['microseconds for milliseconds', beside({ at: NOW * 1000, celsius: 4 }), ['AT_IN_FUTURE'], [4.5]],
  [
    'times that are none',
    beside(
      ...[null, 'gestern', '', 1.5, 1e300, -1e300, true, [], {}, '2026-11-22', '2026-11-22T10:00:00'].map(
        (t) => ({ at: t, celsius: 4 }),
      ),
    ),
    repeat(11, 'AT_UNREADABLE'),
    [4.5],
  ],
  [
    'a time before the device was here',
    beside({ at: SINCE - 1, celsius: 4 }),
    ['AT_BEFORE_PLACEMENT'],
    [4.5],
  ],
  [
    'probes that cannot be named so',
    beside(
      ...['', 'a/b', 'a\nb', '<b>', 'ü', 'x'.repeat(33), 5, null, {}].map((probe) => ({
        at: at(),
        celsius: 4,
        probe,
      })),
    ),
    repeat(9, 'PROBE_INVALID'),
    [4.5],
  ],
  [
    'probes named like parts of the language',
    beside(
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((probe) => ({
        at: at(),
        celsius: 7,
        probe,
      })),
    ),
    [],
    [7, 7, 7, 7, 4.5],
  ],
  [
    'keys named like parts of the language',
    withText(`{"__proto__":{"celsius":9},"constructor":{"prototype":{"at":1}},"at":${at()},"celsius":6}`),
    [],
    [6, 4.5],
  ],
  [
    'an object that inherits its reading',
    withText(`{"__proto__":{"at":${at()},"celsius":9}}`),
    ['CELSIUS_NOT_A_NUMBER'],
    [4.5],
  ],
  ['counters that are none', `{"boot":"x","seq":1e308,"readings":[${JSON.stringify(good())}]}`, [], [4.5]],
  [
    'the largest counters',
    `{"boot":9007199254740991,"seq":9007199254740991,"readings":[${JSON.stringify(good())}]}`,
    [],
    [4.5],
  ],
  [
    'half a character',
    withText(`{"at":${at()},"celsius":"\\ud800\\u0000"}`),
    ['CELSIUS_NOT_A_NUMBER'],
    [4.5],
  ],
  ['a message that is only depth', nested(30_000), ['PAYLOAD_SHAPE'], []],
  ['a reading that is only depth', withText(nested(30_000)), ['READING_SHAPE'], [4.5]],
  [
    'a temperature that is only depth',
    withText(`{"at":${at()},"celsius":${nested(30_000)}}`),
    ['CELSIUS_NOT_A_NUMBER'],
    [4.5],
  ],
  ['a time that is only depth', withText(`{"celsius":4,"at":${nested(30_000)}}`), ['AT_UNREADABLE'], [4.5]],
  [
    '4,097 readings',
    `{"readings":[${[JSON.stringify(good()), ...repeat(4_096, '0')].join(',')}]}`,
    [...repeat(4_095, 'READING_SHAPE'), 'PAYLOAD_TOO_LARGE'],
    [4.5],
  ],
  ['64 KiB and not a byte more', beside().padEnd(64 * KIB), [], [4.5]],
  ['64 KiB and one byte', beside().padEnd(64 * KIB + 1), ['PAYLOAD_TOO_LARGE'], []],
  ['a megabyte', Buffer.alloc(KIB * KIB, 0x20), ['PAYLOAD_TOO_LARGE'], []],
];

/** Ids that a careless program takes for parts of the language. */
const STRANGE_IDS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const HOSTILE = `"'\`;--</script><script>alert(1)</script><img src=x onerror=alert(1)>\${1}{{1}}%s%n=HYPERLINK("x")`;
const LINES = `dòng một\ndòng hai\r\n"quoted"\t<b>bold</b>`;

const ids = [...CASES.map((_, i) => `bad-${i}`), 'witness', ...STRANGE_IDS];
const since = new Date(SINCE).toISOString();
const PROVINCE = {
  sites: [{ id: 'kho', name: `Kho ${HOSTILE}`, level: HOSTILE }],
  units: ids.map((id) => ({
    id: `tu-${id}`,
    kind: 'refrigerator',
    site: 'kho',
    name: `Tủ ${HOSTILE}`,
    samplingSeconds: 60,
  })),
  devices: ids.map((id) => ({ id, unit: `tu-${id}`, since, secret: secretOf(id), profile: 'ds18b20' })),
  products: [
    {
      gtin: GTIN,
      name: HOSTILE,
      dosesPerVial: 1,
      rules: [{ id: 'heat', side: 'above', limitCelsius: 8, allowedSeconds: 3600, mode: 'continuous' }],
    },
  ],
  lots: [{ gtin: GTIN, lot: 'A', expiry: '2037-01-01' }],
};

let service: Service;
beforeAll(async () => {
  service = await openService(PROVINCE);
}, 180_000);
afterAll(() => service.close());

const readingsOf = (unit: string) =>
  service.all<ReadingView>({ type: 'readings', unit, from: SINCE - 86_400_000, to: Date.now() + 86_400_000 });
const alive = async (): Promise<void> => {
  const witness = await service.device('witness');
  witness.send(publishPacket(topicOf('witness'), JSON.stringify({ readings: [{ celsius: 4 }] })));
  await witness.expect(puback(1));
  witness.destroy();
};

describe('a device that sends', () => {
  test.each(CASES.map((c, i) => [c[0], i] as const))(
    '%s is acknowledged, and what is good of it is kept',
    async (_, i) => {
      const [, payload, reasons, stored] = CASES[i] as Case;
      const id = `bad-${i}`;
      const device = await service.device(id);
      device.send(publishPacket(topicOf(id), payload, { id: 7 }));
      await device.expect(puback(7));
      expect(await device.pings()).toBe(true);
      device.destroy();
      const rejected = await service.all<Rejected>({ type: 'rejected', device: id });
      expect(rejected.map((r) => r.reason).sort()).toEqual([...reasons].sort());
      const kept = (await readingsOf(`tu-${id}`)).map((r) => r.celsius);
      expect(kept.sort()).toEqual([...stored].sort());
      const alerts = await service.all<AlertView>({ type: 'alerts', state: 'open' });
      const told = alerts.filter((a) => a.device === id && a.kind === 'device-rejected');
      expect(told).toHaveLength(new Set(reasons).size);
      expect(await service.keeper.port(() => '').health().ready).toBe(true);
    },
  );

  test('nonsense without end does not slow another', { timeout: 180_000 }, async () => {
    const rude = await service.device('bad-0');
    const polite = await service.device('witness');
    const answered = async (id: number): Promise<number> => {
      const began = performance.now();
      polite.send(
        publishPacket(topicOf('witness'), JSON.stringify({ readings: [{ celsius: 4 + id / 100 }] }), { id }),
      );
      await polite.expect(puback(id));
      return performance.now() - began;
    };
    const quiet: number[] = [];
    for (let id = 101; id <= 110; id++) quiet.push(await answered(id));
    let flooding = true;
    const nonsense = [
      withText(nested(25_000)),
      `{"readings":[${repeat(4_096, '0').join(',')}]}`,
      'x'.repeat(60 * KIB),
    ];
    const flood = (async () => {
      for (let i = 0; i < 120 && flooding; i++) {
        rude.send(publishPacket(topicOf('bad-0'), nonsense[i % 3] as string, { id: i + 1 }));
        await rude.expect(puback(i + 1));
      }
    })();
    const waits: number[] = [];
    for (let id = 1; id <= 40; id++) waits.push(await answered(id));
    flooding = false;
    await flood;
    waits.sort((a, b) => a - b);
    console.log(
      `PUBACKs beside a flood of nonsense: p50 ${waits[20]?.toFixed(1)} ms, max ${waits.at(-1)?.toFixed(1)} ms`,
    );
    expect(waits.at(-1)).toBeLessThan(Math.max(BEARABLE, 20 * Math.max(...quiet)));
    rude.destroy();
    polite.destroy();
  });
});

describe('at the door', () => {
  test.each([
    ['an unknown device', { clientId: 'nobody', username: 'nobody', password: 'x' }],
    ['a wrong secret', { ...loginOf('witness'), password: 'wrong' }],
    ['an empty secret', { ...loginOf('witness'), password: '' }],
    ['no secret', { clientId: 'witness', username: 'witness' }],
    ['no name', { clientId: 'witness' }],
    ['another device’s name', { ...loginOf('witness'), clientId: 'bad-1' }],
    [
      'a name like a part of the language, unknown',
      { clientId: 'valueOf', username: 'valueOf', password: 'x' },
    ],
    ['a line break in its name', { clientId: 'wit\nness', username: 'wit\nness', password: 'x' }],
  ])('%s is refused, and the others are served', async (_, login) => {
    const device = new RawDevice(service.port);
    device.send(connectPacket(login));
    await device.closed;
    // An id that MQTT itself does not allow is not even answered.
    const [type, , , code] = device.received;
    if (type !== undefined) expect([type, code]).toEqual([0x20, expect.toBeOneOf([2, 4, 5])]);
    await alive();
  });

  test.each([
    'giulanh/v1/bad-1/telemetry',
    'giulanh/v1/witness/telemetry/x',
    'giulanh/v1/witness/command',
    'giulanh/v1/__proto__/telemetry',
    '$SYS/x',
    'a',
  ])('a message to %s closes the connection and is kept nowhere', async (topic) => {
    const before = (await readingsOf('tu-bad-1')).length;
    const device = await service.device('witness');
    device.send(publishPacket(topic, JSON.stringify({ readings: [{ celsius: 4 }] })));
    await device.closed;
    expect(device.received.length).toBe(0);
    expect(await readingsOf('tu-bad-1')).toHaveLength(before);
    await alive();
  });

  test.each(STRANGE_IDS)('a device registered as %s is a device like any other', async (id) => {
    const device = await service.device(id);
    device.send(
      publishPacket(topicOf(id), JSON.stringify({ boot: 1, seq: 1, readings: [{ celsius: 5.5 }] })),
    );
    await device.expect(puback(1));
    device.destroy();
    expect((await readingsOf(`tu-${id}`)).map((r) => r.celsius)).toEqual([5.5]);
    const unit = await service.ask<UnitView>({ type: 'unit', id: `tu-${id}` });
    expect(unit.celsius).toBe(5.5);
  });
});

describe('names and words', () => {
  test.each(['Kho\n2', 'Kho\r', 'Kho\u2028', 'Kho\u0000', 'Kho\u202etxt'])(
    'a name with %j in it is refused with its line',
    async (name) => {
      const answer = service.execute({
        type: 'province.apply',
        description: { sites: [{ id: 'moi', name }] },
        file: null,
      });
      await expect(answer).rejects.toThrow('BAD_TEXT');
    },
  );

  test('quotes and script tags in a name stay text', async () => {
    const unit = await service.ask<UnitView>({ type: 'unit', id: 'tu-witness' });
    expect(unit.name).toBe(`Tủ ${HOSTILE}`);
  });

  test('labels, reasons and comments come back as they were said, also with line breaks, and the ledger stands', async () => {
    for (const [i, words] of [HOSTILE, LINES].entries()) {
      const id = `kien-${i}`;
      await service.execute({
        type: 'parcel.receive',
        id,
        gtin: GTIN,
        lot: 'A',
        doses: 5,
        unit: 'tu-witness',
        label: words,
      });
      await service.execute({ type: 'parcel.hold', parcel: id, reason: words });
      const parcels = await service.all<ParcelView>({ type: 'parcels', unit: 'tu-witness' });
      expect(parcels.find((p) => p.id === id)?.label).toBe(words);
      const holds = await service.all<HoldView>({ type: 'holds', parcel: id });
      expect(holds.map((h) => h.reason)).toEqual([words]);
    }
    const alerts = await service.all<AlertView>({ type: 'alerts', state: 'open' });
    const alert = alerts.find((a) => a.device === 'bad-0') as AlertView;
    await service.execute({ type: 'alert.acknowledge', alert: alert.id, comment: LINES });
    // The alert of a single event is over once somebody has taken note of it.
    const after = await service.all<AlertView>({ type: 'alerts', state: 'resolved' });
    expect(after.find((a) => a.id === alert.id)?.acknowledged?.comment).toBe(LINES);
    const leaves = await service.all<{ seq: number }>({ type: 'ledger' });
    expect(leaves.map((l) => l.seq)).toEqual(leaves.map((_, i) => i + 1));
  });
});
