/** What changed since the screens were last told: holds and alerts at once, units gathered, and never more than fits. */
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';
import { showAlert, showHold } from './show.ts';
import type { Tiles } from './tile.ts';
import type { AlertView, HoldView, UnitView } from './views.ts';

export type LiveChange = { units: UnitView[]; alerts: AlertView[]; holds: HoldView[] };

/** At 100 ms a frame: 2,000 tiles a second, which no eye follows; the rest waits its turn. */
const TILES_PER_FRAME = 200;

export class Live {
  /** Units whose tiles changed and were not told yet, the longest waiting first. */
  readonly units = new Set<string>();
  onChange: ((change: LiveChange) => void) | null = null;
  readonly #province: Province;
  readonly #tiles: Tiles;
  readonly #clock: () => UtcMs;

  constructor(province: Province, tiles: Tiles, clock: () => UtcMs) {
    this.#province = province;
    this.#tiles = tiles;
    this.#clock = clock;
  }

  /** After a commit: holds and alerts go out now, with the tiles they change; other tiles wait for the next frame. */
  tell(draft: Draft): void {
    for (const unit of draft.units) this.units.add(unit);
    if (this.onChange === null || draft.alerts.size + draft.holds.size === 0) return;
    const now = this.#clock();
    const alerts = [...draft.alerts]
      .flatMap((id) => draft.alertDocument(id) ?? [])
      .map((a) => showAlert(this.#province, a));
    const holds = [...draft.holds]
      .flatMap((id) => this.#province.holds.get(id) ?? [])
      .map((h) => showHold(this.#province, h, now));
    const urgent = new Set([...alerts, ...holds].flatMap((x) => x.unit ?? []));
    this.onChange({ units: this.#take(urgent, now), alerts, holds });
  }

  /** The gathered tiles; call about every 100 ms. */
  frame(): void {
    if (this.onChange === null) {
      this.units.clear();
      return;
    }
    const first = [...this.units.values().take(TILES_PER_FRAME)];
    if (first.length > 0) this.onChange({ units: this.#take(first, this.#clock()), alerts: [], holds: [] });
  }

  #take(ids: Iterable<string>, now: UtcMs): UnitView[] {
    const shown: UnitView[] = [];
    for (const id of ids) {
      this.units.delete(id);
      const unit = this.#province.units.get(id);
      if (unit !== undefined) shown.push(this.#tiles.show(unit, now));
    }
    return shown;
  }
}
