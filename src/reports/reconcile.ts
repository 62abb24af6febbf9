/**
 * Which differences are new, which are other than they were, and which are none any more? What somebody explained stays explained:
 * only what goes beyond it is listed again.
 */
import type { UtcMs } from '../thermal/types.ts';
import { compare } from './facts.ts';
import type { Difference } from './types.ts';

/** What was found this evening. `subject`: what besides site, lot, parcel and day tells it from others (a session's id). */
export type Finding = Omit<Difference, 'id' | 'foundAt' | 'explained'> & { readonly subject?: string };

/** `put`: new, or other than before. `closed`: ids of those that add up again. */
export type Settled = { readonly put: readonly Difference[]; readonly closed: readonly string[] };

/** @param known all that were ever found, explained ones too; those that closed are forgotten */
export function settle(findings: readonly Finding[], known: readonly Difference[], now: UtcMs): Settled {
  const explained = Map.groupBy(
    known.filter((one) => one.explained !== null),
    causeOf,
  );
  const open = new Map(known.filter((one) => one.explained === null).map((one) => [causeOf(one), one]));
  const taken = new Set(known.map(({ id }) => id));
  const put: Difference[] = [];
  const stays = new Set<string>();
  for (const finding of findings.toSorted((a, b) => compare(keyOf(a), keyOf(b)))) {
    const before = explained.get(keyOf(finding)) ?? [];
    const rest = finding.doses - before.reduce((sum, { doses }) => sum + doses, 0);
    const isNew = ADDS_UP.has(finding.kind) ? rest !== 0 : before.length === 0;
    if (!isNew) continue;
    const doses = ADDS_UP.has(finding.kind) ? rest : finding.doses;
    const former = open.get(keyOf(finding));
    if (former !== undefined) {
      stays.add(former.id);
      if (former.doses !== doses || former.person !== finding.person)
        put.push({ ...former, doses, person: finding.person });
      continue;
    }
    const { subject: _, ...rests } = finding;
    const id = freeId(finding, taken);
    taken.add(id);
    put.push({ ...rests, id, doses, foundAt: now, explained: null });
  }
  const closed = [...open.values()].filter((one) => !stays.has(one.id) && one.kind !== 'late-entry');
  return { put, closed: closed.map(({ id }) => id).sort(compare) };
}

/** Of these the sum counts, whatever day it was found; the others are there or are not. */
const ADDS_UP: ReadonlySet<Difference['kind']> = new Set(['doses', 'late-entry']);

const part = (text: string | null): string => encodeURIComponent(text ?? '');

/** What it is about, the same every evening. A sum of doses is of no day. */
function keyOf({ kind, site, gtin, lot, parcel, day, subject }: Finding): string {
  if (kind === 'doses') return [kind, site, gtin, lot].map(part).join(':');
  if (kind === 'unconfirmed') return [kind, parcel].map(part).join(':');
  if (kind === 'silent-session') return [kind, subject ?? null].map(part).join(':');
  return [kind, site, gtin, lot, day].map(part).join(':');
}

/** Read back from the id, which begins with it. */
function causeOf({ id, kind }: Difference): string {
  const parts = id.split(':');
  return parts.slice(0, PARTS[kind]).join(':');
}
const PARTS: Record<Difference['kind'], number> = {
  doses: 4,
  unconfirmed: 2,
  'silent-session': 2,
  'late-entry': 5,
};

/** The cause and the day; a second one of the same day is counted. */
function freeId(finding: Finding, taken: ReadonlySet<string>): string {
  const base = finding.kind === 'late-entry' ? keyOf(finding) : `${keyOf(finding)}:${finding.day}`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}:${n}`;
    if (!taken.has(id)) return id;
  }
}
