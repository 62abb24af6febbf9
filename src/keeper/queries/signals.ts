/** When was a unit's door open, and when had it no mains? From what its devices reported beside the temperature. */
import { siteOfUnit } from '../../fleet/places.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { joined, type OnSpan, onSpans, type Report } from '../../telemetry/signals.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { iso, isoOrNull } from '../show.ts';
import type { SignalView, UnitSignalsView } from '../unit-views.ts';
import { inPieces } from './pieces.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

type Found = { spans: OnSpan[]; reported: boolean };

export async function* signals(view: View, query: Of<'unit.signals'>): InTurns<Decision<UnitSignalsView>> {
  const unit = view.province.units.get(query.unit);
  if (unit === undefined) return missing('UNIT', query.unit);
  const place = outOfPlace(view, query.type, siteOfUnit(unit, view.now));
  if (place !== null) return place;
  const { from, to, every = 0 } = query;
  if (to < from)
    return refuse('RANGE_INVALID', `Cannot read from ${from} to ${to}: it ends before it begins`);
  const until = Math.min(to, view.now);
  const door: Found = { spans: [], reported: false };
  const power: Found = { spans: [], reported: false };
  const pace = new Pace();
  for (const { probe, placements } of view.judging.engine.placements(unit.id)) {
    const log = view.history.find(probe);
    if (log === undefined) continue;
    // What stood at `from` was reported before it.
    const begin = from - unit.maxGap;
    const isHere = (at: UtcMs) => placements.some((p) => p.from <= at && (p.to === null || at < p.to));
    const doors: Report[] = [];
    const mains: Report[] = [];
    yield* inPieces(view, log, { from: begin, to: until }, pace, (kept) => {
      for (const { at, extras } of kept) {
        if (extras === null || !isHere(at)) continue;
        if (extras.door !== undefined) doors.push({ at, isOn: extras.door });
        if (extras.power !== undefined) mains.push({ at, isOn: !extras.power });
      }
    });
    for (const [found, reports] of [[door, doors] as const, [power, mains] as const]) {
      found.reported ||= reports.length > 0;
      for (const span of onSpans(reports, unit.maxGap, from, until)) found.spans.push(span);
    }
  }
  return accept({
    doorOpen: show(door, until, every * 1000),
    noMains: show(power, until, every * 1000),
  });
}

function show({ spans, reported }: Found, until: UtcMs, closerMs: number): SignalView | null {
  if (!reported) return null;
  const real = joined(spans, 0);
  const ms = real.reduce((sum, span) => sum + (span.to ?? until) - span.from, 0);
  return {
    times: real.length,
    seconds: Math.round(ms / 1000),
    spans: joined(real, closerMs).map((span) => ({ from: iso(span.from), to: isoOrNull(span.to) })),
  };
}
