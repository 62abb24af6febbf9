/** What did people write down about a unit? */
import { siteOfUnit } from '../../fleet/places.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { noteKeyFrom, type UnitNote } from '../notes.ts';
import { limitOf } from '../pages.ts';
import type { Province } from '../province.ts';
import { iso } from '../show.ts';
import type { UnitNoteView } from '../unit-views.ts';
import type { Paged } from '../views.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

export async function notes(view: View, query: Of<'unit.notes'>): Promise<Decision<Paged<UnitNoteView>>> {
  const unit = view.province.units.get(query.unit);
  if (unit === undefined) return missing('UNIT', query.unit);
  const place = outOfPlace(view, query.type, siteOfUnit(unit, view.now));
  if (place !== null) return place;
  const limit = limitOf(query);
  const begin = noteKeyFrom(unit.id, query.from);
  const after = query.cursor !== undefined && query.cursor > begin ? query.cursor : begin;
  const end = noteKeyFrom(unit.id, query.to);
  const page = await view.store.documentsPage('unit_note', after, limit);
  const within = page.filter(({ id }) => id < end);
  const isMore = within.length === limit;
  return accept({
    items: within.map(({ doc }) => showNote(view.province, doc as UnitNote)),
    next: isMore ? (within.at(-1)?.id ?? null) : null,
  });
}

export const showNote = (province: Province, note: UnitNote): UnitNoteView => ({
  id: note.id,
  unit: note.unit,
  at: iso(note.at),
  text: note.text,
  by: province.people.get(note.by)?.name ?? note.by,
  recordedAt: iso(note.recordedAt),
});
