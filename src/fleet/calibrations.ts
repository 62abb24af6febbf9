/** When was a probe compared with a reference, and when is it due again? The record is only added to. */
import { isDay } from './instants.ts';
import type { ProblemCode } from './problems.ts';
import type { Calibration, Device } from './types.ts';

/** From so many days before the due day on, the next calibration is to be arranged. */
export const DUE_SOON_DAYS = 30;

/** `overdue`: the due day is over. `soon`: it comes within 30 days. */
export type CalibrationState = 'good' | 'soon' | 'overdue';
export const CALIBRATION_STATES = ['good', 'soon', 'overdue'] as const satisfies readonly CalibrationState[];

/** The whole record, oldest line first. */
export const calibrationsOf = (device: Pick<Device, 'calibrations'>): readonly Calibration[] =>
  device.calibrations ?? [];

/** Both days are `YYYY-MM-DD` by the province's calendar. */
export function calibrationState(due: string, today: string): CalibrationState {
  if (due < today) return 'overdue';
  const days = (Date.parse(due) - Date.parse(today)) / 86_400_000;
  return days <= DUE_SOON_DAYS ? 'soon' : 'good';
}

/** Of each probe the line that counts: of the newest day, the last that was written. By probe. */
export function standingCalibrations(device: Pick<Device, 'calibrations'>): Calibration[] {
  const standing = new Map<string, Calibration>();
  for (const line of calibrationsOf(device)) {
    const former = standing.get(line.probe);
    if (former === undefined || line.on >= former.on) standing.set(line.probe, line);
  }
  return [...standing.values()].sort((a, b) => (a.probe < b.probe ? -1 : 1));
}

/** How the device's probes stand together: as the one that is worst. Null: nothing is known of any. */
export function deviceCalibration(
  device: Pick<Device, 'calibrations'>,
  today: string,
): { readonly due: string; readonly state: CalibrationState } | null {
  const soonest = standingCalibrations(device).sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  return soonest === undefined ? null : { due: soonest.due, state: calibrationState(soonest.due, today) };
}

type Stated = { readonly on: string; readonly due: string };

/** What is wrong with a stated line on its own. */
export function calibrationFault({ on, due }: Stated): { key: 'on' | 'due'; code: ProblemCode } | null {
  if (!isDay(on)) return { key: 'on', code: 'BAD_DAY' };
  if (!isDay(due)) return { key: 'due', code: 'BAD_DAY' };
  return due <= on ? { key: 'due', code: 'CALIBRATION_DUE' } : null;
}

/**
 * Stated lines against the record. What is there stays; for a day that a probe has already, another line is taken only as
 * a correction that says why, and both stay.
 */
export function planCalibrations(
  current: readonly Calibration[],
  stated: readonly Calibration[],
  today: string,
):
  | { readonly ok: true; readonly lines: readonly Calibration[] }
  | { readonly ok: false; readonly code: ProblemCode } {
  const lines = [...current];
  for (const line of stated) {
    if (line.on > today) return { ok: false, code: 'TIME_IN_FUTURE' };
    const ofDay = lines.filter(({ probe, on }) => probe === line.probe && on === line.on);
    if (ofDay.some((known) => same(known, line))) continue;
    if (ofDay.length > 0 && line.correction === null) return { ok: false, code: 'CALIBRATION_EDITED' };
    lines.push(line);
  }
  return { ok: true, lines };
}

const same = (a: Calibration, b: Calibration): boolean =>
  a.due === b.due &&
  a.by === b.by &&
  a.certificate === b.certificate &&
  a.correction === b.correction &&
  a.offset === b.offset &&
  a.uncertainty === b.uncertainty;
