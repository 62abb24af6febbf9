/** One device: where it was, what it said last, how far its clock is off, what of it was not taken. */
import { calibrationState, calibrationsOf, standingCalibrations } from '../../fleet/calibrations.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { stampOf } from '../../fleet/stamp.ts';
import { type Device, LONG_AGO } from '../../fleet/types.ts';
import { localDay } from '../../lots/expiry.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Kept } from '../../telemetry/tail.ts';
import { REJECT_WORDS } from '../../wording/rejections.ts';
import { limitOf } from '../pages.ts';
import type {
  CalibrationView,
  DeviceMessageView,
  DeviceRejectedView,
  DeviceView,
} from '../registry-views.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { heardAt, placeOfDevice, showDevice } from './device-state.ts';
import { showIdentity } from './identity.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

const MESSAGES_MOST = 30;
/** Last messages are looked for in the day before the newest one. */
const LOOK_BACK = 24 * 3_600_000;

export async function device(view: View, id: string): Promise<Decision<DeviceView>> {
  const found = view.province.devices.get(id);
  if (found === undefined) return missing('DEVICE', id);
  const place = outOfPlace(view, 'device', placeOfDevice(view, found).site);
  if (place !== null) return place;
  const messages = await lastOf(view, id);
  const timed = messages.filter(({ kept }) => kept.extras?.clock !== 'untrusted');
  const ways = timed.map(({ kept }) => kept.receivedAt - kept.at);
  return accept({
    ...showDevice(view, found),
    placements: found.placements.toReversed().map(({ unit, since }) => {
      const known = view.province.units.get(unit ?? '');
      const site = siteOfUnit(known, view.now);
      return {
        unit,
        unitName: known?.name ?? null,
        siteName: view.province.sites.get(site ?? '')?.name ?? null,
        since: since === LONG_AGO ? null : show.iso(since),
      };
    }),
    messages: messages.map(showMessage),
    clock: ways.length === 0 ? null : { seconds: Math.round(Math.min(...ways) / 1000), of: ways.length },
    inside: found.inside === undefined ? null : [...found.inside],
    carries: view.province.carried.counts.get(id) ?? 0,
    calibrations: showCalibrations(found, localDay(view.now, view.province.zone)),
    identity: showIdentity(found, view.now),
    stamp: stampOf(found),
  });
}

type Last = { readonly probe: string; readonly kept: Kept };

/** The newest first. */
async function lastOf(view: View, id: string): Promise<Last[]> {
  const newest = heardAt(view, id);
  if (newest === null) return [];
  const from = newest - LOOK_BACK;
  const found: Last[] = [];
  for (const log of [...view.history.ofDevice(id), ...view.history.doubtfulOf(id)]) {
    await view.history.load(log, from);
    for (const kept of view.history.kept(log, from, Number.POSITIVE_INFINITY))
      found.push({ probe: log.probe, kept });
  }
  return found.sort((a, b) => b.kept.at - a.kept.at).slice(0, MESSAGES_MOST);
}

const showMessage = ({ probe, kept }: Last): DeviceMessageView => ({
  at: show.iso(kept.at),
  receivedAt: show.iso(kept.receivedAt),
  probe,
  celsius: show.celsiusOrNull(kept.milli),
  batteryPercent: kept.extras?.battery ?? null,
  clock: kept.extras?.clock ?? 'trusted',
  claimedAt: kept.extras?.claimed === undefined ? null : show.instantText(kept.extras.claimed),
});

const WORDS: Readonly<Record<string, { vi: string; en: string }>> = REJECT_WORDS;
/** A reason that is older than this program is told as it is. */
const wordsOf = (reason: string) => WORDS[reason] ?? { vi: reason, en: reason };

/** The newest line first. */
export function showCalibrations(device: Device, today: string): CalibrationView[] {
  const standing = new Set(standingCalibrations(device));
  return calibrationsOf(device)
    .map((line) => {
      const { offset, uncertainty, ...said } = line;
      return {
        ...said,
        offsetCelsius: show.celsiusOrNull(offset ?? null),
        uncertaintyCelsius: show.celsiusOrNull(uncertainty ?? null),
        stands: standing.has(line),
        state: calibrationState(line.due, today),
      };
    })
    .reverse();
}

export async function deviceRejected(
  view: View,
  query: Of<'device.rejected'>,
): Promise<Decision<Paged<DeviceRejectedView>>> {
  const found = view.province.devices.get(query.id);
  if (found === undefined) return missing('DEVICE', query.id);
  const place = outOfPlace(view, 'device.rejected', placeOfDevice(view, found).site);
  if (place !== null) return place;
  const limit = limitOf(query);
  const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor);
  const rows = await view.store.rejectedNewest(query.id, before, limit);
  const items = rows.map(({ id, reason, detail, receivedAt, at }) => ({
    id,
    receivedAt: show.iso(receivedAt),
    at: at === null ? null : show.instantText(at),
    reason,
    ...wordsOf(reason),
    detail,
  }));
  return accept({ items, next: rows.length === limit ? String(rows.at(-1)?.id) : null });
}
