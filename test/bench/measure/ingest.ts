/** Durable ingest with the whole work done, against a bare aedes that stores nothing: closed loop, alternating rounds. */
import { spread } from '../histogram.ts';
import type { Share } from '../house/cost.ts';
import { generate, type Peer, startHouse, startPeer, type Target } from '../house/processes.ts';
import { accounts } from '../house/province.ts';
import { Viewer } from '../house/viewer.ts';
import type { Findings } from '../load/load.ts';
import type { Report } from '../report.ts';

export type Shape = { readonly connections: number; readonly window: number; readonly floor: number };
type Run = Findings & { readonly cpu: Share };

const WARMUP_SECONDS = 1.5;
/** A generator above this share of a core is the limit itself. */
const GENERATOR_LIMIT = 95;

export async function ingest(name: string, shape: Shape, rounds: number, seconds: number): Promise<Report> {
  const house = await startHouse(name, shape.connections, 'usual');
  const peer = await startPeer('aedes');
  const viewer = await Viewer.open(house.http);
  const ours: Run[] = [];
  const theirs: Run[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const both: [Target | Peer, Run[]][] = [
        [peer, theirs],
        [house, ours],
      ];
      for (const [target, runs] of round % 2 === 0 ? both : both.reverse()) {
        runs.push(await run(target, shape, seconds, runs.at(-1)?.newestAt ?? 0));
        const last = runs.at(-1);
        process.stderr.write(
          `  ${name} ${target === peer ? 'aedes' : 'giulanh'} ${Math.round(last?.perSecond ?? 0)}/s\n`,
        );
      }
    }
  } finally {
    viewer.close();
    await Promise.all([peer.end(), house.end()]);
  }
  const ratios = ours.map((run, i) => run.perSecond / (theirs[i]?.perSecond ?? Number.NaN));
  const ratio = spread(ratios);
  const bound = [...ours, ...theirs].some((run) => run.generatorCpu >= GENERATOR_LIMIT);
  const lost = ours.reduce((sum, run) => sum + run.lost + run.sent - run.acked, 0);
  const middle = (runs: readonly Run[], of: (run: Run) => number) => Math.round(spread(runs.map(of)).median);
  return {
    name,
    asked: `≥ ${shape.floor} × bare aedes`,
    met: ratio.median >= shape.floor && lost === 0,
    lines: [
      `**${ratio.median.toFixed(2)}** [${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}] × bare aedes, ${rounds} rounds`,
      `${middle(ours, (r) => r.perSecond)}/s, aedes ${middle(theirs, (r) => r.perSecond)}/s`,
      `CPU %: main ${middle(ours, (r) => r.cpu.main)}, keeper ${middle(ours, (r) => r.cpu.keeper)}, all ${middle(ours, (r) => r.cpu.total)}; aedes ${middle(theirs, (r) => r.cpu.total)}`,
      `generator ${middle(ours, (r) => r.generatorCpu)} % (aedes ${middle(theirs, (r) => r.generatorCpu)} %)${bound ? ', above 95 % in a round: lower bound' : ''}`,
      ...(lost > 0 ? [`**${lost} unacknowledged or disconnected**`] : []),
    ],
    data: { ratio, ours, theirs },
  };
}

function run(target: Target, shape: Shape, seconds: number, after: number): Promise<Run> {
  const devices = accounts(shape.connections);
  const { host, port } = target;
  const orders = { host, port, devices, rate: 0, warmupSeconds: WARMUP_SECONDS, seconds, outOfRange: 0 };
  return generate({ ...orders, window: shape.window, after }, target);
}
