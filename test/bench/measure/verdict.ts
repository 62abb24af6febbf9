/**
 * The scan gate over HTTP with a million parcels stored: how many answers a second beside an empty Fastify route that sends as
 * many bytes, and how long does one take while ten thousand readings a second come in?
 */
import { type Size, USUAL } from '../filled/size.ts';
import { spread } from '../histogram.ts';
import { rssOf, type Share } from '../house/cost.ts';
import { type Gates, startGates } from '../house/gates.ts';
import { generate, runLoad, startPeer, type Target } from '../house/processes.ts';
import type { HttpFindings, HttpOrders } from '../load/http.ts';
import type { Report } from '../report.ts';

const REACH = 0.6;
const REACH_P99_MS = 20;
const CONNECTIONS = 50;
const WARMUP_SECONDS = 1.5;
/** Beside the readings: a scan every other second at a thousand tables. */
const SCANS = 500;
const READINGS = 10_000;
const DEVICES = 1_000;
/** A generator above this share of a core is the limit itself. */
const GENERATOR_LIMIT = 95;

type Run = HttpFindings & { readonly cpu: Share };

/** Most parcels ended long ago; the living ones are in five thousand units at most. */
export const storeOf = (parcels: number): Size => {
  const units = Math.min(5_000, Math.ceil(parcels / 200));
  return { ...USUAL, parcels, units, livingPercent: 10, readings: units * 576, unpacked: units * 24 };
};

export async function verdicts(
  name: string,
  parcels: number,
  rounds: number,
  seconds: number,
): Promise<Report> {
  const gates = await startGates(name, storeOf(parcels), DEVICES);
  try {
    const rss = rssOf(gates.pid);
    const peer = await startPeer('fastify', await anAnswer(gates));
    const ours: Run[] = [];
    const theirs: Run[] = [];
    try {
      for (let round = 0; round < rounds; round++) {
        const both: [Target, Run[]][] = [
          [peer, theirs],
          [{ ...gates, port: Number(new URL(gates.http).port) }, ours],
        ];
        for (const [target, runs] of round % 2 === 0 ? both : both.reverse()) {
          runs.push(await runLoad<HttpFindings>('http', ordersFor(gates, target, 0, seconds), target));
          const who = target === peer ? 'fastify' : 'giulanh';
          process.stderr.write(`  ${name} ${who} ${Math.round(runs.at(-1)?.perSecond ?? 0)}/s\n`);
        }
      }
    } finally {
      await peer.end();
    }
    return report(name, gates, { parcels, rss, ours, theirs, beside: await besideReadings(gates, seconds) });
  } finally {
    await gates.end();
  }
}

async function besideReadings(gates: Gates, seconds: number) {
  const publishing = generate(
    {
      ...{ host: gates.host, port: gates.port, devices: gates.devices, window: 20, rate: READINGS },
      ...{ warmupSeconds: WARMUP_SECONDS, seconds: seconds + 2, after: 0, outOfRange: 0 },
    },
    gates,
  );
  const target = { ...gates, port: Number(new URL(gates.http).port) };
  const [readings, scans] = await Promise.all([
    publishing,
    runLoad<HttpFindings>('http', ordersFor(gates, target, SCANS, seconds), target),
  ]);
  return { readings, scans };
}

const ordersFor = (gates: Gates, target: Target, rate: number, seconds: number): HttpOrders => ({
  ...{ host: target.host, port: target.port, connections: CONNECTIONS, paths: gates.paths },
  ...{ token: gates.token, rate, warmupSeconds: WARMUP_SECONDS, seconds },
});

async function anAnswer({ http, token, paths }: Gates): Promise<string> {
  const answer = await fetch(`${http}${paths[0]}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`the gate answers ${answer.status}`);
  return answer.text();
}

type Found = {
  readonly parcels: number;
  readonly rss: number;
  readonly ours: readonly Run[];
  readonly theirs: readonly Run[];
  readonly beside: Awaited<ReturnType<typeof besideReadings>>;
};

function report(name: string, gates: Gates, { parcels, rss, ours, theirs, beside }: Found): Report {
  const ratio = spread(ours.map((run, i) => run.perSecond / (theirs[i]?.perSecond ?? Number.NaN)));
  const middle = (runs: readonly Run[], of: (run: Run) => number) => Math.round(spread(runs.map(of)).median);
  const failed = [...ours, ...theirs, beside.scans].reduce((sum, run) => sum + run.failed, 0);
  const verdictsSeen = JSON.stringify(ours[0]?.verdicts ?? {});
  const bound = [...ours, ...theirs].some((run) => run.generatorCpu >= GENERATOR_LIMIT);
  const { p50, p99, max } = beside.scans.latency;
  return {
    name,
    asked: `≥ ${REACH} × an empty Fastify route (aim 0.9); p99 ≤ ${REACH_P99_MS} ms beside ${READINGS}/s (aim 10)`,
    met: ratio.median >= REACH && p99 <= REACH_P99_MS && failed === 0 && beside.scans.unasked === 0,
    lines: [
      `**${ratio.median.toFixed(2)}** [${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}] × an empty Fastify route, ${rounds(ours)}, ${CONNECTIONS} connections`,
      `${middle(ours, (r) => r.perSecond)}/s, Fastify ${middle(theirs, (r) => r.perSecond)}/s; p99 ${spread(ours.map((r) => r.latency.p99)).median} ms; ${verdictsSeen}, ${ours[0]?.bytes} bytes (Fastify ${theirs[0]?.bytes})`,
      `CPU %: main ${middle(ours, (r) => r.cpu.main)}, keeper ${middle(ours, (r) => r.cpu.keeper)}, all ${middle(ours, (r) => r.cpu.total)}; Fastify ${middle(theirs, (r) => r.cpu.total)}; generator ${middle(ours, (r) => r.generatorCpu)} (Fastify ${middle(theirs, (r) => r.generatorCpu)})${bound ? ', above 95 % in a round: lower bound' : ''}`,
      `${SCANS} scans/s beside ${Math.round(beside.readings.perSecond)} readings/s: p50 ${p50}, p99 **${p99}**, longest ${max} ms; PUBACK p99 ${beside.readings.puback.p99} ms`,
      `${parcels} parcels stored: ready after ${gates.startSeconds.toFixed(1)} s, ${rss} MB resident`,
      ...(failed > 0 ? [`**${failed} answers failed**`] : []),
    ],
    data: { ratio, parcels, rss, startSeconds: gates.startSeconds, ours, theirs, beside },
  };
}

const rounds = (runs: readonly Run[]): string => `${runs.length} rounds`;
