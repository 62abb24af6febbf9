/**
 * What goes wrong in a run: a plan of named faults, made from the seed before anything starts, and printed whole,
 * so that a run that shows something can be run again.
 */
import type { UtcMs } from '../src/thermal/types.ts';
import type { Description } from './description.ts';
import { type Random, random } from './random.ts';

type Span = { readonly from: UtcMs; readonly to: UtcMs };
type OfUnit = Span & { readonly unit: string };
type OfDevice = Span & { readonly device: string };

/** In which order a device that comes back sends what it kept. */
export type BacklogOrder = 'oldest-first' | 'newest-first' | 'shuffled';

export type Fault =
  /** The site's mains fail; everything in it warms until they return. */
  | (Span & { readonly kind: 'power-cut'; readonly site: string })
  | (OfUnit & { readonly kind: 'door-left-open'; readonly timeConstantSeconds: number })
  | (OfUnit & { readonly kind: 'compressor-failure' })
  /** The thermostat is turned down by so much: vaccine freezes. */
  | (OfUnit & { readonly kind: 'thermostat-too-cold'; readonly byCelsius: number })
  | (OfUnit & { readonly kind: 'ice-packs-spent' })
  | (OfDevice & { readonly kind: 'no-signal'; readonly backlog: BacklogOrder })
  /** The clock runs from 1970 or 2099, or is so much ahead (behind when negative). */
  | (OfDevice & {
      readonly kind: 'clock-off';
      readonly clock: '1970' | '2099' | { readonly offsetMs: number };
    })
  /** This share of messages is delivered twice. */
  | (OfDevice & { readonly kind: 'duplicate-delivery'; readonly share: number })
  /** Readings leave in any order, also while there is signal. */
  | (OfDevice & { readonly kind: 'reorder' })
  /** The device restarts at `from`: `boot` goes up, `seq` begins again. */
  | (OfDevice & { readonly kind: 'reboot' })
  | (OfDevice & { readonly kind: 'sensor-fault'; readonly shows: '-127' | 'stuck' | 'not-a-number' });

export type FaultKind = Fault['kind'];

export type FaultPlanOptions = {
  readonly seed: string;
  readonly description: Description;
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** How many of each kind; default one for every twenty units. */
  readonly each?: number;
};

const MINUTE = 60_000;

export function planFaults(options: FaultPlanOptions): Fault[] {
  const draw = random(options.seed, 'faults');
  const { units, devices, sites } = options.description;
  const each = options.each ?? Math.max(1, Math.round(units.length / 20));
  const boxes = units.filter(({ kind }) => kind === 'transport-box');
  const fridges = units.filter(({ kind }) => kind === 'refrigerator');
  const plugged = units.filter(({ kind }) => kind !== 'transport-box');
  const powered = sites.filter(({ id }) => plugged.some(({ site }) => site === id));
  const faults: Fault[] = [];
  /** A stretch of the run as long as `low` to `high` minutes, or as much of that as the run has room for. */
  const span = (low: number, high: number): Span => {
    const whole = options.to - options.from;
    const length = Math.round(Math.min(draw.between(low, high) * MINUTE, whole * 0.4));
    const from = options.from + draw.whole(0, Math.floor(whole * 0.9) - length);
    return { from, to: from + length };
  };
  const deviceSpan = (low: number, high: number): OfDevice => ({
    device: draw.pick(devices).id,
    ...span(low, high),
  });

  for (let round = 0; round < each; round++) {
    if (powered.length > 0) faults.push({ kind: 'power-cut', site: draw.pick(powered).id, ...span(30, 360) });
    if (fridges.length > 0) {
      const unit = () => draw.pick(fridges).id;
      faults.push({ kind: 'door-left-open', unit: unit(), timeConstantSeconds: 1500, ...span(5, 60) });
      faults.push({
        kind: 'thermostat-too-cold',
        unit: unit(),
        byCelsius: draw.between(5, 8),
        ...span(120, 600),
      });
    }
    if (plugged.length > 0) {
      faults.push({ kind: 'compressor-failure', unit: draw.pick(plugged).id, ...span(60, 720) });
    }
    if (boxes.length > 0)
      faults.push({ kind: 'ice-packs-spent', unit: draw.pick(boxes).id, ...span(60, 600) });
    const backlog = draw.pick(['oldest-first', 'newest-first', 'shuffled'] as const);
    // Most that go silent are boxes on the road.
    const road = boxes.length > 0 && draw.chance(0.7) ? draw.pick(boxes) : draw.pick(units);
    const silent = devices.find(({ unit }) => unit === road.id) ?? draw.pick(devices);
    faults.push({ kind: 'no-signal', device: silent.id, backlog, ...span(30, 4320) });
    faults.push({ kind: 'clock-off', clock: clockFault(draw), ...deviceSpan(20, 300) });
    faults.push({ kind: 'duplicate-delivery', share: draw.between(0.1, 0.6), ...deviceSpan(60, 1440) });
    faults.push({ kind: 'reorder', ...deviceSpan(60, 1440) });
    const reboot = deviceSpan(1, 2);
    faults.push({ kind: 'reboot', ...reboot, to: reboot.from });
    const shows = draw.pick(['-127', 'stuck', 'not-a-number'] as const);
    faults.push({ kind: 'sensor-fault', shows, ...deviceSpan(10, 240) });
  }
  return faults.sort((a, b) => a.from - b.from);
}

/** Minutes stay below the five that the service lets a clock be ahead: past them arrival time would matter. */
function clockFault(draw: Random): '1970' | '2099' | { offsetMs: number } {
  const which = draw.whole(0, 3);
  if (which === 0) return '1970';
  if (which === 1) return '2099';
  return { offsetMs: which === 2 ? draw.whole(-240, -5) * 1000 : draw.whole(5, 240) * 1000 };
}

/** One line a person can read: when, how long, what, where, and the numbers of the fault. */
export function faultLine(fault: Fault): string {
  const { kind, from, to, ...rest } = fault;
  const minutes = ((to - from) / MINUTE).toFixed(1);
  const where = 'site' in rest ? rest.site : 'unit' in rest ? rest.unit : rest.device;
  const more = Object.entries(rest)
    .filter(([name]) => name !== 'site' && name !== 'unit' && name !== 'device')
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join('');
  return `${new Date(from).toISOString()} ${minutes.padStart(7)} min  ${kind.padEnd(19)} ${where}${more}`;
}
