/** When was a yes-or-no channel (door, mains) on? Reports of one probe in, stretches of time out. Pure. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';

export type Report = { readonly at: UtcMs; readonly isOn: boolean };
/** [from, to); `to` null: the newest report still stands at `until`. */
export type OnSpan = { readonly from: UtcMs; readonly to: UtcMs | null };

/**
 * `reports` in order of time. One stands until the next, but no longer than `standsMs`: a silence says nothing about a
 * door. Stretches are cut to `from`; `until` is the end of what is asked for, or now.
 */
export function onSpans(
  reports: readonly Report[],
  standsMs: DurationMs,
  from: UtcMs,
  until: UtcMs,
): OnSpan[] {
  const spans: OnSpan[] = [];
  let begun: UtcMs | null = null;
  let last = from;
  const end = (to: UtcMs | null) => {
    if (begun !== null && (to === null || to > from)) spans.push({ from: Math.max(begun, from), to });
    begun = null;
  };
  for (const { at, isOn } of reports) {
    if (begun !== null && at > last + standsMs) end(last + standsMs);
    if (isOn) begun ??= at;
    else end(at);
    last = at;
  }
  if (begun !== null) end(last + standsMs >= until ? null : last + standsMs);
  return spans;
}

/** The stretches of several probes as one list without overlaps; what lies closer together than `closerMs` is joined. */
export function joined(spans: readonly OnSpan[], closerMs: DurationMs): OnSpan[] {
  const out: { from: UtcMs; to: UtcMs | null }[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last === undefined || (last.to !== null && span.from - last.to > closerMs)) out.push({ ...span });
    else if (last.to !== null) last.to = span.to === null ? null : Math.max(last.to, span.to);
  }
  return out;
}
