/** Every measurement of `npm run bench` by its name, in the order in which they run. */
import { engineAlone } from './measure/engine.ts';
import { ingest } from './measure/ingest.ts';
import { holdLatency } from './measure/latency.ts';
import { overload } from './measure/overload.ts';
import { reconnect } from './measure/reconnect.ts';
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
  'hold-latency': ({ seconds }) => holdLatency('hold-latency', seconds(30)),
  reconnect: ({ rounds }) => reconnect('reconnect', 10_000, rounds),
  engine: ({ rounds }) => engineAlone('engine', rounds),
};
