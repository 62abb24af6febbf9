/** What the paper of a month's temperature book is made from (papers/types.ts). */
import { accept, type Decision } from '../../lots/refusal.ts';
import type { PaperCheck, TemperatureBookData } from '../../papers/types.ts';
import { BOOK_WORDS as W } from '../../wording/book.ts';
import { celsius, clock, day, instant } from '../../wording/format.ts';
import type { BookDayView, BookEntryView, BookSlotView } from '../book-views.ts';
import { book } from './book.ts';
import type { InTurns } from './turns.ts';
import type { Of, View } from './view.ts';

const NO_CHECK: PaperCheck = { state: 'none', celsius: null, by: null, at: null, corrected: false };

export async function* bookPaper(
  view: View,
  { unit, month, url }: Of<'book.paper'>,
): InTurns<Decision<TemperatureBookData>> {
  const read = yield* book(view, { unit, month });
  if (!read.ok) return read;
  const { value } = read;
  const lines = value.days.flatMap(({ slots }) => slots.flatMap(({ entry, former }) => [...former, entry]));
  const newest = lines
    .flatMap((line) => line ?? [])
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  return accept({
    zone: value.zone,
    number: `ND-${month.replace('-', '')}-${unit}`,
    authority: null,
    unit: value.name,
    site: value.siteName,
    month,
    ...value.range,
    days: value.days.map((one) => ({
      day: one.day,
      morning: checkOf(one, 'morning'),
      afternoon: checkOf(one, 'afternoon'),
      minCelsius: one.measured?.minCelsius ?? null,
      maxCelsius: one.measured?.maxCelsius ?? null,
      meanKineticCelsius: one.measured?.meanKineticCelsius ?? null,
      unknown: one.measured === null ? null : one.measured.unknownSeconds * 1000,
      alarms: one.alarms.length,
    })),
    remarks: [
      ...value.overdue.map(
        ({ device, probe, due }) => `Thiết bị ${device}, đầu đo ${probe}: ${W.overdue.vi} ${day(due)}`,
      ),
      ...value.days.flatMap((one) => one.slots.flatMap((slot) => remarksOf(one.day, slot, value.zone))),
    ],
    proof: { url, hash: newest?.leaf ?? null },
    printedAt: view.now,
  });
}

function checkOf({ slots }: BookDayView, wanted: BookSlotView['slot']): PaperCheck {
  const found = slots.find(({ slot }) => slot === wanted);
  if (found === undefined) return NO_CHECK;
  const { state, entry, former } = found;
  if (entry === null) return { ...NO_CHECK, state };
  const { celsius, by, at } = entry;
  return { state, celsius, by, at: Date.parse(at), corrected: former.length > 0 };
}

/** `22/11/2026 sáng: 9,1 °C, việc đã làm: …`, with the names and times that the table has no room for. */
function remarksOf(date: string, { slot, entry, former }: BookSlotView, zone: string): string[] {
  if (entry === null) return [];
  const when = `${day(date)} ${slot === 'morning' ? 'sáng' : 'chiều'}`;
  return [...former, entry].flatMap((line) => {
    const said = [...wordsOf(line, zone)];
    return said.length === 0 && former.length === 0
      ? []
      : [
          `${when}: ${celsius(line.celsius, 'vi')}, ${line.by} ${instant(Date.parse(line.at), zone)}${said.map((one) => `; ${one}`).join('')}`,
        ];
  });
}

function* wordsOf(line: BookEntryView, zone: string): Iterable<string> {
  if (line.corrects !== null) yield `sửa dòng trước: ${line.reason}`;
  else if (line.late)
    yield `${W.late.vi}, xem nhiệt kế lúc ${clock(Date.parse(line.readAt), zone)} theo người ghi`;
  if (line.outOfRange) yield `ngoài ngưỡng, ${line.action}`;
  if (line.isFar && line.sensor !== null)
    yield `${W.sensor.vi} ${celsius(line.sensor.lowCelsius, 'vi')}, lệch ${celsius(line.deviationCelsius, 'vi')}`;
}
