/** Is on record what must be? The truth of the trips held against what a service says, line by line, and counted. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Course } from './course.ts';
import type { Findings } from './findings.ts';
import { reality } from './reality.ts';
import { type CustodyRecord, heldAt, holderText, isSame, type ParcelRecord } from './record.ts';
import type { Received } from './truth.ts';

export function compare(
  courses: readonly Course[],
  received: ReadonlyMap<string, Received>,
  truth: CustodyRecord,
  found: CustodyRecord,
): Findings {
  const flags = flagsOf(truth);
  const reported = flagsOf(found);
  const holders = wrongHolders(truth, found);
  return {
    parcels: truth.parcels.size,
    asked: holders.asked,
    handoffs: truth.handoffs.size,
    discrepancies: flags.filter((flag) => flag.startsWith('discrepancy')).length,
    disputes: flags.filter((flag) => flag.startsWith('handoff') && !flag.endsWith('complete')).length,
    conflicts: flags.filter((flag) => flag.startsWith('conflict')).length,
    wrongHolder: holders.wrong,
    wrongDoses: wrongDoses(received, truth, found),
    wrongShipment: [...truth.shipments].flatMap(([id, state]) =>
      found.shipments.get(id) === state ? [] : [`${id}: ${found.shipments.get(id)} instead of ${state}`],
    ),
    missed: flags.filter((flag) => !reported.includes(flag)),
    invented: reported.filter((flag) => !flags.includes(flag)),
    silentlyWrong: courses.flatMap((course) => silentlyWrong(course, received, found)),
  };
}

/** All that calls for a look, and how each handoff ended, one line each. */
function flagsOf({ parcels, handoffs }: CustodyRecord): string[] {
  return [
    ...[...handoffs.values()].flatMap(({ id, state, discrepancies }) => [
      `handoff ${id} ${state}`,
      ...discrepancies.map((each) => `discrepancy ${id} ${each}`),
    ]),
    ...[...parcels.values()].flatMap(({ id, conflicted, held }) => [
      ...(conflicted ? [`conflict ${id}`] : []),
      ...(held ? [`hold ${id}`] : []),
    ]),
  ];
}

function wrongHolders(truth: CustodyRecord, found: CustodyRecord): { asked: number; wrong: string[] } {
  let asked = 0;
  const wrong: string[] = [];
  for (const { id, chain } of truth.parcels.values()) {
    const said = found.parcels.get(id)?.chain ?? [];
    for (const at of instants([...chain, ...said].map(({ from }) => from))) {
      asked++;
      const [must, is] = [heldAt(chain, at), heldAt(said, at)];
      const same = must === null || is === null ? must === is : isSame(must, is);
      if (same) continue;
      const [a, b] = [must, is].map((holder) => (holder === null ? 'nobody' : holderText(holder)));
      wrong.push(`${id} at ${new Date(at).toISOString()}: ${b} instead of ${a}`);
    }
  }
  return { asked, wrong };
}

/** Each change, the moment before it, and the middle of what is between two. */
function instants(changes: readonly UtcMs[]): UtcMs[] {
  const sorted = [...new Set(changes)].sort((a, b) => a - b);
  return sorted.flatMap((at, i) => [at - 1, at, Math.round((at + (sorted[i + 1] ?? at + 3_600_000)) / 2)]);
}

function wrongDoses(
  received: ReadonlyMap<string, Received>,
  truth: CustodyRecord,
  found: CustodyRecord,
): string[] {
  const wrong: string[] = [];
  for (const { id, doses } of truth.parcels.values()) {
    const said = found.parcels.get(id)?.doses ?? null;
    if (said !== doses) wrong.push(`${id}: ${said} doses instead of ${doses}`);
  }
  return [...wrong, ...unbalanced(received, found)];
}

/** What is true at any moment, whatever has not been said yet: no dose comes or goes, and every parcel has a holder. */
export function unbalanced(received: ReadonlyMap<string, Received>, found: CustodyRecord): string[] {
  const byOrigin = Map.groupBy(found.parcels.values(), ({ origin }: ParcelRecord) => origin);
  const doses = [...received].flatMap(([id, { doses }]) => {
    const sum = (byOrigin.get(id) ?? []).reduce((all, one) => all + one.doses, 0);
    return sum === doses ? [] : [`${id}: ${sum} doses in all, ${doses} were received`];
  });
  const nobodys = [...found.parcels.values()].filter(({ chain }) => chain.length === 0);
  return [...doses, ...nobodys.map(({ id }) => `${id}: nobody holds it`)];
}

/** Where the record and the world differ, something must say so: the handoff that has but one side, or the parcel itself. */
function silentlyWrong(
  course: Course,
  received: ReadonlyMap<string, Received>,
  found: CustodyRecord,
): string[] {
  const { trip } = course;
  const flagged = trip.legs.some(({ handoff }) => {
    const state = found.handoffs.get(handoff)?.state;
    return state === undefined || state !== 'complete';
  });
  const since = received.get(trip.cargo[0]?.parcel ?? '')?.at ?? 0;
  return [...reality(course, since)].flatMap(([parcel, chain]) => {
    const record = found.parcels.get(parcel);
    const really = chain.at(-1)?.holder;
    const said = record?.chain.at(-1)?.holder;
    const right = really !== undefined && said !== undefined && isSame(really, said);
    return right || flagged || record?.conflicted === true ? [] : [`${parcel} of ${trip.fault}`];
  });
}
