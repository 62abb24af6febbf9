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

export class Intake {
  readonly recent = new Map<string, Recent>();
  readonly sorting: Sorting;
  /** What a device said last besides temperatures. */
  readonly condition = new Map<
    string,
    { battery: number | null; door: boolean | null; power: boolean | null }
  >();
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
      if (unit !== null && measured.extras !== null) this.#notice(unit, measured.extras);
    }
    const before = journal.length;
    for (const subject of await this.#doubtful.take(journal, draft)) subjects.add(subject);
    this.readings += journal.length - before;
  }

  /** Puts a unit's stored readings of the last day back where tiles look, at the start. */
  remember(unit: string, log: ProbeLog, kept: readonly Kept[]): void {
    for (const one of kept) {
      const { at, milli, extras } = one;
      this.reported.note(log, one);
      if (milli !== null) this.#recentOf(unit).add(at, this.#judging.corrections.shown(log.key, at, milli));
      if (extras !== null) this.#notice(unit, extras);
    }
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
      if (extras !== null) this.#notice(unit, extras);
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
    const known = this.recent.get(unit);
    if (known !== undefined) return known;
    const made = new Recent();
    this.recent.set(unit, made);
    return made;
  }

  #notice(unit: string, extras: NonNullable<Measured['extras']>): void {
    const former = this.condition.get(unit);
    this.condition.set(unit, {
      battery: extras.battery ?? former?.battery ?? null,
      door: extras.door ?? former?.door ?? null,
      power: extras.power ?? former?.power ?? null,
    });
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
