/**
 * Whom do gateways speak of that nobody has put into the registry? Remembered for whoever adds devices: picking an address is
 * surer than copying it from a label. In memory only; what is still there is heard again within its next interval.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';

export type HeardAddress = {
  readonly sender: string;
  readonly address: string;
  /** By which its sender's messages are read. */
  readonly profile: string;
  readonly lastAt: UtcMs;
  /** Messages since the start. */
  readonly count: number;
  /** The last temperature that was among what it said. */
  readonly milli: MilliCelsius | null;
};

/** A gateway beside a market hears strangers without end: of each as many are remembered, those heard last. */
const MOST_OF_SENDER = 500;
/** And as many rows an hour tell of them. */
const MOST_ROWS = 500;
const HOUR = 3_600_000;

type Noted = Pick<HeardAddress, 'sender' | 'address' | 'profile' | 'milli'>;
type OfSender = {
  readonly addresses: Map<string, HeardAddress & { readonly toldAt: UtcMs }>;
  rowsSince: UtcMs;
  rows: number;
};

export class Heard {
  /** When a sender last brought anything of another maker's format, whoever it was about. */
  readonly lastOf = new Map<string, UtcMs>();
  readonly #senders = new Map<string, OfSender>();

  /** Answers whether it is to be told now: the first time, and then once an hour. */
  note({ sender, address, profile, milli }: Noted, at: UtcMs): boolean {
    const of = this.#of(sender, at);
    const former = of.addresses.get(address);
    const isDue = former === undefined || at - former.toldAt >= HOUR;
    const isTold = isDue && of.rows < MOST_ROWS;
    if (isTold) of.rows++;
    of.addresses.delete(address);
    of.addresses.set(address, {
      sender,
      address,
      profile,
      lastAt: at,
      count: (former?.count ?? 0) + 1,
      milli: milli ?? former?.milli ?? null,
      toldAt: isTold || former === undefined ? at : former.toldAt,
    });
    if (of.addresses.size > MOST_OF_SENDER) {
      const [oldest] = of.addresses.keys();
      if (oldest !== undefined) of.addresses.delete(oldest);
    }
    return isTold;
  }

  *all(): Iterable<HeardAddress> {
    for (const { addresses } of this.#senders.values()) yield* addresses.values();
  }

  #of(sender: string, now: UtcMs): OfSender {
    const known = this.#senders.get(sender) ?? { addresses: new Map(), rowsSince: now, rows: 0 };
    this.#senders.set(sender, known);
    if (now - known.rowsSince >= HOUR || now < known.rowsSince) {
      known.rowsSince = now;
      known.rows = 0;
    }
    return known;
  }
}
