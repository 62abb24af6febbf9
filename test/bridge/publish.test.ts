/** What stands in the head of a message, found in the bytes that the client library's own encoder makes. */
import fc from 'fast-check';
import { generate, type IPublishPacket } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import { headLength, readHead } from '../../src/bridge/publish.ts';

const word = fc.stringMatching(/^[a-zđ/]{1,40}$/);
const message = fc.record({
  topic: word,
  payload: fc.uint8Array({ maxLength: 300 }),
  qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  retain: fc.boolean(),
  properties: fc.record(
    {
      userProperties: fc.dictionary(word, word, { minKeys: 1, maxKeys: 5 }),
      contentType: word,
      messageExpiryInterval: fc.nat(),
    },
    { requiredKeys: [] },
  ),
  version: fc.constantFrom(4 as const, 5 as const),
});

type Made = { frame: Buffer; body: number };
function made({
  version,
  properties,
  payload,
  messageId,
  qos,
  ...rest
}: typeof message extends fc.Arbitrary<infer T> ? T : never): Made {
  const packet: IPublishPacket = {
    cmd: 'publish',
    dup: false,
    qos,
    payload: Buffer.from(payload),
    ...(qos === 0 ? {} : { messageId }),
    ...(version === 5 ? { properties } : {}),
    ...rest,
  };
  const frame = generate(packet, { protocolVersion: version });
  let body = 1;
  while ((frame[body++] ?? 0) >= 128);
  return { frame, body };
}

describe('the head of a message', () => {
  test('says its topic, its number, and where its payload begins', () => {
    fc.assert(
      fc.property(message, (one) => {
        const { frame, body } = made(one);
        const head = readHead(frame[0] ?? 0, frame, body, frame.length, one.version);
        expect(head).toMatchObject({
          topic: one.topic,
          qos: one.qos,
          packetId: one.qos === 0 ? 0 : one.messageId,
          retain: one.retain,
        });
        expect(frame.subarray(head?.end)).toEqual(Buffer.from(one.payload));
      }),
    );
  });

  test('is enough to know whose an oversized message is, before the rest has come', () => {
    fc.assert(
      fc.property(message, (one) => {
        const { frame, body } = made(one);
        const end = body + headLength(frame[0] ?? 0, frame, body);
        const head = readHead(frame[0] ?? 0, frame.subarray(0, end), body, end, null);
        expect(head).toMatchObject({ topic: one.topic, packetId: one.qos === 0 ? 0 : one.messageId });
      }),
    );
  });

  test('is refused where the message is cut short, and whatever the bytes are nothing throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.constantFrom(4 as const, 5 as const),
        (bytes, version) => {
          const buf = Buffer.from(bytes);
          const head = readHead(buf[0] ?? 0, buf, 1, buf.length, version);
          if (head !== null) expect(head.end).toBeLessThanOrEqual(buf.length);
        },
      ),
    );
  });

  test.each([
    ['QoS 3', [0x36, 0, 1, 97, 0, 1, 120]],
    ['packet id 0', [0x32, 0, 1, 97, 0, 0, 120]],
    ['no topic (an alias we never offered)', [0x32, 0, 0, 0, 1, 120]],
    ['a topic longer than the message', [0x30, 0, 9, 97]],
  ])('%s is no message of a broker', (_, bytes) => {
    const buf = Buffer.from(bytes);
    expect(readHead(buf[0] ?? 0, buf, 1, buf.length, 4)).toBeNull();
  });

  test('of a topic that is no text is read all the same: it can be acknowledged', () => {
    const buf = Buffer.from([0x32, 0, 1, 0xff, 0, 9, 120]);
    expect(readHead(0x32, buf, 1, buf.length, 4)).toMatchObject({ topic: null, packetId: 9 });
  });
});
