/**
 * Where do the store and its copy differ? Pure: both sides are given. What a copy lacks because it was not sent yet, or
 * because the server would not take it, is told apart: it is on its way or known to a person, and no difference.
 */
import type { ExcursionRow, LedgerRow } from '../store/outbox.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { StoredEvent, StoredExcursion, StoredReading } from './types.ts';

/** `lacking`: the copy has it not. `foreign`: the store has it not. `doubled`: it is there once more. `other`: it says something else. */
export type Fault = 'lacking' | 'foreign' | 'doubled' | 'other';

/** `found` and `wanted` are in words, or null where there is none. */
export type Difference = {
  readonly of: 'reading' | 'event' | 'excursion';
  readonly fault: Fault;
  /** A reading: `device/probe`, `device/probe also 1`. An event: its number. An excursion: its id. */
  readonly name: string;
  /** A reading's instant; null for the others. */
  readonly at: UtcMs | null;
  readonly found: string | null;
  readonly wanted: string | null;
};

/** What the store holds and the copy should: `sent` it must have, the others it may have. */
export type Fate = 'sent' | 'unsent' | 'setAside';

export type Compared = {
  readonly differences: Difference[];
  /** Lacking, and why that is no difference. */
  unsent: number;
  setAside: number;
};
export const nothingCompared = (): Compared => ({ differences: [], unsent: 0, setAside: 0 });

/** A reading of the store, with a value. */
export type Expected = {
  readonly device: string;
  readonly probe: string;
  readonly also: string;
  readonly at: UtcMs;
  readonly milli: number;
  readonly fate: Fate;
};

/** Of one and the same range of time and devices. A reading counts as there whatever unit and site it is tagged with. */
export function compareReadings(
  store: readonly Expected[],
  copy: readonly StoredReading[],
  into: Compared,
): void {
  const found = new Map<string, StoredReading[]>();
  for (const reading of copy) {
    const same = found.get(keyOf(reading));
    if (same === undefined) found.set(keyOf(reading), [reading]);
    else same.push(reading);
  }
  for (const wanted of store) {
    const here = found.get(keyOf(wanted)) ?? [];
    found.delete(keyOf(wanted));
    const right = here.findIndex(({ milli }) => milli === wanted.milli);
    const kept = right < 0 ? here[0] : here[right];
    if (kept === undefined) missing(wanted.fate, readingFault('lacking', wanted, null, wanted), into);
    else if (right < 0) missing(wanted.fate, readingFault('other', wanted, kept, wanted), into);
    for (const more of here)
      if (more !== kept) into.differences.push(readingFault('doubled', more, more, wanted));
  }
  const twins = new Set(store.map(valueKeyOf));
  for (const rest of found.values())
    for (const one of rest) {
      const fault = twins.has(valueKeyOf(one)) ? 'doubled' : 'foreign';
      into.differences.push(readingFault(fault, one, one, null));
    }
}

/** Both of one and the same range of numbers, `store` in order. */
export function compareEvents(
  store: readonly (LedgerRow & { readonly fate: Fate })[],
  copy: readonly StoredEvent[],
  into: Compared,
): void {
  const found = grouped(copy, ({ seq }) => seq);
  for (const { seq, leaf, fate } of store) {
    const here = found.get(seq) ?? [];
    found.delete(seq);
    compareOne(
      'event',
      String(seq),
      leaf,
      here.map((e) => e.hash),
      fate,
      into,
    );
  }
  for (const [seq, rest] of found)
    for (const { hash } of rest)
      into.differences.push(difference('event', 'foreign', String(seq), hash, null));
}

/** Both of one and the same range of first starts. */
export function compareExcursions(
  store: readonly (ExcursionRow & { readonly fate: Fate })[],
  copy: readonly StoredExcursion[],
  into: Compared,
): void {
  const found = grouped(copy, ({ id }) => id);
  for (const { record, fate } of store) {
    const here = found.get(record.id) ?? [];
    found.delete(record.id);
    compareOne('excursion', record.id, courseOf(record), here.map(courseOf), fate, into);
  }
  for (const [id, rest] of found)
    for (const one of rest)
      into.differences.push(difference('excursion', 'foreign', id, courseOf(one), null));
}

function compareOne(
  of: Difference['of'],
  name: string,
  wanted: string,
  here: readonly string[],
  fate: Fate,
  into: Compared,
): void {
  const right = Math.max(here.indexOf(wanted), 0);
  const kept = here[right];
  if (kept === undefined) missing(fate, difference(of, 'lacking', name, null, wanted), into);
  else if (kept !== wanted) missing(fate, difference(of, 'other', name, kept, wanted), into);
  here.forEach((more, i) => {
    if (i !== right) into.differences.push(difference(of, 'doubled', name, more, wanted));
  });
}

function missing(fate: Fate, fault: Difference, into: Compared): void {
  if (fate === 'unsent') into.unsent++;
  else if (fate === 'setAside') into.setAside++;
  else into.differences.push(fault);
}

const difference = (
  of: Difference['of'],
  fault: Fault,
  name: string,
  found: string | null,
  wanted: string | null,
): Difference => ({ of, fault, name, at: null, found, wanted });

type Named = Pick<Expected, 'device' | 'probe' | 'also' | 'at'>;

const readingFault = (
  fault: Fault,
  { device, probe, also, at }: Named,
  found: StoredReading | null,
  wanted: Expected | null,
): Difference => ({
  of: 'reading',
  fault,
  name: `${device}/${probe}${also === '' ? '' : ` also ${also}`}`,
  at,
  found:
    found === null ? null : `${celsius(found.milli)} (${found.site === '' ? '-' : found.site}/${found.unit})`,
  wanted: wanted === null ? null : celsius(wanted.milli),
});

const celsius = (milli: number): string => `${milli / 1000} °C`;
const keyOf = ({ device, probe, also, at }: Named): string => JSON.stringify([device, probe, also, at]);
const valueKeyOf = ({ device, probe, at, milli }: Named & { readonly milli: number }): string =>
  JSON.stringify([device, probe, at, milli]);

/** What of an excursion is compared: when it began and ended, and whether the evidence still shows it. */
const courseOf = ({ start, end, present }: Pick<StoredExcursion, 'start' | 'end' | 'present'>): string =>
  `${iso(start)} → ${end === null ? '…' : iso(end)}${present ? '' : ' (withdrawn)'}`;
const iso = (at: UtcMs): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at));

function grouped<T, K>(list: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}

const OF = {
  reading: 'số đo | reading',
  event: 'sự kiện | event',
  excursion: 'vi phạm | excursion',
} as const;
const FAULT = {
  lacking: 'thiếu | missing',
  foreign: 'thừa | not in the store',
  doubled: 'lặp lại | doubled',
  other: 'khác | differs',
} as const;

/** One line, Vietnamese and English. */
export function differenceText({ of, fault, name, at, found, wanted }: Difference): string {
  const when = at === null ? '' : ` ${iso(at)}`;
  const here = found === null ? '' : `: InfluxDB ${found}`;
  const there = wanted === null || wanted === found ? '' : `${here === '' ? ':' : ','} Giữ Lạnh ${wanted}`;
  return `${FAULT[fault]}: ${OF[of]} ${name}${when}${here}${there}`;
}
