/** What is looked at again as time passes: tiles, devices that fall silent, messages that are missing, and what the lookout sees. */
import { deviceGap, deviceSilent, deviceSilentKey } from '../alerts/conditions.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import type { History } from './history.ts';
import type { Intake } from './intake.ts';
import type { Judging } from './judging.ts';
import type { Live } from './live.ts';
import type { Machine } from './look-service.ts';
import { Lookout } from './lookout.ts';
import type { Notices } from './notices.ts';
import type { Province } from './province.ts';
import { lateAfter, type Tiles } from './tile.ts';

type Parts = {
  readonly province: Province;
  readonly judging: Judging;
  readonly intake: Intake;
  readonly tiles: Tiles;
  readonly deadlines: Deadlines;
  readonly live: Live;
  readonly history: History;
  readonly machine: Machine | null;
  readonly notices: Notices;
};

export class Watching {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #intake: Intake;
  readonly #tiles: Tiles;
  readonly #deadlines: Deadlines;
  readonly #live: Live;
  readonly lookout: Lookout;

  constructor(parts: Parts) {
    const { province, judging, intake, tiles, deadlines, live } = parts;
    this.#province = province;
    this.#judging = judging;
    this.#intake = intake;
    this.#tiles = tiles;
    this.#deadlines = deadlines;
    this.#live = live;
    this.lookout = new Lookout({
      ...parts,
      channels: () => parts.notices.channels,
      waiting: (now) => parts.notices.waiting(now),
    });
  }

  /** What time alone brings and nobody reports. Called about once a second. */
  async pass(draft: Draft): Promise<void> {
    this.#tellGaps(draft);
    this.#forgetRetired(draft);
    await this.lookout.look(draft);
  }

  /** What was silent and is out of use by now is waited for no more. */
  #forgetRetired(draft: Draft): void {
    for (const { kind, device } of [...this.#province.openAlerts.values()])
      if (kind === 'device-silent' && device !== null && this.#unitInUse(device, draft.now) === null)
        this.device(device, draft);
  }

  /** Has a unit's tile told anew now, and when its word changes with time alone. */
  tile(id: string, now: UtcMs): void {
    const unit = this.#province.units.get(id);
    if (unit === undefined) return;
    this.#live.units.add(id);
    this.#deadlines.set(`tile:${id}`, this.#tiles.nextAt(unit, now));
  }

  /** Until when the device's newest value in its present unit stands; null when it never reported there, or that is out of use. */
  silentAt(id: string, now: UtcMs): UtcMs | null {
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

  /** Is it silent now, and if not, when will it be? */
  device(id: string, draft: Draft): void {
    const until = this.silentAt(id, draft.now);
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
    if (unit !== null) this.tile(unit, draft.now);
  }

  /** Messages that are missing for too long. */
  #tellGaps(draft: Draft): void {
    for (const [id, counters] of this.#intake.sorting.counters) {
      const unit = unitOfDevice(this.#province.devices.get(id), draft.now);
      const known = this.#province.units.get(unit ?? '');
      const missing = counters.overdue(draft.now, lateAfter(known?.sampling ?? 300_000));
      if (missing === 0) continue;
      const condition = deviceGap(
        { device: id, unit, site: siteOfUnit(known, draft.now) },
        { missing, noticedAt: draft.now },
      );
      for (const alert of reconcileAlerts(this.#province.openAlerts, [condition], [], draft))
        draft.put('alert', alert.id, alert);
      const key = `gaps/${id}`;
      draft.put('meta', key, { key, value: JSON.stringify(counters.told()) });
    }
  }
}
