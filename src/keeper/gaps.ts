/** Which devices' messages are missing for too long? */
import { deviceGap } from '../alerts/conditions.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { Draft } from './draft.ts';
import type { Intake } from './intake.ts';
import type { Province } from './province.ts';
import { lateAfter } from './tile.ts';

type Parts = { readonly province: Province; readonly intake: Intake };

export function tellGaps({ province, intake }: Parts, draft: Draft): void {
  const { counters: all, withHoles } = intake.sorting;
  for (const id of withHoles) {
    const counters = all.get(id);
    if (counters === undefined) continue;
    const unit = unitOfDevice(province.devices.get(id), draft.now);
    const known = province.units.get(unit ?? '');
    const missing = counters.overdue(draft.now, lateAfter(known?.sampling ?? 300_000));
    if (missing === 0) continue;
    const condition = deviceGap(
      { device: id, unit, site: siteOfUnit(known, draft.now) },
      { missing, noticedAt: draft.now },
    );
    for (const alert of reconcileAlerts(province.openAlerts, [condition], [], draft))
      draft.put('alert', alert.id, alert);
    const key = `gaps/${id}`;
    draft.put('meta', key, { key, value: JSON.stringify(counters.told()) });
  }
}
