/** What the service promised to have kept: every acknowledged reading, written down apart from the service. */
import { appendFileSync } from 'node:fs';
import type { Message, Told } from './story.ts';

export const readingId = (device: string, { at, celsius }: Told): string =>
  `${device} ${at} ${celsius === null ? 'fault' : Math.round(celsius * 1000)}`;

export class Oracle {
  /** Ids of acknowledged readings, and of all that were ever sent. */
  readonly acked = new Set<string>();
  readonly sent = new Set<string>();
  /** Commands whose answer was `ok`: parcel ids that must exist. */
  readonly parcels = new Set<string>();
  pubacks = 0;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  send(device: string, message: Message): void {
    for (const told of message.readings) this.sent.add(readingId(device, told));
  }

  acknowledge(device: string, message: Message): void {
    const ids = message.readings.map((told) => readingId(device, told));
    appendFileSync(this.#file, `${ids.join('\n')}\n`);
    for (const id of ids) this.acked.add(id);
    this.pubacks++;
  }

  parcelReceived(id: string): void {
    appendFileSync(this.#file, `parcel ${id}\n`);
    this.parcels.add(id);
  }
}
