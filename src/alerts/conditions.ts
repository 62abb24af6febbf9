/**
 * What each kind of alert is about: its key, how grave it is, where it belongs, and the facts for its wording.
 * One cause gives one key, so that thirty parcels in one warm fridge are one alert with a count, not thirty.
 * The facts change seldom (no running durations), for every change is written and shown.
 */
import type { ExcursionRecord, Hold } from '../lots/types.ts';
import { UNMONITORED, type UtcMs } from '../thermal/types.ts';
import type { Condition } from './life.ts';
import type { AlertKind } from './types.ts';

/** The parts are escaped, so that no name (a lot may contain a colon) can imitate another key. */
export const alertKey = (kind: AlertKind, ...parts: readonly string[]): string =>
  [kind, ...parts.map((part) => encodeURIComponent(part.toWellFormed()))].join(':');

type Place = { readonly unit: string; readonly site: string | null };

/** All keys under which a unit's own excursions can alert: the scope after judging it. */
export const unitKeys = (unit: string, rules: readonly { readonly id: string }[]): string[] => [
  ...rules.map((rule) => alertKey('unit-excursion', unit, rule.id)),
  alertKey('unit-unmonitored', unit),
];

/** What is wrong with a unit now: each rule it is breaking, and time without any reading. What had ended before it was known: late.ts. */
export function unitConditions(place: Place, excursions: readonly ExcursionRecord[]): Condition[] {
  const current = new Map<string, ExcursionRecord>();
  for (const excursion of excursions) {
    if (!excursion.present || excursion.end !== null) continue;
    const former = current.get(excursion.rule);
    // Two versions of one rule may both be open for a moment; the fridge has one problem, since the earlier start.
    if (former === undefined || excursion.start < former.start) current.set(excursion.rule, excursion);
  }
  return [...current.values()].map((excursion) => unitCondition(place, excursion));
}

function unitCondition({ unit, site }: Place, excursion: ExcursionRecord): Condition {
  const unmonitored = excursion.rule === UNMONITORED;
  const rule = excursion.ruleSnapshot;
  return {
    ...NOWHERE,
    key: unmonitored ? alertKey('unit-unmonitored', unit) : alertKey('unit-excursion', unit, excursion.rule),
    kind: unmonitored ? 'unit-unmonitored' : 'unit-excursion',
    severity: 'critical',
    site,
    unit,
    happenedAt: excursion.breachedAt,
    data: {
      rule: excursion.rule,
      excursion: excursion.id,
      side: rule?.side ?? null,
      limitCelsius: celsius(rule?.limit ?? null),
      start: iso(excursion.start),
      peakCelsius: celsius(excursion.peak),
    },
  };
}

/** An open hold with what the alert needs besides. */
export type HeldParcel = {
  readonly hold: Hold;
  readonly doses: number;
  /** The unit in which the parcel was when the excursion began; null when in none, or when no excursion caused it. */
  readonly origin: string | null;
  /** The broken rule; null when no excursion caused it. */
  readonly rule: string | null;
  /** Where the parcel is now. */
  readonly site: string | null;
  /** When the cause happened: the breach, or the placing of the hold. */
  readonly happenedAt: UtcMs;
};

/** The cause of a hold at the parcel's present site: a unit and its rule, a recalled lot, or the parcel alone. */
export function parcelHoldKey({
  hold,
  origin,
  rule,
  site,
}: Omit<HeldParcel, 'doses' | 'happenedAt'>): string {
  const place = site === null ? [] : [site];
  if (hold.kind === 'recall') return alertKey('parcel-hold', 'lot', hold.gtin, hold.lot, 'recall', ...place);
  const cause = rule ?? hold.kind;
  if (origin !== null) return alertKey('parcel-hold', 'unit', origin, cause, ...place);
  return alertKey('parcel-hold', 'parcel', hold.parcel, cause, ...place);
}

/**
 * One condition per cause and present site: the people of every place where such a parcel is now are told.
 * After a move, look also at the keys the parcel had before. `count` is the number of parcels.
 */
export function parcelHoldConditions(held: readonly HeldParcel[]): Condition[] {
  const groups = Map.groupBy(held, parcelHoldKey);
  return [...groups].map(([key, members]) => {
    const parcels = new Map(members.map((member) => [member.hold.parcel, member.doses]));
    const lots = new Set(members.map(({ hold }) => `${hold.gtin}/${hold.lot}`));
    const [first] = members;
    if (first === undefined) throw new Error(`no parcels under ${key}`);
    const { hold, origin, rule, site } = first;
    return {
      ...NOWHERE,
      key,
      kind: 'parcel-hold',
      severity: 'critical',
      site,
      unit: origin,
      parcel: parcels.size === 1 ? hold.parcel : null,
      happenedAt: members.reduce((earliest, one) => Math.min(earliest, one.happenedAt), first.happenedAt),
      data: {
        cause: hold.kind,
        rule,
        parcels: parcels.size,
        doses: [...parcels.values()].reduce((sum, doses) => sum + doses, 0),
        lots: lots.size,
        gtin: lots.size === 1 ? hold.gtin : null,
        lot: lots.size === 1 ? hold.lot : null,
      },
      count: parcels.size,
    };
  });
}

type DevicePlace = { readonly device: string; readonly unit: string | null; readonly site: string | null };

