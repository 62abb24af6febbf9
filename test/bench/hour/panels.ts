/** A run over time as an SVG: one panel a quantity, one time axis below all of them. */
import type { Look } from './look.ts';

type Line = { readonly name: string; readonly of: (look: Look) => number; readonly color: string };
type Panel = { readonly title: string; readonly unit: string; readonly lines: readonly Line[] };

const BLUE = '#1f5f99';
const RED = '#b3372f';
const GREY = '#6b6b6b';
const PANELS: readonly Panel[] = [
  {
    title: 'Memory',
    unit: 'MB',
    lines: [
      { name: 'resident', of: (look) => look.rss, color: BLUE },
      { name: 'heap, keeper', of: (look) => look.heapKeeper, color: RED },
      { name: 'heap, main', of: (look) => look.heapMain, color: GREY },
    ],
  },
  {
    title: 'Event-loop delay of the socket thread',
    unit: 'ms',
    lines: [
      { name: 'p99', of: (look) => look.delayP99, color: BLUE },
      { name: 'max', of: (look) => look.delayMax, color: GREY },
    ],
  },
  {
    title: 'PUBACK, from the moment a reading was meant for',
    unit: 'ms',
    lines: [
      { name: 'p50', of: (look) => look.puback.p50, color: GREY },
      { name: 'p99', of: (look) => look.puback.p99, color: BLUE },
      { name: 'the commit alone, p99', of: (look) => look.commitP99, color: RED },
    ],
  },
  {
    title: 'CPU, of one core',
    unit: '%',
    lines: [
      { name: 'socket thread', of: (look) => look.main, color: BLUE },
      { name: 'keeper', of: (look) => look.keeper, color: RED },
    ],
  },
];

const WIDTH = 860;
const LEFT = 64;
const PLOT_WIDTH = 620;
const PLOT_HEIGHT = 120;
const PANEL_HEIGHT = 180;
const TOP = 70;
const TICKS = 4;

export function panels(looks: readonly Look[], title: string): string {
  const end = looks.at(-1)?.minute ?? 1;
  const height = TOP + PANELS.length * PANEL_HEIGHT;
  const body = PANELS.map((panel, i) => drawn(panel, looks, end, TOP + i * PANEL_HEIGHT)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><text x="${LEFT}" y="28" font-size="16">${title}</text>${body}</svg>\n`;
}

function drawn({ title, unit, lines }: Panel, looks: readonly Look[], end: number, top: number): string {
  const values = looks.flatMap((look) => lines.map(({ of }) => of(look))).filter(Number.isFinite);
  const most = niceAbove(Math.max(1, ...values));
  const x = (minute: number) => (LEFT + (minute / end) * PLOT_WIDTH).toFixed(1);
  const y = (value: number) => (top + PLOT_HEIGHT * (1 - value / most)).toFixed(1);
  const grid = Array.from({ length: TICKS + 1 }, (_, i) => {
    const [value, minute] = [(most * i) / TICKS, (end * i) / TICKS];
    return `<path d="M${LEFT} ${y(value)}h${PLOT_WIDTH}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y(value)}" dy="4" text-anchor="end">${short(value)}</text><text x="${x(minute)}" y="${top + PLOT_HEIGHT + 16}" text-anchor="middle">${short(minute)} min</text>`;
  }).join('');
  const curves = lines.map(({ of, color, name }, i) => {
    const points = looks.filter((look) => Number.isFinite(of(look)));
    const path = points.map((look) => `${x(look.minute)},${y(of(look))}`).join(' ');
    const label = `<text x="${LEFT + PLOT_WIDTH + 10}" y="${top + 12 + i * 16}" fill="${color}">${name}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="1.5"/>${label}`;
  });
  return `<text x="${LEFT}" y="${top - 10}" font-weight="bold">${title}, ${unit}</text>${grid}${curves.join('')}`;
}

/** The next 1, 2, 4, 6, 8 or 10 with zeros behind it. */
function niceAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((n) => n * unit).find((n) => n >= value) ?? 10 * unit;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);
