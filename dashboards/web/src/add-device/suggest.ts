/** What could a new unit be called? Its kind, the next number of that kind at the place, and the place. Pure. */
import type { UnitKind } from '../../../../src/fleet/types.ts';

/** Names are written in the province's language, whatever the screen's. */
const WORDS: Readonly<Record<UnitKind, string>> = {
  refrigerator: 'Tủ lạnh',
  freezer: 'Tủ âm',
  'ultra-freezer': 'Tủ âm sâu',
  'cold-room': 'Buồng lạnh',
  'transport-box': 'Hòm lạnh',
};
const NAME_MOST = 200;

export function suggestName(
  kind: UnitKind,
  site: { readonly id: string; readonly name: string },
  units: Iterable<{ readonly name: string; readonly kind: string; readonly site: string | null }>,
): string {
  const here = [...units].filter((unit) => unit.site === site.id);
  const taken = new Set(here.map(({ name }) => name));
  let number = here.filter((unit) => unit.kind === kind).length + 1;
  const named = () => [...`${WORDS[kind]} ${number} – ${site.name}`].slice(0, NAME_MOST).join('').trim();
  while (taken.has(named()) && number < 1_000) number++;
  return named();
}
