/**
 * What a batch could not use: kept as rows with their reason, and told once per device and reason, so that a flood of
 * nonsense costs rows and no more.
 */
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

  /** Drafts the rows and the alerts of everything noted since the last time. */
  settle(draft: Draft): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.total += batch.length;
    for (const r of batch) draft.rejected.push({ ...r, detail: r.detail.slice(0, DETAIL_MOST) });
    // Strangers in a gateway's hearing are no trouble of the gateway's.
    const troubles = batch.filter(({ reason }) => reason !== 'ADDRESS_UNKNOWN');
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
