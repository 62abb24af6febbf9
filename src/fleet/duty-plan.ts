/** What must change so that people are told, and reached, as a description says? */
import type { Contact, Ladder, Roster, Shift } from '../alerts/duty.ts';
import { ladderId } from '../alerts/ladders.ts';
import type { DescribedRoster, ProvinceDescription } from './described.ts';
import { effectsOf } from './effects.ts';
import type { Registry, RegistryChange } from './registry.ts';

const UNREACHED = { phone: null, mail: null, zalo: null, telegram: null, language: 'vi' } as const;

export function planDuty(current: Registry, description: ProvinceDescription): RegistryChange[] {
  return [
    ...description.contacts.flatMap(({ username, said }): RegistryChange[] => {
      const former = current.contacts.get(username);
      const contact: Contact = { ...UNREACHED, ...former, ...said, id: username };
      // Nothing said of somebody of whom nothing is known is no contact.
      if (former === undefined && effectsOf<object>(UNREACHED, said).length === 0) return [];
      const effects = effectsOf<Contact>(former, contact);
      return effects.length > 0 ? [{ kind: 'contact', contact, effects }] : [];
    }),
    ...description.rosters.flatMap((stated): RegistryChange[] => {
      const former = current.rosters.get(stated.id);
      const roster = rosterAs(stated, former?.shifts ?? []);
      const effects = effectsOf<Roster>(former, roster);
      return effects.length > 0 ? [{ kind: 'roster', roster, effects }] : [];
    }),
    ...description.ladders.flatMap(({ line: _, ...stated }): RegistryChange[] => {
      const ladder: Ladder = { ...stated, id: ladderId(stated.site) };
      const former = current.ladders.get(ladder.id);
      const effects = former !== undefined && sameLadder(former, ladder) ? [] : effectsOf(former, ladder);
      return effects.length > 0 ? [{ kind: 'ladder', ladder, effects }] : [];
    }),
  ];
}

/** Shifts that are there already become what is said of them, those that are not named stay. */
function rosterAs({ line: _, shifts: stated, ...facts }: DescribedRoster, former: readonly Shift[]): Roster {
  const shifts = new Map(former.map((shift) => [keyOf(shift), shift]));
  for (const shift of stated) {
    const key = keyOf(shift);
    const { person, standIn, from, to, note } = shift;
    const known = shifts.get(key);
    if (known?.standIn === standIn && known.to === to && known.note === note) continue;
    shifts.set(key, { id: known?.id ?? key, person, standIn, from, to, note });
  }
  const ordered = [...shifts.values()].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  return { ...facts, shifts: ordered };
}

const keyOf = ({ person, from }: Pick<Shift, 'person' | 'from'>): string =>
  `${new Date(from).toISOString()} ${person}`;

/** Whatever the order in which the keys of a target were written. */
const sameLadder = (a: Ladder, b: Ladder): boolean => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

const plain = ({ site, levels, stillMinutes, forgottenMinutes, quiet }: Ladder): unknown => [
  ...[site, stillMinutes, forgottenMinutes, quiet?.from ?? null, quiet?.to ?? null],
  levels.map(({ afterMinutes, targets, channels }) => [
    ...[afterMinutes, channels],
    targets.map((target) => Object.entries(target).sort(([x], [y]) => (x < y ? -1 : 1))),
  ]),
];
