/** Who is told, and how they are reached, as a description says it: checked parts with what they leave out filled in. */
import { checkContact } from '../alerts/contacts.ts';
import type { Contact } from '../alerts/duty.ts';
import type { DescribedContact, DescribedLadder, DescribedRoster } from './described.ts';
import type { ReadInstant } from './described-parts.ts';
import type { Path, ProblemCode } from './problems.ts';
import type { Shape } from './shape.ts';

const WAYS = ['phone', 'mail', 'zalo', 'telegram'] as const;

/** None where nothing is said of it. */
export function contactsOf(
  item: Shape<'people'>,
  line: number,
  path: Path,
  report: (code: ProblemCode, path: Path, value?: unknown) => void,
): DescribedContact[] {
  const { username, language } = item;
  const given: Contact = {
    ...{ id: username, phone: item.phone ?? null, mail: item.mail ?? null },
    ...{ zalo: item.zalo ?? null, telegram: item.telegram ?? null, language: language ?? 'vi' },
  };
  const checked = checkContact(given);
  if (!checked.ok) {
    const field = String(checked.refusal.details?.field);
    report(field === 'phone' ? 'BAD_PHONE' : 'BAD_CONTACT', [...path, field], item[field as 'phone']);
    return [];
  }
  const ways = WAYS.filter((way) => item[way] !== undefined).map((way) => [way, checked.value[way]] as const);
  const said = { ...Object.fromEntries(ways), ...(language === undefined ? {} : { language }) };
  return Object.keys(said).length === 0 ? [] : [{ line, username, said }];
}

/** A shift whose times cannot be read is reported by the reader, and left out. */
export function rosterOf(item: Shape<'rosters'>, line: number, instant: ReadInstant): DescribedRoster {
  const shifts = (item.shifts ?? []).flatMap((shift, i) => {
    const from = instant(shift.from, 'shifts', i, 'from');
    const to = instant(shift.to, 'shifts', i, 'to');
    if (from === null || to === null) return [];
    return [{ person: shift.person, standIn: shift.standIn ?? null, from, to, note: shift.note }];
  });
  return { line, id: item.id, name: item.name ?? item.id, site: item.site ?? null, shifts };
}

export const ladderOf = (item: Shape<'ladders'>, line: number): DescribedLadder => ({
  line,
  site: item.site ?? null,
  levels: item.levels,
  stillMinutes: item.stillMinutes,
  forgottenMinutes: item.forgottenMinutes,
  quiet: item.quiet ?? null,
});
