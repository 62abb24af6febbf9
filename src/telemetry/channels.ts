/**
 * What else was measured with packed readings, channel by channel: decimal fractions as whole numbers of their last place, yes and
 * no as bits. What fits neither, exactly, follows as JSON.
 */
import { columnOf, putColumn, takeColumn } from './columns.ts';
import type { Extras } from './measured.ts';
import type { Kept } from './tail.ts';
import type { VarintReader, VarintWriter } from './varints.ts';

/** By their place here in the bytes: new ones are added at the end, and none is ever taken out. */
const CHANNELS = ['humidity', 'battery', 'door', 'power', 'lat', 'lon', 'ambient'] as const;
type Channel = (typeof CHANNELS)[number];

/** Of a place in degrees: a centimetre. */
const SCALES = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
const LARGEST = 2 ** 48;
/** In the place of the decimal places. */
const YES_NO = -1;

type Loose = Record<string, number | boolean | string>;
type Row = { [channel in Channel]?: number | boolean };
/** By name each: a month of a unit has 40,000 of them, and a name that is looked up costs more than all else. */
const SET: { readonly [channel in Channel]: (row: Row, value: number | boolean) => void } = {
  humidity: (row, value) => {
    row.humidity = value;
  },
  battery: (row, value) => {
    row.battery = value;
  },
  door: (row, value) => {
    row.door = value;
  },
  power: (row, value) => {
    row.power = value;
  },
  lat: (row, value) => {
    row.lat = value;
  },
  lon: (row, value) => {
    row.lon = value;
  },
  ambient: (row, value) => {
    row.ambient = value;
  },
};

export function packChannels(out: VarintWriter, kept: readonly Kept[]): void {
  const columns = CHANNELS.flatMap((channel, number) => {
    const places = placesOf(kept, channel);
    return places === null ? [] : [{ channel, number, places }];
  });
  out.put(columns.length);
  for (const { channel, number, places } of columns) {
    const rows = kept.flatMap((r, i) => (r.extras?.[channel] === undefined ? [] : [i]));
    out.put(number);
    out.put(places);
    out.put(rows.length);
    if (rows.length < kept.length) putColumn(out, columnOf(rows));
    const scale = SCALES[places] ?? 1;
    const whole = rows.map((i) => {
      const value = kept[i]?.extras?.[channel];
      return typeof value === 'number' ? Math.round(value * scale) : Number(value);
    });
    putColumn(out, columnOf(whole));
  }
  const written = new Set<string>(columns.map(({ channel }) => channel));
  const rest = kept.flatMap(({ extras }, i) => {
    const more = extras === null ? null : restOf(extras, written);
    return more === null ? [] : [[i, more]];
  });
  out.text(rest.length === 0 ? '' : JSON.stringify(rest));
}

/** Channels that no column has; null: there are none. One that holds nothing at all is not the same as none. */
function restOf(extras: Extras, written: ReadonlySet<string>): Loose | null {
  let rest: Loose | null = null;
  let isEmpty = true;
  for (const [name, value] of Object.entries(extras)) {
    isEmpty = false;
    if (written.has(name)) continue;
    rest ??= {};
    rest[name] = value;
  }
  return isEmpty ? {} : rest;
}

/** By place; null: no reading has any. */
export function unpackChannels(read: VarintReader, count: number): readonly (Extras | undefined)[] | null {
  const columns = read.next();
  const out = new Array<Row | undefined>(count);
  for (let c = 0; c < columns; c++) {
    const number = read.next();
    const channel = CHANNELS[number];
    if (channel === undefined) throw new Error(`Read packed readings: there is no channel ${number}`);
    const places = read.next();
    const present = read.count();
    const rows = present < count ? takeColumn(read, present) : null;
    const values = takeColumn(read, present);
    const scale = SCALES[places] ?? 1;
    const set = SET[channel];
    for (let k = 0; k < present; k++) {
      const i = rows === null ? k : (rows[k] as number);
      const value = values[k] as number;
      let row = out[i];
      if (row === undefined) {
        row = {};
        out[i] = row;
      }
      set(row, places === YES_NO ? value === 1 : value / scale);
    }
  }
  const json = read.text();
  if (json !== '')
    for (const [i, more] of JSON.parse(json) as [number, Loose][]) out[i] = Object.assign(out[i] ?? {}, more);
  return columns === 0 && json === '' ? null : (out as Extras[]);
}

/** How many decimal places say a channel exactly; null: none do, or nobody measured it. */
function placesOf(kept: readonly Kept[], channel: Channel): number | null {
  let places: number | null = null;
  for (const { extras } of kept) {
    const value = extras?.[channel];
    if (value === undefined) continue;
    if (typeof value === 'boolean') {
      if (places !== null && places !== YES_NO) return null;
      places = YES_NO;
      continue;
    }
    if (places === YES_NO) return null;
    places ??= 0;
    while (!isExact(value, places)) if (++places >= SCALES.length) return null;
  }
  return places;
}

/** More places say what fewer say: 4.5 is 450 hundredths, and back again it is the same number. */
const isExact = (value: number, places: number): boolean => {
  const scale = SCALES[places] ?? 1;
  const whole = Math.round(value * scale);
  return Math.abs(whole) < LARGEST && whole / scale === value;
};
