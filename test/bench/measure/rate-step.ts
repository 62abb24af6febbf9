/** One step of a climb: does a side hold so many readings a second, with every alert in time and nothing left behind? */
import { type Cpu, cpuOf, type Share, share } from '../house/cost.ts';
import type { Prober } from '../house/prober.ts';
import { generate, type Target } from '../house/processes.ts';
import { type Account, accounts } from '../house/province.ts';
import type { Findings } from '../load/load.ts';
import type { Try } from './climb.ts';

export const DEVICES = 1_000;
const WINDOW = 5;
const OUT_OF_RANGE = 0.05;
const WARMUP_SECONDS = 2;
export const PROBE_EVERY_MS = 50;
/** The last probes are answered before the load ends. */
const PROBES_END_EARLIER_MS = 500;
export const ALERT_MOST_MS = 100;
/** Of the rate: what is due in the last moments is still on its way. */
const KEPT_UP = 0.98;
const LOOK_EVERY_MS = 250;
/** Nothing more stored for so long: nothing more will be. */
const STILL_MS = 5_000;

/** What is compared: the service, or the stack of its peer. */
export type Side = {
  readonly name: string;
  readonly target: Target;
  readonly pids: Readonly<Record<string, number>>;
  probes(): Prober;
  /** Begins to count; the function answers how many readings are stored since. */
  count(from: number): Promise<() => Promise<number>>;
};
export type Step = Try & {
  readonly alertP50: number;
  readonly alertP99: number;
  readonly alerts: number;
  readonly missing: number;
  readonly cpu: Readonly<Record<string, Share>>;
  readonly found: Findings;
};

export const probesOf = (seconds: number): number =>
  Math.floor((seconds * 1000 - PROBES_END_EARLIER_MS) / PROBE_EVERY_MS);

/** @param probing accounts that were not used before, `probesOf(seconds)` of them */
export async function step(
  side: Side,
  rate: number,
  seconds: number,
  probing: readonly Account[],
  after: number,
): Promise<Step> {
  const from = Math.max(Date.now(), after + 1);
  const stored = await side.count(from);
  const prober = side.probes();
  const before = new Map<string, Cpu>();
  const cpu: Record<string, Share> = {};
  let probed: Promise<boolean> = Promise.resolve(false);
  const load = { rate, seconds, window: WINDOW, outOfRange: OUT_OF_RANGE, warmupSeconds: WARMUP_SECONDS };
  const { host, port } = side.target;
  const orders = { ...load, host, port, devices: accounts(DEVICES), after: from - 1 };
  const found = await generate(orders, side.target, (phase) => {
    for (const [name, pid] of Object.entries(side.pids)) {
      const now = cpuOf(pid);
      if (phase === 'start') before.set(name, now);
      else cpu[name] = share(pid, before.get(name) ?? now, now);
    }
    // A probe that nobody told of within its patience is a step that was not held.
    if (phase === 'start')
      probed = prober.breakAll(probing, PROBE_EVERY_MS).then(
        () => true,
        () => false,
      );
  });
  const allTold = await probed;
  const { p50, p99, n } = prober.shown.quantiles();
  const wanted = found.acked + n;
  const missing = Math.max(0, wanted - (await settled(stored, wanted)));
  const keptUp = found.perSecond >= rate * KEPT_UP && found.sent === found.acked && found.lost === 0;
  const held = keptUp && allTold && p99 < ALERT_MOST_MS && missing === 0;
  return { rate, held, alertP50: p50, alertP99: p99, alerts: n, missing, cpu, found };
}

/** How many are stored in the end: as many as wanted, or as many as came. */
async function settled(stored: () => Promise<number>, wanted: number): Promise<number> {
  let last = await stored();
  for (let since = performance.now(); last < wanted && performance.now() - since < STILL_MS; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const now = await stored();
    if (now !== last) since = performance.now();
    last = now;
  }
  return last;
}
