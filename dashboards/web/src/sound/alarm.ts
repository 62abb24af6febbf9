/** Which tone is due? Pure: the alarm at once and every minute while a critical alert waits, a warning once. */

export const REPEAT_MS = 60_000;
export const MUTE_MS_MAX = 30 * 60_000;

export type AlarmState = {
  /** Alerts already heard, by id. */
  readonly heard: ReadonlySet<string>;
  readonly lastAlarmAt: number | null;
};
export const SILENCE: AlarmState = { heard: new Set(), lastAlarmAt: null };

export type Waiting = { readonly id: string; readonly severity: 'critical' | 'warning' };

/**
 * `waiting` are the alerts nobody has acknowledged. While muted nothing sounds, and a warning that came then is
 * not made up for; an alarm that still waits sounds when the mute ends.
 */
export function due(
  state: AlarmState,
  waiting: readonly Waiting[],
  at: number,
  muted: boolean,
): { state: AlarmState; tone: 'alarm' | 'warning' | null } {
  const heard = new Set(waiting.map((alert) => alert.id));
  const fresh = waiting.filter((alert) => !state.heard.has(alert.id));
  const critical = waiting.some((alert) => alert.severity === 'critical');
  const lastAlarmAt = critical ? state.lastAlarmAt : null;
  if (muted) return { state: { heard, lastAlarmAt: null }, tone: null };
  const freshAlarm = fresh.some((alert) => alert.severity === 'critical');
  if (critical && (freshAlarm || lastAlarmAt === null || at - lastAlarmAt >= REPEAT_MS)) {
    return { state: { heard, lastAlarmAt: at }, tone: 'alarm' };
  }
  return { state: { heard, lastAlarmAt }, tone: fresh.length > 0 ? 'warning' : null };
}
