/** Which devices are silent, and when will the others be? */
import { deviceSilent, deviceSilentKey } from '../alerts/conditions.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import { DeviceKeys } from './device-keys.ts';
import type { Draft } from './draft.ts';
import type { Judging } from './judging.ts';
import type { Province } from './province.ts';
import type { TileTimes } from './tile-times.ts';

type Parts = {
  readonly province: Province;
  readonly judging: Judging;
  readonly deadlines: Deadlines;
  readonly tileTimes: TileTimes;
};

export class Silence {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #deadlines: Deadlines;
  readonly #tileTimes: TileTimes;
  readonly #keys = new DeviceKeys();

  constructor({ province, judging, deadlines, tileTimes }: Parts) {
    this.#province = province;
    this.#judging = judging;
    this.#deadlines = deadlines;
    this.#tileTimes = tileTimes;
  }

  /** What these devices said was taken in. */
  spoke(said: readonly { readonly device: string }[], draft: Draft): void {
    let last: string | null = null;
    for (const { device } of said) {
      // Who sends many messages at once sends them in a row.
      if (device === last) continue;
      last = device;
      const { silent, deadline } = this.#keys.of(device);
      if (this.#province.openAlerts.has(silent)) this.look(device, draft);
      else
        this.#deadlines.setIfNone(
          deadline,
          () => this.#silentAt(device, draft.now) ?? Number.POSITIVE_INFINITY,
        );
    }
  }

  /** Is it silent now, and if not, when will it be? */
  look(id: string, draft: Draft): void {
    const until = this.#silentAt(id, draft.now);
    const key = deviceSilentKey(id);
    const unit = unitOfDevice(this.#province.devices.get(id), draft.now);
    const silent = until !== null && until <= draft.now && unit !== null;
    this.#deadlines.set(`device:${id}`, until !== null && !silent ? until : Number.POSITIVE_INFINITY);
    const last = silent
      ? this.#judging.engine.probes(unit).findLast((p) => p.probe.startsWith(`${id}/`))
      : undefined;
    const site = siteOfUnit(this.#province.units.get(unit ?? ''), draft.now);
    const conditions = silent
      ? [
          deviceSilent(
            { device: id, unit, site },
            { since: until, at: last?.at ?? null, milli: last?.milli ?? null },
          ),
        ]
      : [];
    for (const alert of reconcileAlerts(this.#province.openAlerts, conditions, [key], draft))
      draft.put('alert', alert.id, alert);
    if (unit !== null) this.#tileTimes.look(unit, draft.now);
  }

  /** What was silent and is out of use by now is waited for no more. */
  forgetRetired(draft: Draft): void {
    for (const { kind, device } of [...this.#province.openAlerts.values()])
      if (kind === 'device-silent' && device !== null && this.#unitInUse(device, draft.now) === null)
        this.look(device, draft);
  }

  /** Until when the device's newest value in its present unit stands; null when it never reported there, or that is out of use. */
  #silentAt(id: string, now: UtcMs): UtcMs | null {
    const unit = this.#unitInUse(id, now);
    if (unit === null) return null;
    const probes = this.#judging.engine.probes(unit).filter((p) => p.probe.startsWith(`${id}/`));
    return probes.length === 0 ? null : Math.max(...probes.map((p) => Math.max(p.standsUntil, p.at)));
  }

  #unitInUse(device: string, now: UtcMs): string | null {
    const unit = unitOfDevice(this.#province.devices.get(device), now);
    const retiredAt = this.#province.units.get(unit ?? '')?.retiredAt ?? null;
    return retiredAt !== null && retiredAt <= now ? null : unit;
  }
}
