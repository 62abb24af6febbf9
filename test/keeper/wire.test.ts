/** A batch on its way from the sockets to the keeper: it arrives as it was, and plain ones carry nothing more than before. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incoming } from '../../src/keeper/intake.ts';
import { packBatch, unpackBatch } from '../../src/keeper/wire.ts';

const plain = fc.record<Incoming>({
  device: fc.string(),
  kind: fc.constantFrom('telemetry', 'status', 'oversize'),
  payload: fc.uint8Array({ maxLength: 40 }),
  size: fc.nat(),
  receivedAt: fc.nat(),
});
const foreign = fc.record<Incoming>({
  ...{
    device: fc.string(),
    kind: fc.constant('telemetry' as const),
    payload: fc.uint8Array(),
    size: fc.nat(),
  },
  receivedAt: fc.nat(),
  topic: fc.option(fc.string(), { nil: undefined }),
  profile: fc.option(fc.string(), { nil: undefined }),
});
const asSent = ({ payload, topic, profile, ...rest }: Incoming) => ({
  ...rest,
  topic,
  profile,
  payload: [...payload],
});

test('every message comes out as it went in, with the topic and profile that it had', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, foreign)), (batch) => {
      const there = unpackBatch(structuredClone(packBatch(batch)));
      expect(there.map(asSent)).toEqual(batch.map(asSent));
    }),
  );
});

test('a batch of our own messages names neither topics nor profiles', () => {
  fc.assert(
    fc.property(fc.array(plain), (batch) => {
      const packed = packBatch(batch);
      expect(Object.keys(packed)).not.toContain('topics');
      expect(Object.keys(packed)).not.toContain('profiles');
    }),
  );
});
