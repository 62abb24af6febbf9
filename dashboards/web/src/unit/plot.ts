/**
 * The geometry of the chart: line, band from lowest to highest, gaps left open, excursions and limits. Pure: numbers
 * in, SVG path data and places out. Which stretches are excursions the service says; nothing is judged here.
 */
import type { BucketView, ExcursionView, UnitView } from '../api/views.ts';
import type { Window } from './windows.ts';

/** A step with data; `at` is its beginning. °C. */
export type Step = {
  readonly at: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly count: number;
};
export const stepsOf = (items: readonly BucketView[]): Step[] =>
  items.map(({ at, ...rest }) => ({ at: Date.parse(at), ...rest }));

export type Box = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};
export type Scale = { readonly floor: number; readonly ceiling: number };
type Range = UnitView['range'];

/** Room for all steps, the figures beside them and the limits, at least two degrees high, so that a tenth of a degree does not look like a storm. */
export function scaleOf(steps: readonly Step[], { lowCelsius, highCelsius }: Range): Scale {
  const values = [lowCelsius, highCelsius].filter((edge) => edge !== null);
  let floor = Math.min(...values);
  let ceiling = Math.max(...values);
  for (const { min, max } of steps) {
    floor = Math.min(floor, min);
    ceiling = Math.max(ceiling, max);
  }
  if (!Number.isFinite(floor) || !Number.isFinite(ceiling)) return { floor: 0, ceiling: 10 };
  const margin = Math.max((ceiling - floor) * 0.12, (2 - (ceiling - floor)) / 2, 0.2);
  return { floor: floor - margin, ceiling: ceiling + margin };
}

/**
 * Unbroken stretches. A step follows its neighbour when no more lies between them than one value may stand
 * (`maxGapMs`, the unit's own) or one step; a longer silence is left open and never joined.
 */
export function stretches(steps: readonly Step[], everyMs: number, maxGapMs: number): Step[][] {
  const found: Step[][] = [];
  let last: Step | undefined;
  for (const step of steps) {
    if (last === undefined || step.at - last.at > Math.max(everyMs, maxGapMs)) found.push([]);
    found.at(-1)?.push(step);
    last = step;
  }
  return found;
}

export type Span = { readonly from: number; readonly to: number };
/** Where nothing was measured: before, between and after the stretches, where it is longer than a value may stand. */
export function gapsOf(
  parts: readonly (readonly Step[])[],
  window: Window,
  until: number,
  maxGapMs: number,
): Span[] {
  const { everyMs } = window;
  const gaps: Span[] = [];
  let from = window.from;
  for (const part of parts) {
    gaps.push({ from, to: part[0]?.at ?? from });
    from = (part.at(-1)?.at ?? from) + everyMs;
  }
  gaps.push({ from, to: Math.min(window.to, until) });
  return gaps.filter((gap) => gap.to - gap.from > Math.max(everyMs, maxGapMs));
}

export type Plot = {
  readonly lines: readonly string[];
  readonly bands: readonly string[];
  readonly x: (at: number) => number;
  readonly y: (celsius: number) => number;
};

export function plotOf(parts: readonly (readonly Step[])[], window: Window, scale: Scale, box: Box): Plot {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const clamp = (share: number) => Math.min(1, Math.max(0, share));
  const x = (at: number) => round(box.left + clamp((at - window.from) / (window.to - window.from)) * width);
  const y = (celsius: number) =>
    round(box.bottom - ((celsius - scale.floor) / (scale.ceiling - scale.floor)) * height);
  // A step is drawn at its middle, so that a long one does not seem to be early.
  const middle = (step: Step) => x(step.at + window.everyMs / 2);
  const through = (steps: readonly Step[], value: (step: Step) => number) =>
    steps.map((step) => `${middle(step)} ${y(value(step))}`).join('L');
  return {
    x,
    y,
    // A lone step still shows: a line of no length with round ends is a dot.
    lines: parts.map((part) => `M${through(part, (s) => s.mean)}${part.length === 1 ? 'h0' : ''}`),
    bands: parts.map(
      (part) =>
        `M${through(part, (s) => s.max)}L${through(part.toReversed(), (s) => s.min)}${part.length === 1 ? '' : 'Z'}`,
    ),
  };
}

export type Mark = Span & { readonly excursion: ExcursionView };
/** Excursions that touch the window, cut to it; an open one lasts until `now`. Oldest first. */
export function marksOf(excursions: readonly ExcursionView[], window: Window, now: number): Mark[] {
  return excursions
    .map((excursion) => ({
      excursion,
      from: Date.parse(excursion.start),
      to: excursion.end === null ? Math.max(now, Date.parse(excursion.start)) : Date.parse(excursion.end),
    }))
    .filter(({ from, to }) => from < window.to && to > window.from)
    .sort((a, b) => a.from - b.from);
}

/** The steps with the lowest and the highest value: the earliest of each. */
export function extremesOf(steps: readonly Step[]): { lowest: Step; highest: Step } | null {
  const [first] = steps;
  if (first === undefined) return null;
  let lowest = first;
  let highest = first;
  for (const step of steps) {
    if (step.min < lowest.min) lowest = step;
    if (step.max > highest.max) highest = step;
  }
  return { lowest, highest };
}

const round = (value: number): number => Math.round(value * 10) / 10;
