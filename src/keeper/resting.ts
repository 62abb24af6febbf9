/**
 * Which parcels rest? One whose life is over, past whose end every unit it was in has measured, is not judged any more: what its
 * history brought was committed with its cause. The engine does not even know of it, until something late touches what it went
 * through. After a change of the rules of judgement everyone is judged once.
 */
import type { Parcel } from '../lots/types.ts';
import type { Course } from '../thermal/course.ts';
import type { ThermalEngine } from '../thermal/engine.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';
import type { Recording } from './recording.ts';
import { parcelSubject, unitSubject } from './subjects.ts';

const JUDGED = 'judged';
/** To be counted on when the same readings come to mean something else. */
const JUDGEMENT = '1';
/** So many are looked at in one pass: below a millisecond. */
const LOOKED_AT = 500;

/** What parcels ask of a unit: under which products' limits, and at which moments, it is told apart. */
type Room = { readonly products: Set<string>; readonly moments: number[] };

export class Resting {
  readonly #province: Province;
  readonly #engine: ThermalEngine;
  readonly #recording: Recording;
  readonly #room = new Map<string, Room>();
  /** Whose life is over, and whom the engine knows. */
  readonly #up = new Set<string>();
  /** From the end of the start on, who is over and unknown to the engine rests. */
  #hasBegun = false;

  constructor(province: Province, engine: ThermalEngine, recording: Recording) {
    this.#province = province;
    this.#engine = engine;
    this.#recording = recording;
  }

  /** Of each parcel, before any unit is declared: whether it rests or not, it may be asked about. */
  expect({ gtin, stays, ended }: Parcel): void {
    for (const { unit, from, to } of stays) {
      const room = this.#room.get(unit) ?? { products: new Set(), moments: [] };
      this.#room.set(unit, room);
      room.products.add(gtin);
      room.moments.push(from);
      if (to !== null) room.moments.push(to);
      if (ended !== null && ended.at !== to) room.moments.push(ended.at);
    }
  }

  /** After all of them: units keep what is asked for now, or when somebody is woken. */
  makeRoom(): void {
    for (const [unit, { products, moments }] of this.#room) {
      const versions = [...products].flatMap((gtin) => this.#province.products.get(gtin)?.versions ?? []);
      this.#engine.makeRoom(unit, versions, moments);
    }
    this.#room.clear();
  }

  /** When units know what they measured. Answers those that cannot rest yet, or, where `isJudged` is not so, all. */
  begin(isJudged: boolean): string[] {
    this.#hasBegun = true;
    const { parcels, visitors } = this.#province;
    const found = new Set<string>(isJudged ? [] : parcels.allOver());
    if (isJudged)
      for (const unit of visitors.units())
        for (const id of visitors.since(unit, this.#engine.settlesTo(unit)))
          if (parcels.living(id) === undefined) found.add(id);
    for (const id of found) this.#rouse(parcels.get(id));
    return [...found].filter((id) => !isJudged || !this.#engine.sleep(parcelSubject(id)));
  }

  /** Before what is known of the unit since `since` changes: whose history that reaches into is known to the engine again. */
  wake(unit: string, since: UtcMs): void {
    if (!this.#hasBegun) return;
    for (const id of this.#province.visitors.leftSince(unit, since))
      if (!this.#engine.knows(parcelSubject(id))) this.#rouse(this.#province.parcels.get(id));
  }

  /** Before the engine is asked about a parcel. */
  rouse(parcel: Parcel): void {
    if (this.#hasBegun && parcel.ended !== null && !this.#engine.knows(parcelSubject(parcel.id)))
      this.#rouse(parcel);
  }

  /** It is over, and the engine was told of it. */
  isUp(id: string): void {
    this.#up.add(id);
  }

  /** Lets those rest that can, some at a time. */
  layDown(): void {
    for (const id of [...this.#up.values().take(LOOKED_AT)]) {
      const subject = parcelSubject(id);
      this.#up.delete(id);
      if (this.#province.parcels.living(id) !== undefined || !this.#engine.knows(subject)) continue;
      if (!this.#engine.isOver(subject)) {
        this.#up.add(id);
        continue;
      }
      this.#engine.dropCourse(subject);
      this.#recording.forget(subject);
    }
  }

  #rouse(parcel: Parcel | undefined): void {
    if (parcel === undefined) return;
    const subject = parcelSubject(parcel.id);
    // Room was made: nothing need be read for it.
    this.#engine.setCourse(subject, courseOfParcel(parcel, this.#province));
    this.#engine.sleep(subject);
    this.#up.add(parcel.id);
  }
}

export function* subjectsAtStart(
  province: Province,
  { resting }: { readonly resting: Resting },
  draft: Draft,
): Iterable<string> {
  const isJudged = province.meta.get(JUDGED) === JUDGEMENT;
  if (!isJudged) draft.put('meta', JUDGED, { key: JUDGED, value: JUDGEMENT });
  for (const id of province.units.keys()) yield unitSubject(id);
  for (const { id } of province.parcels.allLiving()) yield parcelSubject(id);
  for (const id of resting.begin(isJudged)) yield parcelSubject(id);
}

/** What a parcel went through, as the engine is told of it. */
export const courseOfParcel = ({ gtin, stays, ended }: Parcel, province: Province): Course => ({
  stays,
  versions: province.products.get(gtin)?.versions ?? [],
  end: ended?.at ?? null,
});