export const deviceSilentKey = (device: string): string => alertKey('device-silent', device);

/** `since`: when its last value stopped standing. */
export const deviceSilent = (
  place: DevicePlace,
  last: { readonly since: UtcMs; readonly at: UtcMs | null; readonly milli: number | null },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: deviceSilentKey(place.device),
  kind: 'device-silent',
  severity: 'warning',
  happenedAt: last.since,
  data: { lastAt: last.at === null ? null : iso(last.at), lastCelsius: celsius(last.milli) },
});

/** Readings kept as rejected, of one reason (its code). `count`: how many of them came now. */
export const deviceRejected = (
  place: DevicePlace,
  rejected: { readonly reason: string; readonly count: number; readonly receivedAt: UtcMs },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: alertKey('device-rejected', place.device, rejected.reason),
  kind: 'device-rejected',
  severity: 'warning',
  happenedAt: rejected.receivedAt,
  data: { reason: rejected.reason },
  count: rejected.count,
});

/** Messages that `boot` and `seq` say were sent and never came. `count`: messages missing. */
export const deviceGap = (
  place: DevicePlace,
  gap: { readonly missing: number; readonly noticedAt: UtcMs },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: alertKey('device-gap', place.device),
  kind: 'device-gap',
  severity: 'warning',
  happenedAt: gap.noticedAt,
  data: { missing: gap.missing },
  count: gap.missing,
});

/** Someone recorded doses of what is not allowed. `codes` are the verdict's; an unreadable code has no lot. */
export const administrationRefused = (refused: {
  readonly site: string;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly doses: number;
  readonly codes: readonly string[];
  readonly by: string;
  readonly at: UtcMs;
}): Condition => ({
  ...NOWHERE,
  key: alertKey('administration-refused', refused.site, refused.gtin ?? '', refused.lot ?? ''),
  kind: 'administration-refused',
  severity: 'critical',
  site: refused.site,
  happenedAt: refused.at,
  data: {
    gtin: refused.gtin,
    lot: refused.lot,
    doses: refused.doses,
    codes: refused.codes.join(' '),
    by: refused.by,
  },
});

export const influxRefusedKey = alertKey('influx-refused');

/** Points are set aside because InfluxDB would not take them. `since`: when the first of them was. */
export const influxRefused = (refused: { readonly count: number; readonly since: UtcMs }): Condition => ({
  ...NOWHERE,
  key: influxRefusedKey,
  kind: 'influx-refused',
  severity: 'warning',
  happenedAt: refused.since,
  data: { points: refused.count },
  count: refused.count,
});

export const influxBehindKey = alertKey('influx-behind');

/** `code`: why nothing can be stored there since then, or BACKLOG: what was received then is still to be sent. */
export type Behind = { readonly target: string; readonly code: string; readonly since: UtcMs };

export const influxBehind = ({ target, code, since }: Behind): Condition => ({
  ...NOWHERE,
  key: influxBehindKey,
  kind: 'influx-behind',
  severity: 'warning',
  happenedAt: since,
  data: { target, code },
});

/** A comparison of the copy in InfluxDB with the store, over [from, to), found differences. */
export const influxDiffers = (found: {
  readonly target: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly at: UtcMs;
  readonly differences: number;
}): Condition => ({
  ...NOWHERE,
  key: alertKey('influx-differs'),
  kind: 'influx-differs',
  severity: 'warning',
  happenedAt: found.at,
  data: {
    target: found.target,
    from: iso(found.from),
    to: iso(found.to),
    differences: found.differences,
  },
});

export const witnessSilentKey = alertKey('witness-silent');

/** `since`: when a witness last took a checkpoint, or the service began. */
export type Silent = { readonly since: UtcMs; readonly witnesses: readonly string[] };

export const witnessSilent = ({ since, witnesses }: Silent): Condition => ({
  ...NOWHERE,
  key: witnessSilentKey,
  kind: 'witness-silent',
  severity: 'warning',
  happenedAt: since,
  data: { witnesses: witnesses.join(' ') },
});

export const ledgerBehindKey = alertKey('ledger-behind-witness');

/** How many events the ledger has, and the most that were signed of it before. */
export const ledgerBehind = (found: {
  readonly since: UtcMs;
  readonly size: number;
  readonly witnessed: number;
}): Condition => ({
  ...NOWHERE,
  key: ledgerBehindKey,
  kind: 'ledger-behind-witness',
  severity: 'critical',
  happenedAt: found.since,
  data: { events: found.size, witnessed: found.witnessed },
});

export const testKey = (device: string): string => alertKey('test', device);

/** Somebody tries whether alerts about a unit are seen. `by`: their name; `endsAt`: it ends by itself then. */
export const testAlert = (
  place: DevicePlace,
  test: { readonly by: string; readonly at: UtcMs; readonly endsAt: UtcMs },
): Condition => ({
  ...NOWHERE,
  ...place,
  key: testKey(place.device),
  kind: 'test',
  severity: 'warning',
  happenedAt: test.at,
  data: { by: test.by, endsAt: iso(test.endsAt) },
});

const NOWHERE = { site: null, unit: null, device: null, parcel: null, count: 1 } as const;

const iso = (at: UtcMs): string => new Date(at).toISOString();
const celsius = (milli: number | null): number | null => (milli === null ? null : milli / 1000);
