/** What does the head of this PUBLISH say? Pure; reads into one object that is used again, for this runs for every reading. */

export class PublishHead {
  qos = 0;
  /** 0 for QoS 0. */
  packetId = 0;
  /** The topic is `buf[topicAt..topicEnd)`, the payload begins at `payloadAt`. */
  topicAt = 0;
  topicEnd = 0;
  payloadAt = 0;

  /** Reads the frame at `buf[at]` with its body at `body`. False: QoS 3, DUP at QoS 0, no room for the topic, or packet id 0. */
  read(buf: Buffer, at: number, body: number, end: number): boolean {
    const first = buf[at] ?? 0;
    this.qos = (first >> 1) & 3;
    if (this.qos === 3 || (this.qos === 0 && (first & 8) !== 0) || end - body < 2) return false;
    this.topicAt = body + 2;
    this.topicEnd = this.topicAt + uint16(buf, body);
    this.payloadAt = this.qos === 0 ? this.topicEnd : this.topicEnd + 2;
    if (this.payloadAt > end) return false;
    this.packetId = this.qos === 0 ? 0 : uint16(buf, this.topicEnd);
    return this.qos === 0 || this.packetId !== 0;
  }
}

/** Bytes from the body's begin to the payload, once the first two bytes of the body are known. */
export function publishHeadLength(buf: Buffer, at: number, body: number): number {
  const qos = ((buf[at] ?? 0) >> 1) & 3;
  return 2 + uint16(buf, body) + (qos === 0 ? 0 : 2);
}

/** The same PUBLISH without its payload. The topic is shorter than 16,000 bytes. */
export function emptyPublish(first: number, topic: Buffer, packetId: number): Buffer {
  const remaining = 4 + topic.length;
  return Buffer.concat([
    Buffer.from([first, (remaining & 127) | 128, remaining >> 7, topic.length >> 8, topic.length & 255]),
    topic,
    Buffer.from([packetId >> 8, packetId & 255]),
  ]);
}

/** A PUBLISH at QoS 0; topic and payload together are shorter than 16,000 bytes. */
export function plainPublish(topic: string, payload: Buffer): Buffer {
  const name = Buffer.from(topic, 'utf8');
  const remaining = 2 + name.length + payload.length;
  const head = [0x30, (remaining & 127) | 128, remaining >> 7, name.length >> 8, name.length & 255];
  return Buffer.concat([Buffer.from(head), name, payload]);
}

function uint16(buf: Buffer, at: number): number {
  return ((buf[at] ?? 0) << 8) | (buf[at + 1] ?? 0);
}
