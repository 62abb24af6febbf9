import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTarget } from '../../src/influx/target.ts';
import type { Point, Target } from '../../src/influx/types.ts';
import { MINUTE, START } from '../keeper/house.ts';
import { eventfulHouse, rebuilt, settle, THE_DAY, told, verified } from './copy-house.ts';
import { type StandIn, startStandIn } from './stand-in/server.ts';

let server: StandIn;
let target: Target;

beforeAll(async () => {
  const clock = () => START + 86_400_000;
  server = await startStandIn({ token: 'secret', org: 'province', bucket: 'giulanh', clock });
  const { url } = server;
  target = openTarget({ version: 2, url, token: 'secret', org: 'province', bucket: 'giulanh' });
});
afterAll(async () => {
  await target.close();
  await server.close();
});

const reading = (minute: number, celsius: number): Point => ({
  measurement: 'temperature',
  tags: { site: 'xa', unit: 'tu-2', device: 'do-2', probe: '1' },
  fields: { celsius },
  time: START + minute * MINUTE,
  nanos: 0,
});

test('an InfluxDB 2.x refilled from the store says what the store says, and one changed reading is named', async () => {
  const house = await eventfulHouse();
  const { readings, refused } = await rebuilt(house, target);
  expect([readings, refused]).toEqual([72 * 3 + 2, 0]);
  await settle(house, target);
  for (const everyPoint of [false, true])
    expect(await verified(house, target, THE_DAY, everyPoint)).toMatchObject({
      readings: 72 * 3 + 1,
      excursions: 2,
      differences: 0,
      unsent: 0,
    });
  await target.write([reading(130, 5.126), reading(131, 5)]);
  expect(told(await verified(house, target))).toEqual([
    'reading do-2/1 130 other',
    'reading do-2/1 131 foreign',
  ]);
});
