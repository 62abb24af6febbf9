/** A month of one unit at one reading a minute as rows: through the service's own reading of its store, and out of a clustered table. */
import { rmSync } from 'node:fs';
import { History } from '../../../src/keeper/history.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { spread } from '../histogram.ts';
import { Clustered, rowOf } from '../house/clustered.ts';
import { BEGAN, countOf, deviceName, type Loggers, logger, packMonths } from '../house/months.ts';
import { freshDirectory } from '../house/processes.ts';
import type { Report } from '../report.ts';

const REACH = 0.5;
const AIM = 0.2;
const DAYS = 30;
/** As many as the figures of a report had. */
const PROBES_FULL = 230;
const PROBES = 23;
const READS_PER_ROUND = 20;
const ROWS_PER_COMMIT = 10_000;

export async function monthToRows(name: string, rounds: number, full: boolean): Promise<Report> {
  const loggers = { probes: full ? PROBES_FULL : PROBES, days: DAYS, everything: true };
  const directory = freshDirectory(name);
  try {
    process.stderr.write(`  ${name} filling ${countOf(loggers)} readings twice …\n`);
    await packMonths(directory, loggers);
    const peer = new Clustered(directory);
    const store = openSqlite(directory);
    try {
      cluster(peer, loggers);
      const history = new History(store);
      const logs = Array.from({ length: loggers.probes }, (_, p) => {
        const { log } = history.log(deviceName(p), '1');
        log.tail.packedTo = BEGAN + DAYS * 86_400_000;
        return log;
      });
      const [from, to] = [BEGAN, BEGAN + DAYS * 86_400_000];
      const ours = async (p: number) => {
        const log = logs[p];
        if (log === undefined) return 0;
        await history.load(log, from, to);
        const rows = history.kept(log, from, to).length;
        history.forget();
        return rows;
      };
      const theirs = async (p: number) => peer.rows(p, from, to).length;
      const found: { ours: number; theirs: number }[] = [];
      for (let round = 0; round < rounds; round++) {
        const times = [await timed(ours, round, loggers), await timed(theirs, round, loggers)];
        found.push({ ours: times[0] ?? 0, theirs: times[1] ?? 0 });
        process.stderr.write(
          `  ${name} service ${times[0]?.toFixed(1)} ms, clustered ${times[1]?.toFixed(1)} ms\n`,
        );
      }
      const ratio = spread(found.map((one) => one.ours / one.theirs));
      return {
        name,
        asked: `≤ ${REACH} × a clustered table (aim ${AIM} ×)`,
        met: ratio.median <= REACH,
        lines: [
          `**${ratio.median.toFixed(2)}** [${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}] × the clustered table, ${rounds} rounds of ${READS_PER_ROUND} units`,
          `p50 ${spread(found.map((one) => one.ours)).median.toFixed(1)} ms, the table ${spread(found.map((one) => one.theirs)).median.toFixed(1)} ms for ${DAYS * 1_440} rows with all their columns, ${loggers.probes} units stored`,
        ],
        data: { ratio, found },
      };
    } finally {
      peer.close();
      await store.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function cluster(peer: Clustered, { probes, days, everything }: Loggers): void {
  const all = Array.from({ length: probes }, (_, p) => logger(p, everything));
  let rows: ReturnType<typeof rowOf>[] = [];
  for (let minute = 0; minute < days * 1_440; minute++) {
    for (const [p, next] of all.entries()) rows.push(rowOf(p, minute, next()));
    if (rows.length < ROWS_PER_COMMIT) continue;
    peer.add(rows);
    rows = [];
  }
  peer.add(rows);
  peer.settle();
}

/** The middle of some reads, each of another unit, in ms. */
async function timed(
  read: (probe: number) => Promise<number>,
  round: number,
  { probes, days }: Loggers,
): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < READS_PER_ROUND; i++) {
    const began = performance.now();
    const rows = await read((round * READS_PER_ROUND + i) % probes);
    times.push(performance.now() - began);
    if (rows !== days * 1_440) throw new Error(`Read a month: ${rows} rows, ${days * 1_440} expected`);
  }
  return spread(times).median;
}
