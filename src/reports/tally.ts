/** What does the ledger say of doses received and given, and what was written down a day or more after it happened? */
import { localDay } from '../lots/expiry.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Ledgered, lotAt } from './balance.ts';
import type { Finding } from './reconcile.ts';

const DAY_MS = 86_400_000;
/** Whoever was without a signal for a day brings it in the next morning; what is later makes one ask. */
const LATE_AFTER_MS = DAY_MS;
/** What was brought in longer ago than this was listed then. */
const LOOK_BACK_MS = 7 * DAY_MS;

type Field = string | number | null | undefined | readonly unknown[];
export type LedgerFact = { readonly type: string } & Readonly<Record<string, Field>>;

/** Events of the ledger, given one after the other; what they come to. */
export class Tally implements Ledgered {
  readonly received = new Map<string, number>();
  readonly given = new Map<string, number>();
  readonly #late = new Map<string, Finding>();
  readonly #zone: string;
  readonly #since: UtcMs;
  readonly #siteOf: (parcel: string) => string | null;

  /** @param siteOf where a parcel is, for events that say no place */
  constructor(zone: string, now: UtcMs, siteOf: (parcel: string) => string | null) {
    this.#zone = zone;
    this.#since = now - LOOK_BACK_MS;
    this.#siteOf = siteOf;
  }

  add(event: LedgerFact): void {
    const doses = Number(event.doses ?? 0);
    const lot = { gtin: text(event.gtin), lot: text(event.lot) };
    switch (event.type) {
      case 'parcel.received':
        this.#count(this.received, text(event.parcel), doses);
        this.#note(event, text(event.site), lot, doses);
        break;
      case 'doses.administered':
        this.#count(this.given, lotAt(text(event.site), lot.gtin, lot.lot), doses);
        this.#note(event, text(event.site), lot, doses);
        break;
      case 'parcel.moved':
      case 'parcel.ended':
        this.#note(event, this.#siteOf(text(event.parcel)), lot, doses);
        break;
      default:
        break;
    }
  }

  /** By site, lot and the day on which it happened. */
  late(): Finding[] {
    return [...this.#late.values()];
  }

  #count(sums: Map<string, number>, key: string, doses: number): void {
    sums.set(key, (sums.get(key) ?? 0) + doses);
  }

  #note(
    event: LedgerFact,
    site: string | null,
    { gtin, lot }: { gtin: string; lot: string },
    doses: number,
  ): void {
    const [at, recorded] = [Date.parse(text(event.at)), Date.parse(text(event.recorded))];
    if (recorded - at <= LATE_AFTER_MS || recorded < this.#since || event.by === 'system') return;
    const day = localDay(at, this.#zone);
    const key = `${site ?? ''} ${gtin} ${lot} ${day}`;
    const known = this.#late.get(key);
    this.#late.set(key, {
      ...{ kind: 'late-entry', site: site === '' ? null : site, gtin, lot, parcel: null, day },
      ...{ doses: (known?.doses ?? 0) + doses, person: text(event.by) },
    });
  }
}

const text = (field: Field): string => (typeof field === 'string' ? field : '');
