/** What live viewers cost the socket thread: its CPU at a steady rate of readings, with nobody watching and with many, in turns. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spread } from '../histogram.ts';
import { seat } from '../house/audience.ts';
import type { Share } from '../house/cost.ts';
import { freshDirectory, generate, startOn, type Target } from '../house/processes.ts';
import { accounts, describe, OFFICIAL } from '../house/province.ts';
import type { Findings } from '../load/load.ts';
import type { ViewersFindings } from '../load/viewers.ts';
import type { Report } from '../report.ts';

const DEVICES = 1_000;
const UPDATES_PER_SECOND = 1_000;
const WARMUP_SECONDS = 2;
/** One person may have so many live feeds, and no more. */
const PER_PERSON = 40;
/** Less of the updates than this reached a viewer: the machine was too busy for the figure to count. */
const TOLD_LEAST = 0.9;
const REACH = 12;
const AIM = 8;
const SINCE_MS = 60_000;

type Run = Findings & { readonly cpu: Share };

export async function audience(
  name: string,
  viewers: number,
  rounds: number,
  seconds: number,
): Promise<Report> {
  const data = freshDirectory(name);
  const people = Array.from({ length: Math.ceil(viewers / PER_PERSON) }, (_, i) => ({
    ...OFFICIAL,
    username: `xem-${i}`,
  }));
  const apply = join(data, 'province.json');
  writeFileSync(apply, withPeople(describe(DEVICES, 'usual', new Date(Date.now() - SINCE_MS)), people));
  const without: Run[] = [];
  const watched: (Run & { readonly seen: ViewersFindings })[] = [];
  try {
    const house = await startOn(data, apply);
    try {
      for (let round = 0; round < rounds; round++) {
        without.push(await load(house, seconds, newest(without, watched), () => {}));
        const all = await seat(house.http, people, viewers);
        const run = await load(house, seconds, newest(without, watched), () => all.count());
        watched.push({ ...run, seen: await all.leave() });
        const [bare, with_] = [without.at(-1)?.cpu.main, watched.at(-1)?.cpu.main];
        process.stderr.write(`  ${name} main thread ${bare} % without, ${with_} % with ${viewers} viewers\n`);
      }
    } finally {
      await house.end();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  const cost = spread(watched.map((run, i) => run.cpu.main - (without[i]?.cpu.main ?? 0)));
  const middle = (values: readonly number[]) => Math.round(10 * spread(values).median) / 10;
  const gone = watched.some(({ seen }) => seen.open < viewers);
  const each = middle(watched.map(({ seen }) => seen.frames / viewers / seconds));
  const told = middle(watched.map(({ seen }) => seen.updates / seconds));
  const bytes = middle(watched.map(({ seen }) => seen.bytes / viewers / seconds / 1000));
  return {
    name,
    asked: `< ${REACH} % of a core for ${viewers} viewers × ${UPDATES_PER_SECOND} updates/s (aim ${AIM} %)`,
    met: cost.median < REACH && !gone && told >= TOLD_LEAST * UPDATES_PER_SECOND,
    lines: [
      `**${cost.median}** [${cost.low}–${cost.high}] % of a core on the socket thread, ${rounds} rounds`,
      `socket thread ${middle(without.map((r) => r.cpu.main))} % without, ${middle(watched.map((r) => r.cpu.main))} % with them; keeper ${middle(without.map((r) => r.cpu.keeper))} and ${middle(watched.map((r) => r.cpu.keeper))} %`,
      `each viewer: ${told} updates/s in ${each} frames/s, ${bytes} kB/s; longest time without one ${Math.max(...watched.map(({ seen }) => seen.longestGapMs))} ms`,
      ...(told < TOLD_LEAST * UPDATES_PER_SECOND ? ['**they were not told of all updates**'] : []),
      ...(gone ? ['**a viewer was cut off**'] : []),
    ],
    data: { cost, without, watched },
  };
}

function load(target: Target, seconds: number, after: number, phase: () => void): Promise<Run> {
  const { host, port } = target;
  const orders = { host, port, devices: accounts(DEVICES), window: 5, rate: UPDATES_PER_SECOND };
  return generate({ ...orders, warmupSeconds: WARMUP_SECONDS, seconds, outOfRange: 0, after }, target, phase);
}

const newest = (...runs: readonly (readonly Findings[])[]): number =>
  Math.max(0, ...runs.flat().map(({ newestAt }) => newestAt));

function withPeople(description: string, people: readonly object[]): string {
  const given = JSON.parse(description) as { people: object[] };
  const seen = people.map((one) => ({ ...one, name: 'Người xem', roles: ['official'], site: 'tinh' }));
  return JSON.stringify({ ...given, people: [...given.people, ...seen] });
}
