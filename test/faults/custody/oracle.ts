/** What the service promised to have kept of custody, written down apart from it: receipts, and commands that were answered. */
import { appendFileSync } from 'node:fs';
import type { Delivered, PhoneKey } from '../../../src/custody/types.ts';

export type Receipt = {
  readonly v: 1;
  readonly event: string;
  readonly recordedAt: string;
  readonly ledgerSeq: number;
  readonly leaf: string;
  readonly key: string;
  readonly signature: string;
};
export type Item = {
  readonly id: string | null;
  readonly status: string;
  readonly code: string | null;
  readonly receipt: Receipt | null;
};

export class Oracle {
  readonly receipts = new Map<string, Receipt>();
  /** Everything that was signed, by id. An id that was used again stands for what was signed first. */
  readonly said = new Map<string, Delivered>();
  /** Events that must never count. */
  readonly mustNot = new Set<string>();
  /** Refused at the door, without a receipt. */
  readonly refused = new Set<string>();
  readonly keys = new Map<string, PhoneKey['jwk']>();
  readonly parcels = new Map<string, number>();
  readonly shipments = new Set<string>();
  /** Doses, by administration. */
  readonly given = new Map<string, number>();
  readonly discarded = new Set<string>();
  readonly resolutions = new Set<string>();
  /** What answers themselves gave away. */
  readonly broken: string[] = [];
  readonly statuses = new Map<string, number>();
  answers = 0;
  commands = 0;
  publicKey = '';
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Was answered to a delivery of this event. */
  answer({ body }: Delivered, item: Item): void {
    this.answers++;
    const name = item.code === null ? item.status : `${item.status} ${item.code}`;
    this.statuses.set(name, (this.statuses.get(name) ?? 0) + 1);
    if (item.id !== body.id) this.broken.push(`asked about ${body.id}, answered about ${item.id}`);
    if (this.mustNot.has(body.id) && item.status !== 'refused' && item.status !== 'waiting')
      this.broken.push(`${body.type} ${body.id} must not count and was answered ${name}`);
    const { receipt } = item;
    if (receipt === null) {
      if (item.status === 'refused') this.refused.add(body.id);
      else this.broken.push(`${body.type} ${body.id} was answered ${name} without a receipt`);
      return;
    }
    const before = this.receipts.get(body.id);
    if (before === undefined) {
      this.#write({ receipt });
      this.receipts.set(body.id, receipt);
    } else if (JSON.stringify(before) !== JSON.stringify(receipt))
      this.broken.push(`${body.id} has two receipts: ${JSON.stringify([before, receipt])}`);
  }

  /** A command was answered with success. */
  done(what: object, note: () => void): void {
    this.commands++;
    this.#write(what);
    note();
  }

  #write(line: object): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
