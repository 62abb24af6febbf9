/** What is live goes before what was kept back; a device's own order stands, and nothing is kept from its turn for ever. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lane, Lanes, weightOf } from '../../src/keeper/lanes.ts';
import { LET_PASS, Precedence } from '../../src/keeper/precedence.ts';

type One = { device: string; payload: Uint8Array; number: number; backlog?: boolean; waited?: boolean };
let number = 0;
const said = (device: string, bytes: number, more: Partial<One> = {}): One => ({
  device,
  payload: new Uint8Array(bytes),
  number: number++,
  ...more,
});

test('a reading of now is live; a night in one message, a hasty sender and what waited at a broker are a backlog', () => {
  const lane = (one: One & { profile?: string }) => new Lanes<One>().add(one);
  expect(lane(said('a', 60))).toBe('live');
  expect(lane(said('a', 1_024))).toBe('live');
  expect(lane(said('a', 1_025))).toBe('backlog');
  expect(lane({ ...said('a', 1_025), profile: 'ttn' })).toBe('live');
  expect(lane({ ...said('a', 4_097), profile: 'ttn' })).toBe('backlog');
  expect(lane(said('a', 60, { backlog: true }))).toBe('backlog');
  expect(lane(said('a', 60, { waited: true }))).toBe('backlog');
});

const BYTES = 24_576;

test('a device with a backlog that is not committed yet says nothing past it, and is live again afterwards', () => {
  const lanes = new Lanes<One>();
  expect(lanes.add(said('a', 60))).toBe('live');
  lanes.add(said('a', 2_000));
  expect(lanes.add(said('a', 60))).toBe('backlog');
  expect(lanes.take('backlog', BYTES)).toEqual([]);
  expect(lanes.take('live', BYTES)).toHaveLength(1);
  const both = lanes.take('backlog', BYTES);
  expect(both.map((one) => one.device)).toEqual(['a', 'a']);
  expect(lanes.add(said('a', 60))).toBe('backlog');
  lanes.settled(both);
  lanes.settled(lanes.take('backlog', BYTES));
  expect(lanes.add(said('a', 60))).toBe('live');
});

test('a batch of a backlog is bounded by its bytes, and one message that is larger goes alone', () => {
  const lanes = new Lanes<One>();
  for (let i = 0; i < 100; i++) lanes.add(said(`d${Math.floor(i / 10)}`, 2_000));
  lanes.add(said('large', 65_536));
  const sizes: number[] = [];
  for (let batch = lanes.take('backlog', BYTES); batch.length > 0; batch = lanes.take('backlog', BYTES)) {
    const bytes = batch.reduce((sum, one) => sum + one.payload.byteLength, 0);
    expect(batch.length === 1 || bytes <= 32_768).toBe(true);
    sizes.push(batch.length);
  }
  expect(sizes.reduce((a, b) => a + b)).toBe(101);
  expect(sizes.at(-1)).toBe(1);
  expect(sizes.length).toBeLessThanOrEqual(11);
});

test('the bound of a batch is what its messages weigh, and what one device sent together goes a little past it', () => {
  const one = weightOf([said('a', 100)]);
  expect(weightOf([said('a', 100), said('b', 100)])).toBe(2 * one);
  const taken = (devices: readonly string[], bytes: number): number => {
    const lanes = new Lanes<One>();
    for (const device of devices) lanes.add(said(device, 100, { backlog: true }));
    return lanes.take('backlog', bytes).length;
  };
  const each = Array.from({ length: 20 }, (_, i) => `d${i}`);
  expect(taken(each, 0)).toBe(1);
  expect(taken(each, 10 * one)).toBe(10);
  expect(taken(each, 10 * one - 1)).toBe(9);
  expect(taken(new Array(20).fill('a'), 10 * one)).toBe(20);
  expect(taken(new Array(200).fill('a'), 10 * one)).toBe(10 + Math.floor(8_192 / one));
});

test('a full lane of backlog leaves room for the live, and drains before it takes more', () => {
  const lanes = new Lanes<One>();
  while (!lanes.isFull('backlog')) lanes.add(said('a', 60_000));
  expect(lanes.length * 60_000).toBeLessThan(17 * 1_048_576);
  expect(lanes.isFull('live')).toBe(false);
  lanes.take('backlog', BYTES);
  expect(lanes.isFull('backlog')).toBe(false);
  expect(lanes.isDrained('backlog')).toBe(false);
  while (!lanes.isDrained('backlog')) lanes.take('backlog', BYTES);
  expect(lanes.length * 60_000).toBeGreaterThan(7 * 1_048_576);
});

type Step =
  | { do: 'say'; device: string; bytes: number; backlog: boolean }
  | { do: 'take'; lane: Lane }
  | { do: 'work' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    device: fc.constantFrom('a', 'b', 'c', 'd'),
    bytes: fc.constantFrom(50, 900, 2_000, 30_000),
    backlog: fc.boolean(),
  }),
  fc.record({ do: fc.constant('take' as const), lane: fc.constantFrom<Lane>('live', 'backlog') }),
  fc.constant({ do: 'work' as const }),
);

test('whatever comes and whenever the keeper has time, each device is heard in its order and everything is heard once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const lanes = new Lanes<One>();
      const thread = new Precedence<{ lane: Lane; batch: One[] }>();
      const heard: One[] = [];
      let told = 0;
      const take = (lane: Lane) => {
        const batch = lanes.take(lane, BYTES);
        if (batch.length > 0) thread.add({ lane, batch }, lane === 'backlog');
        return batch.length;
      };
      const work = () => {
        const next = thread.next();
        if (next === undefined) return false;
        heard.push(...next.batch);
        if (next.lane === 'backlog') lanes.settled(next.batch);
        return true;
      };
      for (const one of steps) {
        if (one.do === 'say') {
          lanes.add({ ...said(one.device, one.bytes, { backlog: one.backlog }), number: told++ });
        } else if (one.do === 'take') take(one.lane);
        else work();
      }
      while (take('live') + take('backlog') > 0 || work());
      expect(heard).toHaveLength(told);
      const last = new Map<string, number>();
      for (const { device, number } of heard) {
        expect(number).toBeGreaterThan(last.get(device) ?? -1);
        last.set(device, number);
      }
    }),
  );
});

test('a batch of a backlog never goes before what came earlier, and lets a bounded number of later ones go first', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('urgent', 'patient', 'work'), { maxLength: 300 }), (steps) => {
      const waiting = new Precedence<{ n: number; patient: boolean }>();
      const open: { n: number; patient: boolean }[] = [];
      const passed = new Map<number, number>();
      let n = 0;
      const work = () => {
        const done = waiting.next();
        if (done === undefined) {
          expect(open).toEqual([]);
          return;
        }
        const [earlier, at] = [
          open.filter((one) => one.n < done.n),
          open.findIndex((one) => one.n === done.n),
        ];
        // What is urgent goes before a backlog's batch at the most; a batch before nothing.
        expect(earlier.every((one) => !done.patient && one.patient)).toBe(true);
        const first = earlier[0];
        if (first !== undefined) passed.set(first.n, (passed.get(first.n) ?? 0) + 1);
        expect(first === undefined ? 0 : (passed.get(first.n) ?? 0)).toBeLessThanOrEqual(LET_PASS);
        open.splice(at, 1);
      };
      for (const what of steps) {
        if (what === 'work') work();
        else {
          const one = { n: n++, patient: what === 'patient' };
          open.push(one);
          waiting.add(one, one.patient);
        }
      }
      while (open.length > 0) work();
    }),
  );
});
