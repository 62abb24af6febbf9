/** A batch on its way from the sockets to the keeper: it arrives as it was, and a name travels once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Packer, Unpacker } from '../../src/keeper/parcelling.ts';
import type { Incoming } from '../../src/keeper/sorting.ts';

const device = fc.oneof(fc.constantFrom('do-1', 'do-2', 'do-3'), fc.string());
const plain = fc.record<Incoming>({
  device,
  kind: fc.constantFrom('telemetry', 'status', 'oversize'),
  payload: fc.uint8Array({ maxLength: 40 }),
  size: fc.nat(),
  receivedAt: fc.nat(),
});
const foreign = fc.record<Incoming>({
  ...{ device, kind: fc.constant('telemetry' as const), payload: fc.uint8Array(), size: fc.nat() },
  receivedAt: fc.nat(),
  topic: fc.option(fc.string(), { nil: undefined }),
  profile: fc.option(fc.string(), { nil: undefined }),
  waited: fc.option(fc.boolean(), { nil: undefined }),
});
/** One whose payload lies among other bytes, as it does in what a socket read. */
const lying = fc
  .tuple(plain, fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }))
  .map(([one, before, after]): Incoming => {
    const source = Buffer.concat([before, one.payload, after]);
    return { ...one, source, from: before.length, to: before.length + one.payload.length };
  });
const asSent = ({ device, kind, size, receivedAt, payload, topic, profile }: Incoming) => ({
  ...{ device, kind, size, receivedAt, topic, profile },
  payload: [...payload],
});
const where = ({ source, from, to }: Incoming) => [...(source ?? []).slice(from, to)];

test('every message comes out as it went in, with the topic and profile that it had, whatever was sent before it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(plain, foreign, lying))),
      fc.integer({ min: 1, max: 5 }),
      (batches, most) => {
        const packer = new Packer(most);
        const unpacker = new Unpacker();
        for (const batch of batches) {
          const there = unpacker.unpack(structuredClone(packer.pack(batch)));
          expect(there.map(asSent)).toEqual(batch.map(asSent));
          expect(there.map(where)).toEqual(batch.map(({ payload }) => [...payload]));
          if (batch.some(({ topic, profile }) => topic !== undefined || profile !== undefined))
            expect(there.map(({ waited }) => waited)).toEqual(batch.map(({ waited }) => waited));
        }
      },
    ),
  );
});

test('a batch of our own messages names neither topics nor profiles', () => {
  fc.assert(
    fc.property(fc.array(plain), (batch) => {
      const packed = new Packer().pack(batch);
      expect(Object.keys(packed)).not.toContain('topics');
      expect(Object.keys(packed)).not.toContain('profiles');
    }),
  );
});

const from = (device: string): Incoming => ({
  ...{ device, kind: 'telemetry', payload: Buffer.from('{}'), size: 2, receivedAt: 7 },
});

test('a name travels with the first message of its sender alone', () => {
  const packer = new Packer();
  expect(packer.pack([from('a'), from('b'), from('a')]).names).toEqual(['a', 'b']);
  expect(packer.pack([from('b'), from('c')]).names).toEqual(['c']);
  expect(packer.pack([from('a')]).names).toEqual([]);
});

test('more names than are kept begin the list anew, so that it never grows for ever', () => {
  const packer = new Packer(2);
  expect(packer.pack([from('a'), from('b')])).toMatchObject({ known: 0, names: ['a', 'b'] });
  expect(packer.pack([from('b')])).toMatchObject({ known: 0, names: ['b'] });
  expect(packer.pack([from('a')])).toMatchObject({ known: 1, names: ['a'] });
});

test('a keeper that was never told a name takes nothing for another sender', () => {
  const packer = new Packer();
  packer.pack([from('a')]);
  expect(() => new Unpacker().unpack(packer.pack([from('a')]))).toThrow('has no name');
});
