/** The few MQTT 3.1.1 packets of a publishing device, as bytes. Shares no code with the service that it measures. */

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

function framed(first: number, body: Buffer): Buffer {
  const digits: number[] = [];
  for (let left = body.length; ; ) {
    const digit = left % 128;
    left = (left - digit) / 128;
    digits.push(left > 0 ? digit | 128 : digit);
    if (left === 0) break;
  }
  return Buffer.concat([Buffer.from([first, ...digits]), body]);
}

export function connectPacket(device: string, secret: string): Buffer {
  const head = [text('MQTT'), Buffer.from([4, 0xc2, 0, 0])];
  return framed(0x10, Buffer.concat([...head, text(device), text(device), text(secret)]));
}

/** Length-prefixed, as `publishPacket` wants it. */
export const topicField = (device: string): Buffer => text(`giulanh/v1/${device}/telemetry`);

/** A QoS 1 PUBLISH of an ASCII payload, shorter than 16 KiB with its head. */
export function publishPacket(topic: Buffer, packetId: number, payload: string): Buffer {
  const rest = topic.length + 2 + payload.length;
  const head = rest < 128 ? 2 : 3;
  const out = Buffer.allocUnsafe(head + rest);
  out[0] = 0x32;
  out[1] = rest < 128 ? rest : (rest & 127) | 128;
  if (rest >= 128) out[2] = rest >> 7;
  topic.copy(out, head);
  const at = head + topic.length;
  out[at] = packetId >> 8;
  out[at + 1] = packetId & 255;
  out.write(payload, at + 2, 'latin1');
  return out;
}

/** Splits a stream of short packets, as a server sends to a publisher. Keeps what is not whole. */
export class Packets {
  #rest: Buffer | null = null;

  /** `each` hears the first byte and the two bytes after the length. */
  push(chunk: Buffer, each: (first: number, two: number) => void): void {
    const all = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (; at + 1 < all.length; ) {
      const end = at + 2 + (all[at + 1] ?? 0);
      if (end > all.length) break;
      each(all[at] ?? 0, ((all[at + 2] ?? 0) << 8) | (all[at + 3] ?? 0));
      at = end;
    }
    this.#rest = at < all.length ? Buffer.from(all.subarray(at)) : null;
  }
}
