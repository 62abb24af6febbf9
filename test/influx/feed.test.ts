import { expect, test } from 'vitest';
import {
  Feed,
  PAGE_READINGS,
  SLICE_POINTS_MOST,
  SLICE_TEXT_MOST,
  type Slice,
} from '../../src/influx/feed.ts';
import { BEGINNING, type Outbox, type OutboxPage, type Whereabouts } from '../../src/store/outbox.ts';
import { packReadings } from '../../src/telemetry/chunk.ts';
import { encodeBatch } from '../../src/telemetry/journal.ts';
import { JournalTwin } from './sender-house.ts';

const KNOWN: Whereabouts = {
  probe: (number) => ({ device: `d${number}`, probe: '1' }),
  place: () => ({ unit: 'u1', site: 's1' }),
};
const NOW = () => Promise.resolve();

function outboxOf(part: Partial<OutboxPage>, whereabouts = KNOWN): Outbox {
  const page = {
    journal: [],
    chunks: [],
    ledger: [],
    excursions: [],
    next: { journal: 1, chunk: 1, ledger: 1, excursion: 1 },
    more: false,
    ...part,
  };
  const empty = { ...page, journal: [], chunks: [], ledger: [], excursions: [] };
  return {
    read: (cursor) => ({ page: cursor === BEGINNING ? page : empty, whereabouts }),
    backlog: () => ({ journal: 0, chunks: 0, ledger: 0, excursions: 0, oldest: null }),
    close: () => {},
  };
}

async function slicesOf(feed: Feed): Promise<Slice[]> {
  const slices: Slice[] = [];
  for (let slice = await feed.next(); slice !== null; slice = await feed.next()) slices.push(slice);
  return slices;
}

const reading = (at: number, probe = 1) => ({ probe, at, milli: 4500, receivedAt: at, extras: null });
const event = (seq: number, more: object = {}) => ({
  seq,
  event: {
    id: `e${seq}`,
    type: 'parcel.moved',
    at: '2026-11-22T00:00:00.000Z',
    recorded: '2026-11-22T00:00:01.000Z',
    ...more,
  },
  leaf: 'ab',
});

test('nothing in the outbox is nothing to write', async () => {
  expect(await new Feed(new JournalTwin(), BEGINNING, NOW).next()).toBeNull();
});

test('a page of ledger, packed and unpacked readings becomes one slice that ends at the cursor of the page', async () => {
  const blob = packReadings([{ at: 60_000, milli: 4100, receivedAt: 61_000, extras: null }]);
  const outbox = outboxOf({
    journal: [{ id: 1, blob: encodeBatch([reading(120_000, 7)], []) }],
    chunks: [{ probe: 3, firstAt: 60_000, lastAt: 60_000, count: 1, blob }],
    ledger: [event(1)],
  });
  const slices = await slicesOf(new Feed(outbox, BEGINNING, NOW));
  expect(slices).toHaveLength(1);
  expect(slices[0]).toMatchObject({
    points: [
      { measurement: 'custody', fields: { event: 'e1' } },
      { measurement: 'temperature', tags: { device: 'd3' }, fields: { celsius: 4.1 }, time: 60_000 },
      { measurement: 'temperature', tags: { device: 'd7' }, fields: { celsius: 4.5 }, time: 120_000 },
    ],
    setAside: [],
    cursor: { journal: 1, chunk: 1, ledger: 1, excursion: 1 },
    more: false,
  });
});

test.each([
  { readings: SLICE_POINTS_MOST - 1, sizes: [4_999] },
  { readings: SLICE_POINTS_MOST, sizes: [5_000, 0] },
  { readings: SLICE_POINTS_MOST + 1, sizes: [5_000, 1] },
  { readings: 17_000, sizes: [5_000, 5_000, 5_000, 2_000] },
])('an entry of $readings readings is told in slices of $sizes', async ({ readings, sizes }) => {
  const outbox = new JournalTwin();
  outbox.add(readings);
  const slices = await slicesOf(new Feed(outbox, BEGINNING, NOW));
  expect(slices.map((s) => s.points.length)).toEqual(sizes);
  // Only the last of a page moves the cursor.
  expect(slices.map((s) => s.cursor !== null)).toEqual(sizes.map((_, i) => i === sizes.length - 1));
  expect(new Set(slices.flatMap((s) => s.points.map((p) => p.time))).size).toBe(readings);
});

test('after a full page the next one follows at once, after the last one nothing', async () => {
  const outbox = new JournalTwin();
  for (let i = 0; i < 2 * PAGE_READINGS; i += 1000) outbox.add(1000);
  const slices = await slicesOf(new Feed(outbox, BEGINNING, NOW));
  const ends = slices.filter((s) => s.cursor !== null);
  expect(ends.map((s) => [s.cursor?.journal, s.more])).toEqual([
    [20, true],
    [40, false],
  ]);
});

test('long texts make smaller slices', async () => {
  const reason = 'x'.repeat(60_000);
  const ledger = Array.from({ length: 100 }, (_, i) => event(i + 1, { reason }));
  const slices = await slicesOf(new Feed(outboxOf({ ledger }), BEGINNING, NOW));
  expect(slices.length).toBe(2);
  expect(slices[0]?.points.length).toBe(Math.ceil(SLICE_TEXT_MOST / 60_000));
});

test('a point that may not be sent is set aside with its code, and the others are sent', async () => {
  const ledger = [event(1), event(2, { gtin: 'no digits' }), event(3, { at: 'yesterday' }), event(4)];
  const [slice] = await slicesOf(new Feed(outboxOf({ ledger }), BEGINNING, NOW));
  expect(slice?.points.map((p) => p.fields.event)).toEqual(['e1', 'e4']);
  expect(slice?.setAside.map((s) => [s.point.fields.event, s.reason.split(' ')[0]])).toEqual([
    ['e2', 'POINT_TAG_INVALID'],
    ['e3', 'POINT_TIME_INVALID'],
  ]);
});

test('a reading whose device is in no unit any more, because that was corrected, is set aside and not forgotten', async () => {
  const journal = [{ id: 1, blob: encodeBatch([reading(60_000), reading(120_000)], []) }];
  const nowhere = {
    ...KNOWN,
    place: (_: string, at: number) => (at < 100_000 ? null : { unit: 'u1', site: null }),
  };
  const [slice] = await slicesOf(new Feed(outboxOf({ journal }, nowhere), BEGINNING, NOW));
  expect(slice?.points.map((p) => p.time)).toEqual([120_000]);
  expect(slice?.setAside).toMatchObject([
    { point: { tags: { device: 'd1' }, fields: { celsius: 4.5 }, time: 60_000 } },
  ]);
  expect(slice?.setAside[0]?.reason).toMatch(/^POINT_TAG_INVALID unit/);
});

test('a feed that is taken back tells everything again', async () => {
  const outbox = new JournalTwin();
  outbox.add(12_000);
  const feed = new Feed(outbox, BEGINNING, NOW);
  await feed.next();
  feed.rewind(BEGINNING);
  const slices = await slicesOf(feed);
  expect(slices.map((s) => s.points.length)).toEqual([5_000, 5_000, 2_000]);
});

test('a cursor that moves over nothing is told, so that it is settled', async () => {
  const slices = await slicesOf(new Feed(outboxOf({}), BEGINNING, NOW));
  expect(slices).toMatchObject([{ points: [], cursor: { chunk: 1 } }]);
});
