/** What is the engine told of units, probes and parcels, and what must be fetched before it can be told? */
import { placementsIn } from '../fleet/places.ts';
import type { Device } from '../fleet/types.ts';
import type { Parcel } from '../lots/types.ts';
import type { Course } from '../thermal/course.ts';
import type { ThermalEngine } from '../thermal/engine.ts';
import type { KeptTerms, KeptTrack } from '../thermal/kept-track.ts';
import type { Doubt, Placement, UtcMs } from '../thermal/types.ts';
import type { Corrections } from './corrections.ts';
import type { History, ProbeLog } from './history.ts';
import type { Province, UnitDocument } from './province.ts';
import { courseOfParcel, type Resting } from './resting.ts';
import { parcelSubject, unitSubject } from './subjects.ts';

/** What stands for a probe's packed readings in a unit, under these terms; null: they must be read. */
export type KeptOf = (log: ProbeLog, unit: string, terms: Omit<KeptTerms, 'limits'>) => KeptTrack | null;
const NOTHING_KEPT: KeptOf = () => null;

type Parts = {
  readonly province: Province;
  readonly history: History;
  readonly engine: ThermalEngine;
  readonly corrections: Corrections;
  readonly resting: Resting;
};

export class Declaring {
  readonly #province: Province;
  readonly #history: History;
  readonly #engine: ThermalEngine;
  readonly #corrections: Corrections;
  readonly #resting: Resting;

  constructor({ province, history, engine, corrections, resting }: Parts) {
    this.#province = province;
    this.#history = history;
    this.#engine = engine;
    this.#corrections = corrections;
    this.#resting = resting;
  }

  /**
   * A unit: its devices' placements, its own rules. Reads all its readings again, but for those of probes in whose place something
   * kept stands; these it answers.
   */
  async unit(
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
        this.#corrections.note(log);
        const terms = { maxGap, placements: when, corrected: this.#corrections.textOf(log.key) };
        const track = keptOf(log, unit.id, terms);
        if (track !== null) kept.set(log.key, track);
        else await this.#history.load(log, Number.NEGATIVE_INFINITY);
      }
    }
    const doubts = await this.#doubtsIn(unit, byDevice);
    this.#resting.wake(unit.id, Number.NEGATIVE_INFINITY);
    this.#engine.setUnit(unit.id, { maxGap, maxUnmonitored, placements, doubts }, kept);
    this.#engine.setCourse(unitSubject(unit.id), courseOf(unit), unit.id);
    return kept;
  }

  /** A unit's own history alone: when it is defrosted. */
  async own(unit: UnitDocument): Promise<void> {
    const course = courseOf(unit);
    for (const want of this.#engine.wants(course)) await this.#load(want.unit, want.from);
    this.#engine.setCourse(unitSubject(unit.id), course, unit.id);
  }

  /** What thermometers said of a unit that was declared, anew: their certificates say something else now. */
  evidence(unit: string): void {
    const said = [...this.#province.evidence.values()].filter((one) => one.unit === unit);
    if (said.length === 0) return;
    this.#resting.wake(unit, Number.NEGATIVE_INFINITY);
    this.#engine.setEvidence(
      unit,
      said.map((one) => this.#corrections.evidence(one)),
    );
  }

  /** A probe that reports for the first time, in every unit its device ever sat in. */
  probe(device: Device, key: string): void {
    const log = this.#history.find(key);
    if (log !== undefined) this.#corrections.note(log);
    for (const id of new Set(device.placements.map((p) => p.unit))) {
      const unit = this.#province.units.get(id ?? '');
      if (unit !== undefined)
        this.#engine.addProbe(unit.id, key, placementsIn(unit, [device]).get(device.id) ?? []);
    }
  }

  /** A parcel's history, or that it changed. */
  async parcel(parcel: Parcel): Promise<void> {
    const course = courseOfParcel(parcel, this.#province);
    for (const want of this.#engine.wants(course)) await this.#load(want.unit, want.from);
    this.#engine.setCourse(parcelSubject(parcel.id), course);
    if (parcel.ended !== null) this.#resting.isUp(parcel.id);
  }

  /**
   * To be called before what is known of the unit since `at` changes: wakes whom it concerns, and fetches what judging anew will
   * read, nearly always nothing.
   */
  async prepare(unit: string, at: UtcMs): Promise<void> {
    this.#resting.wake(unit, at);
    for (const id of this.#engine.wantsSince(unit, at)) await this.#load(id, Number.NEGATIVE_INFINITY);
  }

  /** What is stored of the unit and has no certain time. */
  async #doubtsIn(unit: UnitDocument, byDevice: ReadonlyMap<string, readonly Placement[]>): Promise<Doubt[]> {
    const doubts: Doubt[] = [];
    for (const [device, when] of byDevice) {
      for (const log of this.#history.doubtfulOf(device)) {
        await this.#history.load(log, Number.NEGATIVE_INFINITY);
        const kept = this.#history.kept(log, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        for (const doubt of this.#corrections.doubts(log, kept, when, unit.maxGap)) doubts.push(doubt);
      }
    }
    return doubts;
  }

  async #load(unit: string, from: UtcMs): Promise<void> {
    for (const { probe } of this.#engine.placements(unit)) {
      const log = this.#history.find(probe);
      if (log !== undefined) await this.#history.load(log, from);
    }
  }
}

function courseOf({ id, versions, retiredAt, defrosts = [] }: UnitDocument): Course {
  const stays = [{ unit: id, from: Number.NEGATIVE_INFINITY, to: retiredAt }];
  return { stays, versions, end: retiredAt, pauses: defrosts };
}
