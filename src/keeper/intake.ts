/**
 * Takes in one batch of telemetry: reads it, checks it, puts it into histories, and tells which subjects must be judged.
 * Every message ends as readings in the journal or as rejected rows, nothing is dropped; the caller commits.
 */
import { unitOfDevice } from '../fleet/places.ts';
import { encodeBatch, type JournalCounter, type JournalReading } from '../telemetry/journal.ts';
import type { Measured } from '../telemetry/measured.ts';
import type { Kept } from '../telemetry/tail.ts';
import { lookBack } from '../thermal/track.ts';
import type { Reading, UtcMs } from '../thermal/types.ts';
import { Doubtful } from './doubtful.ts';
import type { Draft } from './draft.ts';
import type { History, ProbeLog } from './history.ts';
import type { Judging } from './judging.ts';
import type { Province } from './province.ts';
import { Recent } from './recent.ts';
import { Reported } from './reported.ts';
import { type Accepted, type Incoming, Sorting } from './sorting.ts';

export type { Incoming } from './sorting.ts';

/** Readings of one probe in one unit. */
type Group = {
  readonly log: ProbeLog;
  readonly unit: string;
  readonly readings: Reading[];
  next: Group | null;
};

/** What a device said last besides temperatures, each by when it was said. */
type Condition = {
  battery: number | null;
  door: boolean | null;
  power: boolean | null;
  readonly at: { battery: UtcMs; door: UtcMs; power: UtcMs };
};
type Remembered = { readonly log: ProbeLog; readonly kept: readonly Kept[] };

export class Intake {
  /** Units whose last day before the start is not read back yet. */
  readonly unremembered = new Set<string>();
  readonly #recent = new Map<string, Recent>();
  readonly sorting: Sorting;
  readonly #condition = new Map<string, Condition>();
  readonly reported = new Reported();
  latestAccepted: UtcMs = Number.NEGATIVE_INFINITY;
  readings = 0;
  duplicates = 0;
  readonly #province: Province;
  readonly #history: History;
  readonly #judging: Judging;
  readonly #doubtful: Doubtful;
  /** Was a device frozen by the last batch? */
  froze = false;

