/**
 * Asks an InfluxDB 2.x in Flux. Values get into a text only through the library's template, which writes them as literals.
 * Flux keeps every series apart unless told otherwise: a probe's readings of one hour may lie in several (it moved, or two
 * values at one instant), and belong together.
 */
import { flux, fluxDuration, fluxExpression, type ParameterizedQuery } from '@influxdata/influxdb-client';
import { askFlux, type FluxRow } from './flux.ts';
import type { TargetLimits } from './limits.ts';
import type { HourTally, Range, StoredBucket, StoredEvent, Target } from './types.ts';
import type { ClientV2, SettingsV2 } from './v2-client.ts';

type Queries = Pick<Target, 'tallies' | 'readings' | 'buckets' | 'events' | 'excursions'>;

const HOUR_MS = 3_600_000;
/** How many events share a value of the tag `page` (points.ts). */
const PAGE = 1_000_000;
/** All time that InfluxDB knows, in whole years. */
const EVER: Range = { from: Date.UTC(1678, 0), to: Date.UTC(2262, 0) };

export function queriesV2(
  client: ClientV2,
  settings: SettingsV2,
  { readWithinMs }: Pick<TargetLimits, 'readWithinMs'>,
): Queries {
  const ask = (question: ParameterizedQuery) => askFlux(client, settings, question, readWithinMs);
  const within = ({ from, to }: Range) =>
    flux`from(bucket: ${settings.bucket}) |> range(start: ${new Date(from)}, stop: ${new Date(to)})`;
  const celsius = (range: Range) =>
    flux`${within(range)} |> filter(fn: (r) => r._measurement == "temperature" and r._field == "celsius")`;

  return {
    async tallies(hour) {
      return talliesOf(
        hour,
        await ask(flux`
          readings = ${celsius({ from: hour, to: hour + HOUR_MS })} |> group(columns: ["device", "probe"])
          readings |> count() |> yield(name: "count")
          readings |> sum() |> yield(name: "sum")
          readings |> min() |> keep(columns: ["device", "probe", "_value"]) |> yield(name: "min")
          readings |> max() |> keep(columns: ["device", "probe", "_value"]) |> yield(name: "max")`),
      );
    },

    async readings({ from, to, device, unit }) {
      if (from >= to) return [];
      const rows = await ask(flux`
        ${celsius({ from, to })}${only('device', device)}${only('unit', unit)}
          |> keep(columns: ["_time", "_value", "device", "probe", "unit", "site", "also"])`);
      return rows
        .map((row) => ({
          device: text(row.device),
          probe: text(row.probe),
          unit: text(row.unit),
          site: text(row.site),
          also: text(row.also),
          at: ms(row._time),
          milli: milli(row._value),
        }))
        .sort((a, b) => a.at - b.at);
    },

    async buckets({ from, to, unit, everyMs }) {
      if (!Number.isSafeInteger(everyMs) || everyMs < 1000)
        throw new RangeError(`buckets of ${everyMs} ms: at least 1000 are asked for`);
      if (from >= to) return [];
      const every = fluxDuration(`${everyMs}ms`);
      // Series by series, which the storage engine does itself; a unit has few, put together here.
      const rows = await ask(flux`
        readings = ${celsius({ from, to })}${only('unit', unit)}
        readings |> aggregateWindow(every: ${every}, fn: count, createEmpty: false, timeSrc: "_start") |> keep(columns: ["_time", "_value"]) |> yield(name: "count")
        readings |> aggregateWindow(every: ${every}, fn: sum, createEmpty: false, timeSrc: "_start") |> keep(columns: ["_time", "_value"]) |> yield(name: "sum")
        readings |> aggregateWindow(every: ${every}, fn: min, createEmpty: false, timeSrc: "_start") |> keep(columns: ["_time", "_value"]) |> yield(name: "min")
        readings |> aggregateWindow(every: ${every}, fn: max, createEmpty: false, timeSrc: "_start") |> keep(columns: ["_time", "_value"]) |> yield(name: "max")`);
      return bucketsOf(rows, everyMs);
    },

    async events(fromSeq, toSeq) {
      const events: StoredEvent[] = [];
      for (let first = fromSeq; first <= toSeq; first = (Math.floor(first / PAGE) + 1) * PAGE) {
        const page = String(Math.floor(first / PAGE));
        const rows = await ask(flux`
          ${within(EVER)}
            |> filter(fn: (r) => r._measurement == "custody" and r.page == ${page})
            |> filter(fn: (r) => r._field == "event" or r._field == "seq" or r._field == "hash")
            |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
            |> filter(fn: (r) => r.seq >= ${fromSeq} and r.seq <= ${toSeq})
            |> keep(columns: ["event", "seq", "hash"])`);
        for (const row of rows)
          events.push({ event: text(row.event), seq: Number(row.seq), hash: text(row.hash) });
      }
      return events.sort((a, b) => a.seq - b.seq);
    },

    async excursions({ from, to }) {
      if (from >= to) return [];
      const rows = await ask(flux`
        ${within({ from, to })}
          |> filter(fn: (r) => r._measurement == "excursion")
          |> filter(fn: (r) => r._field == "id" or r._field == "present" or r._field == "start" or r._field == "end" or r._field == "open")
          |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
          |> keep(columns: ["_time", "id", "present", "start", "end", "open"])`);
      return rows
        .map((row) => ({ row, first: text(row._time) }))
        .sort((a, b) => (a.first < b.first ? -1 : 1))
        .map(({ row }) => ({
          id: text(row.id),
          present: row.present === true,
          start: Number(row.start),
          end: row.open === true ? null : Number(row.end),
        }));
    },
  };
}

