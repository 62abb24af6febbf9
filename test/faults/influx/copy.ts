/**
 * What an InfluxDB 1.x holds of the province, asked over plain HTTP: shares no code with the sender, the encoder or the
 * queries of the service, so that it can bear witness about them.
 */

/** A reading as the oracle names it: device, instant, milli-degrees or `fault`; and in how many series it stands. */
export type Copied = Map<string, number>;

type Series = {
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
};
type Answer = {
  readonly error?: string;
  readonly results?: readonly { readonly error?: string; readonly series?: readonly Series[] }[];
};

/** Every stored temperature and fault. */
export async function temperaturesIn(url: string, database: string): Promise<Copied> {
  const found: Copied = new Map();
  const text = 'SELECT celsius, fault FROM temperature GROUP BY device, also';
  for await (const { tags, columns, values } of select(url, database, text)) {
    const [time, celsius, fault] = ['time', 'celsius', 'fault'].map((name) => columns.indexOf(name));
    for (const row of values) {
      const at = row[time ?? 0];
      if (row[fault ?? 0] === true) count(found, `${tags?.device} ${at} fault`);
      const value = row[celsius ?? 0];
      if (typeof value === 'number') count(found, `${tags?.device} ${at} ${Math.round(value * 1000)}`);
    }
  }
  return found;
}

/** The ledger's copy: leaf hashes by event id, each with how often it stands there. */
export async function eventsIn(url: string, database: string): Promise<Copied> {
  const found: Copied = new Map();
  for await (const { columns, values } of select(url, database, 'SELECT event, hash FROM custody')) {
    const [event, hash] = ['event', 'hash'].map((name) => columns.indexOf(name));
    for (const row of values) count(found, `${row[event ?? 0]} ${row[hash ?? 0]}`);
  }
  return found;
}

/** The excursions' copy: id and whether it is present, start and end as epoch ms (0: open). */
export async function excursionsIn(url: string, database: string): Promise<Copied> {
  const found: Copied = new Map();
  const text = 'SELECT id, present, start, "end" FROM excursion';
  for await (const { columns, values } of select(url, database, text)) {
    const places = ['id', 'present', 'start', 'end'].map((name) => columns.indexOf(name));
    for (const row of values) count(found, places.map((place) => String(row[place])).join(' '));
  }
  return found;
}

async function* select(url: string, database: string, text: string): AsyncGenerator<Series> {
  const query = new URLSearchParams({ db: database, q: text, epoch: 'ms', chunked: 'true' });
  const response = await fetch(`${url}/query?${query}`);
  // One JSON document a line, and a series may go on in the next.
  for (const line of (await response.text()).split('\n')) {
    if (line === '') continue;
    const answer = JSON.parse(line) as Answer;
    for (const result of answer.results ?? [answer]) {
      if (result.error !== undefined) throw new Error(`${text}: ${result.error}`);
      if ('series' in result) yield* result.series ?? [];
    }
  }
}

function count(found: Copied, id: string): void {
  found.set(id, (found.get(id) ?? 0) + 1);
}

/** How a copy differs from what it should hold, in words; empty when it is exact. */
export function differences(what: string, copied: Copied, wanted: ReadonlySet<string>): string[] {
  const missing = [...wanted].filter((id) => !copied.has(id));
  const extra = [...copied.keys()].filter((id) => !wanted.has(id));
  const twice = [...copied].filter(([, times]) => times > 1).map(([id]) => id);
  return [
    ['missing', missing] as const,
    ['that nobody sent', extra] as const,
    ['in more than one series', twice] as const,
  ]
    .filter(([, ids]) => ids.length > 0)
    .map(([how, ids]) => `${ids.length} ${what} ${how}, such as ${ids.slice(0, 3).join('; ')}`);
}
