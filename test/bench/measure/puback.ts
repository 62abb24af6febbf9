/** How long does a device wait for its PUBACK at an easy rate, beside a broker that does nothing but commit? Open loop, alternating rounds. */
import { rmSync } from 'node:fs';
import { spread } from '../histogram.ts';
import type { Share } from '../house/cost.ts';
import { freshDirectory, generate, startHouse, startPeer } from '../house/processes.ts';
import { accounts } from '../house/province.ts';
import { Viewer } from '../house/viewer.ts';
import type { Findings } from '../load/load.ts';
import { type Report, signed } from '../report.ts';

const DEVICES = 1_000;
const WINDOW = 5;
const WARMUP_SECONDS = 2;
/** What the way to the keeper's thread and the whole judgement may add to the p50. */
const REACH_MS = 1;
const AIM_MS = 0.5;

type Run = Findings & { readonly cpu: Share };

export async function pubackBesideCommit(
  name: string,
  rate: number,
  rounds: number,
  seconds: number,
): Promise<Report> {
  const store = freshDirectory(`${name}-peer`);
  const [house, peer] = await Promise.all([
    startHouse(name, DEVICES, 'usual'),
    startPeer('committing', store),
  ]);
  const ours: Run[] = [];
  const theirs: Run[] = [];
  try {
    const viewer = await Viewer.open(house.http);
    try {
      for (let round = 0; round < rounds; round++) {
        const both = [
          { target: peer, runs: theirs, who: 'committing aedes' },
          { target: house, runs: ours, who: 'giulanh' },
        ];
        for (const { target, runs, who } of round % 2 === 0 ? both : both.reverse()) {
          const { host, port } = target;
          const orders = { host, port, devices: accounts(DEVICES), window: WINDOW, rate, outOfRange: 0 };
          const after = runs.at(-1)?.newestAt ?? 0;
          const found = await generate({ ...orders, warmupSeconds: WARMUP_SECONDS, seconds, after }, target);
          runs.push(found);
          const { p50, p99 } = found.puback;
          process.stderr.write(`  ${name} ${who} PUBACK p50 ${p50}, p99 ${p99} ms\n`);
        }
      }
    } finally {
      viewer.close();
    }
  } finally {
    await Promise.all([peer.end(), house.end()]);
    rmSync(store, { recursive: true, force: true });
  }
  const more = spread(ours.map((run, i) => run.puback.p50 - (theirs[i]?.puback.p50 ?? Number.NaN)));
  const missing = [...ours, ...theirs].reduce(
    (sum, run) => sum + run.lost + run.unsent + run.sent - run.acked,
    0,
  );
  const middle = (runs: readonly Run[], of: (run: Run) => number) =>
    Math.round(100 * spread(runs.map(of)).median) / 100;
  const times = (runs: readonly Run[]) =>
    `p50 ${middle(runs, (r) => r.puback.p50)}, p99 ${middle(runs, (r) => r.puback.p99)} ms, most ${Math.max(...runs.map((r) => r.puback.max))} ms`;
  return {
    name,
    asked: `PUBACK p50 at ${rate}/s ≤ aedes with one commit + ${REACH_MS} ms (aim + ${AIM_MS} ms)`,
    met: more.median <= REACH_MS && missing === 0,
    lines: [
      `p50 **${signed(more.median)}** ms [${signed(more.low)} to ${signed(more.high)}], ${rounds} rounds`,
      `PUBACK ${times(ours)}; aedes with one commit ${times(theirs)} (from the intended moment: a tick of the generator is in both)`,
      `CPU %: main ${middle(ours, (r) => r.cpu.main)}, keeper ${middle(ours, (r) => r.cpu.keeper)}, all ${middle(ours, (r) => r.cpu.total)}; aedes ${middle(theirs, (r) => r.cpu.total)}; generator ${Math.round(middle(ours, (r) => r.generatorCpu))}`,
      ...(missing > 0 ? [`**${missing} unsent, unacknowledged or disconnected**`] : []),
    ],
    data: { more, ours, theirs },
  };
}