/** The name is ours. */
const only = (tag: 'device' | 'unit', value: string | undefined): ParameterizedQuery =>
  value === undefined
    ? fluxExpression('')
    : flux` |> filter(fn: (r) => r.${fluxExpression(tag)} == ${value})`;

/** Four yields, each with at most one row per probe. */
function talliesOf(hour: number, rows: readonly FluxRow[]): HourTally[] {
  const probes = new Map<string, Record<string, unknown>>();
  for (const row of rows) {
    const probe = [text(row.device), text(row.probe)].join(' ');
    const known = probes.get(probe) ?? { device: row.device, probe: row.probe };
    probes.set(probe, known);
    known[text(row.result)] = row._value;
  }
  return [...probes.values()].map(({ device, probe, count, sum, min, max }) => ({
    device: text(device),
    probe: text(probe),
    hour,
    count: Number(count),
    // Each value is off by less than 1e-14; of an hour's sum the thousandths are exact.
    sumMilli: milli(sum),
    minMilli: milli(min),
    maxMilli: milli(max),
  }));
}

/** Four yields, each with at most one row per series and window. The first window begins where the range does. */
function bucketsOf(rows: readonly FluxRow[], everyMs: number): StoredBucket[] {
  const buckets = new Map<number, { count: number; sum: number; min: number; max: number }>();
  for (const row of rows) {
    const at = Math.floor(ms(row._time) / everyMs) * everyMs;
    const bucket = buckets.get(at) ?? {
      count: 0,
      sum: 0,
      min: Number.POSITIVE_INFINITY,
      max: Number.NEGATIVE_INFINITY,
    };
    buckets.set(at, bucket);
    const value = Number(row._value);
    if (row.result === 'count') bucket.count += value;
    else if (row.result === 'sum') bucket.sum += value;
    else if (row.result === 'min') bucket.min = Math.min(bucket.min, value);
    else bucket.max = Math.max(bucket.max, value);
  }
  return [...buckets]
    .map(([at, { count, sum, min, max }]) => ({ at, min, max, mean: sum / count, count }))
    .sort((a, b) => a.at - b.at);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A time as the server writes it, with up to nine digits of a second. */
const ms = (time: unknown): number => Date.parse(text(time));
const milli = (celsius: unknown): number => Math.round(Number(celsius) * 1000);
