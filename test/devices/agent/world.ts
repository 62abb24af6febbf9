/** A real service with one fridge, watched by an agent's device with two probes; what it stores is compared with what was measured. */
import type { Sample } from '../../../devices/agent/round.ts';
import { openService, type Service, secretOf } from '../../int/service.ts';

export const DEVICE = 'tram-1';
export const UNIT = 'tu-tram';
const HOUR = 3_600_000;

export const WATCH = {
  name: UNIT,
  probes: ['1', '2'],
  rules: [
    { id: 'nong', side: 'above', limit: 8_000, inclusive: false, allowed: 10 * HOUR, mode: 'continuous' },
  ],
  maxGap: 15 * 60_000,
  maxSilent: HOUR,
} as const;

export const openWorld = (): Promise<Service> =>
  openService({
    sites: [{ id: 'tram', name: 'Trạm' }],
    units: [
      {
        ...{
          id: UNIT,
          kind: 'refrigerator',
          site: 'tram',
          name: 'Tủ',
          samplingSeconds: 60,
          maxGapSeconds: 900,
        },
        rules: [
          {
            id: 'nong',
            side: 'above',
            limitCelsius: 8,
            inclusive: false,
            allowedSeconds: 36_000,
            mode: 'continuous',
          },
        ],
      },
    ],
    devices: [{ id: DEVICE, unit: UNIT, secret: secretOf(DEVICE) }],
  });

export const login = { password: secretOf(DEVICE) };

/** One measurement as it was: `at` in true time. */
export type Truth = { readonly at: number; readonly probe: string; readonly celsius: number };

type Stored = { readonly at: string; readonly celsius: number; readonly probe: string };
export type Comparison = {
  readonly measured: number;
  readonly stored: number;
  readonly missing: number;
  readonly doubled: number;
  /** The furthest that a stored time lies from the true one. */
  readonly furthestMs: number;
};

/** What is stored of the unit, set against the truth. Each value of a probe is told apart by its own order in time. */
export async function compare(
  service: Service,
  truth: readonly Truth[],
  withinMs: number,
): Promise<Comparison> {
  const query = { type: 'readings', unit: UNIT, from: 0, to: Date.now() + 600_000 } as const;
  const items = await service.all<Stored>(query);
  let missing = 0;
  let doubled = 0;
  let furthestMs = 0;
  const probes = new Set([...truth.map(({ probe }) => probe), ...items.map(({ probe }) => probe)]);
  for (const probe of probes) {
    const was = truth.filter((one) => one.probe === probe).sort((a, b) => a.at - b.at);
    const is = items
      .filter((one) => one.probe === probe)
      .map(({ at, celsius }) => ({ at: Date.parse(at), celsius }))
      .sort((a, b) => a.at - b.at);
    let i = 0;
    for (const { at, celsius } of was) {
      while (i < is.length && (is[i]?.at ?? 0) < at - withinMs) {
        i++;
        doubled++;
      }
      const found = is[i];
      if (found === undefined || found.at > at + withinMs || found.celsius !== celsius) missing++;
      else {
        furthestMs = Math.max(furthestMs, Math.abs(found.at - at));
        i++;
      }
    }
    doubled += is.length - i;
  }
  return { measured: truth.length, stored: items.length, missing, doubled, furthestMs };
}

/** A fridge that swings, with eleven warm hours from `warmFrom` on. */
export function samplesAt(at: number, warmFrom: number): Sample[] {
  const isWarm = at >= warmFrom && at < warmFrom + 11 * HOUR;
  const swing = Math.sin(at / (40 * 60_000));
  return ['1', '2'].map((probe, i) => ({
    ...{ probe, battery: 90, power: true },
    celsius: Math.round(((isWarm ? 11 : 4.5 + i) + swing) * 100) / 100,
  }));
}
