/**
 * What a paper says, as plain data that can be posted to another thread: names instead of ids, UTC milliseconds for times,
 * °C as people read them. What the service does not know is null and becomes a dotted line to be filled in by hand.
 * Any text may hold anything; the papers compose it (NFC), bound it and print it as text.
 */
import type { SlotState } from '../book/month.ts';
import type { Coolant, Discrepancy, Handoff, Receiver, ShipmentState } from '../custody/types.ts';
import type { DecisionKind } from '../keeper/official-protocol.ts';
import type { FreezeIndicator, ReceiptOutcome, Vvm } from '../lots/receipt.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** A person on a paper. `site`: the name of the site they act for; null under way or not known. */
export type PaperPerson = {
  readonly name: string;
  readonly site: string | null;
  readonly phone: string | null;
};

/**
 * How a side stands behind the record. `verified`: its signature over the event was checked with the enrolled key `key`;
 * `session`: sent unsigned by that person, signed in; `receiver`: somebody without a phone, named by the giver; null: this
 * side has not confirmed, the record waits for it. `name`, not the username.
 */
export type PaperSignature =
  | { readonly kind: 'verified'; readonly name: string; readonly at: UtcMs; readonly key: string }
  | { readonly kind: 'session'; readonly name: string; readonly at: UtcMs }
  | ({ readonly kind: 'receiver'; readonly at: UtcMs } & Receiver)
  | null;

/** What a paper says of a vaccine beside its lot; each is in the list that a record of receipt has to hold. */
export type PaperProduct = {
  readonly name: string;
  readonly gtin: string;
  /** Manufacturer and country. */
  readonly maker: string | null;
  /** Number of the marketing authorisation or of the import licence. */
  readonly registration: string | null;
  /** Strength and pack: `20 liều/lọ`. */
  readonly presentation: string | null;
};

/**
 * One parcel as it was handed over. `taken`, `refused` and `missing` are null while nobody has counted; together they are
 * `offered`. `lotRelease`: number of the lot release certificate. `expiry` is `YYYY-MM-DD`.
 */
export type PaperParcel = {
  readonly product: PaperProduct;
  readonly lot: string;
  readonly expiry: string;
  readonly lotRelease: string | null;
  /** Diluent that goes with it, in words; null: nothing is known of one. */
  readonly diluent: string | null;
  readonly offered: number;
  readonly taken: number | null;
  readonly refused: number | null;
  readonly missing: number | null;
  readonly vvm: 1 | 2 | 3 | 4 | null;
  readonly freezeIndicator: 'ok' | 'tripped' | null;
  readonly damage: string | null;
};

/** A box as it was handed over. The `taken` values are null while nobody has looked. */
export type PaperBox = {
  readonly name: string;
  readonly sealOffered: string | null;
  readonly sealFound: string | null;
  readonly sealIntact: boolean | null;
  readonly celsiusOffered: number | null;
  readonly celsiusTaken: number | null;
};

/** Temperature on the way to this handoff, of one box or one parcel; `about` names it. */
export type PaperLeg = {
  readonly about: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly meanKineticCelsius: number | null;
  /** Time outside the limits, and time of which nothing is known. */
  readonly beyond: DurationMs;
  readonly unknown: DurationMs;
};

/** A discrepancy with a name for what it is about: `subject` is `BCG, lô 0123A` or a box's name. */
export type PaperDiscrepancy = { readonly subject: string; readonly what: Discrepancy };

/** `number`: how people call the record (`BG-2611-0042`). `zone`: the province's time zone. */
export type HandoffRecordData = {
  readonly zone: string;
  readonly number: string;
  /** Who publishes the record, at the top left: the department or centre; null leaves a dotted line. */
  readonly authority: string | null;
  /** The shipment's number or id, where the handoff belongs to one. */
  readonly shipment: string | null;
  readonly state: Handoff['state'];
  /** When it changed hands, or when it was offered while nobody took it. */
  readonly at: UtcMs;
  /** Where: a site's name; null on the road. */
  readonly place: string | null;
  readonly giver: PaperPerson;
  readonly taker: PaperPerson;
  readonly parcels: readonly PaperParcel[];
  readonly boxes: readonly PaperBox[];
  readonly legs: readonly PaperLeg[];
  readonly discrepancies: readonly PaperDiscrepancy[];
  /** Anything else to be said, as people wrote it or the service words it: the reason of a refusal, a box at risk. */
  readonly remarks: readonly string[];
  readonly given: PaperSignature;
  readonly taken: PaperSignature;
  readonly proof: PaperProof;
  /** When this paper was made. */
  readonly printedAt: UtcMs;
};

/** Where the proof is, and the hash of the event in the ledger (lower-case hex, 64 digits); null while it is in none. */
export type PaperProof = { readonly url: string; readonly hash: string | null };

/** One box of a delivery note with what is in it. */
export type PaperPackedBox = {
  readonly name: string;
  readonly coolant: Coolant;
  readonly seal: string | null;
  readonly celsius: number | null;
  readonly packedAt: UtcMs | null;
  readonly parcels: readonly PaperPackedParcel[];
};
export type PaperPackedParcel = {
  readonly product: PaperProduct;
  readonly lot: string;
  readonly expiry: string;
  readonly doses: number;
};

