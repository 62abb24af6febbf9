/** What an alert's sentence needs to know, by kind. `place` is how people call it: "Trạm Y tế xã Ea Kao – Tủ 1". */
import type { AlertKind } from '../alerts/types.ts';
import type { Discrepancy, INCIDENTS } from '../custody/types.ts';
import type { Trouble } from '../influx/types.ts';
import type { HoldKind, VerdictCode } from '../lots/types.ts';
import type { RejectReason } from '../telemetry/message.ts';
import type { DurationMs, Side, UtcMs } from '../thermal/types.ts';

export type AlertFacts = {
  /** `peakCelsius`: the furthest past the limit so far; `lasted`: since the run began. */
  'unit-excursion': { place: string; side: Side; peakCelsius: number | null; lasted: DurationMs };
  'unit-unmonitored': { place: string; since: UtcMs; lasted: DurationMs };
  /** `lot`: its number where only one is held. */
  'parcel-hold': { place: string; cause: HoldKind; lots: number; lot: string | null; doses: number };
  /** `dosesGiven`: doses that were already given of the parcels concerned. */
  'late-discovery': { place: string; happenedAt: UtcMs; peakCelsius: number | null; dosesGiven: number };
  'device-silent': { place: string; since: UtcMs; lastCelsius: number | null };
  'device-rejected': { place: string; device: string; reason: RejectReason; count: number };
  'device-gap': { place: string; device: string; missing: number };
  'administration-refused': {
    place: string;
    lot: string | null;
    doses: number;
    codes: readonly VerdictCode[];
    by: string;
  };
  /** `from`, `to`: names of people or places. `place`: where the people are who have to act. */
  'handoff-disputed': { place: string; from: string; to: string; doses: number; since: UtcMs };
  'handoff-discrepancy': {
    place: string;
    from: string;
    to: string;
    kinds: readonly Discrepancy['kind'][];
    missing: number;
    refused: number;
  };
  'shipment-overdue': { from: string; to: string; escort: string; arriveBy: UtcMs };
  'custody-conflict': { place: string; lot: string; doses: number; events: number };
  /** `by`: who signed it, `at`: when it happened, `parcels`: how many are elsewhere, or with others, than was thought. */
  'custody-overturned': { place: string; by: string; at: UtcMs; code: string; parcels: number };
  /** `by`: the username that the event names. */
  'custody-refused': { by: string; code: string; count: number };
  'box-opened': { place: string; by: string; at: UtcMs };
  'box-at-risk': { place: string; side: Side | null; breachAt: UtcMs };
  'incident-reported': { place: string; what: (typeof INCIDENTS)[number]; text: string; by: string };
  'influx-refused': { points: number };
  /** `code`: why nothing can be stored, or `BACKLOG`: it can, but what was received at `since` is still to be sent. */
  'influx-behind': { code: Trouble | 'BACKLOG'; since: UtcMs };
  /** Of what was measured and done in [from, to). */
  'influx-differs': { from: UtcMs; to: UtcMs; differences: number };
  'witness-silent': { since: UtcMs };
  /** How many events the ledger has, and the most that were signed of it before. */
  'ledger-behind-witness': { events: number; witnessed: number };
  /** `by`: who tries it. */
  test: { place: string; by: string };
};

/** A sentence for each kind; a kind without one, or with other facts, does not compile. */
export type AlertSentences = { readonly [K in AlertKind]: (facts: AlertFacts[K]) => string };
