/** Lines over numbers as an SVG: both axes logarithmic, so that a straight line says how cost grows. Nothing but SVG, legible in print. */

export type Line = { readonly name: string; readonly points: readonly (readonly [number, number])[] };
export type Plot = {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
};

const WIDTH = 760;
const HEIGHT = 440;
const BOX = { left: 84, top: 48, right: 560, bottom: 380 };
/** Told apart without colours too: by their marks. */
const LOOKS = [
  { color: '#1f5f99', mark: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0' },
  { color: '#b3372f', mark: 'M-4-4h8v8h-8z' },
  { color: '#3f7d3a', mark: 'M0-5l5 9h-10z' },
  { color: '#6b4fa0', mark: 'M0-5l5 5l-5 5l-5-5z' },
];
/** More decades than this have a line at each power of ten alone. */
const FINE_DECADES = 2;

/** Points at or below zero have no place on such an axis and are left out. */
export function linePlot({ title, x, y, lines }: Plot): string {
  const shown = lines.map((line) => ({ ...line, points: line.points.filter(([a, b]) => a > 0 && b > 0) }));
  const points = shown.flatMap((line) => line.points);
  const across = axis(points.map(([a]) => a));
  const up = axis(points.map(([, b]) => b));
  const place = (a: number) => number(BOX.left + across.share(a) * (BOX.right - BOX.left));
  const height = (b: number) => number(BOX.bottom - up.share(b) * (BOX.bottom - BOX.top));
  const grid = [
    ...across.ticks.map(
      (t) =>
        `<path d="M${place(t)} ${BOX.top}V${BOX.bottom}" stroke="#ddd"/><text x="${place(t)}" y="${BOX.bottom + 18}" text-anchor="middle">${short(t)}</text>`,
    ),
    ...up.ticks.map(
      (t) =>
        `<path d="M${BOX.left} ${height(t)}H${BOX.right}" stroke="#ddd"/><text x="${BOX.left - 8}" y="${height(t)}" dy="4" text-anchor="end">${short(t)}</text>`,
    ),
  ];
  const drawn = shown.map(({ name, points: own }, i) => {
    const { color, mark } = LOOKS[i % LOOKS.length] ?? { color: '#000', mark: '' };
    const path = own.map(([a, b]) => `${place(a)},${height(b)}`).join(' ');
    const marks = own.map(
      ([a, b]) => `<path transform="translate(${place(a)} ${height(b)})" d="${mark}" fill="${color}"/>`,
    );
    const top = BOX.top + 14 + i * 22;
    const label = `<path transform="translate(${BOX.right + 22} ${top - 4})" d="${mark}" fill="${color}"/><text x="${BOX.right + 36}" y="${top}">${escaped(name)}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${marks.join('')}${label}`;
  });
  const middle = (BOX.top + BOX.bottom) / 2;
  const words = `<text x="${BOX.left}" y="28" font-size="16">${escaped(title)}</text><text x="${(BOX.left + BOX.right) / 2}" y="${BOX.bottom + 44}" text-anchor="middle">${escaped(x)}</text><text transform="translate(20 ${middle}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${words}${grid.join('')}${drawn.join('')}</svg>\n`;
}

/** From the power of ten below the least to the one above the greatest, where it has some decades; else closer. */
function axis(values: readonly number[]): { share(value: number): number; ticks: number[] } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return { share: () => 0, ticks: [] };
  const low = Math.floor(Math.log10(least));
  const high = Math.max(low + 1, Math.ceil(Math.log10(most)));
  const steps = high - low > FINE_DECADES ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: high - low }, (_, d) => steps.map((step) => step * 10 ** (low + d)));
  return {
    share: (value) => (Math.log10(value) - low) / (high - low),
    ticks: [...ticks.flat(), 10 ** high],
  };
}

const number = (n: number): string => n.toFixed(1);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (value >= 1e3) return `${Number((value / 1e3).toPrecision(3))} k`;
  return String(Number(value.toPrecision(3)));
}
