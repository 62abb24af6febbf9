/** A shift as it is typed, and what is sent to the service to enter, change or take away one. Pure. */
import { atOf, DAY_MS, daysAfter } from '../format/local.ts';
import { clock } from '../format/province.ts';
import { isoDayOf } from '../format/time.ts';

export const NOTE_MAX = 200;

export type Draft = {
  readonly person: string;
  /** Empty: nobody stands in. */
  readonly standIn: string;
  /** The day on which it begins, and the others of the week on which there is such a shift too. */
  readonly days: readonly string[];
  readonly from: string;
  /** At or before `from`: it ends on the next day. */
  readonly to: string;
  readonly note: string;
};
export type Problem = 'person' | 'days' | 'times' | 'standIn';

/** The usual ones, in the order in which they are offered. */
export const USUAL = [
  ['07:00', '07:00'],
  ['07:00', '17:00'],
  ['17:00', '07:00'],
] as const;

/** As the service takes and gives a shift. */
export type Sent = {
  readonly id?: string;
  readonly person: string;
  readonly standIn: string | null;
  readonly from: string;
  readonly to: string;
  readonly note: string;
};
export type Kept = Sent & { readonly id: string };

export const emptyDraft = (day: string): Draft => ({
  ...{ person: '', standIn: '', days: [day], note: '' },
  ...{ from: USUAL[0][0], to: USUAL[0][1] },
});

/** A shift of several days is changed in its people and note only; its times then stay. */
export const draftOf = ({ person, standIn, from, to, note }: Kept): Draft => ({
  ...{ person, standIn: standIn ?? '', note, days: [isoDayOf(Date.parse(from))] },
  ...{ from: clock(Date.parse(from)), to: clock(Date.parse(to)) },
});

export const isOverADay = ({ from, to }: { from: string; to: string }): boolean =>
  Date.parse(to) - Date.parse(from) > DAY_MS;

export function problemOf({ person, standIn, days, from, to }: Draft): Problem | null {
  if (person === '') return 'person';
  if (standIn === person) return 'standIn';
  if (days.length === 0) return 'days';
  return days.some((day) => atOf(day, from) === null || atOf(day, to) === null) ? 'times' : null;
}

/** Only of a draft without a problem. */
export function shiftsOf(draft: Draft): Sent[] {
  return draft.days.flatMap((day) => {
    const from = atOf(day, draft.from);
    const to = atOf(draft.to <= draft.from ? daysAfter(day, 1) : day, draft.to);
    if (from === null || to === null) return [];
    return {
      person: draft.person,
      standIn: draft.standIn === '' ? null : draft.standIn,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      note: draft.note.normalize('NFC').trim(),
    };
  });
}

export type Change = { readonly from: string; readonly to: string; readonly shifts: readonly Sent[] };

/**
 * The service replaces all shifts that begin in a time. Of what is `known`, that is everything that begins between the first and
 * the last of those that go or come; the rest of it stays as it is.
 */
export function changeOf(known: readonly Kept[], goes: readonly Kept[], comes: readonly Sent[]): Change {
  const begins = [...goes, ...comes].map(({ from }) => Date.parse(from));
  const [from, to] = [Math.min(...begins), Math.max(...begins) + 1];
  const stays = known.filter((each) => {
    const at = Date.parse(each.from);
    return at >= from && at < to && !goes.some(({ id }) => id === each.id);
  });
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    shifts: [...stays, ...comes]
      .map(({ id, person, standIn, from, to, note }) => ({
        ...(id === undefined ? {} : { id }),
        ...{ person, standIn, from, to, note },
      }))
      .sort((a, b) => Date.parse(a.from) - Date.parse(b.from)),
  };
}
