/**
 * Two seem to be one device: what it says is not believed from then on, and every parcel it guards is held, until an
 * administrator gives it new credentials. The holds stay for officials, as every hold does.
 */

import { reconcileAlerts } from '../alerts/reconcile.ts';
import { deviceCloned, deviceClonedKey } from '../alerts/watch.ts';
import { holdPlaced } from '../custody/events.ts';
import { deviceFrozen } from '../custody/fleet-events.ts';
import { type Frozen, isShut, withIdentity } from '../fleet/identity.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { Device } from '../fleet/types.ts';
import type { Hold, Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import { parcelSubject } from './judging.ts';
import type { Province } from './province.ts';

/** What a hold says of itself. */
const FROZEN_REASON = 'Thiết bị theo dõi nghi bị sao chép / The device that guards it may have been cloned';

type Parts = { readonly province: Province; readonly draft: Draft };

/** Answers the subjects to be judged: the parcels that are held now. A device that is shut or frozen already stays as it is. */
export function freeze(
  parts: Parts,
  device: Device,
  doubt: Pick<Frozen, 'why' | 'since' | 'detail'>,
): string[] {
  const { province, draft } = parts;
  if (isShut(device, draft.now) || device.identity?.frozen !== undefined) return [];
  const frozen: Frozen = { at: draft.now, ...doubt };
  // What was on its way to the one device could reach the other.
  const { claim: _, next: __, ...rest } = device.identity ?? {};
  draft.put('device', device.id, withIdentity(device, { ...rest, frozen }));
  draft.write('system', (stamp) => deviceFrozen(stamp, device.id, frozen));
  const unit = unitOfDevice(device, draft.now);
  const site = siteOfUnit(province.units.get(unit ?? ''), draft.now);
  const guarded = guardedBy(province, device.id, doubt.since, draft.now);
  const condition = deviceCloned(
    { device: device.id, unit, site },
    { why: doubt.why, at: draft.now, parcels: guarded.length },
  );
  for (const alert of reconcileAlerts(province.openAlerts, [condition], [], draft))
    draft.put('alert', alert.id, alert);
  for (const parcel of guarded) hold(parts, parcel);
  return guarded.map(({ id }) => parcelSubject(id));
}

/** It is in nobody's doubt any more: keyed anew, or shut out. */
export function thaw({ province, draft }: Parts, device: Pick<Device, 'id'>): void {
  const key = deviceClonedKey(device.id);
  for (const alert of reconcileAlerts(province.openAlerts, [], [key], draft))
    draft.put('alert', alert.id, alert);
}

/** Parcels that were in a unit of the device, or of one that it carries for, at any time of [since, now]. */
function guardedBy(province: Province, device: string, since: UtcMs, now: UtcMs): Parcel[] {
  const found = new Map<string, Parcel>();
  for (const one of province.devices.values()) {
    if (one.id !== device && one.via?.gateway !== device) continue;
    one.placements.forEach(({ unit, since: from }, i) => {
      const until = one.placements[i + 1]?.since ?? Number.POSITIVE_INFINITY;
      if (unit === null || until <= since || from > now) return;
      for (const id of province.visitors.of(unit)) {
        const parcel = province.parcels.living(id);
        if (parcel === undefined) continue;
        const [begin, end] = [Math.max(since, from), Math.min(now, until)];
        const was = parcel.stays.some(
          (stay) => stay.unit === unit && stay.from <= end && (stay.to ?? Number.POSITIVE_INFINITY) >= begin,
        );
        if (was) found.set(id, parcel);
      }
    });
  }
  return [...found.values()];
}

function hold({ province, draft }: Parts, parcel: Parcel): void {
  const held = province
    .holdsOf(parcel.id)
    .some(({ state, reason }) => state === 'open' && reason === FROZEN_REASON);
  if (held) return;
  const made: Hold = {
    id: draft.ids(),
    parcel: parcel.id,
    gtin: parcel.gtin,
    lot: parcel.lot,
    kind: 'manual',
    excursion: null,
    reason: FROZEN_REASON,
    placedAt: draft.now,
    placedBy: null,
    supported: true,
    state: 'open',
    endedAt: null,
    afterRelease: null,
    inheritedFrom: null,
  };
  draft.put('hold', made.id, made);
  draft.write('system', (stamp) => holdPlaced(stamp, made, null));
}
