/** One hour of a small province, and what lies before and after it, as the points of the copy. */
import { type FieldType, SCHEMA } from '../../src/influx/schema.ts';
import type { FieldValue, Point } from '../../src/influx/types.ts';
import { type Cell, Time, Unsigned } from '../influx/stand-in/flux/flux.ts';
import type { PointSource, SourceSeries } from '../influx/stand-in/flux/sources.ts';
import type { CellType } from '../influx/stand-in/flux/values.ts';

const MINUTE = 60_000;
export const FROM = Date.parse('2026-01-10T00:00:00Z');
/** Not the end of a window: InfluxQL's range holds its end, Flux's does not. */
export const TO = FROM + 60 * MINUTE - 1;
export const STEP = 10 * MINUTE;
export const at = (minute: number): number => FROM + minute * MINUTE;
export const GTIN = '08934100000047';
/** Signs of GS1 character set 82 that mean something in a query. */
export const LOT = `A'B"C/1`;

const point = (
  measurement: Point['measurement'],
  tags: Point['tags'],
  minute: number,
  fields: Point['fields'],
  nanos = 0,
): Point => ({ measurement, tags, fields, time: at(minute), nanos });

type Place = {
  readonly device: string;
  readonly probe?: string;
  readonly unit: string;
  readonly site?: string;
};
const reading = (place: Place, minute: number, fields: Point['fields'], also?: string): Point =>
  point('temperature', { probe: '1', ...place, ...(also === undefined ? {} : { also }) }, minute, fields);

const fridge = { device: 'd1', unit: 'tl1', site: 'a' };
const second = { ...fridge, probe: '2' };
const silent = { device: 'd2', unit: 'tl2', site: 'b' };
const boxAtHome = { device: 'd3', unit: 'hop1', site: 'a' };
const boxUnderWay = { device: 'd3', unit: 'hop1' };
const freezer = { device: 'd4', unit: 'td1', site: 'b' };

const temperatures: readonly Point[] = [
  reading(fridge, -1440, { celsius: 99 }),
  reading(fridge, 0, { celsius: 4, humidity: 60, battery: 90 }),
  reading(second, 0, { celsius: 2.5 }),
  reading(fridge, 5, { celsius: 5.5, humidity: 70 }),
  reading(fridge, 20, { celsius: 6, door: true }),
  reading(fridge, 20, { celsius: 6.75 }, '1'),
  reading(fridge, 25, { celsius: 7, door: true }),
  reading(fridge, 30, { celsius: 9, door: false, power: false }),
  reading(fridge, 50, { celsius: 5, battery: 88 }),
  reading(second, 49, { celsius: 4.5 }),
  reading(fridge, 120, { celsius: 77 }),
  reading(silent, 0, { celsius: 3, battery: 15 }),
  reading(silent, 5, { celsius: 1.5, power: false }),
  reading(silent, 7, { fault: true }),
  reading(boxAtHome, 10, { celsius: 5.5 }),
  reading(boxUnderWay, 40, { celsius: 7.25 }),
  reading(boxUnderWay, 41, { fault: true }),
  reading(boxUnderWay, 42, { fault: true }),
  reading(freezer, 45, { celsius: -20 }),
];

const excursion = (
  number: number,
  subject: { readonly unit: string } | { readonly parcel: string },
  rule: string,
  [from, to]: readonly [number, number | null],
  [peak, limit]: readonly [number | null, number | null],
  present = true,
): Point => {
  const unit = 'unit' in subject;
  const fields: Record<string, FieldValue> = {
    id: `x${number}`,
    parcel: unit ? '' : subject.parcel,
    version: 1,
    present,
    open: to === null,
    start: at(from),
    breachedAt: at(from),
    end: to === null ? 0 : at(to),
    discoveredAt: at(from),
    beyondSeconds: to === null ? 60 : (to - from) * 60,
    unknownInsideSeconds: 0,
  };
  if (peak !== null) fields.peak = peak;
  if (limit !== null) fields.limit = limit;
  return point(
    'excursion',
    {
      subject: unit ? 'unit' : 'parcel',
      ...(unit ? { unit: subject.unit } : { gtin: GTIN, lot: LOT }),
      rule,
      page: '0',
    },
    from,
    fields,
    number,
  );
};

const excursions: readonly Point[] = [
  excursion(1, { unit: 'tl2' }, 'tren-8', [-300, -200], [9.5, 8]),
  excursion(2, { unit: 'tl1' }, 'dong-bang', [-120, null], [-1, -0.5]),
  excursion(3, { unit: 'tl1' }, 'tren-8', [-60, 5], [8.5, 8]),
  excursion(4, { unit: 'tl1' }, 'tren-8', [10, 15], [8.25, 8], false),
  excursion(5, { unit: 'tl1' }, 'tren-8', [30, 40], [9, 8]),
  excursion(6, { parcel: 'p1' }, 'nong-8', [30, null], [9, 8]),
  excursion(7, { unit: 'tl2' }, 'unmonitored', [35, null], [null, null]),
];

