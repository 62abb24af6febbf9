/** A unit's temperature over an incident as lines on paper: gaps stay open, limits are dashed. */
import type { CanvasElement, Content } from 'pdfmake/interfaces.js';
import { celsius, instant } from '../wording/format.ts';
import type { CurveStep } from './incident-types.ts';
import { FAINT, WIDTH } from './sheet.ts';

/** Points. */
const HEIGHT = 120;
const LABELS = 40;
const ROOM = WIDTH - LABELS;
const LINE = '#0b3d5c';
const LIMIT = '#b81229';

export function curveContent(
  curve: readonly CurveStep[],
  stepMs: number,
  limits: readonly number[],
  zone: string,
): Content | null {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) return null;
  const values = [...curve.flatMap(({ min, max }) => [min, max]), ...limits];
  const [low, high] = [Math.floor(Math.min(...values) - 0.5), Math.ceil(Math.max(...values) + 0.5)];
  const span = Math.max(last.at + stepMs - first.at, 1);
  const x = (at: number) => ((at - first.at + stepMs / 2) / span) * ROOM;
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * HEIGHT;
  const drawn: CanvasElement[] = [
    { type: 'rect', x: 0, y: 0, w: ROOM, h: HEIGHT, lineWidth: 0.5, lineColor: FAINT },
    ...limits.map(
      (limit): CanvasElement => ({
        ...{ type: 'line', x1: 0, x2: ROOM, y1: y(limit), y2: y(limit) },
        ...{ lineWidth: 0.8, lineColor: LIMIT, dash: { length: 3, space: 2 } },
      }),
    ),
    ...curve.map(
      ({ at, min, max }): CanvasElement => ({
        ...{ type: 'line', x1: x(at), x2: x(at), y1: y(min), y2: y(max) },
        ...{ lineWidth: 0.4, lineColor: FAINT },
      }),
    ),
    ...strokes(curve, stepMs).map(
      (stroke): CanvasElement => ({
        type: 'polyline',
        lineWidth: 1,
        lineColor: LINE,
        points: stroke.map(({ at, mean }) => ({ x: x(at), y: y(mean) })),
      }),
    ),
  ];
  const label = (value: number) => ({
    text: celsius(value, 'vi'),
    style: 'small',
    alignment: 'right' as const,
  });
  return {
    unbreakable: true,
    stack: [
      {
        columns: [
          {
            width: LABELS,
            stack: [label(high), { text: '', margin: [0, HEIGHT - 22, 0, 0] }, label(low)],
            margin: [0, 0, 4, 0],
          },
          { width: ROOM, canvas: drawn },
        ],
      },
      {
        columns: [
          { width: LABELS, text: '' },
          { width: ROOM / 2, text: instant(first.at, zone), style: 'small' },
          { width: ROOM / 2, text: instant(last.at + stepMs, zone), style: 'small', alignment: 'right' },
        ],
        margin: [0, 2, 0, 0],
      },
    ],
  };
}

/** Lines between steps that follow each other; a step alone is a short line of its own. */
function strokes(curve: readonly CurveStep[], stepMs: number): CurveStep[][] {
  const all: CurveStep[][] = [];
  for (const step of curve) {
    const former = all.at(-1);
    if (former !== undefined && step.at - (former.at(-1)?.at ?? 0) <= stepMs) former.push(step);
    else all.push([step]);
  }
  return all.map((stroke) =>
    stroke.length > 1 ? stroke : stroke.flatMap((step) => [step, { ...step, at: step.at + stepMs / 2 }]),
  );
}
