/** What runs along the time axis below the curve: door open, no mains, notes. Pure. */
import type { UnitNoteView, UnitSignalsView } from '../../../../src/keeper/unit-views.ts';
import type { IconName } from '../look/icons.ts';
import type { Span } from './plot.ts';
import type { Window } from './windows.ts';

export type Lane = {
  readonly key: 'door' | 'mains' | 'notes';
  readonly icon: IconName;
  readonly spans: readonly Span[];
  readonly points: readonly number[];
};

/** Only lanes with something to tell: a door that reports and never opened still has its (empty) lane. */
export function lanesOf(
  signals: UnitSignalsView | null,
  notes: readonly UnitNoteView[],
  window: Window,
  now: number,
): Lane[] {
  const end = Math.min(window.to, Math.max(window.from, now));
  const spansOf = (signal: NonNullable<UnitSignalsView['doorOpen']>): Span[] =>
    signal.spans.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? end : Date.parse(to) }));
  const lanes: Lane[] = [];
  const { doorOpen = null, noMains = null } = signals ?? {};
  if (doorOpen !== null) lanes.push({ key: 'door', icon: 'door-open', spans: spansOf(doorOpen), points: [] });
  if (noMains !== null) lanes.push({ key: 'mains', icon: 'no-plug', spans: spansOf(noMains), points: [] });
  if (notes.length > 0)
    lanes.push({ key: 'notes', icon: 'note', spans: [], points: notes.map(({ at }) => Date.parse(at)) });
  return lanes;
}
