/**
 * When is the day before a start read back, that tiles and the lookout tell of? After the service is ready, some units at a time.
 * Until it is a unit's turn, its tile shows no curve and no extremes rather than those of a part of the day.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { History } from './history.ts';
import type { Intake } from './intake.ts';
import type { Judging } from './judging.ts';
import type { Live } from './live.ts';

const DAY = 86_400_000;
/** Units of one step: some 3 ms of work, which live readings wait for. */
const UNITS_PER_STEP = 4;

type Parts = {
  readonly history: History;
  readonly judging: Judging;
  readonly intake: Intake;
  readonly live: Live;
};

export class Remembering {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads back some of those that wait; false when none did. */
  async step(now: UtcMs): Promise<boolean> {
    const { intake } = this.#parts;
    const units = [...intake.unremembered.values().take(UNITS_PER_STEP)];
    for (const unit of units) await this.#remember(unit, now - DAY);
    return units.length > 0;
  }

  async #remember(unit: string, from: UtcMs): Promise<void> {
    const { history, judging, intake, live } = this.#parts;
    const logs = judging.engine.probes(unit).flatMap(({ probe }) => history.find(probe) ?? []);
    for (const log of logs) await history.load(log, from);
    intake.remember(
      unit,
      logs.map((log) => ({ log, kept: history.kept(log, from, Number.POSITIVE_INFINITY) })),
    );
    live.units.add(unit);
  }
}
