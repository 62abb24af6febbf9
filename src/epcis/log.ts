/**
 * The ledger read as EPCIS events, a page at a time. No request reads more than a bounded stretch of it: a page that meets the bound is short,
 * or empty, and says where to go on; a question that must be sorted or counted whole is refused beyond the bound.
 */
import type { Sha256 } from '../custody/leaf.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import { Book } from './book.ts';
import { withMeasured } from './holds.ts';
import { passes } from './match.ts';
import type { EpcisQuery } from './query.ts';
import { tell } from './tell.ts';
import type { EpcisEvent, Measure, Measured, Placed, Places, Row } from './types.ts';

export type Bounds = { readonly rows: number; readonly learned: number; readonly sorted: number };
/** Entries read for a page, entries only taken in on the way there (once per start), entries that may be sorted. */
const BOUNDS: Bounds = { rows: 5_000, learned: 50_000, sorted: 10_000 };
/** Whoever asks may rest after so many. */
const AT_ONCE = 100;

export type LogSource = {
  /** Entries after `after`, in order. */
  rows(after: number, limit: number): Promise<readonly Row[]>;
  size(): Promise<number>;
  /** See Book. */
  countsFrom(event: string): number | null;
};
export type Asker = {
  readonly places: Places;
  readonly sha256: Sha256;
  sees(sites: readonly string[]): boolean;
  /** Null: nothing was. */
  measured(measure: Measure): Promise<Measured | null>;
};
/** Every step is a moment to rest. */
type Steps<T> = AsyncGenerator<undefined, T>;
export type EventPage = { readonly events: readonly EpcisEvent[]; readonly next: string | null };

type Found = { readonly placed: readonly Placed[]; readonly next: string | null };

export class EpcisLog {
  readonly #source: LogSource;
  readonly #bounds: Bounds;
  readonly #book: Book;

  constructor(source: LogSource, bounds: Bounds = BOUNDS) {
    this.#source = source;
    this.#bounds = bounds;
    this.#book = new Book((event) => source.countsFrom(event));
  }

  async *page(query: EpcisQuery, asker: Asker): Steps<Decision<EventPage>> {
    const natural = query.order === null || (query.order.by === 'recordTime' && !query.order.descending);
    const whole = natural && query.first === null && query.most === null;
    const page = yield* whole ? this.#inOrder(query, asker) : this.#sorted(query, asker);
    if (!page.ok) return page;
    const events: EpcisEvent[] = [];
    for (const { event, measure } of page.value.placed) {
      if (measure !== undefined) yield;
      events.push(measure === undefined ? event : withMeasured(event, await asker.measured(measure)));
    }
    return accept({ events, next: page.value.next });
  }

  /** A token `<entry>-<n>`: from the n-th event of that entry on. */
  async *#inOrder(query: EpcisQuery, asker: Asker): Steps<Decision<Found>> {
    const found = /^(\d{1,15})-(\d{1,4})$/.exec(query.token ?? '1-0');
    if (found === null) return badToken();
    const [from, skip] = [Number(found[1]), Number(found[2])];
    if (!(yield* this.#learn(from - 1))) return accept({ placed: [], next: query.token });
    const placed: Placed[] = [];
    let reached = from - 1;
    for (let read = 0; read < this.#bounds.rows; ) {
      const rows = await this.#source.rows(reached, AT_ONCE);
      for (const row of rows) {
        const passing = this.#passing(row, query, asker);
        for (const [index, one] of passing.entries()) {
          if (row.seq === from && index < skip) continue;
          if (placed.length === query.perPage) return accept({ placed, next: `${row.seq}-${index}` });
          placed.push(one);
        }
        reached = row.seq;
      }
      if (rows.length < AT_ONCE) return accept({ placed, next: null });
      read += rows.length;
      yield;
    }
    return accept({ placed, next: `${reached + 1}-0` });
  }

  /** A token `<n>.<size>`: from the n-th on, of the ledger as large as it was at the first page. */
  async *#sorted(query: EpcisQuery, asker: Asker): Steps<Decision<Found>> {
    const found = /^(\d{1,9})\.(\d{1,15})$/.exec(query.token ?? `0.${await this.#source.size()}`);
    if (found === null) return badToken();
    const [from, size] = [Number(found[1]), Number(found[2])];
    if (size > this.#bounds.sorted) return tooLarge(`more than ${this.#bounds.sorted} entries to sort`);
    const all: Placed[] = [];
    for (let reached = 0; reached < size; ) {
      const rows = (await this.#source.rows(reached, Math.min(AT_ONCE, size - reached))).slice();
      if (rows.length === 0) break;
      for (const row of rows) all.push(...this.#passing(row, query, asker));
      reached = rows.at(-1)?.seq ?? size;
      yield;
    }
    if (query.most !== null && all.length > query.most) return tooLarge(`more than ${query.most} events`);
    const { order } = query;
    if (order !== null) {
      const sign = order.descending ? -1 : 1;
      const timed = all.map((one) => ({ one, at: Date.parse(one.event[order.by]) }));
      all.splice(0, all.length, ...timed.sort((a, b) => sign * (a.at - b.at)).map(({ one }) => one));
    }
    const chosen = all.slice(0, query.first ?? all.length);
    const to = from + query.perPage;
    return accept({ placed: chosen.slice(from, to), next: to < chosen.length ? `${to}.${size}` : null });
  }

  #passing(row: Row, query: EpcisQuery, asker: Asker): Placed[] {
    this.#book.take(row);
    const seen = ({ sites }: Placed) => asker.sees(sites);
    const told = tell(row, this.#book, asker.places, asker.sha256);
    return told.filter((one) => seen(one) && passes(one.event, query.tests));
  }

  /** What entries say rests on those before them: all up to `to` are taken in, or false: not within the bound. */
  async *#learn(to: number): Steps<boolean> {
    for (let read = 0; this.#book.reached < to; ) {
      if (read >= this.#bounds.learned) return false;
      const rows = await this.#source.rows(this.#book.reached, AT_ONCE);
      if (rows.length === 0) return true;
      for (const row of rows) this.#book.take(row);
      read += rows.length;
      yield;
    }
    return true;
  }
}

const badToken = () =>
  refuse('QueryParameterException', 'nextPageToken: not one of this query', { parameter: 'nextPageToken' });
const tooLarge = (why: string) =>
  refuse('QueryTooLargeException', `${why}: narrow the question, or ask without order and follow the pages`);
