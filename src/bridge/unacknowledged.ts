/** Messages of one connection to a broker between their arrival and their acknowledgement, which leaves in their order. */

export type Waiting = {
  readonly qos: number;
  readonly packetId: number;
  readonly bytes: number;
  /** Its commit is on the disk, or nothing of it is to be kept. */
  done: boolean;
};

const PUBACK = 0x40;
const PUBREC = 0x50;

export class Unacknowledged {
  #list: Waiting[] = [];
  #begin = 0;
  bytes = 0;

  get length(): number {
    return this.#list.length - this.#begin;
  }

  add(waiting: Waiting): void {
    this.#list.push(waiting);
    this.bytes += waiting.bytes;
  }

  /** Takes out what is done at the front: its PUBACKs (of QoS 2 its PUBRECs), the same bytes in both versions; null when none is due. */
  take(): Buffer | null {
    const due: number[] = [];
    for (let one = this.#list[this.#begin]; one?.done; one = this.#list[++this.#begin]) {
      this.bytes -= one.bytes;
      if (one.qos === 0) continue;
      due.push(one.qos === 1 ? PUBACK : PUBREC, 2, one.packetId >> 8, one.packetId & 255);
    }
    // Each message is moved at most once for each one that has left.
    if (this.#begin * 2 > this.#list.length) {
      this.#list = this.#list.slice(this.#begin);
      this.#begin = 0;
    }
    return due.length === 0 ? null : Buffer.from(due);
  }
}
