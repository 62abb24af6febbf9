/**
 * Judges units and parcels and draws the consequences: excursion records, holds, alerts. Everything it decides goes into
 * the draft of the transaction that caused it.
 */
import { unitConditions, unitKeys } from '../alerts/conditions.ts';
import type { Condition } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { holdPlaced, holdWithdrawn } from '../custody/events.ts';
import { placementsIn, siteOfUnit } from '../fleet/places.ts';
import type { Device } from '../fleet/types.ts';
import { reconcileHolds } from '../lots/holds.ts';
import { presentUnit } from '../lots/parcels.ts';
import type { ExcursionRecord, Parcel } from '../lots/types.ts';
import { asReadings, type Kept } from '../telemetry/tail.ts';
import type { Course } from '../thermal/course.ts';
import { type Cut, cutOf, isBeyond } from '../thermal/cuts.ts';
import { type Evaluation, ThermalEngine } from '../thermal/engine.ts';
import { match } from '../thermal/identity.ts';
import type { KeptTerms, KeptTrack } from '../thermal/kept-track.ts';
import { type Doubt, type Placement, type RuleVersion, UNMONITORED, type UtcMs } from '../thermal/types.ts';
import { Corrections } from './corrections.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import { HeldIndex } from './held.ts';
import type { History, ProbeLog } from './history.ts';
import { lateInParcels, lateInUnit } from './late.ts';
import type { Province, UnitDocument } from './province.ts';
import { sameRecord } from './records.ts';

export const unitSubject = (id: string): string => `unit:${id}`;
export const parcelSubject = (id: string): string => `parcel:${id}`;

/** What stands for a probe's packed readings in a unit, under these terms; null: they must be read. */
export type KeptOf = (log: ProbeLog, unit: string, terms: Omit<KeptTerms, 'limits'>) => KeptTrack | null;
const NOTHING_KEPT: KeptOf = () => null;

export class Judging {
  readonly engine: ThermalEngine;
  readonly held: HeldIndex;
  readonly corrections: Corrections;
  readonly #province: Province;
  readonly #history: History;
  readonly #deadlines: Deadlines;
  /** The newest evaluation of each subject: what eligibility and the screens read. */
  readonly #standing = new Map<string, Evaluation>();
  /** By unit: parcels with an excursion that goes on and that a release covers, until the next reading beyond. */
  readonly #attentive = new Map<string, Set<string>>();
  /** Under which keys each version of a unit's document can alert. */
  readonly #keysOf = new WeakMap<UnitDocument, string[]>();
  /** Records that only late evidence can change. */
  readonly #settled = new Map<string, Set<string>>();

  constructor(province: Province, history: History, deadlines: Deadlines) {
    this.#province = province;
    this.#history = history;
    this.#deadlines = deadlines;
    this.corrections = new Corrections(province);
    this.engine = new ThermalEngine((probe, from, to) =>
      this.corrections.judged(probe, history.readings(probe, from, to)),
    );
    this.held = new HeldIndex(province);
  }

  standing(subject: string): Evaluation | undefined {
    return this.#standing.get(subject);
  }

