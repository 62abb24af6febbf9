/**
 * How many readings a second are sustained, with every alert in time and all of them stored: the service beside the usual stack
 * (Mosquitto, a plain mqtt.js subscriber, InfluxDB). Each climbs by itself, in turns, so that neither disturbs the other.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spread } from '../histogram.ts';
import { Prober } from '../house/prober.ts';
import { freshDirectory, type House, startOn } from '../house/processes.ts';
import { accounts, describe } from '../house/province.ts';
import { UsualStack } from '../house/usual-stack.ts';
import { Viewer } from '../house/viewer.ts';
import type { Report } from '../report.ts';
import { highestHeld, nextRate, STEP } from './climb.ts';
import { ALERT_MOST_MS, DEVICES, probesOf, type Side, type Step, step } from './rate-step.ts';

const REACH = 1.2;
const AIM = 1.5;
const START = 10_000;
/** A climb ends in any case. */
const TRIES_MOST = 16;
const SINCE_MS = 60_000;
const GENERATOR_LIMIT = 95;

export async function sustained(name: string, rounds: number, seconds: number): Promise<Report> {
  const ours: Step[][] = [];
  const theirs: Step[][] = [];
  for (let round = 0; round < rounds; round++) {
    const both = [
      async () => theirs.push(await climbUsual(name, startOf(theirs), seconds)),
      async () => ours.push(await climbHouse(name, startOf(ours), seconds)),
    ];
    for (const climb of round % 2 === 0 ? both : both.reverse()) await climb();
  }
  const [mine, peers] = [ours.map(highestHeld), theirs.map(highestHeld)];
  const ratio = spread(mine.map((rate, i) => rate / (peers[i] ?? Number.NaN)));
  const bound = ours.flat().some((one) => one.found.generatorCpu >= GENERATOR_LIMIT);
  return {
    name,
    asked: `≥ ${REACH} × Mosquitto + mqtt.js + InfluxDB (aim ${AIM} ×), alert p99 < ${ALERT_MOST_MS} ms`,
    met: ratio.median >= REACH,
    lines: [
      `**${ratio.median.toFixed(2)}** [${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}] × the usual stack, ${rounds} rounds${bound ? '; generator above 95 % in a step: lower bound' : ''}`,
      `highest rates held: ${mine.join(', ')}/s; the usual stack ${peers.join(', ')}/s`,
      ...told('service', ours),
      ...told('usual stack', theirs),
    ],
    data: { ratio, ours, theirs },
  };
}

/** Later rounds begin near what the first one found. */
const startOf = (climbs: readonly Step[][]): number =>
  Math.max(STEP, climbs.length === 0 ? START : highestHeld(climbs.at(-1) ?? []) - STEP);

async function climbUsual(name: string, start: number, seconds: number): Promise<Step[]> {
  const stack = await UsualStack.start(name);
  try {
    const side: Side = {
      name: 'usual stack',
      target: stack,
      pids: stack.pids,
      probes: () => new Prober(stack, stack, 'alerts'),
      count: async (from) => () => stack.stored(from),
    };
    return await climb(name, side, start, seconds);
  } finally {
    await stack.end();
  }
}

async function climbHouse(name: string, start: number, seconds: number): Promise<Step[]> {
  const data = freshDirectory(name);
  const apply = join(data, 'province.json');
  const probes = TRIES_MOST * probesOf(seconds);
  writeFileSync(apply, describe(DEVICES + probes, 'usual', new Date(Date.now() - SINCE_MS), DEVICES));
  try {
    const house = await startOn(data, apply);
    try {
      const viewer = await Viewer.open(house.http);
      const side: Side = {
        name: 'service',
        target: house,
        pids: { service: house.pid },
        probes: () => new Prober(house, viewer, 'alerts'),
        count: async () => {
          const before = await readingsOf(house, viewer.token);
          return async () => (await readingsOf(house, viewer.token)) - before;
        },
      };
      return await climb(name, side, start, seconds).finally(() => viewer.close());
    } finally {
      await house.end();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function climb(name: string, side: Side, start: number, seconds: number): Promise<Step[]> {
  const steps: Step[] = [];
  const count = probesOf(seconds);
  for (let rate = nextRate(steps, start); rate !== null && steps.length < TRIES_MOST; ) {
    const probing = accounts(count, DEVICES + steps.length * count);
    const now = await step(side, rate, seconds, probing, steps.at(-1)?.found.newestAt ?? 0);
    steps.push(now);
    process.stderr.write(`  ${name} ${side.name} ${line(now)}\n`);
    rate = nextRate(steps, start);
  }
  return steps;
}

async function readingsOf(house: House, token: string): Promise<number> {
  const answer = await fetch(`${house.http}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number((await answer.text()).match(/^giulanh_keeper_readings (\d+)/m)?.[1] ?? Number.NaN);
}

/** The last climb, step by step. */
const told = (who: string, climbs: readonly Step[][]): string[] =>
  (climbs.at(-1) ?? []).toSorted((a, b) => a.rate - b.rate).map((one) => `${who} ${line(one)}`);

function line(one: Step): string {
  const { rate, held, found, cpu, alertP50, alertP99, alerts, missing } = one;
  const used = Object.entries(cpu).map(([of, { total, main, keeper }]) =>
    of === 'service' ? `main ${main}, keeper ${keeper}, all ${total}` : `${of} ${total}`,
  );
  const left = found.sent - found.acked;
  return [
    `${rate}/s ${held ? 'held' : 'not held'}: alert p50 ${alertP50}, p99 ${alertP99} ms (${alerts})`,
    `PUBACK p50 ${found.puback.p50}, p99 ${found.puback.p99} ms`,
    ...(held ? [] : [`${Math.round(found.perSecond)}/s acknowledged, ${left} not, ${missing} not stored`]),
    `CPU % ${used.join(', ')}; generator ${Math.round(found.generatorCpu)}`,
  ].join('; ');
}
