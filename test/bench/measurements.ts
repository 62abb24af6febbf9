/** Every measurement of `npm run bench` by its name, in the order in which they run. */
import { coldStart } from './measure/cold-start.ts';
import { engineAlone } from './measure/engine.ts';
import { ingest } from './measure/ingest.ts';
import { lateBatch } from './measure/late.ts';
import { consequence } from './measure/latency.ts';
import { logBytes } from './measure/log-bytes.ts';
import { monthToRows } from './measure/month-to-rows.ts';
import { overload } from './measure/overload.ts';
import { pubackBesideCommit } from './measure/puback.ts';
import { reconnect } from './measure/reconnect.ts';
import { replay } from './measure/replay.ts';
import { storedBytes } from './measure/stored-bytes.ts';
import { sustained } from './measure/sustained.ts';
import { verdicts } from './measure/verdict.ts';
import { audience } from './measure/viewers.ts';
import type { Report } from './report.ts';

/** `seconds`: how long one lasts unless told otherwise. `full`: as long as the figures of a report want it. */
export type Wish = {
  readonly rounds: number;
  readonly seconds: (usual: number) => number;
  readonly full: boolean;
};
export type Measurement = (wish: Wish) => Report | Promise<Report>;

export const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  'ingest-50x20': ({ rounds, seconds }) =>
    ingest('ingest-50x20', { connections: 50, window: 20, floor: 0.8 }, rounds, seconds(4)),
  'ingest-1000x1': ({ rounds, seconds }) =>
    ingest('ingest-1000x1', { connections: 1000, window: 1, floor: 0.65 }, rounds, seconds(4)),
  'overload-5': ({ seconds, full }) => overload('overload-5', 0.05, full ? 300 : seconds(60)),
  'overload-50': ({ seconds, full }) => overload('overload-50', 0.5, full ? 300 : seconds(60)),
  'puback-1000': ({ rounds, seconds }) => pubackBesideCommit('puback-1000', 1_000, rounds, seconds(10)),
  'alert-10000': ({ seconds }) =>
    consequence(
      'alert-10000',
      { what: 'alerts', rate: 10_000, beyondMs: 30, aimMs: 15, http: false },
      seconds(30),
    ),
  'hold-latency': ({ seconds }) =>
    consequence('hold-latency', { what: 'holds', rate: 1_000, beyondMs: 50, http: true }, seconds(30)),
  sustained: ({ rounds, seconds }) => sustained('sustained', rounds, seconds(6)),
  replay: ({ seconds, full }) => replay('replay', seconds(30), full),
  reconnect: ({ rounds }) => reconnect('reconnect', 10_000, rounds),
  'cold-start': ({ rounds, full }) => coldStart('cold-start', full ? 1 : 0.01, rounds),
  verdict: ({ rounds, seconds, full }) => verdicts('verdict', full ? 1_000_000 : 100_000, rounds, seconds(4)),
  late: ({ rounds }) => lateBatch('late', rounds),
  viewers: ({ rounds, seconds }) => audience('viewers', 200, rounds, seconds(10)),
  'stored-bytes': ({ full }) => storedBytes('stored-bytes', full),
  'log-bytes': () => logBytes('log-bytes'),
  'month-to-rows': ({ rounds, full }) => monthToRows('month-to-rows', rounds, full),
  engine: ({ rounds }) => engineAlone('engine', rounds),
};
