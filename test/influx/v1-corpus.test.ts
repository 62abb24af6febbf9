/**
 * The line protocol's own corpus before our encoder: what it holds is either refused before it is sent, or a real server
 * keeps it as the point it was. Our names stand in for the corpus's, for we have a schema; its values, which are
 * what breaks a line, are kept.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TARGET_LIMITS } from '../../src/influx/limits.ts';
import { checkPoint, nanoseconds } from '../../src/influx/point.ts';
import type { FieldValue, Point } from '../../src/influx/types.ts';
import { writerV1 } from '../../src/influx/v1.ts';
import { openClientV1 } from '../../src/influx/v1-client.ts';
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';
import { event, reading } from './points-fixture.ts';

const folder = new URL('../../../shared/data/influx/', import.meta.url);
const hasCorpus = existsSync(folder);
if (!hasCorpus) console.warn(`Skipped: the line protocol corpus, for there is no ${folder.pathname}`);

type CorpusPoint = {
  readonly time: bigint;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly fields: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
};

/** Times and whole numbers beyond 2^53 come as text here, or they would be others. */
const read = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(name, folder), 'utf8').replaceAll(
      /("(?:time|int)":\s*)(-?\d+)/g,
      (_, key, number) => `${key}"${number}"`,
    ),
  );

function corpus(): CorpusPoint[] {
  const { encode } = read('line_protocol_corpus.json') as {
    encode: Record<string, { input: { point: Omit<CorpusPoint, 'time'> & { time: string } } }>;
  };
  return Object.values(encode).map(({ input: { point } }) => ({ ...point, time: BigInt(point.time) }));
}

/** Every value of a corpus point as a field of ours of its type, and every tag's value as a lot and as a device. */
function candidates(point: CorpusPoint): Point[] {
  const ms = point.time >= 0n ? point.time / 1_000_000n : -((999_999n - point.time) / 1_000_000n);
  const when = { time: Number(ms), nanos: Number(point.time - ms * 1_000_000n) };
  const made: Point[] = [];
  for (const { value } of point.tags) {
    made.push(event(1, '', { ...when, tags: { ...event(1).tags, lot: value } }));
    made.push(reading({ ...when, tags: { ...reading().tags, device: value } }));
  }
  for (const { value } of point.fields) {
    const { int, float, string, bool } = value;
    const field = (name: string, of: FieldValue) =>
      event(1, '', { ...when, fields: { ...event(1).fields, [name]: of } });
    if (typeof string === 'string') made.push(field('reason', string));
    if (typeof int === 'string') made.push(field('doses', Number(int)));
    if (typeof float === 'number') made.push(reading({ ...when, fields: { celsius: float } }));
    if (typeof bool === 'boolean') made.push(reading({ ...when, fields: { door: bool } }));
  }
  return made;
}

type Case = {
  readonly name?: string;
  readonly tags?: string[][];
  readonly fields?: [string, string, unknown?][];
};
/** The JavaScript client's own table: fields of every type with every kind of value, also of the wrong one. */
function clientTable(): Point[] {
  const made: Point[] = [];
  for (const { tags = [], fields = [] } of read('client_js_pointTables.json') as Case[]) {
    for (const [, value = ''] of tags) made.push(event(1, '', { tags: { ...event(1).tags, lot: value } }));
    for (const [, type, value] of fields) {
      const name = { s: 'reason', i: 'doses', u: 'doses', n: 'celsius', b: 'door' }[type] ?? 'reason';
      const like = name === 'celsius' || name === 'door' ? reading({ fields: {} }) : event(1);
      made.push({ ...like, fields: { ...like.fields, [name]: value as FieldValue } });
    }
  }
  return made;
}

describe.skipIf(!hasInfluxd || !hasCorpus)('the line protocol corpus', () => {
  let server: Influxd;
  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(() => server.remove());

  /** All that the server has, with exact times, as it says itself. */
  async function stored(database: string): Promise<Record<string, unknown>[]> {
    const q = 'SELECT * FROM temperature; SELECT * FROM custody';
    const answer = await fetch(
      `${server.url}/query?${new URLSearchParams({ db: database, epoch: 'ns', q })}`,
    );
    const body = (await answer.text()).replaceAll(/\[(-?\d+),/g, '["$1",');
    const { results } = JSON.parse(body) as {
      results: { series?: { columns: string[]; values: unknown[][] }[] }[];
    };
    return results
      .flatMap(({ series }) => series ?? [])
      .flatMap(({ columns, values }) =>
        values.map((row) =>
          Object.fromEntries(columns.flatMap((name, at) => (row[at] === null ? [] : [[name, row[at]]]))),
        ),
      );
  }
  const sorted = (rows: readonly object[]): string[] =>
    rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

  test.each([
    ['of_all_implementations', () => corpus().flatMap(candidates)],
    ['of_the_JavaScript_client', clientTable],
  ])('%s: refused before it is sent, or read back as the point it meant', async (database, points) => {
    const all = points();
    // A site of its own keeps each apart from the others.
    const sent = all
      .filter((point) => checkPoint(point) === null)
      .map((point, at): Point => ({ ...point, tags: { ...point.tags, site: `s${at}` } }));
    expect(sent.length).toBeGreaterThan(10);
    expect(all.length - sent.length, 'some of it must be refused').toBeGreaterThan(10);
    const client = openClientV1({ version: 1, url: server.url, database, username: null, password: null });
    const writer = writerV1(client, TARGET_LIMITS);
    await writer.create();
    expect(await writer.write(sent)).toEqual({ kind: 'stored' });
    client.close();
    expect(sorted(await stored(database))).toEqual(
      sorted(sent.map((point) => ({ time: nanoseconds(point), ...point.tags, ...point.fields }))),
    );
  });

  test('what is refused is what would have been another point, or none', () => {
    const refused = corpus()
      .flatMap(candidates)
      .map((point) => checkPoint(point))
      .filter((reason) => reason !== null);
    for (const part of ['lot "east west"', 'lot "\\\\ east"', 'lot ""', 'doses 9223372036854776000'])
      expect(
        refused.some((reason) => reason.includes(part)),
        part,
      ).toBe(true);
  });
});
