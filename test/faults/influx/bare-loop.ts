/** The measure for the sender: the plain client library in a loop, with points made beforehand, and nothing else to do. */
import { InfluxDB, type IPoint } from 'influx';
import { world } from '../world.ts';

const READINGS_EACH = 12_000;
const POINTS_A_WRITE = 5_000;
const MINUTE = 60_000;

const client = new InfluxDB(process.argv[2] ?? '');
const now = Date.now();
const first = now - 50 * 86_400_000;
const points: IPoint[] = [];
const { devices } = world('rate', now);
for (let i = 0; i < READINGS_EACH; i++)
  for (const [d, { id }] of devices.entries())
    points.push({
      measurement: 'temperature',
      tags: { site: 'kho', unit: `unit-${d}`, device: id, probe: '1' },
      fields: { celsius: 4 + ((i + d) % 30) / 10 },
      timestamp: first + i * MINUTE,
    });
for (let i = 0; i < points.length; i += POINTS_A_WRITE)
  await client.writePoints(points.slice(i, i + POINTS_A_WRITE), { precision: 'ms' });