  /** Tells the engine anew what thermometers said of a unit that was declared: their certificates say something else now. */
  declareEvidence(unit: string): void {
    const said = [...this.#province.evidence.values()].filter((one) => one.unit === unit);
    if (said.length > 0)
      this.engine.setEvidence(
        unit,
        said.map((one) => this.corrections.evidence(one)),
      );
  }

  /**
   * Tells the engine about a unit: its devices' placements, its own rules. Reads all its readings again, but for those of probes
   * in whose place something kept stands; these it answers.
   */
  async declareUnit(
    unit: UnitDocument,
    devices: Iterable<Device>,
    keptOf: KeptOf = NOTHING_KEPT,
  ): Promise<ReadonlyMap<string, KeptTrack>> {
    const byDevice = placementsIn(unit, devices);
    const placements = new Map<string, readonly Placement[]>();
    const kept = new Map<string, KeptTrack>();
    const { maxGap, maxUnmonitored } = unit;
    for (const [device, when] of byDevice) {
      for (const log of this.#history.ofDevice(device)) {
        placements.set(log.key, when);
        this.corrections.note(log);
        const terms = { maxGap, placements: when, corrected: this.corrections.textOf(log.key) };
        const track = keptOf(log, unit.id, terms);
        if (track !== null) kept.set(log.key, track);
        else await this.#history.load(log, Number.NEGATIVE_INFINITY);
      }
    }
    const doubts = await this.#doubtsIn(unit, byDevice);
    this.engine.setUnit(unit.id, { maxGap, maxUnmonitored, placements, doubts }, kept);
    this.engine.setCourse(unitSubject(unit.id), courseOf(unit), unit.id);
    return kept;
  }

  /** Tells the engine about a unit's own history alone: when it is defrosted. */
  async declareOwn(unit: UnitDocument): Promise<void> {
    const course = courseOf(unit);
    for (const want of this.engine.wants(course)) await this.#loadUnit(want.unit, want.from);
    this.engine.setCourse(unitSubject(unit.id), course, unit.id);
  }

  /** What is stored of the unit and has no certain time. */
  async #doubtsIn(unit: UnitDocument, byDevice: ReadonlyMap<string, readonly Placement[]>): Promise<Doubt[]> {
    const doubts: Doubt[] = [];
    for (const [device, when] of byDevice) {
      for (const log of this.#history.doubtfulOf(device)) {
        await this.#history.load(log, Number.NEGATIVE_INFINITY);
        const kept = this.#history.kept(log, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        for (const doubt of this.corrections.doubts(log, kept, when, unit.maxGap)) doubts.push(doubt);
      }
    }
    return doubts;
  }

  /** Tells the engine about a probe that reports for the first time, in every unit its device ever sat in. */
  declareProbe(device: Device, key: string): void {
    const log = this.#history.find(key);
    if (log !== undefined) this.corrections.note(log);
    for (const id of new Set(device.placements.map((p) => p.unit))) {
      const unit = this.#province.units.get(id ?? '');
      if (unit !== undefined)
        this.engine.addProbe(unit.id, key, placementsIn(unit, [device]).get(device.id) ?? []);
    }
  }

  /** Tells the engine about a parcel's history, or that it changed. */
  async declareParcel(parcel: Parcel): Promise<void> {
    const versions = this.#province.products.get(parcel.gtin)?.versions ?? [];
    const course: Course = { stays: parcel.stays, versions, end: parcel.ended?.at ?? null };
    for (const want of this.engine.wants(course)) await this.#loadUnit(want.unit, want.from);
    this.engine.setCourse(parcelSubject(parcel.id), course);
  }

  /** Fetches what judging anew will read when what is known of the unit since `at` changes; nearly always nothing. */
  async prepare(unit: string, at: UtcMs): Promise<void> {
    for (const id of this.engine.wantsSince(unit, at)) await this.#loadUnit(id, Number.NEGATIVE_INFINITY);
  }

