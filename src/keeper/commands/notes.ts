/** The command that writes a shift note about a unit. */
import { siteOfUnit } from '../../fleet/places.ts';
import { may } from '../../fleet/rights.ts';
import { notAhead } from '../../lots/parcels.ts';
import { type Decision, isBlank, refuse, said } from '../../lots/refusal.ts';
import { noteKey, type UnitNote } from '../notes.ts';
import { showNote } from '../queries/notes.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

/** Whoever writes of longer ago has misread the calendar. */
const OLDEST_MS = 31 * 86_400_000;

/** Refuses `UNIT_UNKNOWN`, `NOTE_TEXT_REQUIRED`, `NOTE_TOO_OLD`, `TIME_IN_FUTURE`. */
export function noteOfUnit(turn: Turn, command: Of<'unit.note'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const unit = province.units.get(command.unit);
  if (unit === undefined) return unknown('UNIT', command.unit);
  const site = siteOfUnit(unit, draft.now);
  const allowed = may(actor, command.type, site, province.tree);
  // A box under way is at no site: whoever may write notes may write one about it.
  if (site !== null && !allowed.ok) return allowed;
  if (isBlank(command.text))
    return refuse('NOTE_TEXT_REQUIRED', `Cannot note anything about ${unit.id}: a text is wanted`);
  const at = notAhead(command.at ?? draft.now, draft.now);
  if (!at.ok) return at;
  if (at.value < draft.now - OLDEST_MS)
    return refuse('NOTE_TOO_OLD', `Cannot note about ${unit.id}: it is more than 31 days ago`, {
      at: at.value,
    });
  const note: UnitNote = {
    id: draft.ids(),
    unit: unit.id,
    at: at.value,
    text: said(command.text),
    by: actor.username,
    recordedAt: draft.now,
  };
  draft.put('unit_note', noteKey(note.unit, note.at, note.id), note);
  return done(showNote(province, note));
}
