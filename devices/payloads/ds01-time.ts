/** When was it measured, in the words of WHO PQS E006/DS01: an absolute time, or one since the logger was commissioned. */
import { instant } from '../../src/telemetry/measured.ts';
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/;

/** `20260115T040554Z`, the basic form that the standard asks for; the extended form with its offset is taken too. */
export function absoluteTime(value: unknown): UtcMs | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const parts = BASIC.exec(value);
  if (parts === null) return value.includes('-') ? instant(value) : null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as Six;
  const whole = Date.UTC(year, month - 1, day, hour, minute, second);
  // The 31st of June is no day: Date.UTC would make the 1st of July of it.
  const said = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.000Z`;
  if (!Number.isFinite(whole) || new Date(whole).toISOString() !== said) return null;
  return whole + Math.round(Number(parts[7] ?? 0) * 1000);
}
type Six = [number, number, number, number, number, number];

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration such as `P173DT10H16M12S`. Years and months have no length of their own and are refused. */
export function relativeTime(value: unknown): DurationMs | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const parts = DURATION.exec(value);
  if (parts === null || parts.slice(1).every((part) => part === undefined)) return null;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as Five;
  return Math.round(((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}
type Five = [number, number, number, number, number];

type Stamped = { readonly ABST?: unknown; readonly RELT?: unknown };
/** What absolute time the logger's beginning stands for. */
export type Anchor = { readonly commissionedAt: UtcMs };

/**
 * Where a report says one moment in both ways (a carrier writes both down when it takes over the logger's file), times that
 * are only relative can be rebuilt. Of several pairs the latest counts: it is nearest to what is still to be read.
 */
export function anchorOf(report: Stamped, records: readonly Stamped[]): Anchor | null {
  let latest: { relative: DurationMs; commissionedAt: UtcMs } | null = null;
  for (const one of [report, ...records]) {
    const relative = relativeTime(one.RELT);
    const absolute = relative === null ? null : absoluteTime(one.ABST);
    if (relative === null || absolute === null) continue;
    if (latest === null || relative > latest.relative)
      latest = { relative, commissionedAt: absolute - relative };
  }
  return latest;
}

/** The instant of a record, and whether it had to be rebuilt; null: it says none that can be read. */
export function recordTime(
  record: Stamped,
  anchor: Anchor | null,
): { readonly at: UtcMs; readonly rebuilt: boolean } | null {
  if (record.ABST !== undefined && record.ABST !== null) {
    const at = absoluteTime(record.ABST);
    return at === null ? null : { at, rebuilt: false };
  }
  const relative = relativeTime(record.RELT);
  if (relative === null || anchor === null) return null;
  return { at: anchor.commissionedAt + relative, rebuilt: true };
}
