/** Compares the readings of a range, a day at a time: by the hour first, and one by one where an hour differs. */
import type { UtcMs } from '../thermal/types.ts';
import { compareReadings, type Expected } from './differences.ts';
import type { Fates } from './fates.ts';
import type { Findings } from './findings.ts';
import { HOUR, isSame, Tally } from './tally.ts';
import type { HourTally, Range, StoredReading } from './types.ts';
import type { VerifyParts } from './verify.ts';

const HOURS = 24;
/** So many devices' readings of one hour are held at a time, and about so many readings of all devices. */
const DEVICES_MOST = 100;
const READINGS_MOST = 20_000;

/** `range` is of whole hours. */
export async function verifyReadings(
  parts: VerifyParts,
  range: Range,
  fates: Fates,
  findings: Findings,
): Promise<void> {
  for (let from = range.from; from < range.to; from += HOURS * HOUR) {
    const day = { from, to: Math.min(from + HOURS * HOUR, range.to) };
    const tally = await tallyOf(parts, day, fates);
    for (let hour = day.from; hour < day.to; hour += HOUR) {
      const one = { at: hour, tally, fates, findings };
      await (parts.everyPoint ? everyPoint(parts, one) : byTheHour(parts, one));
      parts.reached(hour + HOUR);
    }
  }
}

async function tallyOf({ archive, breathe }: VerifyParts, day: Range, fates: Fates): Promise<Tally> {
  const tally = new Tally(day.from, (day.to - day.from) / HOUR);
  archive.renew();
  for (const stretch of archive.stretches(day)) {
    for (const expected of fates.readings(stretch)) tally.add(expected);
    await breathe();
  }
  return tally;
}

type Hour = { readonly at: UtcMs; readonly tally: Tally; readonly fates: Fates; readonly findings: Findings };
type Row = ReturnType<Tally['of']> extends Generator<infer T> ? T : never;

async function byTheHour(parts: VerifyParts, hour: Hour): Promise<void> {
  const { findings } = hour;
  const there = grouped(await parts.target.tallies(hour.at));
  const ask: string[] = [];
  const absent: string[] = [];
  for (const [device, rows] of grouped(hour.tally.of(hour.at))) {
    for (const { all } of rows) findings.looked('readings', all.count);
    const found = there.get(device);
    there.delete(device);
    if (agree(rows, found ?? [])) for (const row of rows) lacking(row, found ?? [], 0, findings);
    else if (found !== undefined) ask.push(device);
    else if (findings.isFull) for (const row of rows) lacking(row, [], row.sent.count, findings);
    else absent.push(device);
  }
  ask.push(...there.keys());
  await oneByOne(parts, hour, absent, false);
  await oneByOne(parts, hour, ask, true);
}

/** The copy has all that it must, and nothing that the store has not. */
function agree(rows: readonly Row[], found: readonly HourTally[]): boolean {
  const named = new Set(rows.map(({ probe }) => probe));
  return (
    found.every(({ probe }) => named.has(probe)) &&
    rows.every((row) => {
      const own = ofProbe(row, found);
      return own === undefined ? row.sent.count === 0 : isSame(own, row.all) || isSame(own, row.sent);
    })
  );
}

function lacking(row: Row, found: readonly HourTally[], differences: number, findings: Findings): void {
  const own = ofProbe(row, found);
  if (own === undefined || !isSame(own, row.all))
    findings.count({ differences, unsent: row.unsent, setAside: row.setAside });
}

const ofProbe = ({ probe }: Row, found: readonly HourTally[]) => found.find((t) => t.probe === probe);

/** `inCopy` false: it is known to have nothing of these devices in this hour. */
async function oneByOne(
  { archive, target, breathe }: VerifyParts,
  { at, fates, findings }: Hour,
  devices: readonly string[],
  inCopy: boolean,
): Promise<void> {
  const range = { from: at, to: at + HOUR };
  for (let i = 0; i < devices.length; i += DEVICES_MOST) {
    const copies = new Map<string, StoredReading[]>();
    for (const device of devices.slice(i, i + DEVICES_MOST))
      copies.set(device, inCopy ? await target.readings({ ...range, device }) : []);
    if (inCopy) archive.renew();
    for (const [device, copy] of copies) {
      const store = [...archive.stretches(range, device)].flatMap((stretch) => fates.readings(stretch));
      findings.take((into) => compareReadings(store, copy, into));
      await breathe();
    }
  }
}

async function everyPoint({ archive, target, breathe }: VerifyParts, hour: Hour): Promise<void> {
  const { fates, findings } = hour;
  let count = 0;
  for (const { all } of hour.tally.of(hour.at)) count += all.count;
  findings.looked('readings', count);
  const length = Math.ceil(HOUR / Math.ceil(Math.max(count, 1) / READINGS_MOST));
  for (let from = hour.at; from < hour.at + HOUR; from += length) {
    const range = { from, to: Math.min(from + length, hour.at + HOUR) };
    const copy = await target.readings(range);
    archive.renew();
    const store: Expected[] = [];
    for (const stretch of archive.stretches(range)) {
      store.push(...fates.readings(stretch));
      await breathe();
    }
    findings.take((into) => compareReadings(store, copy, into));
  }
}

function grouped<T extends { readonly device: string }>(list: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(one.device);
    if (group === undefined) groups.set(one.device, [one]);
    else group.push(one);
  }
  return groups;
}
