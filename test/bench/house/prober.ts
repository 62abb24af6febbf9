/**
 * Devices of their own whose one reading breaks a rule without allowance: how long after it was published came its PUBACK
 * (the commit), and how long after it did a screen show the hold, or the alert?
 */
import { Histogram } from '../histogram.ts';
import { Device } from '../load/device.ts';
import type { Target } from './processes.ts';
import type { Account } from './province.ts';
import type { Viewer } from './viewer.ts';

/** No consequence comes later than this. */
export const PATIENCE_MS = 10_000;
/** Past every limit of a province whose allowance is `none`. */
const TOO_WARM = '9.50';

export type Shown = 'holds' | 'alerts';

export class Prober {
  readonly puback = new Histogram();
  readonly shown = new Histogram();
  readonly #house: Pick<Target, 'host' | 'port'>;
  readonly #waiting = new Map<string, () => void>();

  constructor(house: Pick<Target, 'host' | 'port'>, viewer: Pick<Viewer, 'onText'>, what: Shown) {
    this.#house = house;
    viewer.onText = (text) => {
      // Most messages are tiles; reading those would cost more than is measured.
      if (!text.includes(`"${what}":[{`)) return;
      const seen = (JSON.parse(text) as Record<Shown, { parcel: string | null }[]>)[what];
      for (const { parcel } of seen) this.#waiting.get(parcel ?? '')?.();
    };
  }

  /** Resolves when the screen has shown what followed. `beside` runs from the moment of the publish, and is waited for. */
  async break(
    { device: id, secret, parcel }: Account,
    beside?: (since: number) => Promise<void>,
  ): Promise<void> {
    const { host, port } = this.#house;
    let answered = () => {};
    const acknowledged = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const device = new Device({ host, port, device: id, secret }, 0, (since) => {
      this.puback.add(performance.now() - since);
      answered();
    });
    await device.connect(() => {});
    const seen = new Promise<void>((resolve) => this.#waiting.set(parcel, resolve));
    const since = performance.now();
    device.write([device.reading(TOO_WARM, since)]);
    // The screen may be told before the device is: both are waited for.
    await Promise.all([
      within(acknowledged, `no PUBACK for ${id}`),
      within(seen, `nothing of ${parcel} on the feed`).then(() => this.shown.add(performance.now() - since)),
      beside?.(since),
    ]);
    this.#waiting.delete(parcel);
    device.close();
  }

  /** Breaks one account's rule after the other, one begun every so often. */
  async breakAll(
    accounts: readonly Account[],
    everyMs: number,
    beside?: (account: Account, since: number) => Promise<void>,
  ): Promise<void> {
    const busy: Promise<void>[] = [];
    for (const account of accounts) {
      const next = new Promise<void>((resolve) => setTimeout(resolve, everyMs));
      const broken = this.break(account, beside && ((since) => beside(account, since)));
      // One that fails is heard of at the end, when everything else can be ended in order.
      broken.catch(() => {});
      busy.push(broken);
      await next;
    }
    await Promise.all(busy);
  }
}

function within(wanted: Promise<void>, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} after ${PATIENCE_MS} ms`)), PATIENCE_MS);
    void wanted.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
