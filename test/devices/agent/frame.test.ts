import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frame, nextRecord, RECORD_BYTES_MOST, recordAt } from '../../../devices/agent/frame.ts';

const payload = fc.uint8Array({ minLength: 1, maxLength: 200 });

function all(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = nextRecord(bytes, 0); at !== null; ) {
    const one = recordAt(bytes, at);
    if (one === null) break;
    found.push(one.payload);
    at = nextRecord(bytes, one.end);
  }
  return found;
}

test('records are found again one after the other', () => {
  fc.assert(
    fc.property(fc.array(payload, { maxLength: 10 }), (payloads) => {
      expect(all(Buffer.concat(payloads.map(frame)))).toEqual(payloads.map((one) => Buffer.from(one)));
    }),
  );
});

test('a file cut off anywhere gives back every record that was whole, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(payload, { minLength: 1, maxLength: 6 }), fc.nat(), (payloads, cut) => {
      const frames = payloads.map(frame);
      const bytes = Buffer.concat(frames);
      const length = cut % (bytes.length + 1);
      let whole = 0;
      for (let end = 0; whole < frames.length; whole++) {
        end += frames[whole]?.length ?? 0;
        if (end > length) break;
      }
      expect(all(bytes.subarray(0, length))).toEqual(payloads.slice(0, whole).map((one) => Buffer.from(one)));
    }),
  );
});

test('one turned bit costs the record it is in and no other', () => {
  fc.assert(
    fc.property(fc.array(payload, { minLength: 1, maxLength: 6 }), fc.nat(), (payloads, where) => {
      const frames = payloads.map(frame);
      const bytes = Buffer.concat(frames);
      const bit = where % (bytes.length * 8);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let hit = 0;
      for (let end = frames[0]?.length ?? 0; end <= bit >> 3; end += frames[hit]?.length ?? 0) hit++;
      const others = payloads.filter((_, i) => i !== hit).map((one) => Buffer.from(one));
      expect(all(bytes)).toEqual(others);
    }),
  );
});

test.each([0, RECORD_BYTES_MOST + 1])('a record of %i bytes is not framed', (length) => {
  expect(() => frame(new Uint8Array(length))).toThrow();
});
