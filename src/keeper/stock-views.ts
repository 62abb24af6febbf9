/** The shapes of a place's stock, of receipts, and of what is proposed to be issued. */
import type { ReceiptOutcome } from '../lots/receipt.ts';
import type { Paged, RuleView, UnitState } from './views.ts';

type Words = { vi: string; en: string };

/** How near the end of a lot's use is: over, within 7 days, within 30 days. */
export type ExpiryBadge = 'over' | 'week' | 'month' | null;

/** Why parcels of a lot may not be given: what a hold says, or what the service finds. `alert`: the incident it belongs to. */
export type StockReasonView = { code: string; parcels: number; doses: number; alert: string | null } & Words;

export type StockParcelView = {
  id: string;
  label: string | null;
  doses: number;
  unit: string;
  /** May it be given now? */
  usable: boolean;
  /** The receipt that it, or what it was split from, came in with. */
  receipt: { id: string; number: string } | null;
};

export type StockUnitView = {
  id: string;
  name: string;
  kind: string;
  state: UnitState;
  celsius: number | null;
  doses: number;
};

/** One lot at a place. `dosesUsable` and `dosesHeld` together are all of it. */
export type StockLotView = {
  gtin: string;
  product: string;
  lot: string;
  expiry: string | null;
  badge: ExpiryBadge;
  mustNotFreeze: boolean;
  dosesUsable: number;
  dosesHeld: number;
  reasons: StockReasonView[];
  units: StockUnitView[];
  parcels: StockParcelView[];
  /** The parcel that is next to break its product's rule if the present values last. */
  atRisk: { parcel: string; since: string; breachAt: string; rule: RuleView | null } | null;
};

/** `products`: every vaccine that is here, whatever was asked for. */
export type StockView = Paged<StockLotView> & {
  site: string;
  siteName: string;
  asOf: string;
  products: { gtin: string; name: string; lots: number; dosesUsable: number; dosesHeld: number }[];
};

export type StockProductView = {
  gtin: string;
  name: string;
  dosesPerVial: number;
  range: { lowCelsius: number | null; highCelsius: number | null };
  mustNotFreeze: boolean;
};

/** A unit of the place, and what to think of before something is put into it. */
export type DoorUnitView = {
  id: string;
  name: string;
  kind: string;
  state: UnitState;
  celsius: number | null;
  at: string | null;
  warnings: ({ code: string } & Words)[];
};

/** `problems`: what keeps it from becoming usable stock, or from entering at all. `near`: a known lot that it may be meant for. */
export type StockLotCheckView = {
  gtin: string;
  lot: string;
  product: StockProductView | null;
  /** On record; null where the lot is new here. */
  expiry: string | null;
  badge: ExpiryBadge;
  problems: ({ code: string } & Words)[];
  near: string | null;
  units: DoorUnitView[];
};

export type ReceiptLineView = {
  parcel: string | null;
  gtin: string;
  product: string;
  lot: string;
  expiry: string | null;
  doses: number;
  unit: string | null;
  unitName: string | null;
  outcome: ReceiptOutcome;
  reason: string;
  vvm: 1 | 2 | 3 | 4 | null;
  freezeIndicator: 'ok' | 'tripped' | null;
  celsius: number | null;
  damage: string;
  diluent: { lot: string; quantity: number } | null;
};

/** `by`: the person's name. `at` is when the goods came, `recordedAt` when that was written down. */
export type ReceiptView = {
  id: string;
  number: string;
  site: string;
  siteName: string;
  at: string;
  recordedAt: string;
  by: string;
  supplier: string;
  document: string;
  remark: string;
  lines: ReceiptLineView[];
  leaf: string;
};

/** How a parcel came: the line of the receipt that it, or what it was split from, came in with. */
export type ParcelReceiptView = ReceiptLineView & {
  receipt: string;
  number: string;
  at: string;
  supplier: string;
  document: string;
};

export type IssueObstacle = 'hold' | 'expired' | 'recalled' | 'unmonitored' | 'busy';
/** A parcel that could go. `proposed`: so many doses of it; 0 for none. `obstacle`: why it may not. */
export type IssueParcelView = {
  parcel: string;
  label: string | null;
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  badge: ExpiryBadge;
  doses: number;
  unit: string;
  unitName: string;
  obstacle: IssueObstacle | null;
  proposed: number;
};
/** One answer a vaccine. `parcels`: first those that may go, the soonest expiry first, then those that may not. */
export type ProposalView = {
  site: string;
  asOf: string;
  wants: {
    gtin: string;
    product: string;
    wanted: number;
    proposed: number;
    short: number;
    parcels: IssueParcelView[];
  }[];
};
