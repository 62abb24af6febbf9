/**
 * What was learned when it was over, or too late to act: which excursions that are, and what their alerts say. Vaccine that
 * went through one is told by the unit in which it did, and a unit by itself, for its rules are not those of the vaccine.
 */
import type { ExcursionRecord } from '../lots/types.ts';
import { type DurationMs, UNMONITORED, type UtcMs } from '../thermal/types.ts';
import { alertKey } from './conditions.ts';
import { type Condition, raise } from './life.ts';
import type { Alert } from './types.ts';

/** Late: learned longer after the breach than a reading stands (`maxGap`), so that nobody could have acted in time. */
export const isLateDiscovery = (excursion: ExcursionRecord, maxGap: DurationMs): boolean =>
  excursion.inheritedFrom === null && excursion.discoveredAt - excursion.breachedAt > maxGap;

/** `origin`: the unit it happened in, null when the parcel was in none. `doses…` are those already given since. */
export function lateDiscovery(found: {
  readonly excursion: ExcursionRecord;
  readonly origin: string | null;
  readonly site: string | null;
  readonly parcels: number;
  readonly dosesGiven: number;
  readonly dosesGivenAfterBreach: number;
}): Condition {
  const { excursion, origin, site } = found;
  const parcel = excursion.subject.kind === 'parcel' ? excursion.subject.id : null;
  return {
    key: alertKey(
      'late-discovery',
      ...(origin === null ? ['parcel', parcel ?? ''] : ['unit', origin]),
      excursion.rule,
    ),
    kind: 'late-discovery',
    severity: 'critical',
    site,
    unit: origin,
    device: null,
    parcel: found.parcels === 1 ? parcel : null,
    happenedAt: excursion.breachedAt,
    data: {
      rule: excursion.rule,
      excursion: excursion.id,
      start: iso(excursion.start),
      peakCelsius: celsius(excursion.peak),
      parcels: found.parcels,
      dosesGiven: found.dosesGiven,
      dosesGivenAfterBreach: found.dosesGivenAfterBreach,
    },
    count: 1,
  };
}

export const lateInUnitKey = (unit: string, rule: string): string =>
  alertKey('late-discovery', 'unit', unit, 'own', rule);

/** A unit's excursion that had ended before the service knew of it. Time without readings is no discovery. */
const hadEnded = ({ present, end, rule, inheritedFrom, discoveredAt }: ExcursionRecord): boolean =>
  present && end !== null && end <= discoveredAt && rule !== UNMONITORED && inheritedFrom === null;

/**
 * The unit's excursions that are learned of only now, when they are over. One of which a part was known before (late
 * evidence cut it in two, or its rule has a new version) was told when that was known, as lasting or as late.
 */
export function learnedLate(
  before: readonly ExcursionRecord[],
  after: readonly ExcursionRecord[],
): ExcursionRecord[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(
    (one) =>
      hadEnded(one) &&
      !known.has(one.id) &&
      !before.some((former) => former.present && former.rule === one.rule && overlap(former, one)),
  );
}

/** What an alert raised at `since` is about: late evidence comes in pieces, which lengthen, join and cut what the first showed. */
export const learnedSince = (
  all: readonly ExcursionRecord[],
  rule: string,
  since: UtcMs,
): ExcursionRecord[] =>
  all
    .filter((one) => one.rule === rule && one.discoveredAt >= since && hadEnded(one))
    .sort((a, b) => a.breachedAt - b.breachedAt || (a.id < b.id ? -1 : 1));

/** What went through it: parcels and their lots, the doses in them now, and those given since it began. */
export type Concerned = {
  readonly parcels: number;
  readonly lots: number;
  readonly doses: number;
  readonly dosesGiven: number;
  readonly dosesGivenAfterBreach: number;
};

/**
 * One alert for a unit and a rule. `learned`: the first breach first, at least one. Grave where doses went through it; a unit
 * that was empty is a matter of its repair.
 */
export function unitLearnedLate(
  { unit, site }: { readonly unit: string; readonly site: string | null },
  learned: readonly ExcursionRecord[],
  concerned: Concerned,
): Condition {
  const [first] = learned;
  if (first === undefined) throw new Error(`nothing was learned of ${unit}`);
  const peaks = learned.flatMap(({ peak }) => peak ?? []);
  const furthest = first.ruleSnapshot?.side === 'below' ? Math.min(...peaks) : Math.max(...peaks);
  return {
    key: lateInUnitKey(unit, first.rule),
    kind: 'late-discovery',
    severity: concerned.doses + concerned.dosesGiven > 0 ? 'critical' : 'warning',
    site,
    unit,
    device: null,
    parcel: null,
    happenedAt: first.breachedAt,
    data: {
      rule: first.rule,
      excursion: first.id,
      start: iso(first.start),
      peakCelsius: celsius(peaks.length === 0 ? null : furthest),
      ...concerned,
    },
    count: learned.length,
  };
}

/** The alert as all evidence has it now: the very same object when it says nothing else. What was grave stays so. */
export function tellLate(
  alert: Alert | undefined,
  condition: Condition,
  ctx: { readonly now: UtcMs; readonly ids: () => string },
): Alert {
  if (alert === undefined) return raise(condition, ctx);
  const { happenedAt, data, count } = condition;
  const severity = alert.severity === 'critical' ? 'critical' : condition.severity;
  const isSame =
    alert.severity === severity &&
    alert.happenedAt === happenedAt &&
    alert.count === count &&
    Object.entries(data).every(([name, value]) => alert.data[name] === value);
  return isSame ? alert : { ...alert, severity, happenedAt, data, count, updatedAt: ctx.now };
}

function overlap(a: ExcursionRecord, b: ExcursionRecord): boolean {
  const until = ({ start, end }: ExcursionRecord) => Math.max(end ?? Number.POSITIVE_INFINITY, start + 1);
  return a.start < until(b) && b.start < until(a);
}

const iso = (at: UtcMs): string => new Date(at).toISOString();
const celsius = (milli: number | null): number | null => (milli === null ? null : milli / 1000);
