/** A sender with everything around it scripted: an outbox in memory, a server that does as told, and time that only waiting moves. */

import { seriesKey } from '../../src/influx/point.ts';
import { servicePoint } from '../../src/influx/points.ts';
import { Sender } from '../../src/influx/sender.ts';
import type { Point, StoredEvent, Trouble, WriteResult } from '../../src/influx/types.ts';
import type { InfluxLink, RefusedPoint } from '../../src/keeper/protocol.ts';
import { BEGINNING, type Cursor, type Outbox } from '../../src/store/outbox.ts';
import { encodeBatch } from '../../src/telemetry/journal.ts';
import { QUIET } from './quiet-service.ts';

export const STORED: WriteResult = { kind: 'stored' };
export const refused = (reason = 'no'): WriteResult => ({ kind: 'refused', status: 400, reason });
export const trouble = (code: Trouble, retryAfterMs: number | null = null): WriteResult => ({
  kind: 'unavailable',
  code,
  reason: 'down',
  retryAfterMs,
});

/** A store's journal: each entry holds so many readings of one probe, a minute apart. */
export class JournalTwin implements Outbox {
  readonly #entries: { readonly id: number; readonly blob: Uint8Array; readonly readings: number }[] = [];
  #readings = 0;
  reads = 0;

  add(readings: number): void {
    const batch = Array.from({ length: readings }, (_, i) => {
      const at = (this.#readings + i) * 60_000;
      return { probe: 1, at, milli: 4000 + i, receivedAt: at, extras: null };
    });
    this.#readings += readings;
    this.#entries.push({ id: this.#entries.length + 1, blob: encodeBatch(batch, []), readings });
  }

  get readings(): number {
    return this.#readings;
  }

  get last(): number {
    return this.#entries.length;
  }

  read(cursor: Cursor, readings: number) {
    this.reads++;
    const journal: { id: number; blob: Uint8Array }[] = [];
    let left = readings;
    for (const entry of this.#entries.slice(cursor.journal)) {
      if (left <= 0) break;
      journal.push(entry);
      left -= entry.readings;
    }
    const next = { ...cursor, journal: cursor.journal + journal.length };
    const page = { journal, chunks: [], ledger: [], excursions: [], next, more: next.journal < this.last };
    const whereabouts = {
      probe: () => ({ device: 'd1', probe: '1' }),
      place: () => ({ unit: 'u1', site: 's1' }),
    };
    return { page, whereabouts };
  }

  backlog(cursor: Cursor) {
    return { journal: this.last - cursor.journal, chunks: 0, ledger: 0, excursions: 0, oldest: null };
  }

  close(): void {}
}

export type Script = {
  /** What the server makes of a write; the n-th, from 0. Service points are stored unless this says otherwise. */
  write?: (points: readonly Point[], n: number) => WriteResult;
  settle?: (cursor: Cursor, n: number) => boolean;
  create?: () => boolean;
  /** The ledger's first events as the copy has them; by default it has them. */
  events?: (n: number) => StoredEvent[];
  cursor?: Cursor;
};

export function senderHouse(outbox: JournalTwin, script: Script = {}) {
  /** What the server holds: a point written twice is one point. */
  const stored = new Map<string, Point>();
  const seen = {
    writes: [] as (readonly Point[])[],
    settled: [] as { cursor: Cursor; setAside: readonly RefusedPoint[] }[],
    settleCalls: 0,
    reports: [] as InfluxLink[],
    waits: [] as number[],
    creates: 0,
    asked: 0,
    inFlight: 0,
    mostInFlight: 0,
    now: 0,
  };
  let ending: Promise<void> | null = null;
  const sender = new Sender({
    outbox,
    cursor: script.cursor ?? BEGINNING,
    target: {
      name: 'twin',
      write: async (points) => {
        seen.mostInFlight = Math.max(seen.mostInFlight, ++seen.inFlight);
        const n = seen.writes.push(points) - 1;
        await new Promise((resolve) => setImmediate(resolve));
        seen.inFlight--;
        const isService = points[0]?.measurement === 'service';
        const result =
          isService && script.write === undefined ? STORED : (script.write?.(points, n) ?? STORED);
        if (result.kind === 'stored') for (const p of points) stored.set(seriesKey(p), p);
        return result;
      },
      create: async () => {
        seen.creates++;
        return script.create?.() ?? false;
      },
      events: async () => {
        const n = seen.asked++;
        return script.events?.(n) ?? [{ event: 'first', seq: 1, hash: '' }];
      },
    },
    settle: async (cursor, setAside) => {
      const done = script.settle?.(cursor, seen.settleCalls++) ?? true;
      await new Promise((resolve) => setImmediate(resolve));
      if (done) seen.settled.push({ cursor, setAside });
      return done;
    },
    report: (link) => seen.reports.push(link),
    health: () => servicePoint(seen.now, QUIET),
    now: () => 1_000_000 + seen.now,
    elapsed: () => seen.now,
    random: () => 0.5,
    wait: async (ms) => {
      seen.waits.push(ms);
      seen.now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  });
  return {
    sender,
    stored,
    seen,
    temperatures: () => [...stored.values()].filter((p) => p.measurement === 'temperature').length,
    /** Runs until `reached`, then stops the sender. */
    async until(reached: () => boolean): Promise<void> {
      ending ??= sender.run();
      for (let turns = 0; !reached(); turns++) {
        if (turns > 100_000) throw new Error('The sender never came so far');
        await new Promise((resolve) => setImmediate(resolve));
      }
      await sender.stop();
      await ending;
    },
    /** The journal number of the last settlement. */
    settledTo: () => seen.settled.at(-1)?.cursor.journal ?? -1,
  };
}
