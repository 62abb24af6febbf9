/** The command that signs the temperature book: a line that stays, and an event in the ledger that proves it. */
import type { BookEntry } from '../../book/types.ts';
import { momentOf, write } from '../../book/write.ts';
import { bookSigned } from '../../custody/events.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { entriesOfDay, entryKey, stoodAt } from '../book.ts';
import { showEntry } from '../queries/book-show.ts';
import { contextOf, type Done, done, type Of, type Turn, unknown } from './turn.ts';

/** Refuses `UNIT_UNKNOWN`, `REASON_REQUIRED` and the codes of wording/book.ts. */
export async function signBook(turn: Turn, command: Of<'book.sign'>): Promise<Decision<Done>> {
  const { actor, draft, province, store } = turn;
  const unit = province.units.get(command.unit);
  if (unit === undefined) return unknown('UNIT', command.unit);
  const site = siteOfUnit(unit, draft.now);
  const allowed = may(actor, command.type, site, province.tree);
  if (!allowed.ok) return allowed;
  const { type: _, unit: id, ...wish } = command;
  const { retiredAt, rules } = unit;
  const entries = await entriesOfDay(store, id, wish.day);
  const book = { id, retiredAt, rules, terms: province.book, zone: province.zone, entries };
  const moment = momentOf(wish, book, draft.now);
  if (!moment.ok) return moment;
  const sensor = await stoodAt(turn, unit, moment.value.at);
  const decided = write(wish, book, sensor, contextOf(turn));
  if (!decided.ok) return decided;
  const { line, former } = decided.value;
  if (former !== null) return done(showEntry(province, former));
  const event = bookSigned({ id: line.id, by: actor.username, recorded: draft.now }, line, site);
  const entry: BookEntry = { ...line, leaf: draft.append(event).leaf };
  draft.put('book_entry', entryKey(entry), entry);
  return accept({ value: () => showEntry(province, entry), subjects: [] });
}
