/** What officials ask and decide beyond what everybody does: overview, incidents, decisions about many holds, recalls, the audit. */
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

/** `keep`: the hold goes on; two people have looked at it and said so. */
export type DecisionKind = 'release' | 'keep' | 'discard';

export type OfficialQuery =
  /** What the live feed does not tell: trips, decisions that wait, sites that were silent today. */
  | { type: 'overview' }
  /** Alerts that are over, the newest first. */
  | ({ type: 'alerts.closed' } & Page)
  /** One alert with all that belongs to it. */
  | { type: 'incident'; alert: string }
  /** What its dossier is made from (papers/incident-types.ts); `url` leads to it on screen. */
  | { type: 'incident.paper'; alert: string; url: string }
  /** Open holds by incident and lot, the oldest first. */
  | ({ type: 'decisions'; alert?: string | undefined } & Page)
  /** One decision with all that was decided in the same breath, as it is printed. */
  | { type: 'decision'; id: string }
  /** The same as it goes on paper; `url` is where its code leads. */
  | { type: 'decision.paper'; id: string; url: string }
  /** What proves it: the signed events of the decision, the first of them first. */
  | { type: 'decision.proof'; id: string }
  /** Decisions that were approved, the newest first. */
  | ({ type: 'decisions.done' } & Page)
  /** What a decision about these holds would do, by the very code that approves it. */
  | { type: 'disposition.effect'; holds: string[]; decision: DecisionKind }
  | { type: 'recall.effect'; gtin: string; lot: string }
  /** Lots by number or vaccine, without regard to diacritics. */
  | ({ type: 'lots'; text: string } & Page)
  | ({ type: 'recalls' } & Page)
  /** One recall, with where the lot is now. */
  | { type: 'recall'; gtin: string; lot: string }
  | { type: 'recall.paper'; gtin: string; lot: string; url: string }
  | { type: 'recall.proof'; gtin: string; lot: string }
  /** What was told about a parcel on its way, and what of it waits for a decision. */
  | { type: 'parcel.story'; id: string }
  /** The ledger searched, the newest first. `text`: a parcel, lot, hold, unit, handoff or trip that the event names. */
  | ({
      type: 'ledger.search';
      by?: string | undefined;
      kind?: string | undefined;
      text?: string | undefined;
      from?: UtcMs | undefined;
      to?: UtcMs | undefined;
    } & Page);

export type OfficialCommand =
  /** One decision about 1 to 500 holds; each is answered by itself. */
  | {
      type: 'dispositions.propose';
      holds: string[];
      decision: DecisionKind;
      reason: string;
      evidence: string;
    }
  /** Approves 1 to 500 proposals; each is answered by itself. */
  | { type: 'dispositions.approve'; dispositions: string[] };
