/** Whose excursions are shown, and must be judged first so that they are as the evidence shows them this very moment? */
import { parcelSubject, unitSubject } from './judging.ts';
import type { Of } from './queries/view.ts';
import type { Rooms } from './rooms.ts';

/** Of the unit or parcel that is asked for; of neither, those that go on. */
export function subjectsShown({ unit, parcel }: Of<'excursions'>, { province, judging }: Rooms): string[] {
  const subjects: string[] = [];
  if (unit !== undefined) subjects.push(unitSubject(unit));
  if (parcel !== undefined) subjects.push(parcelSubject(parcel));
  if (subjects.length === 0)
    for (const e of province.allExcursions())
      if (e.present && e.end === null) subjects.push(`${e.subject.kind}:${e.subject.id}`);
  return subjects.filter((subject) => judging.standing(subject) !== undefined);
}
