/** Times as people type them, in the province's zone, which knows no summer time. Pure. */
const ZONE_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** `2026-11-23T07:00` as it is typed into a field, ISO 8601 UTC; null for what is no time. */
export function instantOf(typed: string): string | null {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? Date.parse(`${typed}:00.000+07:00`) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The last time before `now` (ms UTC) that the clock showed `06:30`, ISO 8601 UTC; null for what is no time. */
export function lastTime(typed: string, now: number): string | null {
  const found = /^(\d\d):(\d\d)$/.exec(typed);
  if (found === null) return null;
  const midnight = Math.floor((now + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
  const at = midnight + (Number(found[1]) * 60 + Number(found[2])) * 60_000;
  return new Date(at > now ? at - DAY_MS : at).toISOString();
}
