/** Lines and slots of the temperature book as they are shown. */
import { type BookSlot, deviationOf, isFar } from '../../book/month.ts';
import type { BookEntry } from '../../book/types.ts';
import type { BookEntryView, BookSlotView } from '../book-views.ts';
import type { Province } from '../province.ts';
import { celsiusOrNull, iso } from '../show.ts';

export function showEntry(province: Province, entry: BookEntry): BookEntryView {
  const { sensor } = entry;
  const deviation = deviationOf(entry.celsius, sensor);
  return {
    id: entry.id,
    celsius: entry.celsius / 1000,
    readAt: iso(entry.readAt),
    at: iso(entry.at),
    by: province.people.get(entry.by)?.name ?? entry.by,
    username: entry.by,
    late: entry.late,
    outOfRange: entry.outOfRange,
    action: entry.action,
    corrects: entry.corrects,
    reason: entry.reason,
    sensor: sensor === null ? null : { lowCelsius: sensor.low / 1000, highCelsius: sensor.high / 1000 },
    deviationCelsius: celsiusOrNull(deviation),
    isFar: isFar(deviation, province.book),
    leaf: entry.leaf,
  };
}

export const showSlot = (
  province: Province,
  { slot, span, state, entry, former }: BookSlot,
): BookSlotView => ({
  slot,
  from: iso(span.from),
  to: iso(span.to),
  state,
  entry: entry === null ? null : showEntry(province, entry),
  former: former.map((one) => showEntry(province, one)),
});
