/**
 * What a batch could not use: kept as rows with their reason, and told once per device and reason, so that a flood of
 * nonsense costs rows and no more.
 */
import { profiles } from '../../devices/profiles/profiles.ts';
import { deviceRejected } from '../alerts/conditions.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { RejectReason } from '../telemetry/measured.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';

export type Rejection = {
  readonly device: string;
  readonly reason: RejectReason | 'DEVICE_UNKNOWN';
  /** The time it claims; null where it names none. */
  readonly at: UtcMs | null;
  readonly detail: string;
  readonly receivedAt: UtcMs;
};

const DETAIL_MOST = 400;

export class Rejections {
  /** How many there were since the start. */
  total = 0;
  readonly #province: Province;
  #batch: Rejection[] = [];

  constructor(province: Province) {
    this.#province = province;
  }

  note(rejection: Rejection): void {
    this.#batch.push(rejection);
  }

  /** Strangers in a gateway's hearing are none of the gateway's; a device that calls itself otherwise than we do is set up wrong. */
  #isTrouble({ device, reason }: Rejection): boolean {
    if (reason !== 'ADDRESS_UNKNOWN') return true;
    const { profile } = this.#province.devices.get(device) ?? {};
    return profiles.get(profile ?? '')?.speaksFor === 'device';
  }

  /** Drafts the rows and the alerts of everything noted since the last time. */
  settle(draft: Draft): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.total += batch.length;
    for (const r of batch) draft.rejected.push({ ...r, detail: r.detail.slice(0, DETAIL_MOST) });
    const troubles = batch.filter((one) => this.#isTrouble(one));
    const groups = Map.groupBy(troubles, (r) => `${r.device} ${r.reason}`);
    const conditions = [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { device, reason, receivedAt } = first;
      const unit = unitOfDevice(this.#province.devices.get(device), draft.now);
      const site = siteOfUnit(this.#province.units.get(unit ?? ''), draft.now);
      return deviceRejected({ device, unit, site }, { reason, count: group.length, receivedAt });
    });
    for (const alert of reconcileAlerts(this.#province.openAlerts, conditions, [], draft))
      draft.put('alert', alert.id, alert);
  }
}
