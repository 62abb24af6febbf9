/** Where a level that wavers becomes an alert, and where it stops being one: batteries, the disk, the clock, what waits. Pure. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Severity } from './types.ts';

const MINUTE = 60_000;

/** Percent. Below it a logger has days left and not weeks; cold lowers it, so that a changed battery must say clearly more. */
export const BATTERY_LOW = 20;
export const BATTERY_WELL = 30;

export const isBatteryLow = (percent: number, wasLow: boolean): boolean =>
  percent < (wasLow ? BATTERY_WELL : BATTERY_LOW);

/** Percent used. From the last on it is critical: SQLite needs room to write what is acknowledged. */
export const DISK_LEVELS = [80, 90, 95] as const;
export type DiskLevel = (typeof DISK_LEVELS)[number];
/** A level is left only so far below it. */
const DISK_SLACK = 2;

export type DiskUse = { readonly usedPercent: number; readonly freeBytes: number };

/** `former`: the level that was told; null: none. */
export function diskLevel(usedPercent: number, former: DiskLevel | null): DiskLevel | null {
  const reached = DISK_LEVELS.findLast((level) => usedPercent >= level) ?? null;
  if (former === null || (reached ?? 0) >= former) return reached;
  return usedPercent > former - DISK_SLACK ? former : reached;
}

export const diskSeverity = (level: DiskLevel): Severity => (level === 95 ? 'critical' : 'warning');

/** Below a minute it is the daily correction of a poor clock; a reading may be five ahead before it is refused. */
export const JUMP_LEAST: DurationMs = MINUTE;

/** By how much the wall clock moved more than time did between two looks; null: it did not jump. */
export function clockJump(wallMs: DurationMs, monotonicMs: DurationMs): DurationMs | null {
  const by = Math.round(wallMs - monotonicMs);
  return Math.abs(by) >= JUMP_LEAST ? by : null;
}

/** A message is handed over within seconds; after this it is not a busy minute any more. */
export const NOTICES_LATE: DurationMs = 5 * MINUTE;

export const areNoticesBehind = (oldest: UtcMs | null, now: UtcMs): boolean =>
  oldest !== null && now - oldest > NOTICES_LATE;
