/**
 * How is a signature drawn by finger written down? As a short text: strokes of points on a grid, four signs a point (two
 * digits of base 36 for x, two for y), strokes parted by a full stop. Pure.
 */

/** The grid; x grows to the right and y downwards. */
export const INK_WIDTH = 1000;
export const INK_HEIGHT = 400;
/** Signs, and as many bytes. */
export const INK_LENGTH = 4096;

export type Point = { readonly x: number; readonly y: number };
export type Stroke = readonly Point[];

const INK = /^(?:[0-9a-z]{4})+(?:\.(?:[0-9a-z]{4})+)*$/;
/** Closer than this no finger can tell two points apart. */
const NEAR = 6;

/** Points are rounded to the grid, and thinned until it is short enough; null where nothing was drawn. */
export function inkOf(strokes: readonly Stroke[]): string | null {
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  for (let near = NEAR; near < INK_WIDTH; near *= 2) {
    const text = drawn.map((stroke) => thinned(stroke, near).map(signsOf).join('')).join('.');
    if (text.length <= INK_LENGTH) return text === '' ? null : text;
  }
  // A thousand dots are no signature; what came first is kept.
  return inkOf(drawn.slice(0, INK_LENGTH / 16));
}

/** The strokes of such a text; null for any other text. */
export function strokesOf(text: string): Stroke[] | null {
  if (text.length > INK_LENGTH || !INK.test(text)) return null;
  const strokes = text.split('.').map((part) => (part.match(/.{4}/g) ?? []).map(pointOf));
  const isOnGrid = ({ x, y }: Point) => x <= INK_WIDTH && y <= INK_HEIGHT;
  return strokes.every((stroke) => stroke.every(isOnGrid)) ? strokes : null;
}

/** The first and the last point stay; of those between, whoever is far enough from the one before. */
function thinned(stroke: Stroke, near: number): Point[] {
  const kept: Point[] = [];
  for (const [i, point] of stroke.entries()) {
    const former = kept.at(-1);
    const isFar = former === undefined || Math.hypot(point.x - former.x, point.y - former.y) >= near;
    if (isFar || (i === stroke.length - 1 && kept.length > 1)) kept.push(point);
  }
  return kept;
}

const signsOf = ({ x, y }: Point): string => digits(x, INK_WIDTH) + digits(y, INK_HEIGHT);
const digits = (value: number, most: number): string =>
  Math.min(most, Math.max(0, Math.round(value)))
    .toString(36)
    .padStart(2, '0');
const pointOf = (signs: string): Point => ({
  x: Number.parseInt(signs.slice(0, 2), 36),
  y: Number.parseInt(signs.slice(2), 36),
});
