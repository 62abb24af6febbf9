import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeBatch,
  encodeBatch,
  type JournalCounter,
  type JournalReading,
  readingsIn,
} from '../../src/telemetry/journal.ts';
import { kept } from './arbitrary.ts';

const probe = fc.integer({ min: 0, max: 0xffff_ffff });
const reading: fc.Arbitrary<JournalReading> = fc.tuple(kept, probe).map(([k, p]) => ({ ...k, probe: p }));
const print = fc.integer({ min: 1, max: 0xffff_ffff });
const counter = fc
  .record(
    { probe, boot: fc.maxSafeInteger(), seq: fc.maxSafeInteger(), print },
    { requiredKeys: ['probe', 'boot', 'seq'] },
  )
  .map((one): JournalCounter => one);
const one: JournalReading = {
  probe: 3,
  at: 1_795_316_400_000,
  milli: 4100,
  receivedAt: 1_795_316_400_123,
  extras: null,
};

describe('a batch of the journal', () => {
  test('comes back as it went in, readings in their order and counters with them', () => {
    fc.assert(
      fc.property(fc.array(reading), fc.array(counter), (readings, counters) => {
        const batch = encodeBatch(readings, counters);
        expect(readingsIn(batch)).toBe(readings.length);
        expect(decodeBatch(batch)).toEqual({ readings, counters });
      }),
    );
  });

  test('can be read from the middle of a larger buffer, as the database hands it out', () => {
    const blob = Buffer.concat([Buffer.alloc(5), encodeBatch([one], []), Buffer.alloc(3)]);
    expect(decodeBatch(blob.subarray(5, -3)).readings).toEqual([one]);
  });

  test('takes 24 bytes a reading, 24 a message that counts itself, and 16 more', () => {
    expect(encodeBatch([one, one, one], []).length).toBe(16 + 3 * 24);
    expect(encodeBatch([one], [{ probe: 3, boot: 1, seq: 2, print: 9 }]).length).toBe(16 + 2 * 24);
  });

  test('that the version before wrote is read as ever', () => {
    const former = (counters: readonly JournalCounter[], readings: readonly JournalReading[]) => {
      const extras = readings.flatMap((r, i) => (r.extras === null ? [] : [[i, r.extras]]));
      const rows = counters.map((c) => [c.probe, c.boot, c.seq, ...(c.print === undefined ? [] : [c.print])]);
      const isBare = extras.length === 0 && rows.length === 0;
      const json = Buffer.from(isBare ? '' : JSON.stringify({ extras, counters: rows }));
      const head = Buffer.alloc(12);
      for (const [i, word] of [1, readings.length, json.length].entries()) head.writeUInt32LE(word, 4 * i);
      const columns = encodeBatch(readings, []).subarray(16, 16 + 24 * readings.length);
      return Buffer.concat([head, columns, json]);
    };
    fc.assert(
      fc.property(fc.array(reading), fc.array(counter), (readings, counters) => {
        const blob = former(counters, readings);
        expect(readingsIn(blob)).toBe(readings.length);
        expect(decodeBatch(blob)).toEqual({ readings, counters });
      }),
    );
  });

  test.each([
    ['one byte short', (b: Buffer) => b.subarray(0, -1)],
    ['one byte long', (b: Buffer) => Buffer.concat([b, Buffer.alloc(1)])],
    ['of another version', (b: Buffer) => Buffer.concat([Buffer.from([3]), b.subarray(1)])],
    ['empty', () => Buffer.alloc(0)],
  ])('that is %s is refused', (_, change) => {
    const blob = change(Buffer.from(encodeBatch([one, one], [{ probe: 3, boot: 1, seq: 2 }])));
    expect(() => decodeBatch(blob)).toThrow();
  });
});