  constructor(province: Province, history: History, judging: Judging) {
    this.#province = province;
    this.#doubtful = new Doubtful(province, history, judging);
    this.sorting = new Sorting(province, history, judging, this.#doubtful);
    this.#history = history;
    this.#judging = judging;
  }

  /** Returns the subjects to be judged for it. */
  async take(batch: readonly Incoming[], draft: Draft): Promise<Set<string>> {
    const accepted: Accepted[] = [];
    const journal: JournalReading[] = [];
    const counters: JournalCounter[] = [];
    draft.begun = true;
    const { sorting } = this;
    for (const incoming of batch) sorting.sort(incoming, accepted, counters, draft);
    sorting.rejections.settle(draft);
    const held = [...sorting.held];
    this.froze = sorting.froze;
    sorting.froze = false;
    sorting.held.clear();
    for (const one of accepted) {
      const { log, measured } = one;
      if (measured.at <= log.tail.packedTo)
        await this.#history.load(log, lookBack(measured.at, this.#province.units.get(one.unit)?.maxGap ?? 0));
    }
    const subjects = await this.#insert(accepted, journal, draft);
    if (this.#doubtful.isWaiting) await this.#takeUntimed(subjects, journal, draft);
    if (journal.length > 0 || counters.length > 0) draft.journal = encodeBatch(journal, counters);
    for (const subject of held) subjects.add(subject);
    return subjects;
  }

  async #takeUntimed(subjects: Set<string>, journal: JournalReading[], draft: Draft): Promise<void> {
    for (const { device, measured } of this.#doubtful.waiting) {
      const unit = unitOfDevice(device, draft.now);
      if (unit !== null && measured.extras !== null) this.#notice(unit, draft.now, measured.extras);
    }
    const before = journal.length;
    for (const subject of await this.#doubtful.take(journal, draft)) subjects.add(subject);
    this.readings += journal.length - before;
  }

  /** What a unit's devices said of themselves last; undefined: nothing. */
  condition(unit: string): Readonly<Condition> | undefined {
    return this.#condition.get(unit);
  }

  /** A unit's last day; undefined while it is not known or not known whole. */
  lastDay(unit: string): Recent | undefined {
    return this.unremembered.has(unit) ? undefined : this.#recent.get(unit);
  }

  /** Puts all readings of a unit's last day back where tiles look, those that came since the start among them. */
  remember(unit: string, logs: readonly Remembered[]): void {
    this.#recent.delete(unit);
    for (const { log } of logs) this.reported.forget(log);
    for (const { log, kept } of logs)
      for (const one of kept) {
        const { at, milli, extras } = one;
        this.reported.note(log, one);
        if (milli !== null) this.#recentOf(unit).add(at, this.#judging.corrections.shown(log.key, at, milli));
        if (extras !== null) this.#notice(unit, at, extras);
      }
    this.unremembered.delete(unit);
  }

  async #insert(
    accepted: readonly Accepted[],
    journal: JournalReading[],
    draft: Draft,
  ): Promise<Set<string>> {
    const groups = new Map<ProbeLog, Group>();
    let group: Group | null = null;
    for (const { log, unit, measured, receivedAt } of accepted) {
      const { at, milli, extras } = measured;
      const kept = this.#history.add(log, { at, milli, receivedAt, extras });
      if (kept === null) {
        this.duplicates++;
        continue;
      }
      this.readings++;
      journal.push({ probe: log.number, at, milli, receivedAt, extras: kept.extras });
      if (at > this.latestAccepted) this.latestAccepted = at;
      if (milli !== null) this.#recentOf(unit).add(at, this.#judging.corrections.shown(log.key, at, milli));
      if (extras !== null) this.#notice(unit, at, extras);
      this.reported.note(log, measured);
      if (group?.log !== log || group.unit !== unit) group = groupOf(groups, log, unit);
      group.readings.push({ at, milli });
    }
    const subjects = new Set<string>();
    for (const first of groups.values())
      for (let one: Group | null = first; one !== null; one = one.next) {
        const waiting = this.#tellEngine(one, subjects, draft);
        if (waiting !== undefined) await waiting;
      }
    return subjects;
  }

  /** Adds to `subjects` whose judgement may have changed. */
  #tellEngine(
    { log, unit, readings }: Group,
    subjects: Set<string>,
    draft: Draft,
  ): Promise<void> | undefined {
    const { engine } = this.#judging;
    if (readings.length > 1) readings.sort((a, b) => a.at - b.at);
    const judged = this.#judging.corrections.judged(log.key, readings);
    const wanted = engine.wantsFor(unit, log.key, judged);
    // Nearly always all of it is here, and waiting for nothing would cost more than the rest.
    const since = engine.changesFrom(unit, log.key, readings[0]?.at ?? Number.POSITIVE_INFINITY);
    this.#judging.resting.wake(unit, since);
    if (wanted > log.tail.packedTo && engine.wantsSince(unit, since).size === 0) {
      this.#insertInto(log, unit, judged, subjects, draft);
      return undefined;
    }
    return this.#history
      .load(log, wanted)
      .then(() => this.#judging.prepare(unit, since))
      .then(() => this.#insertInto(log, unit, judged, subjects, draft));
  }

  #insertInto(
    log: ProbeLog,
    unit: string,
    judged: readonly Reading[],
    subjects: Set<string>,
    draft: Draft,
  ): void {
    const since = this.#judging.engine.insert(unit, log.key, judged);
    draft.units.add(unit);
    if (since < Number.POSITIVE_INFINITY)
      for (const subject of this.#judging.touchedBy(unit, since)) subjects.add(subject);
    for (const subject of this.#judging.attentiveIn(unit)) subjects.add(subject);
  }

  #recentOf(unit: string): Recent {
    const known = this.#recent.get(unit);
    if (known !== undefined) return known;
    const made = new Recent();
    this.#recent.set(unit, made);
    return made;
  }

  /** What was said earlier than the newest says nothing of now. */
  #notice(unit: string, at: UtcMs, { battery, door, power }: NonNullable<Measured['extras']>): void {
    const said = this.#conditionOf(unit);
    if (battery !== undefined && at >= said.at.battery) [said.battery, said.at.battery] = [battery, at];
    if (door !== undefined && at >= said.at.door) [said.door, said.at.door] = [door, at];
    if (power !== undefined && at >= said.at.power) [said.power, said.at.power] = [power, at];
  }

  #conditionOf(unit: string): Condition {
    const known = this.#condition.get(unit);
    if (known !== undefined) return known;
    const never = Number.NEGATIVE_INFINITY;
    const at = { battery: never, door: never, power: never };
    const made = { battery: null, door: null, power: null, at };
    this.#condition.set(unit, made);
    return made;
  }
}

/** The group of that probe and unit: by probe the first, the others behind it. */
function groupOf(groups: Map<ProbeLog, Group>, log: ProbeLog, unit: string): Group {
  const made: Group = { log, unit, readings: [], next: null };
  let last = groups.get(log);
  if (last === undefined) {
    groups.set(log, made);
    return made;
  }
  while (last.unit !== unit) last = last.next ??= made;
  return last;
}
