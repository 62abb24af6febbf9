/** The packet cases of the mosquitto project, for MQTT 3.1 and 3.1.1: what the standard forbids ends the connection, and nobody else's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/mqtt/policy.ts';
import { type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, puback, publishPacket, RawDevice } from './raw-device.ts';

type Step = { type: 'send' | 'recv' | 'publish'; payload: string };
type Case = { name: string; ver?: number; connect?: boolean; expect_disconnect?: boolean; msgs: Step[] };
type Group = { group: string; ver?: number; tests: Case[] };

const CORPUS = new URL('../../../shared/data/mqtt/packets/', import.meta.url);
const here = existsSync(CORPUS);
if (!here) console.warn(`packet corpus not found at ${CORPUS.pathname}: its cases are skipped`);

function cases(v5: boolean): { title: string; group: string; given: Case }[] {
  if (!here) return [];
  return readdirSync(CORPUS)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, CORPUS), 'utf8')) as Group[])
    .flatMap((group) =>
      group.tests.map((given) => ({ group: group.group, given, ver: given.ver ?? group.ver ?? 4 })),
    )
    .filter(({ group, ver }) => (ver >= 5 || group.startsWith('v5')) === v5)
    .map(({ group, given }) => ({ title: `${group.trim()}: ${given.name.trim()}`, group, given }));
}

/** Lets everybody do everything, so that only the protocol is judged. */
const open: Policy = {
  admit: (request) => ({ device: request.clientId === '' ? 'anonymous' : request.clientId }),
  telemetryTopic: () => 'topic',
  topic: () => 'telemetry',
  isForeign: () => false,
  mayAsk: () => true,
  mayHear: () => true,
};

async function play(given: Case, device: RawDevice): Promise<void> {
  for (const step of given.msgs) {
    if (step.type === 'send') device.send(step.payload);
    if (step.type === 'recv') await device.expect(Buffer.from(step.payload.replaceAll(' ', ''), 'hex'));
  }
}

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const hello = bytes('10 0D 0004 4D515454 04 02 000A 0001 70');

describe.skipIf(!here)('each packet case, when everybody may do everything', () => {
  let house: House;
  let bystander: RawDevice;
  beforeAll(async () => {
    house = await openHouse({ policy: open });
    bystander = await RawDevice.connect(house.port, connectPacket({ clientId: 'bystander' }));
  });
  afterAll(async () => {
    bystander?.destroy();
    await house?.close();
  });

  test.each(cases(false))('$title', async ({ given }) => {
    const device =
      given.connect === false ? new RawDevice(house.port) : await RawDevice.connect(house.port, hello);
    await play(given, device);
    if (given.expect_disconnect === false) expect(await device.pings()).toBe(true);
    else await device.closed;
    device.destroy();
    expect(await bystander.pings()).toBe(true);
  });
});

describe.skipIf(!here)('each packet case from a known device under the rights of the house', () => {
  let house: House;
  let bystander: RawDevice;
  let id = 0;
  beforeAll(async () => {
    house = await openHouse();
    bystander = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
  });
  afterAll(async () => {
    bystander?.destroy();
    await house?.close();
  });

  test.each(
    [...cases(false), ...cases(true)].filter(
      ({ given }) => given.expect_disconnect !== false || given.connect === false,
    ),
  )('is refused: $title', async ({ given }) => {
    const device =
      given.connect === false
        ? new RawDevice(house.port)
        : await RawDevice.connect(house.port, connectPacket(login('test_id')));
    for (const step of given.msgs) if (step.type === 'send') device.send(step.payload);
    await device.closed;
    id = (id % 60_000) + 1;
    bystander.send(publishPacket(telemetry('fridge-1'), '{}', { id }));
    await bystander.expect(puback(id));
    expect(house.intake.taken.every((delivery) => delivery.device === 'fridge-1')).toBe(true);
  });
});