const event = (
  seq: number,
  type: string,
  tags: Readonly<Record<string, string>>,
  minute: number,
  fields: Point['fields'],
): Point =>
  point(
    'custody',
    { type, page: '0', ...tags },
    minute,
    {
      event: `e${seq}`,
      seq,
      parcel: '',
      from: '',
      to: '',
      by: 'system',
      reason: '',
      hash: `h${seq}`,
      doses: 0,
      recorded: at(minute),
      ...fields,
    },
    seq,
  );

const lot = { gtin: GTIN, lot: LOT };
const events: readonly Point[] = [
  event(1, 'parcel.received', { ...lot, site: 'a' }, 5, { parcel: 'p1', by: 'lan', doses: 240 }),
  event(2, 'parcel.moved', lot, 20, { parcel: 'p1', from: 'tl1', to: 'hop1', doses: 240 }),
  event(3, 'hold.placed', lot, 30, { parcel: 'p1', reason: 'nóng / warm, 9 °C' }),
  // Within the same millisecond.
  event(4, 'hold.placed', { gtin: GTIN, lot: 'B2' }, 30, { parcel: 'p2' }),
  event(5, 'rule.changed', {}, 55, { by: 'duoc-si' }),
  event(6, 'parcel.ended', lot, 90, { parcel: 'p1' }),
];

const service = (minute: number, readings: number, more: Point['fields']): Point =>
  point('service', {}, minute, {
    readings,
    duplicates: 0,
    rejected: 0,
    commits: readings / 10,
    queued: 0,
    devicesConnected: 4,
    backlogEntries: 0,
    setAside: 0,
    backlogAgeSeconds: 0,
    ...more,
  });

/** One reading a second, then two, then a new start of the service, then one. */
const services: readonly Point[] = [
  service(0, 0, {}),
  service(10, 600, { duplicates: 60, queued: 3 }),
  service(20, 1800, { backlogEntries: 1200, backlogAgeSeconds: 590.5, rejected: 60 }),
  service(30, 100, { backlogEntries: 40, backlogAgeSeconds: 12.25, setAside: 2, devicesConnected: 3 }),
  service(40, 700, { setAside: 2 }),
];

export const world: readonly Point[] = [...temperatures, ...excursions, ...events, ...services];

export function lineProtocol({ measurement, tags, fields, time, nanos }: Point): string {
  const escaped = (text: string) => text.replaceAll(/[ ,=]/g, '\\$&');
  const key = [measurement, ...Object.entries(tags).map(([name, value]) => `${name}=${escaped(value)}`)];
  const values = Object.entries(fields).map(([name, value]) => {
    if (typeof value === 'string') return `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`;
    return `${name}=${value}${SCHEMA[measurement].fields[name] === 'integer' ? 'i' : ''}`;
  });
  return `${key.join(',')} ${values.join(',')} ${BigInt(time) * 1_000_000n + BigInt(nanos)}`;
}

const CELLS: Readonly<Record<FieldType, CellType>> = {
  float: 'double',
  integer: 'long',
  string: 'string',
  boolean: 'boolean',
};

/** The same points for the stand-in of the 2.x line. */
export const worldForFlux = (bucket: string): PointSource => ({
  series: (name) =>
    name !== bucket
      ? null
      : [
          ...Map.groupBy(world, ({ measurement, tags }) => JSON.stringify([measurement, tags])).values(),
        ].flatMap(seriesOf),
});

function seriesOf(points: readonly Point[]): SourceSeries[] {
  const [first] = points;
  if (first === undefined) return [];
  const types = SCHEMA[first.measurement].fields;
  const cell = (field: string, value: FieldValue): Cell =>
    types[field] === 'integer' ? BigInt(Number(value)) : value;
  return [
    {
      measurement: first.measurement,
      tags: new Map(Object.entries(first.tags)),
      fields: new Map(Object.entries(types).map(([field, type]) => [field, CELLS[type]] as const)),
      points: points.map(({ fields, time, nanos }) => ({
        time: BigInt(time) * 1_000_000n + BigInt(nanos),
        fields: new Map(Object.entries(fields).map(([field, value]) => [field, cell(field, value)])),
      })),
    },
  ];
}

/** A cell as JSON has it; times as ISO 8601 with milliseconds. */
export function plain(cell: Cell | undefined): unknown {
  if (cell instanceof Time) return new Date(Number(cell.nanos / 1_000_000n)).toISOString();
  if (cell instanceof Unsigned || typeof cell === 'bigint') return Number(cell);
  return cell;
}
