/** Which holds follow from how a parcel was judged? They and the ledger's events of them go into the draft. */
import { holdPlaced, holdWithdrawn } from '../custody/events.ts';
import { reconcileHolds } from '../lots/holds.ts';
import type { Parcel } from '../lots/types.ts';
import type { ThermalEngine } from '../thermal/engine.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { LatestBeyond } from './latest-beyond.ts';
import type { Province } from './province.ts';
import type { Recorded } from './recording.ts';
import { parcelSubject } from './subjects.ts';

type Parts = {
  readonly province: Province;
  readonly engine: ThermalEngine;
  readonly latestBeyond: LatestBeyond;
};

export class Holding {
  readonly #province: Province;
  readonly #engine: ThermalEngine;
  readonly #latestBeyond: LatestBeyond;

  constructor({ province, engine, latestBeyond }: Parts) {
    this.#province = province;
    this.#engine = engine;
    this.#latestBeyond = latestBeyond;
  }

  reconcile(parcel: Parcel, { before, after }: Recorded, asOf: UtcMs, draft: Draft): void {
    const { placed, changed } = reconcileHolds({
      parcel,
      before,
      after,
      holds: this.#province.holdsOf(parcel.id),
      dispositions: this.#province.dispositionsOf(parcel.id),
      latestBeyondAt: (excursion) => this.#latestBeyond.of(parcel, excursion, asOf),
      filledByReadings: (former) =>
        // What was open reached at least past its breach, whatever the time of this judgement is.
        this.#engine.filled(
          parcelSubject(parcel.id),
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
  }
}