  /** The subjects whose history since `since` runs through the unit. */
  touchedBy(unit: string, since: UtcMs): string[] {
    const parcels = [...(this.#province.visitors.get(unit) ?? [])].filter((id) =>
      this.#province.parcels.get(id)?.stays.some((s) => s.unit === unit && (s.to === null || s.to > since)),
    );
    return [unitSubject(unit), ...parcels.map(parcelSubject)];
  }

  /** Parcels in the unit that a next reading must be judged for, even if it is like the last. */
  attentiveIn(unit: string): Iterable<string> {
    return this.#attentive.get(unit) ?? [];
  }

  /** Judges each subject as of `asOf` and drafts what follows. */
  judge(subjects: Iterable<string>, asOf: UtcMs, draft: Draft): void {
    const late: { parcel: Parcel; excursion: ExcursionRecord }[] = [];
    for (const subject of new Set(subjects)) {
      const [kind, id] = [subject.slice(0, subject.indexOf(':')), subject.slice(subject.indexOf(':') + 1)];
      if (kind === 'unit') this.#judgeUnit(subject, id, asOf, draft);
      if (kind === 'parcel') late.push(...this.#judgeParcel(subject, id, asOf, draft));
    }
    this.#alert(this.held.settle(), draft);
    this.#alert({ conditions: lateInParcels(this.#province, late), scope: [] }, draft);
  }

  #judgeUnit(subject: string, id: string, asOf: UtcMs, draft: Draft): void {
    const unit = this.#province.units.get(id);
    if (unit === undefined) return;
    const { before, after } = this.#record(subject, { kind: 'unit', id }, unit.versions, asOf, draft);
    draft.units.add(id);
    const place = { unit: id, site: siteOfUnit(unit, asOf) };
    this.#alert({ conditions: unitConditions(place, after), scope: this.#alertKeys(unit) }, draft);
    for (const alert of lateInUnit(this.#province, unit, { before, after, asOf }, draft))
      draft.put('alert', alert.id, alert);
  }

  #judgeParcel(
    subject: string,
    id: string,
    asOf: UtcMs,
    draft: Draft,
  ): { parcel: Parcel; excursion: ExcursionRecord }[] {
    const parcel = this.#province.parcels.get(id);
    if (parcel === undefined) return [];
    const versions = this.#province.products.get(parcel.gtin)?.versions ?? [];
    const { before, after } = this.#record(subject, { kind: 'parcel', id }, versions, asOf, draft);
    const unit = presentUnit(parcel);
    if (unit !== null) draft.units.add(unit);
    const holds = this.#province.holdsOf(id);
    if (after.length === 0 && before.length === 0 && holds.length === 0) return [];
    const { placed, changed } = reconcileHolds({
      parcel,
      before,
      after,
      holds,
      dispositions: this.#province.dispositionsOf(id),
      latestBeyondAt: (excursion) => this.#latestBeyond(parcel, excursion, asOf),
      filledByReadings: (former) =>
        // What was open reached at least past its breach, whatever the time of this judgement is.
        this.engine.filled(
          subject,
          former.start,
          former.end ?? Math.max(asOf, former.breachedAt + 1),
          former.breachedAt - former.start,
        ),
      asOf,
      ids: draft.ids,
    });
    for (const hold of placed) {
      draft.put('hold', hold.id, hold);
      const excursion = after.find((e) => e.id === hold.excursion) ?? null;
      draft.write('system', (stamp) => holdPlaced(stamp, hold, excursion));
    }
    for (const hold of changed) {
      draft.put('hold', hold.id, hold);
      if (hold.state === 'withdrawn') draft.write('system', (stamp) => holdWithdrawn(stamp, hold));
    }
    this.#watchReleased(subject, parcel, after);
    this.held.note(id, asOf);
    const known = new Set(before.map((e) => e.id));
    return after.flatMap((excursion) =>
      excursion.present && !known.has(excursion.id) ? [{ parcel, excursion }] : [],
    );
  }

  /** An excursion that goes on under a release: the next reading beyond, or more silence, is nothing it covers. */
  #watchReleased(subject: string, parcel: Parcel, after: readonly ExcursionRecord[]): void {
    for (const stay of parcel.stays) this.#attentive.get(stay.unit)?.delete(subject);
    const unit = presentUnit(parcel);
    const holds = this.#province.holdsOf(parcel.id);
    const open = after.filter((e) => e.present && e.end === null);
    for (const e of open) {
      if (holds.some((h) => h.excursion === e.id && h.state === 'open')) continue;
      if (e.rule !== UNMONITORED) {
        if (unit === null) continue;
        const subjects = this.#attentive.get(unit) ?? new Set();
        this.#attentive.set(unit, subjects.add(subject));
        continue;
      }
      const released = this.#province.dispositionsOf(parcel.id).map((d) => d.approvedAt ?? 0);
      const again = Math.max(0, ...released) + (e.breachedAt - e.start) + 1;
      this.#deadlines.set(subject, Math.min(this.#standing.get(subject)?.nextAt ?? again, again));
    }
  }

  /** Brings a subject's records in line with its present evaluation. */
  #record(
    subject: string,
    who: ExcursionRecord['subject'],
    versions: readonly RuleVersion[],
    asOf: UtcMs,
    draft: Draft,
  ): { before: ExcursionRecord[]; after: ExcursionRecord[] } {
    if (this.engine.sleeps(subject)) {
      const known = this.#province.excursionsOf(subject);
      return { before: known, after: known };
    }
    const evaluation = this.engine.evaluate(subject, asOf);
    this.#standing.set(subject, evaluation);
    this.#deadlines.set(subject, evaluation.nextAt);
    const before = this.#province.excursionsOf(subject);
    const settled = evaluation.rebuilt
      ? new Set<string>()
      : (this.#settled.get(subject) ?? new Set<string>());
    const open = before.filter((r) => !settled.has(r.id));
    const now = [...evaluation.settled, ...evaluation.live];
    if (open.length === 0 && now.length === 0) return { before, after: before };
    const { now: matched, gone } = match(open, now, asOf);
    for (const { excursion, known } of matched) {
      const ruleSnapshot =
        versions.find((v) => v.version === excursion.version)?.rules.find((r) => r.id === excursion.rule) ??
        null;
      const record: ExcursionRecord = {
        ...excursion,
        id: known?.id ?? draft.ids(),
        subject: who,
        ruleSnapshot: known?.ruleSnapshot ?? ruleSnapshot,
        present: true,
        discoveredAt: known?.discoveredAt ?? draft.now,
        inheritedFrom: known?.inheritedFrom ?? null,
      };
      if (known === null || !sameRecord(known, record)) draft.put('excursion', record.id, record);
      if (evaluation.settled.includes(excursion)) settled.add(record.id);
    }
    for (const record of gone) {
      if (!record.present) continue;
      // It reached until now and no further: what comes later is another one.
      const end = record.end ?? Math.max(asOf, record.breachedAt + 1);
      draft.put('excursion', record.id, { ...record, end, present: false });
    }
    this.#settled.set(subject, settled);
    return { before, after: this.#province.excursionsOf(subject) };
  }

  /** The latest reading past the limit inside an excursion, as far as newer readings than any release can tell. */
  #latestBeyond(parcel: Parcel, excursion: ExcursionRecord, asOf: UtcMs): UtcMs | null {
    const rule = excursion.ruleSnapshot;
    if (rule === null || excursion.rule === UNMONITORED) return null;
    const cut = cutOf(rule);
    let latest: UtcMs | null = null;
    for (const stay of parcel.stays) {
      const from = Math.max(stay.from, excursion.start);
      const to = Math.min(stay.to ?? asOf, excursion.end ?? asOf);
      for (const { probe } of this.engine.probes(stay.unit)) {
        const log = this.#history.find(probe);
        const newer = this.corrections.judged(probe, asReadings(log?.tail.between(from, to) ?? []));
        const last = newer.findLast((k) => k.milli !== null && isBeyond(cut, k.milli, k.milli));
        if (last !== undefined) latest = Math.max(latest ?? last.at, last.at);
      }
      latest = Math.max(latest ?? Number.NEGATIVE_INFINITY, this.#latestDoubt(stay.unit, cut, from, to));
      if (latest === Number.NEGATIVE_INFINITY) latest = null;
    }
    return latest;
  }

  /** Of what has no certain time the arrival counts: it may have been measured as late as that. */
  #latestDoubt(unit: string, cut: Cut, from: UtcMs, to: UtcMs): UtcMs {
    let latest = Number.NEGATIVE_INFINITY;
    for (const device of this.#province.devicesEverIn.get(unit) ?? [])
      for (const log of this.#history.doubtfulOf(device)) {
        const beyond = (k: Kept) => this.corrections.possible(log, k).some((v) => isBeyond(cut, v, v));
        latest = Math.max(latest, log.tail.between(from, to).findLast(beyond)?.at ?? latest);
      }
    return latest;
  }

  #alertKeys(unit: UnitDocument): string[] {
    const known = this.#keysOf.get(unit);
    if (known !== undefined) return known;
    const rules = unit.versions.flatMap((v) => v.rules);
    const keys = unitKeys(unit.id, rules);
    this.#keysOf.set(unit, keys);
    return keys;
  }

  #alert(what: { conditions: readonly Condition[]; scope: readonly string[] }, draft: Draft): void {
    const { openAlerts } = this.#province;
    if (what.conditions.length === 0 && !what.scope.some((key) => openAlerts.has(key))) return;
    for (const alert of reconcileAlerts(this.#province.openAlerts, what.conditions, what.scope, draft))
      draft.put('alert', alert.id, alert);
  }

  async #loadUnit(unit: string, from: UtcMs): Promise<void> {
    for (const { probe } of this.engine.placements(unit)) {
      const log = this.#history.find(probe);
      if (log !== undefined) await this.#history.load(log, from);
    }
  }
}

function courseOf({ id, versions, retiredAt, defrosts = [] }: UnitDocument): Course {
  const stays = [{ unit: id, from: Number.NEGATIVE_INFINITY, to: retiredAt }];
  return { stays, versions, end: retiredAt, pauses: defrosts };
}
