/** May this vial be given, here, now? Gathers what the province knows about the lot at the site and asks the pure room. */
import { siteOfUnit } from '../fleet/places.ts';
import { lotKey } from '../fleet/registry.ts';
import { judgeEligibility, type ParcelStanding, parcelCodes } from '../lots/eligibility.ts';
import { localDay } from '../lots/expiry.ts';
import { findLot } from '../lots/lot-spelling.ts';
import { presentUnit } from '../lots/parcels.ts';
import { readVial, type ScanResult, type Vial } from '../lots/scan.ts';
import type { Eligibility, Hold, Lot, Parcel, Product, VerdictCode } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { amnesiaOf } from './amnesia.ts';
import type { Judging } from './judging.ts';
import { presentAt } from './present.ts';
import type { Province } from './province.ts';

export type Judged = {
  readonly eligibility: Eligibility;
  readonly product: Product | null;
  readonly lot: Lot | null;
  /** The lot's living parcels at exactly this site. */
  readonly parcels: readonly Parcel[];
};

/** Holds and parcels as they would be, by id: the same judge tells what the gate would then say. */
export type Supposed = {
  readonly holds: ReadonlyMap<string, Hold>;
  readonly parcels: ReadonlyMap<string, Parcel>;
  /** Lots that would be recalled, by their key. */
  readonly recalled: ReadonlySet<string>;
};
const NOTHING: Supposed = { holds: new Map(), parcels: new Map(), recalled: new Set() };

/** Symbols that were read already are kept, so many of so many characters: a table scans the same lots all day. */
const READ_MOST = 5_000;
const READ_LENGTH_MOST = 128;

export class Verdicts {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #read = new Map<string, ScanResult>();
  /** The year in which they were read: it says which century a date is of. */
  #readIn = Number.NaN;

  constructor(province: Province, judging: Judging) {
    this.#province = province;
    this.#judging = judging;
  }

  judge(barcode: string, site: string, now: UtcMs, supposed: Supposed = NOTHING): Judged {
    const province = this.#province;
    const scan = this.#scan(barcode, Number(localDay(now, province.zone).slice(0, 4)));
    const product = scan.ok ? (province.products.get(scan.gtin) ?? null) : null;
    const lot = scan.ok ? this.#lotOf(scan) : null;
    const key = scan.ok ? lotKey(scan.gtin, lot?.lot ?? scan.lot) : '';
    const parcels =
      supposed.parcels.size === 0
        ? presentAt(province, key, site, now)
        : [...(province.livingOfLot.get(key) ?? [])]
            .flatMap((id) => supposed.parcels.get(id) ?? province.parcels.get(id) ?? [])
            .filter((p) => p.ended === null && p.doses > 0)
            .filter((p) => siteOfUnit(province.units.get(presentUnit(p) ?? ''), now) === site);
    const stock = {
      product,
      lot,
      recalled: province.recalls.has(key) || supposed.recalled.has(key),
      parcels: parcels.map((p) => this.#standing(p, now, supposed)),
    };
    const context = { asOf: now, zone: province.zone, degraded: amnesiaOf(province) !== null };
    return { eligibility: judgeEligibility(scan, stock, context), product, lot, parcels };
  }

  /** What speaks against a parcel by itself, whatever is known of its lot. */
  codesOf(parcel: Parcel, now: UtcMs): VerdictCode[] {
    return parcelCodes(this.#standing(parcel, now, NOTHING), now);
  }

  #scan(barcode: string, year: number): ScanResult {
    if (year !== this.#readIn || this.#read.size >= READ_MOST) this.#read.clear();
    this.#readIn = year;
    const known = this.#read.get(barcode);
    if (known !== undefined) return known;
    const scan = readVial(barcode, year);
    if (barcode.length <= READ_LENGTH_MOST) this.#read.set(barcode, scan);
    return scan;
  }

  /** The very lot, or the one that a person meant; only for that are all lots of the product looked through. */
  #lotOf(vial: Vial): Lot | null {
    const { lots, lotsOfProduct } = this.#province;
    const exact = lots.get(lotKey(vial.gtin, vial.lot));
    if (exact !== undefined || !vial.typed) return exact ?? null;
    const candidates = [...(lotsOfProduct.get(vial.gtin) ?? [])].flatMap((key) => lots.get(key) ?? []);
    return findLot(vial, candidates)?.lot ?? null;
  }

  #holdsOf(parcel: string, supposed: Supposed): Hold[] {
    const { holds } = this.#province;
    const known = this.#province.holdsOf(parcel);
    if (supposed.holds.size === 0) return known;
    const more = [...supposed.holds.values()].filter((h) => h.parcel === parcel && !holds.has(h.id));
    return [...known.map((h) => supposed.holds.get(h.id) ?? h), ...more];
  }

  #standing(parcel: Parcel, now: UtcMs, supposed: Supposed): ParcelStanding {
    // Judged as of this very moment, not as of the last event; what it changes is committed with the next transaction.
    const e = this.#judging.preview(parcel, now);
    return {
      id: parcel.id,
      openHolds: this.#holdsOf(parcel.id, supposed).filter((h) => h.state === 'open'),
      unknownSince: e.unknownSince,
      standsUntil: e.standsUntil,
      maxUnmonitored: e.maxUnmonitored,
      risks: e.risks,
    };
  }
}
