/** One size of one axis of growth: a filled store, a service on it, and what it costs. */
import { deviceId, type Size, secretOf, USUAL } from '../filled/size.ts';
import { Histogram } from '../histogram.ts';
import { rssOf } from '../house/cost.ts';
import { startGates } from '../house/gates.ts';
import { generate } from '../house/processes.ts';

type Name = 'devices' | 'parcels' | 'readings';
export type Axis = {
  readonly name: Name;
  readonly sizes: readonly number[];
  readonly of: (size: number) => Size;
};
export type Grown = {
  readonly size: number;
  /** From the start of the process until it is ready. */
  readonly readyMs: number;
  /** After that, before any load. */
  readonly rssMb: number;
  readonly verdictP50Us: number;
  readonly verdictP99Us: number;
  /** All threads together, at a steady rate. */
  readonly cpuUsPerReading: number;
  readonly pubackP99Ms: number;
};

/** What stands still on the two other axes. */
const STILL: Size = { ...USUAL, units: 1_000, parcels: 10_000, readings: 1_000_000, unpacked: 10_000 };
export const AXES: readonly Axis[] = [
  {
    name: 'devices',
    sizes: [1_000, 5_000, 20_000, 50_000],
    of: (units) => ({ ...STILL, units, readings: units * 100, parcels: Math.max(units, STILL.parcels) }),
  },
  {
    name: 'parcels',
    sizes: [1_000, 10_000, 100_000, 1_000_000],
    of: (parcels) => ({ ...STILL, parcels, livingPercent: 10 }),
  },
  {
    name: 'readings',
    sizes: [1_000_000, 10_000_000, 100_000_000],
    of: (readings) => ({ ...STILL, readings }),
  },
];

const RATE = 1_000;
const CONNECTED_MOST = 1_000;
const VERDICTS = 500;
const WARMUP_SECONDS = 2;
const CORE = 100;

export async function grow({ name, of }: Axis, size: number, seconds: number): Promise<Grown> {
  const whole = of(size);
  const house = await startGates(`growth-${name}`, whole, CONNECTED_MOST);
  try {
    const rssMb = rssOf(house.pid);
    const verdicts = await asked(house);
    const devices = Array.from({ length: Math.min(CONNECTED_MOST, whole.units) }, (_, u) => ({
      device: deviceId(u),
      secret: secretOf(u),
    }));
    const { host, port } = house;
    const load = { host, port, devices, rate: RATE, window: 5, warmupSeconds: WARMUP_SECONDS, seconds };
    const found = await generate({ ...load, outOfRange: 0, after: 0 }, house);
    return {
      size,
      readyMs: Math.round(1_000 * house.startSeconds),
      rssMb,
      verdictP50Us: Math.round(1_000 * verdicts.p50),
      verdictP99Us: Math.round(1_000 * verdicts.p99),
      cpuUsPerReading: Math.round(((found.cpu.total / CORE) * 1e6) / found.perSecond),
      pubackP99Ms: found.puback.p99,
    };
  } finally {
    await house.end();
  }
}

/** One question after the other, each about another lot. */
async function asked(house: { http: string; token: string; paths: readonly string[] }) {
  const times = new Histogram();
  for (let i = 0; i < VERDICTS; i++) {
    const path = house.paths[i % house.paths.length] ?? '';
    const began = performance.now();
    const answer = await fetch(`${house.http}${path}`, {
      headers: { authorization: `Bearer ${house.token}` },
    });
    await answer.text();
    if (!answer.ok) throw new Error(`Ask ${path}: ${answer.status}`);
    times.add(performance.now() - began);
  }
  return times.quantiles();
}
