/**
 * Which parcels must be judged for a next reading even if it is like the last? Those with an excursion that goes on under a
 * release: the next reading beyond, or more silence, is nothing that it covers.
 */
import { presentUnit } from '../lots/parcels.ts';
import type { ExcursionRecord, Parcel } from '../lots/types.ts';
import { UNMONITORED } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Province } from './province.ts';
import type { Recording } from './recording.ts';
import { parcelSubject } from './subjects.ts';

type Parts = {
  readonly province: Province;
  readonly deadlines: Deadlines;
  readonly recording: Recording;
};

export class Attentive {
  readonly #province: Province;
  readonly #deadlines: Deadlines;
  readonly #recording: Recording;
  readonly #byUnit = new Map<string, Set<string>>();

  constructor({ province, deadlines, recording }: Parts) {
    this.#province = province;
    this.#deadlines = deadlines;
    this.#recording = recording;
  }

  in(unit: string): Iterable<string> {
    return this.#byUnit.get(unit) ?? [];
  }

  /** Looks again at a parcel whose holds stand as its excursions want them. Silence is waited for by its deadline. */
  note(parcel: Parcel, excursions: readonly ExcursionRecord[]): void {
    const subject = parcelSubject(parcel.id);
    for (const stay of parcel.stays) this.#byUnit.get(stay.unit)?.delete(subject);
    const unit = presentUnit(parcel);
    const holds = this.#province.holdsOf(parcel.id);
    const open = excursions.filter((e) => e.present && e.end === null);
    for (const e of open) {
      if (holds.some((h) => h.excursion === e.id && h.state === 'open')) continue;
      if (e.rule !== UNMONITORED) {
        if (unit === null) continue;
        const subjects = this.#byUnit.get(unit) ?? new Set();
        this.#byUnit.set(unit, subjects.add(subject));
        continue;
      }
      const released = this.#province.dispositionsOf(parcel.id).map((d) => d.approvedAt ?? 0);
      const again = Math.max(0, ...released) + (e.breachedAt - e.start) + 1;
      const known = this.#recording.standing(subject)?.nextAt ?? again;
      this.#deadlines.set(subject, Math.min(known, again));
    }
  }
}
