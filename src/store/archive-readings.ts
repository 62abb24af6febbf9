/**
 * All readings of a range that have a certain time, as they were stored at one moment, packed or not, however long the walk takes and whatever is
 * stored and packed meanwhile.
 *
 * One transaction for the walk would keep the write-ahead log from being used again, so only the probes and the journal
 * are read in one; chunks follow when the walk comes to them. That still shows the one moment, because chunks are never
 * changed: what was stored then lies in the journal of then or in a chunk numbered up to the greatest of then, and what
 * came later in neither. Of chunks that were merged since then, those are read that stood then; they stay for a day, and a
 * walk that misses one says so and ends.
 */
import type Database from 'better-sqlite3';
import { decodeBatch } from '../telemetry/journal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Span, Stored, Stretch } from './archive.ts';
import { chunkReader } from './chunk-reader.ts';
import { isDamaged, readingsOf } from './chunk-row.ts';
import { markReader, reachReader } from './marks.ts';
import type { Cursor } from './outbox.ts';
import { StoreError } from './sqlite.ts';
import { CHUNK_SPAN } from './store.ts';

export type Readings = {
  isSent(reading: Stored, cursor: Cursor): boolean;
  span(): Span | null;
  stretches(range: Span, device?: string): Generator<Stretch>;
};

type Probe = { readonly number: number; readonly device: string; readonly probe: string };
type Own = Probe & { readonly span: Span | null };

/** The answer is to be called inside a transaction; what it gives reads on outside of it. */
export function readingsReader(db: Database.Database): () => Readings {
  const selectProbes = db.prepare(
    `SELECT json_extract(doc, '$.number') AS number, json_extract(doc, '$.device') AS device,
      json_extract(doc, '$.probe') AS probe FROM probe
     WHERE json_extract(doc, '$.doubtful') IS NULL ORDER BY device, probe`,
  );
  const selectSpan = db.prepare(
    'SELECT min(first_at) AS first, max(last_at) AS last FROM chunk WHERE probe = ? AND id <= ?',
  );
  const reader = chunkReader(db);
  const selectOutlived = db.prepare('SELECT outlived FROM packed').pluck();
  const readMark = markReader(db);
  const reach = reachReader(db);

  return () => {
    const probes = selectProbes.all() as Probe[];
    const journal = journalOf(db);
    const { dropped } = readMark();
    const newestChunk = reach().chunk;
    let known: readonly Own[] | null = null;
    const all = () => {
      known ??= probes.map((probe) => ({ ...probe, span: spanOf(probe.number) }));
      return known;
    };
    /** To be called after chunks were read: what is gone by then may have been missed. */
    const checkAge = () => {
      if ((selectOutlived.get() as number) > newestChunk)
        throw new StoreError(
          'STORE_MOVED_ON',
          'Read the store as it was: chunks of then were merged and deleted',
        );
    };
    const spanOf = (number: number): Span | null => {
      const packed = selectSpan.get(number, newestChunk) as { first: UtcMs | null; last: UtcMs | null };
      checkAge();
      let from = packed.first ?? Number.POSITIVE_INFINITY;
      let last = packed.last ?? Number.NEGATIVE_INFINITY;
      for (const { at } of journal.get(number) ?? []) {
        from = Math.min(from, at);
        last = Math.max(last, at);
      }
      return from > last ? null : { from, to: last + 1 };
    };
    const readings = (number: number, { from, to }: Span): Stored[] => {
      const chunks = reader.reaching(number, from, to, newestChunk);
      checkAge();
      const packed = chunks.flatMap((chunk) =>
        ((!isDamaged(chunk) && readingsOf(chunk)) || []).map((r) => ({
          ...r,
          probe: number,
          journal: null,
          chunk: chunk.id,
        })),
      );
      const found = [...(journal.get(number) ?? []), ...packed].filter(({ at }) => at >= from && at < to);
      return distinct(found.sort((a, b) => a.at - b.at));
    };
    function* stretches(range: Span, device?: string): Generator<Stretch> {
      const asked = device === undefined ? all() : all().filter((own) => own.device === device);
      const whole = together(asked);
      if (whole === null) return;
      const end = Math.min(range.to, whole.to);
      for (let from = Math.max(range.from, whole.from); from < end; from += CHUNK_SPAN) {
        const part = { from, to: Math.min(from + CHUNK_SPAN, end) };
        for (const own of asked) {
          if (own.span === null || own.span.from >= part.to || own.span.to <= part.from) continue;
          const found = readings(own.number, part);
          if (found.length > 0) yield { device: own.device, probe: own.probe, ...part, readings: found };
        }
      }
    }
    return {
      isSent: (reading, cursor) => {
        if (reading.chunk !== null && reading.chunk <= cursor.chunk) return true;
        return reading.journal === null ? cursor.journal >= dropped : reading.journal <= cursor.journal;
      },
      span: () => together(all()),
      stretches,
    };
  };
}

/** All that is in the journal, by probe: some 200,000 readings at most, for then they are packed. */
function journalOf(db: Database.Database): Map<number, Stored[]> {
  const journal = new Map<number, Stored[]>();
  const rows = db.prepare('SELECT id, readings AS blob FROM journal ORDER BY id').iterate();
  for (const { id, blob } of rows as Iterable<{ id: number; blob: Uint8Array }>) {
    for (const reading of decodeBatch(blob).readings) {
      const stored = { ...reading, journal: id, chunk: null };
      const list = journal.get(reading.probe);
      if (list === undefined) journal.set(reading.probe, [stored]);
      else list.push(stored);
    }
  }
  return journal;
}

/** A reading that was packed and is in the journal still is found twice: its places are joined. */
function distinct(sorted: readonly Stored[]): Stored[] {
  const out: Stored[] = [];
  for (const reading of sorted) {
    let i = out.length - 1;
    while (i >= 0 && out[i]?.at === reading.at && out[i]?.milli !== reading.milli) i--;
    const same = out[i];
    if (same === undefined || same.at !== reading.at) out.push(reading);
    else out[i] = { ...same, journal: same.journal ?? reading.journal, chunk: same.chunk ?? reading.chunk };
  }
  return out;
}

function together(probes: readonly Own[]): Span | null {
  let whole: Span | null = null;
  for (const { span } of probes) {
    if (span === null) continue;
    whole =
      whole === null ? span : { from: Math.min(whole.from, span.from), to: Math.max(whole.to, span.to) };
  }
  return whole;
}
