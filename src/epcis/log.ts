/**
 * The ledger read as EPCIS events, a page at a time. No request reads more than a bounded stretch of it: a page that meets the bound is short,
 * or empty, and says where to go on; a question that must be sorted or counted whole is refused beyond the bound.
 */
import type { Sha256 } from '../custody/leaf.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import { Book } from './book.ts';
import { passes } from './match.ts';
import type { EpcisQuery } from './query.ts';
import { tell } from './tell.ts';
import type { EpcisEvent, Placed, Places, Row } from './types.ts';

export type Bounds = { readonly rows: number; readonly learned: number; readonly sorted: number };
/** Entries read for a page, entries only taken in on the way there (once per start), entries that may be sorted. */
const BOUNDS: Bounds = { rows: 5_000, learned: 50_000, sorted: 10_000 };
const AT_ONCE = 500;

export type LogSource = {
  /** Entries after `after`, in order. */
  rows(after: number, limit: number): Promise<readonly Row[]>;
  size(): Promise<number>;
};
export type Asker = {
  readonly places: Places;
  readonly sha256: Sha256;
  sees(sites: readonly string[]): boolean;
};
export type EventPage = { readonly events: readonly EpcisEvent[]; readonly next: string | null };

export class EpcisLog {
  readonly #source: LogSource;
  readonly #bounds: Bounds;
  readonly #book = new Book();

  constructor(source: LogSource, bounds: Bounds = BOUNDS) {
    this.#source = source;
    this.#bounds = bounds;
  }

  async page(query: EpcisQuery, asker: Asker): Promise<Decision<EventPage>> {
    const natural = query.order === null || (query.order.by === 'recordTime' && !query.order.descending);
    if (natural && query.first === null && query.most === null) return this.#inOrder(query, asker);
    return this.#sorted(query, asker);
  }

  /** A token `<entry>-<n>`: from the n-th event of that entry on. */
  async #inOrder(query: EpcisQuery, asker: Asker): Promise<Decision<EventPage>> {
    const found = /^(\d{1,15})-(\d{1,4})$/.exec(query.token ?? '1-0');
    if (found === null) return badToken();
    const [from, skip] = [Number(found[1]), Number(found[2])];
    if (!(await this.#learn(from - 1))) return accept({ events: [], next: query.token });
    const events: EpcisEvent[] = [];
    let reached = from - 1;
    for (let read = 0; read < this.#bounds.rows; ) {
      const rows = await this.#source.rows(reached, AT_ONCE);
      for (const row of rows) {
        const passing = this.#passing(row, query, asker);
        for (const [index, event] of passing.entries()) {
          if (row.seq === from && index < skip) continue;
          if (events.length === query.perPage) return accept({ events, next: `${row.seq}-${index}` });
          events.push(event);
        }
        reached = row.seq;
      }
      if (rows.length < AT_ONCE) return accept({ events, next: null });
      read += rows.length;
    }
    return accept({ events, next: `${reached + 1}-0` });
  }

  /** A token `<n>.<size>`: from the n-th on, of the ledger as large as it was at the first page. */
  async #sorted(query: EpcisQuery, asker: Asker): Promise<Decision<EventPage>> {
    const found = /^(\d{1,9})\.(\d{1,15})$/.exec(query.token ?? `0.${await this.#source.size()}`);
    if (found === null) return badToken();
    const [from, size] = [Number(found[1]), Number(found[2])];
    if (size > this.#bounds.sorted) return tooLarge(`more than ${this.#bounds.sorted} entries to sort`);
    const all: EpcisEvent[] = [];
    for (let reached = 0; reached < size; ) {
      const rows = (await this.#source.rows(reached, Math.min(AT_ONCE, size - reached))).slice();
      if (rows.length === 0) break;
      for (const row of rows) all.push(...this.#passing(row, query, asker));
      reached = rows.at(-1)?.seq ?? size;
    }
    if (query.most !== null && all.length > query.most) return tooLarge(`more than ${query.most} events`);
    const { order } = query;
    if (order !== null) {
      const sign = order.descending ? -1 : 1;
      const timed = all.map((event) => ({ event, at: Date.parse(event[order.by]) }));
      all.splice(0, all.length, ...timed.sort((a, b) => sign * (a.at - b.at)).map(({ event }) => event));
    }
    const chosen = all.slice(0, query.first ?? all.length);
    const to = from + query.perPage;
    return accept({ events: chosen.slice(from, to), next: to < chosen.length ? `${to}.${size}` : null });
  }

  #passing(row: Row, query: EpcisQuery, asker: Asker): EpcisEvent[] {
    this.#book.take(row);
    const seen = ({ sites }: Placed) => asker.sees(sites);
    const told = tell(row, this.#book, asker.places, asker.sha256);
    return told.filter((one) => seen(one) && passes(one.event, query.tests)).map(({ event }) => event);
  }

  /** What entries say rests on those before them: all up to `to` are taken in, or false: not within the bound. */
  async #learn(to: number): Promise<boolean> {
    for (let read = 0; this.#book.reached < to; ) {
      if (read >= this.#bounds.learned) return false;
      const rows = await this.#source.rows(this.#book.reached, AT_ONCE);
      if (rows.length === 0) return true;
      for (const row of rows) this.#book.take(row);
      read += rows.length;
    }
    return true;
  }
}

const badToken = () =>
  refuse('QueryParameterException', 'nextPageToken: not one of this query', { parameter: 'nextPageToken' });
const tooLarge = (why: string) =>
  refuse('QueryTooLargeException', `${why}: narrow the question, or ask without order and follow the pages`);
