/**
 * Takes in readings of which nobody knows when they were measured: into logs of their own, and into the judgement of every unit
 * in which their device may have been then. They raise what they show and make nothing known.
 */
import { placementsOf } from '../fleet/places.ts';
import type { Device } from '../fleet/types.ts';
import { earliestOf, type Order } from '../telemetry/doubtful.ts';
import type { JournalReading } from '../telemetry/journal.ts';
import type { Measured } from '../telemetry/measured.ts';
import type { Kept } from '../telemetry/tail.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import { documentOf, type History, type ProbeLog, probeKey } from './history.ts';
import type { Judging } from './judging.ts';
import type { Province } from './province.ts';

export type Untimed = {
  readonly device: Device;
  readonly measured: Measured;
  readonly receivedAt: UtcMs;
  readonly order: Order;
};

/** `newest`: of the same probe's readings with a time; null: it never had one. */
type Waiting = Untimed & { readonly newest: UtcMs | null };

export class Doubtful {
  readonly #province: Province;
  readonly #history: History;
  readonly #judging: Judging;
  readonly #waiting: Waiting[] = [];

  constructor(province: Province, history: History, judging: Judging) {
    this.#province = province;
    this.#history = history;
    this.#judging = judging;
  }

  /** Remembers one of the batch that is being read, before anything of the batch is in a history. */
  note(untimed: Untimed): void {
    const newest = this.#newestOf(untimed);
    this.#waiting.push({ ...untimed, newest });
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  get waiting(): readonly Untimed[] {
    return this.#waiting;
  }

  /**
   * Takes in what was noted.
   * @returns whose judgement may have changed
   */
  async take(journal: JournalReading[], draft: Draft): Promise<string[]> {
    const subjects: string[] = [];
    const groups = Map.groupBy(
      this.#waiting.splice(0),
      ({ device, measured, receivedAt }) => `${probeKey(device.id, measured.probe)} ${receivedAt}`,
    );
    for (const group of groups.values()) subjects.push(...(await this.#takeGroup(group, journal, draft)));
    return subjects;
  }

  /** Of one probe, come together. They are kept in their order at the last moments before their arrival. */
  async #takeGroup(group: readonly Waiting[], journal: JournalReading[], draft: Draft): Promise<string[]> {
    const [first] = group;
    if (first === undefined) return [];
    const { device, receivedAt } = first;
    const log = this.#logOf(device, first.measured.probe, draft);
    await this.#history.load(log, receivedAt - group.length);
    const fresh: Kept[] = [];
    for (const [i, { measured, newest, order }] of group.entries()) {
      const { at: claimed, milli, extras } = measured;
      const at = receivedAt - (group.length - 1 - i);
      const earliest = Math.min(at, earliestOf({ claimed, newest, order, receivedAt }));
      const marked = {
        ...extras,
        clock: 'untrusted' as const,
        ...(claimed !== receivedAt && { claimed }),
        ...(earliest < at && { earliest }),
      };
      const kept = this.#history.add(log, { at, milli, receivedAt, extras: marked });
      if (kept === null) continue;
      fresh.push(kept);
      journal.push({ probe: log.number, ...kept });
    }
    const subjects: string[] = [];
    for (const id of new Set(device.placements.map(({ unit }) => unit))) {
      const unit = this.#province.units.get(id ?? '');
      if (unit === undefined) continue;
      const doubts = this.#judging.corrections.doubts(log, fresh, placementsOf(device, unit), unit.maxGap);
      if (doubts.length === 0) continue;
      await this.#judging.prepare(unit.id, Math.min(...doubts.map(({ from }) => from)));
      const since = this.#judging.engine.addDoubts(unit.id, doubts);
      draft.units.add(unit.id);
      if (since < Number.POSITIVE_INFINITY) subjects.push(...this.#judging.touchedBy(unit.id, since));
    }
    return subjects;
  }

  #logOf(device: Device, probe: string, draft: Draft): ProbeLog {
    const { log, made } = this.#history.doubtful(device.id, probe);
    if (made) draft.put('probe', String(log.number), documentOf(log));
    return log;
  }

  #newestOf({ device, measured }: Untimed): UtcMs | null {
    const tail = this.#history.find(probeKey(device.id, measured.probe))?.tail;
    if (tail === undefined) return null;
    const at = Math.max(tail.newest?.at ?? Number.NEGATIVE_INFINITY, tail.packedTo);
    return Number.isFinite(at) ? at : null;
  }
}