/** A shipment as planned and packed. `loose`: what is planned and in no box yet. */
export type DeliveryNoteData = {
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly state: ShipmentState;
  readonly from: string;
  readonly to: string;
  readonly stops: readonly string[];
  readonly escort: PaperPerson;
  /** Registration plate or kind of vehicle. */
  readonly vehicle: string | null;
  readonly departAt: UtcMs;
  readonly arriveBy: UtcMs;
  readonly departedAt: UtcMs | null;
  readonly boxes: readonly PaperPackedBox[];
  readonly loose: readonly PaperPackedParcel[];
  readonly note: string;
  readonly planned: PaperSignature;
  readonly packed: PaperSignature;
  /** Of who took it over where it began. */
  readonly carried: PaperSignature;
  readonly proof: PaperProof;
  readonly printedAt: UtcMs;
};

/** One check on a page of the temperature book. `state` as in book/month.ts; the rest is null where nobody signed. */
export type PaperCheck = {
  readonly state: SlotState;
  readonly celsius: number | null;
  readonly by: string | null;
  readonly at: UtcMs | null;
  /** It was written instead of another line. */
  readonly corrected: boolean;
};

/** One day of the temperature book, `YYYY-MM-DD`; °C of the logger null where it had none. */
export type PaperBookDay = {
  readonly day: string;
  readonly morning: PaperCheck;
  readonly afternoon: PaperCheck;
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly meanKineticCelsius: number | null;
  /** Null: the day has not begun. */
  readonly unknown: DurationMs | null;
  readonly alarms: number;
};

/** A month of one unit's temperature book. `remarks`: what people wrote and what differs, one line each. */
export type TemperatureBookData = {
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly unit: string;
  readonly site: string | null;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly lowCelsius: number | null;
  readonly highCelsius: number | null;
  readonly days: readonly PaperBookDay[];
  readonly remarks: readonly string[];
  readonly proof: PaperProof;
  readonly printedAt: UtcMs;
};

/** A rule that was broken, in one unit: the version in force then, and the curve in figures. `parcels`: how many broke it there. */
export type PaperBreach = {
  readonly unit: string | null;
  readonly site: string | null;
  /** In words; `source` names the version and the document its numbers come from. */
  readonly rule: string;
  readonly source: string;
  readonly start: UtcMs | null;
  /** Null while it goes on. */
  readonly end: UtcMs | null;
  readonly peakCelsius: number | null;
  readonly beyond: DurationMs | null;
  readonly unknown: DurationMs | null;
  /** The present evidence still shows it. */
  readonly present: boolean;
  readonly parcels: number;
};

/** A parcel that was decided about. `wasIn`: in which unit when it began. `now`: unit and site; null under way. */
export type PaperDecidedParcel = {
  readonly product: string;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string;
  readonly name: string;
  readonly wasIn: string | null;
  readonly now: string | null;
  readonly hasEnded: boolean;
  readonly doses: number;
  readonly given: number;
  readonly givenAfterBreach: number;
};

/** Who, in which roles (in words), and when. */
export type PaperOfficial = { readonly name: string; readonly roles: string; readonly at: UtcMs };

/** A decision of two officials about parcels of one cause. `causes`: what people wrote, where no rule was broken. */
export type DecisionPaperData = {
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly decision: DecisionKind;
  readonly breaches: readonly PaperBreach[];
  readonly causes: readonly string[];
  readonly parcels: readonly PaperDecidedParcel[];
  /** Doses given since it began, of what was split off the parcels too; and of these since a rule was broken. */
  readonly given: { readonly doses: number; readonly afterBreach: number };
  readonly reason: string;
  readonly evidence: string;
  readonly proposed: PaperOfficial;
  readonly approved: PaperOfficial | null;
  /** What the gate answers for a lot at a site. */
  readonly gates: readonly {
    readonly lot: string;
    readonly site: string;
    readonly verdict: 'allowed' | 'blocked' | 'unknown';
    readonly reasons: string;
  }[];
  readonly proof: PaperProof;
  readonly printedAt: UtcMs;
};

/** A recalled lot, and where its doses are. `site` null: under way. */
export type RecallNoticeData = {
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly product: string;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string | null;
  readonly reason: string;
  readonly recalled: PaperOfficial;
  readonly places: readonly {
    readonly site: string | null;
    readonly phone: string | null;
    readonly units: readonly string[];
    readonly parcels: number;
    readonly doses: number;
  }[];
  readonly given: readonly { readonly site: string; readonly doses: number }[];
  readonly proof: PaperProof;
  readonly printedAt: UtcMs;
};

/** One line of a receipt. `unit`: the name of the one it was put into; null for a refused one. */
export type PaperReceiptLine = {
  readonly product: PaperProduct;
  readonly lot: string;
  readonly expiry: string | null;
  readonly doses: number;
  readonly unit: string | null;
  readonly outcome: ReceiptOutcome;
  readonly reason: string;
  readonly vvm: Vvm | null;
  readonly freezeIndicator: FreezeIndicator | null;
  readonly celsius: number | null;
  readonly damage: string;
  readonly diluent: { readonly lot: string; readonly quantity: number } | null;
};

/** What a place took in at its door, and what it refused. */
export type ReceiptPaperData = {
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly site: string;
  readonly at: UtcMs;
  readonly supplier: string | null;
  readonly document: string | null;
  readonly remark: string;
  readonly lines: readonly PaperReceiptLine[];
  readonly recorded: PaperSignature;
  readonly proof: PaperProof;
  readonly printedAt: UtcMs;
};
