/** What does the head of this PUBLISH of a broker say? Both versions; pure. */
import { readText } from '../mqtt/text.ts';

export type Version = 4 | 5;
export type PublishHead = {
  /** Null: no text. */
  readonly topic: string | null;
  readonly qos: number;
  /** 0 for QoS 0. */
  readonly packetId: number;
  /** The broker kept it from earlier: it may be of any age. */
  readonly retain: boolean;
  /** Where the payload begins; of version 5 where its properties do, as long as `isWhole` was not asked for. */
  readonly end: number;
};

/** Bytes of the body `buf[body..)` up to the end of the packet id. At least two of them must be there. */
export function headLength(first: number, buf: Buffer, body: number): number {
  return 2 + buf.readUInt16BE(body) + (qosOf(first) === 0 ? 0 : 2);
}

/**
 * Of the frame with this first byte and the body `buf[body..end)`. `version` null: up to the packet id alone, as of a message whose
 * rest is not read. Null: it is no PUBLISH that a broker may send us (QoS 3, no room, packet id 0, an alias for its topic: we offer none).
 */
export function readHead(
  first: number,
  buf: Buffer,
  body: number,
  end: number,
  version: Version | null,
): PublishHead | null {
  const qos = qosOf(first);
  if (qos === 3 || end - body < 2) return null;
  const topicEnd = body + 2 + buf.readUInt16BE(body);
  const rest = qos === 0 ? topicEnd : topicEnd + 2;
  if (rest > end || topicEnd === body + 2) return null;
  const packetId = qos === 0 ? 0 : buf.readUInt16BE(topicEnd);
  if (qos > 0 && packetId === 0) return null;
  const payloadAt = version === 5 ? afterProperties(buf, rest, end) : rest;
  if (payloadAt === null) return null;
  const topic = readText(buf.subarray(body + 2, topicEnd));
  return { topic, qos, packetId, retain: (first & 1) === 1, end: payloadAt };
}

const qosOf = (first: number): number => (first >> 1) & 3;

/** The properties begin with their length, seven bits a byte. */
function afterProperties(buf: Buffer, at: number, end: number): number | null {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    if (at + i >= end) return null;
    const digit = buf.readUInt8(at + i);
    length += (digit & 127) * 128 ** i;
    if (digit < 128) {
      const after = at + i + 1 + length;
      return after <= end ? after : null;
    }
  }
  return null;
}
