/** What does this CONNECT ask for, and is it one? Pure; strict where aedes' parser is not. */
import { readText } from './text.ts';

/** CONNACK return codes of MQTT 3.1.1. */
const BAD_PROTOCOL_LEVEL = 1;
export const IDENTIFIER_REJECTED = 2;
export const SERVER_UNAVAILABLE = 3;
export const BAD_CREDENTIALS = 4;
export const NOT_AUTHORIZED = 5;

export type Will = {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
};

export type ConnectRequest = {
  readonly level: 3 | 4;
  readonly clientId: string;
  readonly clean: boolean;
  /** As asked for, in seconds; 0 is none. */
  readonly keepaliveSeconds: number;
  readonly username: string | null;
  readonly password: Buffer | null;
  readonly will: Will | null;
};

/** `refused`: answer with that return code, then close. Null: malformed, close without an answer. */
type ConnectReading = { readonly request: ConnectRequest } | { readonly refused: number } | null;

/** Reads a CONNECT frame's body; `flags` are the low four bits of its first byte. */
export function readConnect(flags: number, body: Buffer): ConnectReading {
  const fields = new Fields(body);
  const name = fields.text();
  const level = fields.byte();
  if ((name !== 'MQTT' && name !== 'MQIsdp') || level === null) return null;
  const legacy = name === 'MQIsdp';
  if (level !== (legacy ? 3 : 4)) return { refused: BAD_PROTOCOL_LEVEL };
  // MQTT 3.1 left these bits free, 3.1.1 reserves them.
  if (flags !== 0 && !legacy) return null;
  const asked = fields.byte();
  const keepaliveSeconds = fields.short();
  const clientId = fields.text();
  if (asked === null || keepaliveSeconds === null || clientId === null) return null;
  if ((asked & 1) !== 0 && !legacy) return null;
  const will = readWill(asked, fields);
  if (will === undefined) return null;
  const hasUsername = (asked & 0x80) !== 0;
  const hasPassword = (asked & 0x40) !== 0;
  if (hasPassword && !hasUsername) return null;
  const username = hasUsername ? fields.text() : null;
  const password = hasPassword ? fields.bytes() : null;
  if (fields.broken || !fields.atEnd || (hasUsername && username === null)) return null;
  const clean = (asked & 2) !== 0;
  if (clientId === '' && (legacy || !clean)) return { refused: IDENTIFIER_REJECTED };
  return { request: { level: legacy ? 3 : 4, clientId, clean, keepaliveSeconds, username, password, will } };
}

/** Undefined when malformed, null when there is none. */
function readWill(asked: number, fields: Fields): Will | null | undefined {
  const qos = (asked >> 3) & 3;
  const retain = (asked & 0x20) !== 0;
  if ((asked & 4) === 0) return qos === 0 && !retain ? null : undefined;
  const topic = fields.text();
  const payload = fields.bytes();
  if (qos === 3 || topic === null || payload === null || !isTopicName(topic)) return undefined;
  return { topic, payload, qos, retain };
}

/** A topic to publish to: not empty, without wildcards. */
export function isTopicName(topic: string): boolean {
  return topic !== '' && !topic.includes('+') && !topic.includes('#');
}

/** Walks the length-prefixed fields of a body; past its end every field is null and `broken` stays set. */
class Fields {
  readonly #body: Buffer;
  #at = 0;
  broken = false;

  constructor(body: Buffer) {
    this.#body = body;
  }

  get atEnd(): boolean {
    return this.#at === this.#body.length;
  }

  byte(): number | null {
    return this.#take(1)?.readUInt8(0) ?? null;
  }

  short(): number | null {
    return this.#take(2)?.readUInt16BE(0) ?? null;
  }

  bytes(): Buffer | null {
    const length = this.short();
    return length === null ? null : this.#take(length);
  }

  text(): string | null {
    const bytes = this.bytes();
    return bytes === null ? null : readText(bytes);
  }

  #take(length: number): Buffer | null {
    const end = this.#at + length;
    if (this.broken || end > this.#body.length) {
      this.broken = true;
      return null;
    }
    const taken = this.#body.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

/** The CONNECT that aedes gets to see: admitted already, clean, without keepalive, will or secret, which are the gate's. */
export function plainConnect(clientId: string): Buffer {
  const id = Buffer.from(clientId, 'utf8');
  const frame = Buffer.alloc(3 + 12 + id.length);
  // Two length bytes always; the ids are far below the 16,383 bytes they can say.
  frame[0] = 0x10;
  frame[1] = ((12 + id.length) & 0x7f) | 0x80;
  frame[2] = (12 + id.length) >> 7;
  frame.write('\0\u0004MQTT\u0004\u0002\0\0', 3, 'latin1');
  frame.writeUInt16BE(id.length, 13);
  id.copy(frame, 15);
  return frame;
}
