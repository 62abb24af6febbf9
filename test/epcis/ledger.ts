/** A small ledger of everything that is told: two sites, a fridge at each, a box between them. Times are minutes of 2026-11-22 UTC. */
import { createHash } from 'node:crypto';
import type { LedgerEvent } from '../../src/custody/events.ts';
import type { ExcursionFact } from '../../src/custody/facts.ts';
import { Book } from '../../src/epcis/book.ts';
import { tell } from '../../src/epcis/tell.ts';
import type { EpcisEvent, Places, Row } from '../../src/epcis/types.ts';

export const GTIN = '08930000000002';
export const LOT = 'FK/1%2+3';
export const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 0, minute)).toISOString();
export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export const PLACES: Places = {
  zone: 'Asia/Ho_Chi_Minh',
  siteOf: (unit) => ({ 'tu-1': 'tinh', 'tu-2': 'xa', 'hom-1': 'tinh' })[unit] ?? null,
  deviceIn: (unit) => ({ 'tu-1': 'do-1', 'hom-1': 'do-3' })[unit] ?? null,
  isBox: (unit) => unit.startsWith('hom-'),
};

type Told<T extends LedgerEvent['type']> = Omit<
  Extract<LedgerEvent, { type: T }>,
  'id' | 'type' | 'at' | 'by' | 'recorded'
>;
const parcel = { parcel: 'kien-1', gtin: GTIN, lot: LOT };
export const EXCURSION: ExcursionFact = {
  id: 'ex-1',
  rule: 'heat',
  version: 1,
  ruleSnapshot: {
    id: 'heat',
    side: 'above',
    limitCelsius: 8,
    inclusive: false,
    allowedSeconds: 3600,
    mode: 'continuous',
  },
  start: at(40),
  breachedAt: at(100),
  end: null,
  peakCelsius: 11.9,
  beyondSeconds: 3600,
  unknownInsideSeconds: 0,
};

export class Ledger {
  readonly rows: Row[] = [];
  /** Events that are in the ledger and do not count, or only from the entry on that says so. */
  readonly waiting = new Set<string>();

  /** Appends; the id is that of its number. */
  add<T extends LedgerEvent['type']>(type: T, minute: number, fields: Told<T>): string {
    const seq = this.rows.length + 1;
    const id = `01890000-0000-7000-8000-${String(seq).padStart(12, '0')}`;
    const event = {
      id,
      type,
      at: at(minute),
      by: 'an',
      recorded: at(minute + 1),
      ...fields,
    } as unknown as LedgerEvent;
    this.rows.push({ seq, event });
    return id;
  }

  /** 240 doses in the province's fridge. */
  received(label: string | null = null): this {
    this.add('parcel.received', 0, {
      ...parcel,
      expiry: '2027-03-31',
      doses: 240,
      unit: 'tu-1',
      site: 'tinh',
      label,
    });
    return this;
  }

  held(kind: string, minute: number, excursion: ExcursionFact | null = null): this {
    this.add('hold.placed', minute, {
      ...parcel,
      hold: `giu-${kind}`,
      kind,
      reason: 'x',
      excursion,
      afterRelease: null,
      inheritedFrom: null,
    });
    return this;
  }

  released(kind: string, minute: number, decision = 'release'): this {
    this.add('disposition.approved', minute, {
      ...parcel,
      disposition: 'd-1',
      hold: `giu-${kind}`,
      decision,
      proposedBy: 'binh',
      covers: null,
      holdsEnded: [`giu-${kind}`],
    });
    return this;
  }

  /** Offered by the site to an escort, who counts 230 doses and misses 10. Answers the ids of both sides. */
  handedOver(minute: number, handoff = 'bg-1'): { given: string; taken: string } {
    const to = { kind: 'person', id: 'van.a' } as const;
    const said = {
      v: 1,
      deviceAt: at(minute),
      offsetMs: 0,
      shipment: 'cx-1',
      key: null,
      signature: null,
    } as const;
    const boxes = [{ unit: 'hom-1', seal: '7', celsius: 4.5 }];
    const given = this.add('handoff.offered', minute, {
      ...said,
      handoff,
      parcels: [{ parcel: 'kien-1', doses: 240 }],
      boxes,
      to,
      place: 'tinh',
      codeHash: 'ab',
      validUntil: at(minute + 60),
    });
    const count = {
      doses: 230,
      refused: 0,
      missing: 10,
      vvm: 1,
      freezeIndicator: 'ok',
      damage: null,
    } as const;
    const taken = this.add('handoff.taken', minute + 5, {
      ...said,
      handoff,
      code: 'cd',
      parcels: [{ parcel: 'kien-1', ...count }],
      boxes: boxes.map((box) => ({ ...box, sealIntact: true })),
      reason: null,
      place: 'tinh',
    });
    const sides = { given, taken };
    this.completed(minute + 5, handoff, sides);
    return sides;
  }

  completed(minute: number, handoff: string, sides: { given: string; taken: string }): void {
    this.add('handoff.completed', minute, {
      handoff,
      shipment: 'cx-1',
      from: { kind: 'site', id: 'tinh' },
      to: { kind: 'person', id: 'van.a' },
      ...sides,
      place: 'tinh',
      discrepancies: [],
    });
  }

  /** Of every entry, in order. */
  told(): EpcisEvent[] {
    const book = new Book((event) => this.#countsFrom(event));
    return this.rows.flatMap((row) => {
      book.take(row);
      return tell(row, book, PLACES, sha256).map(({ event }) => event);
    });
  }

  #countsFrom(id: string): number | null {
    const counted = this.rows.find(({ event }) => event.type === 'custody.counted' && event.event === id);
    return counted?.seq ?? (this.waiting.has(id) ? null : 0);
  }

  last(): EpcisEvent[] {
    const before = this.rows.slice(0, -1);
    const earlier = new Ledger();
    earlier.rows.push(...before);
    for (const event of this.waiting) earlier.waiting.add(event);
    return this.told().slice(earlier.told().length);
  }
}
export const PARCEL = parcel;
