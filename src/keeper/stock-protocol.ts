/** What a depot asks about its stock, and how it receives and issues. */
import type { FreezeIndicator, ReceiptOutcome, Vvm } from '../lots/receipt.ts';
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

/** `all`: no filter. `held`: something of it is on hold; `expiring`: over, or within 30 days. */
export type StockFilter = 'all' | 'held' | 'expiring';

export type StockQuery =
  /** What is at exactly this place, lot by lot: by vaccine, the soonest expiry first. `text` without regard to diacritics. */
  | ({
      type: 'stock';
      site: string;
      text?: string | undefined;
      gtin?: string | undefined;
      only?: StockFilter | undefined;
    } & Page)
  /** Every vaccine that may be received. */
  | ({ type: 'stock.products' } & Page)
  /** What is known of a lot that stands at the door, and what speaks against taking it in as usable. */
  | { type: 'stock.lot'; site: string; gtin: string; lot: string; expiry?: string | undefined }
  /** The newest first. */
  | ({ type: 'receipts'; site?: string | undefined } & Page)
  | { type: 'receipt'; id: string }
  /** What its paper is made from (papers/types.ts). */
  | { type: 'receipt.paper'; id: string; url: string }
  /** Which parcels would go, and all that could. What expires before `arriveBy` may not. */
  | {
      type: 'stock.proposal';
      site: string;
      arriveBy: UtcMs;
      wants: { gtin: string; doses: number }[];
    };

/** One line as it came to the door; °C at this edge. `unit`: only a refused line has none. */
export type ReceiptLineWish = {
  gtin: string;
  lot: string;
  expiry?: string | undefined;
  doses: number;
  unit?: string | undefined;
  outcome: ReceiptOutcome;
  reason?: string | undefined;
  vvm?: Vvm | null | undefined;
  freezeIndicator?: FreezeIndicator | null | undefined;
  celsius?: number | null | undefined;
  damage?: string | undefined;
  diluent?: { lot: string; quantity: number } | null | undefined;
};

export type StockCommand =
  /** All lines or none. The same receipt sent again is answered as the first time. `at`: when it came, by default now. */
  | {
      type: 'stock.receive';
      id: string;
      site: string;
      at?: UtcMs | undefined;
      supplier: string;
      document: string;
      remark: string;
      lines: ReceiptLineWish[];
    }
  /**
   * Plans a shipment (`id`: its id) of these parcels; what goes in part is split off in the same transaction. The same sent again is
   * answered as the first time.
   */
  | {
      type: 'stock.issue';
      id: string;
      from: string;
      to: string;
      escort: string;
      departAt: UtcMs;
      arriveBy: UtcMs;
      note: string;
      picks: { parcel: string; doses: number }[];
    };
