/** Takes a logger's file into the histories of the units in which its device was, and tells what was discovered by it. */
import { reconcileAlerts } from '../../alerts/reconcile.ts';
import { fileRefused } from '../../alerts/service.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { changesSince, standingOf } from '../file-changes.ts';
import { deviceOfFile, type SortedFile, sortFile } from '../file-sorting.ts';
import { takeFile } from '../file-taking.ts';
import type { StoredFileView } from '../file-views.ts';
import { spanOf } from '../queries/file-preview.ts';
import { visitorsOf } from '../rehearsal.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

export async function storeFile(turn: Turn, command: Of<'evidence.file'>): Promise<Decision<Done>> {
  const { actor, province, draft } = turn;
  const { contents, target, way } = command;
  const device = deviceOfFile(province, target, contents.serial);
  if (!device.ok) return device;
  const sorted = sortFile(actor, province, device.value, contents, target.unit, draft.now);
  if (!sorted.ok) return sorted;
  const units = sorted.value.shares.map(({ unit }) => unit);
  const { first, last } = spanOf(contents);
  const parcels = units.flatMap((unit) => visitorsOf(province, unit, first, last).map(({ id }) => id));
  const before = standingOf(province, units, [...new Set(parcels)]);
  const { view, subjects } = await takeFile(turn, sorted.value, contents.source);
  rememberWay(turn, device.value.id, JSON.stringify(way));
  reject(turn, sorted.value, command);
  const value = (): StoredFileView => ({ ...view, did: changesSince(before, province, draft.now) });
  return accept({ value, subjects });
}

export const wayKey = (device: string): string => `file-way/${device}`;

function rememberWay({ province, draft }: Turn, device: string, value: string): void {
  const key = wayKey(device);
  if (province.meta.get(key) !== value) draft.put('meta', key, { key, value });
}

/** What belongs nowhere is told once for the file, not once for each of its rows. */
function reject(
  { province, draft }: Turn,
  { device, ahead, outside }: SortedFile,
  { name, contents }: Of<'evidence.file'>,
): void {
  const told = `file ${name.slice(0, 80)} (${contents.source.slice(0, 12)})`;
  const row = { device: device.id, receivedAt: draft.now, at: null };
  const key = `file-left/${device.id}`;
  if (ahead + outside === 0 || province.meta.get(key) === contents.source) return;
  draft.put('meta', key, { key, value: contents.source });
  if (ahead > 0)
    draft.rejected.push({ ...row, reason: 'AT_IN_FUTURE', detail: `${told}: ${ahead} readings` });
  if (outside > 0)
    draft.rejected.push({ ...row, reason: 'DEVICE_NOT_PLACED', detail: `${told}: ${outside} readings` });
}

/** A file of the inbox that nobody would know of otherwise. */
export function tellOfFile({ province, draft }: Turn, command: Of<'file.refused'>): Decision<Done> {
  const condition = fileRefused({ file: command.name, reason: command.code, at: draft.now });
  for (const alert of reconcileAlerts(province.openAlerts, [condition], [], draft))
    draft.put('alert', alert.id, alert);
  return done(null);
}
