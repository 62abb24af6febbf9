/**
 * Who is judged, and what follows? Excursion records, holds and alerts of units and parcels: everything goes into the draft of
 * the transaction that caused it.
 */
import type { Device } from '../fleet/types.ts';
import { presentUnit } from '../lots/parcels.ts';
import type { Parcel } from '../lots/types.ts';
import { type Evaluation, ThermalEngine } from '../thermal/engine.ts';
import type { KeptTrack } from '../thermal/kept-track.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Standing } from '../thermal/watch.ts';
import { Attentive } from './attentive.ts';
import { Corrections } from './corrections.ts';
import type { Deadlines } from './deadlines.ts';
import { Declaring, type KeptOf } from './declaring.ts';
import type { Draft } from './draft.ts';
import { HeldIndex } from './held.ts';
import type { History } from './history.ts';
import { Holding } from './holding.ts';
import { JudgedAlerts } from './judged-alerts.ts';
import type { Found } from './late.ts';
import { LatestBeyond } from './latest-beyond.ts';
import type { Province, UnitDocument } from './province.ts';
import { Recording } from './recording.ts';
import { Resting } from './resting.ts';
import { parcelSubject, subjectOf, unitSubject } from './subjects.ts';

export type { KeptOf } from './declaring.ts';
export { parcelSubject, unitSubject } from './subjects.ts';

export class Judging {
  readonly engine: ThermalEngine;
  readonly held: HeldIndex;
  readonly corrections: Corrections;
  readonly #province: Province;
  readonly #declaring: Declaring;
  readonly #recording: Recording;
  readonly #holding: Holding;
  readonly #attentive: Attentive;
  readonly #alerts: JudgedAlerts;
  readonly resting: Resting;

  constructor(province: Province, history: History, deadlines: Deadlines) {
    this.#province = province;
    const corrections = new Corrections(province);
    const engine = new ThermalEngine((probe, from, to) =>
      corrections.judged(probe, history.readings(probe, from, to)),
    );
    this.corrections = corrections;
    this.engine = engine;
    this.held = new HeldIndex(province);
    this.#recording = new Recording({ province, engine, deadlines });
    this.resting = new Resting(province, engine, this.#recording);
    const parts = { province, history, deadlines, engine, corrections, resting: this.resting };
    this.#declaring = new Declaring(parts);
    this.#holding = new Holding({ ...parts, latestBeyond: new LatestBeyond(parts) });
    this.#attentive = new Attentive({ ...parts, recording: this.#recording });
    this.#alerts = new JudgedAlerts(province, this.held);
  }

  /** How a parcel stands at `now`, without settling anything. */
  preview(parcel: Parcel, now: UtcMs): Standing {
    this.resting.rouse(parcel);
    return this.engine.preview(parcelSubject(parcel.id), now);
  }

  /** The newest evaluation of a subject; undefined when it was never judged. */
  standing(subject: string): Evaluation | undefined {
    return this.#recording.standing(subject);
  }

  /** Subjects that are past a limit: nobody else can be near a breach. */
  get atRisk(): ReadonlySet<string> {
    return this.#recording.atRisk;
  }

  // What the engine is told, and what must be fetched for it: declaring.ts.

  declareUnit(
    unit: UnitDocument,
    devices: Iterable<Device>,
    keptOf?: KeptOf,
  ): Promise<ReadonlyMap<string, KeptTrack>> {
    return this.#declaring.unit(unit, devices, keptOf);
  }

  declareOwn(unit: UnitDocument): Promise<void> {
    return this.#declaring.own(unit);
  }

  declareEvidence(unit: string): void {
    this.#declaring.evidence(unit);
  }

  declareProbe(device: Device, key: string): void {
    this.#declaring.probe(device, key);
  }

  declareParcel(parcel: Parcel): Promise<void> {
    return this.#declaring.parcel(parcel);
  }

  prepare(unit: string, at: UtcMs): Promise<void> {
    return this.#declaring.prepare(unit, at);
  }

  /** The subjects whose history since `since` runs through the unit. */
  touchedBy(unit: string, since: UtcMs): string[] {
    return [unitSubject(unit), ...this.#province.visitors.since(unit, since).map(parcelSubject)];
  }

  /** Parcels in the unit that a next reading must be judged for, even if it is like the last. */
  attentiveIn(unit: string): Iterable<string> {
    return this.#attentive.in(unit);
  }

  /** Judges each subject as of `asOf` and drafts what follows. */
  judge(subjects: Iterable<string>, asOf: UtcMs, draft: Draft): void {
    const found: Found[] = [];
    for (const subject of new Set(subjects)) {
      const { kind, id } = subjectOf(subject);
      if (kind === 'unit') this.#judgeUnit(id, asOf, draft);
      if (kind === 'parcel') found.push(...this.#judgeParcel(id, asOf, draft));
    }
    this.#alerts.ofParcels(found, draft);
  }

  #judgeUnit(id: string, asOf: UtcMs, draft: Draft): void {
    const unit = this.#province.units.get(id);
    if (unit === undefined) return;
    const recorded = this.#recording.record({ kind: 'unit', id }, unit.versions, asOf, draft);
    draft.units.add(id);
    this.#alerts.ofUnit(unit, recorded, asOf, draft);
  }

  /** Answers its excursions that are new. */
  #judgeParcel(id: string, asOf: UtcMs, draft: Draft): Found[] {
    const parcel = this.#province.parcels.get(id);
    if (parcel === undefined) return [];
    this.resting.rouse(parcel);
    const versions = this.#province.products.get(parcel.gtin)?.versions ?? [];
    const recorded = this.#recording.record({ kind: 'parcel', id }, versions, asOf, draft);
    const unit = presentUnit(parcel);
    if (unit !== null) draft.units.add(unit);
    const { before, after } = recorded;
    if (after.length === 0 && before.length === 0 && this.#province.holdsOf(id).length === 0) return [];
    this.#holding.reconcile(parcel, recorded, asOf, draft);
    this.#attentive.note(parcel, after);
    this.held.note(id, asOf);
    const known = new Set(before.map((e) => e.id));
    return after.flatMap((excursion) =>
      excursion.present && !known.has(excursion.id) ? [{ parcel, excursion }] : [],
    );
  }
}
