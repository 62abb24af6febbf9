/**
 * Asks an InfluxDB 1.x in InfluxQL. What comes from outside is bound as a parameter; only whole numbers that were checked
 * here stand in the text. Answers are asked for in pages of limited length, cut by time or by number.
 */
import { InfluxError, type StoredEvent, type Target } from './types.ts';
import type { ClientV1 } from './v1-client.ts';
import { askRows, type Row } from './v1-rows.ts';

type Queries = Pick<Target, 'tallies' | 'readings' | 'buckets' | 'events' | 'excursions'>;

const HOUR_MS = 3_600_000;
/** Rows in one answer: some 5 MB of JSON. */
const PAGE_ROWS = 50_000;
/** Event numbers asked for at once, and the size of the tag `page` (points.ts). */
const EVENTS_AT_ONCE = 50_000;
const PAGE = 1_000_000;

export function queriesV1(client: ClientV1, readWithinMs: number): Queries {
  const ask = (text: string, bound: Readonly<Record<string, string>> = {}) =>
    askRows(client, text, bound, readWithinMs);

  /**
   * All rows of a range, in order of time. A page ends within some millisecond; that millisecond is asked for again, and
   * whole, with the next one. `limit` grows only where more than a page lies within one.
   */
  async function all(
    select: string,
    range: { from: number; to: number },
    bound: Readonly<Record<string, string>> = {},
  ): Promise<Row[]> {
    const rows: Row[] = [];
    let limit = PAGE_ROWS;
    for (let from = range.from; from < range.to; ) {
      const { rows: page, cut } = await ask(
        `${select} WHERE ${within({ from, to: range.to })}${equal(bound)} LIMIT ${limit}`,
        bound,
      );
      const last = page.at(-1)?.time;
      if (last === undefined || (page.length < limit && !cut)) return rows.concat(page);
      const whole = page.filter(({ time }) => time !== last);
      if (whole.length > 0) {
        for (const row of whole) rows.push(row);
        from = Number(last);
      } else if (cut) throw cutShort();
      else limit *= 4;
    }
    return rows;
  }

  return {
    async tallies(hour) {
      const { rows, cut } = await ask(
        `SELECT count(celsius), sum(celsius), min(celsius), max(celsius) FROM temperature
         WHERE ${within({ from: hour, to: hour + HOUR_MS })} GROUP BY device, probe`,
      );
      if (cut) throw cutShort();
      return rows.map((row) => ({
        device: text(row.device),
        probe: text(row.probe),
        hour,
        count: Number(row.count),
        // Each value is off by less than 1e-14; of an hour's sum the thousandths are exact.
        sumMilli: milli(row.sum),
        minMilli: milli(row.min),
        maxMilli: milli(row.max),
      }));
    },

    async readings({ from, to, device, unit }) {
      const bound = { ...(device === undefined ? {} : { device }), ...(unit === undefined ? {} : { unit }) };
      const rows = await all(
        'SELECT celsius, device, probe, unit, site, also FROM temperature',
        { from, to },
        bound,
      );
      return rows.map((row) => ({
        device: text(row.device),
        probe: text(row.probe),
        unit: text(row.unit),
        site: text(row.site),
        also: text(row.also),
        at: Number(row.time),
        milli: milli(row.celsius),
      }));
    },

    async buckets({ from, to, unit, everyMs }) {
      if (!Number.isSafeInteger(everyMs) || everyMs < 1000)
        throw new RangeError(`buckets of ${everyMs} ms: at least 1000 are asked for`);
      const stored = [];
      const step = everyMs * PAGE_ROWS;
      for (let begin = from; begin < to; ) {
        const end = Math.min(Math.floor(begin / step) * step + step, to);
        const { rows, cut } = await ask(
          `SELECT min(celsius), max(celsius), mean(celsius), count(celsius) FROM temperature
           WHERE unit = $unit AND ${within({ from: begin, to: end })} GROUP BY time(${everyMs}ms) fill(none)`,
          { unit },
        );
        const last = rows.at(-1)?.time;
        begin = cut && last !== undefined ? Number(last) + everyMs : end;
        for (const row of rows) {
          stored.push({
            at: Number(row.time),
            min: Number(row.min),
            max: Number(row.max),
            mean: Number(row.mean),
            count: Number(row.count),
          });
        }
      }
      return stored;
    },

    async events(fromSeq, toSeq) {
      const events: StoredEvent[] = [];
      for (let first = fromSeq; first <= toSeq; ) {
        const page = Math.floor(first / PAGE);
        const last = Math.min(toSeq, first + EVENTS_AT_ONCE - 1, (page + 1) * PAGE - 1);
        const { rows, cut } = await ask(
          `SELECT event, seq, hash FROM custody
           WHERE page = $page AND seq >= ${whole(first)} AND seq <= ${whole(last)}`,
          { page: String(page) },
        );
        if (cut) throw cutShort();
        for (const row of rows)
          events.push({ event: text(row.event), seq: Number(row.seq), hash: text(row.hash) });
        first = last + 1;
      }
      return events.sort((a, b) => a.seq - b.seq);
    },

    async excursions({ from, to }) {
      const rows = await all('SELECT id, present, start, "end", open FROM excursion', { from, to });
      return rows.map((row) => ({
        id: text(row.id),
        present: row.present === true,
        start: Number(row.start),
        end: row.open === true ? null : Number(row.end),
      }));
    },
  };
}

/** The names are ours, the values are bound. */
const equal = (bound: Readonly<Record<string, string>>): string =>
  Object.keys(bound)
    .map((name) => ` AND ${name} = $${name}`)
    .join('');

const within = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  `time >= ${whole(from)}ms AND time < ${whole(to)}ms`;

function whole(number: number): string {
  if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is asked for, no whole number`);
  return String(number);
}

const cutShort = (): InfluxError =>
  new InfluxError('INFLUX_QUERY_REFUSED', 'Ask InfluxDB: it cuts its answers short (max-row-limit)');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const milli = (celsius: unknown): number => Math.round(Number(celsius) * 1000);
