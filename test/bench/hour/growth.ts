/** What would more devices cost than this machine lets connect? A straight line through what a few sizes cost, drawn to the end. */
import { lineThrough } from './told.ts';

/** Memory in MB; CPU of all threads of the service in percent of one core. */
export type Size = { readonly devices: number; readonly rss: number; readonly cpu: number };

const TO_DEVICES = 50_000;
const WIDTH = 860;
const LEFT = 64;
const PLOT_WIDTH = 620;
const PLOT_HEIGHT = 160;
const TICKS = 5;

/** The sentence of it and an SVG group of this height, to be placed below others. */
export function growth(sizes: readonly Size[]): {
  readonly sentence: string;
  readonly svg: string;
} {
  const [memory, cpu] = [straight(sizes, (size) => size.rss), straight(sizes, (size) => size.cpu)];
  const measured = sizes
    .map((size) => `${size.devices}: ${size.rss} MB, ${size.cpu.toFixed(0)} %`)
    .join('; ');
  const sentence = `${measured}; a straight line says ${memory(TO_DEVICES).toFixed(0)} MB and ${cpu(TO_DEVICES).toFixed(0)} % of a core for ${TO_DEVICES} (their units and parcels included)`;
  const body =
    panel('Memory', 'MB', sizes, (size) => size.rss, memory, 60) +
    panel('CPU of the service, of one core', '%', sizes, (size) => size.cpu, cpu, 60 + PLOT_HEIGHT + 70);
  return {
    sentence,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${2 * (PLOT_HEIGHT + 70) + 40}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><text x="${LEFT}" y="24" font-size="16">By devices: measured (points), extrapolated (dashed)</text>${body}</svg>\n`,
  };
}

function straight(sizes: readonly Size[], of: (size: Size) => number): (devices: number) => number {
  const { slope, at } = lineThrough(sizes.map((size) => [size.devices, of(size)]));
  return (devices) => at + slope * devices;
}

function panel(
  title: string,
  unit: string,
  sizes: readonly Size[],
  of: (size: Size) => number,
  line: (devices: number) => number,
  top: number,
): string {
  const most = 1.1 * Math.max(line(TO_DEVICES), ...sizes.map(of));
  const x = (devices: number) => (LEFT + (devices / TO_DEVICES) * PLOT_WIDTH).toFixed(1);
  const y = (value: number) => (top + PLOT_HEIGHT * (1 - value / most)).toFixed(1);
  const grid = Array.from({ length: TICKS + 1 }, (_, i) => {
    const [value, devices] = [(most * i) / TICKS, (TO_DEVICES * i) / TICKS];
    return `<path d="M${LEFT} ${y(value)}h${PLOT_WIDTH}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y(value)}" dy="4" text-anchor="end">${Math.round(value)}</text><text x="${x(devices)}" y="${top + PLOT_HEIGHT + 16}" text-anchor="middle">${devices}</text>`;
  }).join('');
  const points = sizes.map(
    (size) => `<circle cx="${x(size.devices)}" cy="${y(of(size))}" r="4" fill="#1f5f99"/>`,
  );
  const dashes = `<path d="M${x(0)} ${y(line(0))}L${x(TO_DEVICES)} ${y(line(TO_DEVICES))}" stroke="#b3372f" stroke-dasharray="5 4"/>`;
  const end = `<text x="${LEFT + PLOT_WIDTH + 8}" y="${y(line(TO_DEVICES))}" dy="4" fill="#b3372f">${Math.round(line(TO_DEVICES))} ${unit}</text>`;
  return `<text x="${LEFT}" y="${top - 12}" font-weight="bold">${title}, ${unit}</text>${grid}${dashes}${points.join('')}${end}`;
}
