/** May this line be written into the book? Nothing in it is overwritten, and nothing is dated back. */
import { isDay } from '../fleet/instants.ts';
import { accept, type Context, type Decision, isBlank, refuse, said } from '../lots/refusal.ts';
import { cutOf, isBeyond } from '../thermal/cuts.ts';
import type { DurationMs, MilliCelsius, Rule, UtcMs } from '../thermal/types.ts';
import { type Span, spanOf } from './slots.ts';
import type { BookEntry, BookLine, BookTerms, Slot, Stood } from './types.ts';

/** What is longer ago is for the paper book alone. */
export const LATE_MOST: DurationMs = 31 * 86_400_000;
/** As with every reading (DESIGN.md section 3, Plausibility). */
const COLDEST: MilliCelsius = -120_000;
const WARMEST: MilliCelsius = 80_000;

export type Wish = {
  readonly day: string;
  readonly slot: Slot;
  readonly celsius: number;
  /** When it was read, by the writer's word: for a late line only. */
  readonly readAt?: UtcMs;
  readonly action?: string;
  readonly corrects?: string;
  readonly reason?: string;
};

export type BookOfUnit = {
  readonly id: string;
  readonly retiredAt: UtcMs | null;
  readonly rules: readonly Rule[];
  readonly terms: BookTerms;
  readonly zone: string;
  /** What is written for that day already, the oldest first. */
  readonly entries: readonly BookEntry[];
};

/** The line that counts for a slot: nothing was written instead of it. */
export const standingEntry = (entries: readonly BookEntry[], slot: Slot): BookEntry | null =>
  entries.findLast(
    (entry) => entry.slot === slot && !entries.some(({ corrects }) => corrects === entry.id),
  ) ?? null;

/**
 * When the thermometer was read, and whether the slot was over: a correction is of the reading that it corrects. Refuses as
 * `write` does, so that the sensors may be asked about that moment before.
 */
export function momentOf(wish: Wish, book: BookOfUnit, now: UtcMs): Decision<{ at: UtcMs; late: boolean }> {
  if (!isDay(wish.day)) return refuse('BOOK_DAY_INVALID', `Cannot sign: ${wish.day} is no day`);
  const span = spanOf(wish.day, wish.slot, book.terms, book.zone);
  if (now < span.from)
    return refuse('BOOK_SLOT_AHEAD', `Cannot sign ${wish.slot} of ${wish.day}: it has not begun`, {
      from: new Date(span.from).toISOString(),
    });
  if (book.retiredAt !== null && span.from >= book.retiredAt)
    return refuse('BOOK_UNIT_RETIRED', `Cannot sign ${wish.day} of ${book.id}: it is retired since before`);
  if (now - span.to > LATE_MOST)
    return refuse('BOOK_TOO_OLD', `Cannot sign ${wish.day}: it is more than 31 days ago`);
  const former = book.entries.find(({ id }) => id === wish.corrects);
  if (former !== undefined && wish.readAt === undefined)
    return accept({ at: former.readAt, late: former.late });
  return readingOf(wish, span, now);
}

function readingOf({ readAt }: Wish, span: Span, now: UtcMs): Decision<{ at: UtcMs; late: boolean }> {
  const late = now >= span.to;
  if (readAt === undefined) return accept({ at: now, late });
  if (!late || readAt < span.from || readAt > now)
    return refuse('BOOK_READ_AT_INVALID', 'Cannot sign: the time of reading is not between slot and now');
  return accept({ at: readAt, late });
}

/** `sensor`: what stood at the moment of reading. A line that is there already, word for word by the same person, is answered. */
export function write(
  wish: Wish,
  book: BookOfUnit,
  sensor: Stood | null,
  context: Context,
): Decision<{ line: BookLine; former: BookEntry | null }> {
  const moment = momentOf(wish, book, context.now);
  if (!moment.ok) return moment;
  const celsius = Math.round(wish.celsius * 1000);
  if (!(celsius >= COLDEST && celsius <= WARMEST))
    return refuse('BOOK_CELSIUS_INVALID', `Cannot sign ${wish.celsius} °C: no thermometer says so`);
  const action = said(wish.action ?? '');
  const reason = said(wish.reason ?? '');
  const outOfRange = book.rules.some((rule) => isBeyond(cutOf(rule), celsius, celsius));
  const standing = standingEntry(book.entries, wish.slot);
  const line: BookLine = {
    id: context.ids(),
    unit: book.id,
    day: wish.day,
    slot: wish.slot,
    celsius,
    readAt: moment.value.at,
    at: context.now,
    by: context.by,
    late: moment.value.late,
    outOfRange,
    action,
    corrects: wish.corrects ?? null,
    reason,
    sensor,
  };
  // Pressed twice, or sent again because the answer was lost on the way.
  if (standing !== null && saysTheSame(standing, line, wish)) return accept({ line, former: standing });
  const fits = follows(line, standing);
  if (!fits.ok) return fits;
  if (outOfRange && isBlank(action))
    return refuse('BOOK_ACTION_REQUIRED', `Cannot sign ${wish.celsius} °C: say what was done about it`, {
      celsius: wish.celsius,
    });
  return accept({ line, former: null });
}

/** Two people at once: the second one is told of the first. A correction names the line that counts now. */
function follows(line: BookLine, standing: BookEntry | null): Decision<null> {
  const signed = standing === null ? {} : { entry: standing.id, by: standing.by };
  if (line.corrects === null)
    return standing === null
      ? accept(null)
      : refuse('BOOK_SIGNED_ALREADY', `Cannot sign ${line.slot} of ${line.day}: it is signed`, signed);
  if (standing?.id !== line.corrects)
    return refuse('BOOK_CORRECTED_ALREADY', `Cannot correct ${line.corrects}: another line counts`, signed);
  if (isBlank(line.reason)) return refuse('REASON_REQUIRED', 'Cannot correct: say why');
  return accept(null);
}

const saysTheSame = (known: BookEntry, line: BookLine, { readAt }: Wish): boolean =>
  known.by === line.by &&
  known.celsius === line.celsius &&
  known.action === line.action &&
  known.reason === line.reason &&
  known.corrects === line.corrects &&
  (readAt === undefined || known.readAt === readAt);
