/**
 * Which alerts were people told of, and is an excursion of the truth among them? Matched by unit and rule, and by the time at which
 * the service knew of it.
 */
import type { TrueExcursion } from '../../simulator/truth.ts';
import type { AlertView } from '../../src/keeper/views.ts';
import type { Posted } from './post.ts';
import type { Week } from './week.ts';

/** The longest that a message may wait: its group, or its person, was told of something else just before. */
export const WAITS_MOST = 11 * 60_000;

/** The messages about each alert, oldest first. */
export type Told = ReadonlyMap<string, readonly { readonly at: number; readonly over: boolean }[]>;

export function tellingOf(sent: readonly Posted[]): Told {
  const told = new Map<string, { at: number; over: boolean }[]>();
  for (const { at, notice } of sent) {
    const said = { at, over: notice.reason === 'over' };
    for (const alert of notice.alerts) {
      const known = told.get(alert);
      if (known === undefined) told.set(alert, [said]);
      else known.push(said);
    }
  }
  return told;
}

/** A message about an alert of the same cause, between when the service knew of it and a little later. */
export function isTold(excursion: TrueExcursion, week: Week, told: Told): boolean {
  const from = discoveredAt(excursion, week);
  return aboutIt(excursion, week).some(({ id }) =>
    (told.get(id) ?? []).some(({ at, over }) => !over && at >= from && at <= from + WAITS_MOST),
  );
}

/**
 * An alert of the same cause was open when the service knew of it, and the last that people had been told of that is that it
 * lasts: the parcel was on hold already, or the fridge was back for less than the two minutes after which that is told.
 */
export function isKnown(excursion: TrueExcursion, week: Week, told: Told): boolean {
  const from = discoveredAt(excursion, week);
  return aboutIt(excursion, week).some(
    ({ id, raisedAt, resolvedAt }) =>
      Date.parse(raisedAt) <= from &&
      (resolvedAt === null || Date.parse(resolvedAt) > from) &&
      (told.get(id) ?? []).findLast(({ at }) => at <= from)?.over === false,
  );
}

/** When the service knew of it; the breach where it says nothing of such an excursion. */
function discoveredAt({ subject, rule, start, breachedAt }: TrueExcursion, { excursions }: Week): number {
  const known = excursions.find(
    (one) => one[subject.kind] === subject.id && one.rule === rule && Date.parse(one.start) === start,
  );
  return known === undefined ? breachedAt : Date.parse(known.discoveredAt);
}

/** The alerts of the same unit, or of parcels in it, and the same rule. */
function aboutIt({ subject, rule }: TrueExcursion, week: Week): AlertView[] {
  const parcel = week.world.description.parcels.find(({ id }) => id === subject.id);
  const unit = subject.kind === 'unit' ? subject.id : parcel?.unit;
  const kinds =
    subject.kind === 'unit'
      ? ['unit-excursion', 'unit-unmonitored', 'late-discovery']
      : ['parcel-hold', 'late-discovery'];
  return week.alerts.filter(
    (alert) => alert.unit === unit && alert.data.rule === rule && kinds.includes(alert.kind),
  );
}
