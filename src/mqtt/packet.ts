/** Is this frame one that a client may send after CONNECT, in the form MQTT 3.1.1 gives it? Pure, for every packet but CONNECT and PUBLISH. */
import { readText } from './text.ts';

export const CONNECT = 1;
export const PUBLISH = 3;
const PUBACK = 4;
const PUBREC = 5;
const PUBREL = 6;
const PUBCOMP = 7;
export const SUBSCRIBE = 8;
export const UNSUBSCRIBE = 10;
export const PINGREQ = 12;
export const DISCONNECT = 14;

/** What a well-formed control frame says, as far as anybody here asks. */
type Control = { readonly filters: readonly string[] };
const NO_FILTERS: Control = { filters: [] };

/**
 * Reads the frame with this first byte and body. Null: the connection must be closed (a packet only servers send, wrong
 * reserved flags, wrong length, packet id 0, bad text, no filter, QoS above 2).
 */
export function readControl(first: number, body: Buffer): Control | null {
  const flags = first & 0x0f;
  switch (first >> 4) {
    case PUBACK:
    case PUBREC:
    case PUBCOMP:
      return flags === 0 && body.length === 2 && hasPacketId(body) ? NO_FILTERS : null;
    case PUBREL:
      return flags === 2 && body.length === 2 && hasPacketId(body) ? NO_FILTERS : null;
    case SUBSCRIBE:
      return flags === 2 && hasPacketId(body) ? readFilters(body, 1) : null;
    case UNSUBSCRIBE:
      return flags === 2 && hasPacketId(body) ? readFilters(body, 0) : null;
    case PINGREQ:
    case DISCONNECT:
      return flags === 0 && body.length === 0 ? NO_FILTERS : null;
    default:
      return null;
  }
}

function hasPacketId(body: Buffer): boolean {
  return body.length >= 2 && body.readUInt16BE(0) !== 0;
}

/** Filters after the packet id, each followed by `extra` bytes (the requested QoS of a SUBSCRIBE). */
function readFilters(body: Buffer, extra: 0 | 1): Control | null {
  const filters: string[] = [];
  let at = 2;
  while (at < body.length) {
    if (at + 2 > body.length) return null;
    const end = at + 2 + body.readUInt16BE(at);
    if (end + extra > body.length || end === at + 2) return null;
    const filter = readText(body.subarray(at + 2, end));
    if (filter === null || (extra === 1 && body.readUInt8(end) > 2)) return null;
    filters.push(filter);
    at = end + extra;
  }
  return filters.length === 0 ? null : { filters };
}
