import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iso } from '../../src/custody/facts.ts';

test('an instant is written as ISO 8601 has it, whatever was written before it', () => {
  const near = fc.integer({ min: 0, max: 300 }).map((minute) => Date.UTC(2026, 10, 22) + minute * 60_000);
  const far = fc.integer({ min: -8.64e15, max: 8.64e15 });
  fc.assert(
    fc.property(fc.array(fc.oneof(near, far), { maxLength: 400 }), (instants) => {
      for (const at of instants) expect(iso(at)).toBe(new Date(at).toISOString());
    }),
  );
});

test('what is no instant is refused, the second time too', () => {
  for (const _time of [1, 2]) expect(() => iso(Number.NaN)).toThrow(RangeError);
});
