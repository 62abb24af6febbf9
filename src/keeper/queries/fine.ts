/** What stood in units, reading by reading? For what joined stretches would blur, such as a mean. Each unit is read once. */
import { asReadings, type Kept } from '../../telemetry/tail.ts';
import type { Sources, SourcesOf } from '../../thermal/course.ts';
import { orderedSet, standing } from '../../thermal/standing.ts';
import type { Reading, Stretch, UtcMs } from '../../thermal/types.ts';
import { inPieces } from './pieces.ts';
import { type InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

export class Fine {
  readonly #view: View;
  readonly #pace = new Pace();
  readonly #read = new Map<string, { from: UtcMs; to: UtcMs; sources: Sources }>();

  constructor(view: View) {
    this.#view = view;
  }

  readonly of: SourcesOf = (unit) => this.#read.get(unit)?.sources;

  /** Has what stood in the unit during [from, to) at hand from now on. */
  async *read(unitId: string, from: UtcMs, to: UtcMs): InTurns<void> {
    const known = this.#read.get(unitId);
    if (known !== undefined && known.from <= from && known.to >= to) return;
    const { province, judging, history } = this.#view;
    const evidence = judging.engine.evidence(unitId).filter((e) => e.from < to && e.to > from);
    // What a day record says counts where no probe stood all that day, so all that day must be seen.
    const low = Math.min(from, known?.from ?? from, ...evidence.map((e) => e.from));
    const high = Math.max(to, known?.to ?? to, ...evidence.map((e) => e.to));
    const maxGap = province.units.get(unitId)?.maxGap ?? 0;
    const probes: Stretch[][] = [];
    for (const { probe, placements } of judging.engine.placements(unitId)) {
      const log = history.find(probe);
      if (log === undefined) continue;
      const stood: Stretch[] = [];
      let last: Reading[] = [];
      const take = (kept: readonly Kept[]) => {
        const readings = orderedSet([...last, ...judging.corrections.judged(probe, asReadings(kept))]);
        const newest = readings.at(-1)?.at;
        // How long the newest one stood is known with the next piece.
        last = readings.filter(({ at }) => at === newest);
        for (const one of standing(readings, placements, maxGap, high))
          if (one.from !== newest) stood.push(one);
      };
      yield* inPieces(this.#view, log, { from: low - maxGap, to: high }, this.#pace, take);
      stood.push(...standing(last, placements, maxGap, high));
      probes.push(stood);
    }
    const sources = { probes, evidence, maxUnmonitored: 0 };
    this.#read.set(unitId, { from: low, to: high, sources });
  }
}
