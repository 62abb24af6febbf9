import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedTags } from '../../src/influx/shared-tags.ts';
import { openTarget } from '../../src/influx/target.ts';
import type { Point, TargetSettings } from '../../src/influx/types.ts';
import { libraryPoint, record } from '../../src/influx/v2.ts';

const bodies: string[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    bodies.push(body);
    response.writeHead(204).end();
  });
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

const TAGS = { unit: 'tu-1', device: 'log_1', probe: '1', site: 'kho-A' };
const FIELDS = [
  { celsius: 4 },
  { celsius: -0.5 },
  { celsius: 4.125, battery: 80, door: true, power: false },
  { fault: true },
];
const points = (tags: Point['tags']): Point[] =>
  FIELDS.map((fields, i) => ({
    measurement: 'temperature',
    tags,
    fields,
    time: 1_700_000_000_000 + i,
    nanos: 0,
  }));
/** A line in its parts, the tags in one order. */
const parts = (line: string) => {
  const [key = '', ...rest] = line.split(' ');
  const [measurement, ...tags] = key.split(',');
  return [measurement, tags.sort(), ...rest];
};

test.each([1, 2] as const)('points of one series are written as any other by %d.x', async (version) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings: TargetSettings =
    version === 1
      ? { version, url, database: 'd', username: null, password: null }
      : { version, url, token: 't', org: 'o', bucket: 'b' };
  const target = openTarget(settings);
  bodies.length = 0;
  await target.write(points({ ...TAGS }));
  await target.write(points(Object.freeze({ ...TAGS })));
  await target.close();
  const [one, shared] = bodies.map((body) => body.trimEnd().split('\n').map(parts));
  expect(one).toHaveLength(FIELDS.length);
  expect(shared).toEqual(one);
});

test('a record is the very text that the 2.x library makes of the point', () => {
  for (const point of points(Object.freeze({ ...TAGS }))) {
    const text = libraryPoint(point, String(point.time)).toLineProtocol();
    expect(record(point, sharedTags(point.tags) ?? '', String(point.time))).toBe(text);
  }
});

test('only what needs no escape and cannot change is written once for all', () => {
  expect(sharedTags(Object.freeze({ ...TAGS }))).toBe('device=log_1,probe=1,site=kho-A,unit=tu-1');
  expect(sharedTags({ ...TAGS })).toBeNull();
  for (const value of ['a b', 'a,b', 'a=b', 'a\\', 'a\nb', '', 'tủ'])
    expect(sharedTags(Object.freeze({ ...TAGS, unit: value }))).toBeNull();
});
