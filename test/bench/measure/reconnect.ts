/**
 * After an outage everybody comes back: how long until the last of so many devices has its CONNACK, and what does each cost in
 * memory, against a bare aedes that asks nobody for credentials? Both begin anew for each round, for memory that was used once
 * is not given back; the service begins on a directory that knows the devices, and is left alone until its memory stands.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spread } from '../histogram.ts';
import { rssOf } from '../house/cost.ts';
import { gather } from '../house/crowd.ts';
import { freshDirectory, type Peer, startOn, startPeer } from '../house/processes.ts';
import { describe } from '../house/province.ts';
import type { CrowdFindings } from '../load/crowd.ts';
import type { Report } from '../report.ts';

/** On their way at any moment: the server never waits for them, and no queue of the kernel drops a SYN. */
const AT_ONCE = 500;
const STANDING_MS = 1_000;
const STANDING_LOOKS = 12;
const HOLD_MS = 3_000;
const REACH = { time: 1.5, memory: 1.2 };
const GENERATOR_LIMIT = 95;

type Run = CrowdFindings & { readonly kilobytes: number; readonly before: number; readonly stayed: number };

export async function reconnect(name: string, devices: number, rounds: number): Promise<Report> {
  const data = freshDirectory(name);
  const ours: Run[] = [];
  const theirs: Run[] = [];
  try {
    const apply = join(data, 'province.json');
    writeFileSync(apply, describe(devices, 'usual', new Date(Date.now() - 60_000)));
    await (await startOn(data, apply)).end();
    for (let round = 0; round < rounds; round++) {
      const both: [string, Run[], () => Promise<Peer>][] = [
        ['aedes', theirs, () => startPeer('aedes')],
        ['giulanh', ours, () => startOn(data, null)],
      ];
      for (const [who, runs, start] of round % 2 === 0 ? both : both.reverse()) {
        const run = await storm(await start(), devices);
        runs.push(run);
        process.stderr.write(
          `  ${name} ${who} ${run.seconds.toFixed(2)} s, ${run.kilobytes.toFixed(1)} KB each\n`,
        );
      }
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return told(name, devices, ours, theirs);
}

async function storm(server: Peer, devices: number): Promise<Run> {
  try {
    const before = await standing(server.pid);
    const { host, port, pid } = server;
    const crowd = await gather({ host, port, devices, atOnce: AT_ONCE });
    await wait(HOLD_MS);
    const after = rssOf(pid);
    const stayed = await crowd.leave();
    return { ...crowd.found, before, stayed, kilobytes: ((after - before) * 1000) / devices };
  } finally {
    await server.end();
  }
}

/** Resident MB, once two looks say the same. */
async function standing(pid: number): Promise<number> {
  let last = rssOf(pid);
  for (let look = 0; look < STANDING_LOOKS; look++) {
    await wait(STANDING_MS);
    const now = rssOf(pid);
    if (Math.abs(now - last) <= 1) return now;
    last = now;
  }
  return last;
}

function told(name: string, devices: number, ours: readonly Run[], theirs: readonly Run[]): Report {
  const each = (of: (run: Run) => number) => spread(ours.map((run, i) => of(run) / of(theirs[i] ?? run)));
  const time = each((run) => run.seconds);
  const memory = each((run) => run.kilobytes);
  const middle = (runs: readonly Run[], of: (run: Run) => number) => spread(runs.map(of)).median;
  const failed = ours.reduce((sum, run) => sum + run.failed + devices - run.stayed, 0);
  const bound = ours.some((run) => run.generatorCpu >= GENERATOR_LIMIT);
  const range = ({ median, low, high }: { median: number; low: number; high: number }) =>
    `**${median.toFixed(2)}** [${low.toFixed(2)}–${high.toFixed(2)}]`;
  const line = (who: string, runs: readonly Run[]) =>
    `${who} ${middle(runs, (r) => r.seconds).toFixed(2)} s, CONNACK p50 ${middle(runs, (r) => r.connack.p50)} ms, p99 ${middle(runs, (r) => r.connack.p99)} ms, ${middle(runs, (r) => r.kilobytes).toFixed(1)} KB a connection, generator ${Math.round(middle(runs, (r) => r.generatorCpu))} %`;
  return {
    name,
    asked: `≤ ${REACH.time} × the time (aim 1) and ≤ ${REACH.memory} × the memory (aim 0.6) of bare aedes without credentials`,
    met: time.median <= REACH.time && memory.median <= REACH.memory && failed === 0,
    lines: [
      `time ${range(time)} ×, memory ${range(memory)} × bare aedes, ${devices} devices, ${ours.length} rounds`,
      `${line('ours', ours)}${bound ? ', above 95 % in a round: its time is an upper bound' : ''}`,
      line('aedes', theirs),
      ...(failed > 0 ? [`**${failed} attempts failed or connections were lost**`] : []),
    ],
    data: { time, memory, ours, theirs },
  };
}
