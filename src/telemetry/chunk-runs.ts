/**
 * Which of a probe's chunks are to become one? Small ones that follow one another, once no more of them fits in, and what came late
 * with the chunk that it lies across. A run holds every chunk between its ends, so that the one chunk can stand for all of them.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** `count`: readings in it; Infinity for one that must stay as it is. */
export type Spanning = { readonly firstAt: UtcMs; readonly lastAt: UtcMs; readonly count: number };

export type Run<C extends Spanning> = Spanning & { readonly chunks: readonly C[] };

export type RunTerms = {
  /** Readings of a run; one of chunks that lie across one another may have twice as many. */
  readonly most: number;
  /** A run is shorter than this. */
  readonly span: DurationMs;
};

export type Runs<C extends Spanning> = {
  readonly runs: readonly Run<C>[];
  /** Where the next look begins: chunks from there on wait for more to follow. Null: there are none. */
  readonly waitsFrom: UtcMs | null;
};

/**
 * @param chunks of one probe, ordered by their first readings: all from the first on
 * @param isCut only so many were fetched, and more follow
 */
export function runsOf<C extends Spanning>(chunks: readonly C[], terms: RunTerms, isCut: boolean): Runs<C> {
  const clusters = clustersOf(chunks);
  // What follows may lie across the last of them.
  const unsure = isCut ? clusters.pop() : undefined;
  const closed: Run<C>[] = [];
  let open: Run<C> | null = null;
  for (const cluster of clusters) {
    const both: Run<C> | null = open === null ? cluster : together(open, cluster);
    if (both.count <= terms.most && isShorter(both, terms)) {
      open = both;
      continue;
    }
    if (open !== null) closed.push(open);
    open = cluster;
  }
  // A look that was cut ends further on than it began.
  if (isCut && open !== null && closed.length === 0) {
    closed.push(open);
    open = null;
  }
  const isWorthIt = (run: Run<C>) =>
    run.chunks.length > 1 && run.count <= 2 * terms.most && isShorter(run, terms);
  const waitsFrom =
    open?.firstAt ?? (clusters.length === 0 ? unsure?.chunks.at(-1) : unsure)?.firstAt ?? null;
  return { runs: closed.filter(isWorthIt), waitsFrom };
}

/** Chunks that lie across one another are together; between two clusters is time. */
function clustersOf<C extends Spanning>(chunks: readonly C[]): Run<C>[] {
  const clusters: Run<C>[] = [];
  for (const chunk of chunks) {
    const { firstAt, lastAt, count } = chunk;
    const alone = { firstAt, lastAt, count, chunks: [chunk] };
    const last = clusters.at(-1);
    if (last === undefined || firstAt > last.lastAt) clusters.push(alone);
    else clusters[clusters.length - 1] = together(last, alone);
  }
  return clusters;
}

const together = <C extends Spanning>(a: Run<C>, b: Run<C>): Run<C> => ({
  firstAt: a.firstAt,
  lastAt: Math.max(a.lastAt, b.lastAt),
  count: a.count + b.count,
  chunks: [...a.chunks, ...b.chunks],
});

const isShorter = ({ firstAt, lastAt }: Spanning, { span }: RunTerms): boolean => lastAt - firstAt < span;
