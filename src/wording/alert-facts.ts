/** What an alert's sentence needs to know, by kind. `place` is how people call it: "Trạm Y tế xã Ea Kao – Tủ 1". */
import type { Channel } from '../alerts/duty.ts';
import type { BridgeTrouble, CanaryStage } from '../alerts/service.ts';
import type { AlertKind } from '../alerts/types.ts';
import type { Discrepancy, INCIDENTS } from '../custody/types.ts';
import type { Trouble } from '../influx/types.ts';
import type { HoldKind, VerdictCode } from '../lots/types.ts';
import type { RejectReason } from '../telemetry/measured.ts';
import type { DurationMs, Side, UtcMs } from '../thermal/types.ts';

export type AlertFacts = {
  /** `peakCelsius`: the furthest past the limit so far; `lasted`: since the run began. */
  'unit-excursion': { place: string; side: Side; peakCelsius: number | null; lasted: DurationMs };
  'unit-unmonitored': { place: string; since: UtcMs; lasted: DurationMs };
  /** `lot`: its number where only one is held. */
  'parcel-hold': { place: string; cause: HoldKind; lots: number; lot: string | null; doses: number };
  /** `dosesGiven`: doses that were already given of the parcels concerned; 0 also where there were none. */
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
  /** `place`: the site. `first`: the unit that will break its rule first, at `breachAt`; null when none is on its way there. */
  'power-cut': { place: string; units: number; first: string | null; breachAt: UtcMs | null; since: UtcMs };
  /** `celsius`: how it was when it was told. `breachAt`: when the rule is broken if it stays so. */
  'unit-at-risk': {
    place: string;
    side: Side | null;
    celsius: number | null;
    limitCelsius: number | null;
    breachAt: UtcMs;
  };
  /** Nothing but `celsius` since then. */
  'sensor-stuck': { place: string; device: string; celsius: number; since: UtcMs };
  'battery-low': { place: string; device: string; percent: number };
  /** `due`: the last good day, `YYYY-MM-DD`. */
  'calibration-overdue': { place: string; device: string; due: string };
  'clock-untrusted': { place: string; device: string; since: UtcMs };
  /** What was measured in [from, to] is damaged on the disk. */
  'history-damaged': { place: string; device: string; probe: string; from: UtcMs; to: UtcMs };
  /** `parcels`: held because of it. */
  'device-cloned': { place: string; device: string; parcels: number };
  /** `percent`: of the disk, used. */
  'disk-filling': { percent: number; freeBytes: number };
  /** By how much the clock moved more (or, negative, less) than time did. */
  'clock-jumped': { at: UtcMs; by: DurationMs };
  'channel-failing': { channel: Channel; since: UtcMs };
  /** `since`: when the oldest of them was made. */
  'notices-behind': { waiting: number; since: UtcMs };
  /** `level`: 1 is told first. */
  'roster-hole': { place: string; level: number; from: UtcMs; to: UtcMs };
  'nobody-told': { place: string; since: UtcMs };
  canary: { at: UtcMs };
  /** `since`: when it was sent into the chain. `stage`: where it was not seen any more. */
  'canary-lost': { since: UtcMs; stage: CanaryStage };
  /** `file`: its name, the last of `count`. */
  'file-refused': { file: string; count: number };
  /** `bridge`: the name of the connection. */
  'bridge-down': { bridge: string; why: BridgeTrouble; since: UtcMs };
  /** `day`: YYYY-MM-DD. `mail`: it is made, and does not reach those it is mailed to. */
  'report-late': { day: string; dueAt: UtcMs; mail?: boolean };
  /** `by`: who tries it. */
  test: { place: string; by: string };
};

/** A sentence for each kind; a kind without one, or with other facts, does not compile. */
export type AlertSentences = { readonly [K in AlertKind]: (facts: AlertFacts[K]) => string };
