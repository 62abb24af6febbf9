/** The temperature book: one month of a unit, and who still has to look at a thermometer today. */
import { type BookSlot, dayOf, type InUse, monthOf } from '../../book/month.ts';
import { daySpan, daysOf, isMonth, type Span } from '../../book/slots.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { LONG_AGO } from '../../fleet/types.ts';
import { localDay } from '../../lots/expiry.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { ExcursionRecord } from '../../lots/types.ts';
import { UNMONITORED, type UtcMs } from '../../thermal/types.ts';
import { entriesBetween, entriesOfDay } from '../book.ts';
import type { BookDayView, BookTodayView, BookView, MeasuredView } from '../book-views.ts';
import { unitSubject } from '../judging.ts';
import { paged } from '../pages.ts';
import type { UnitDocument } from '../province.ts';
import { celsiusOrNull, iso, isoOrNull } from '../show.ts';
import type { Paged } from '../views.ts';
import { BookMeasured, LOOK_BACK, type Stretch } from './book-measured.ts';
import { overdueIn } from './book-overdue.ts';
import { showSlot } from './book-show.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, outOfPlace, sees, type View } from './view.ts';

const DAY_MS = 86_400_000;

export async function* book(
  view: View,
  query: Pick<Of<'book'>, 'unit' | 'month'>,
): InTurns<Decision<BookView>> {
  const { province, store, now } = view;
  const unit = province.units.get(query.unit);
  if (unit === undefined) return missing('UNIT', query.unit);
  const site = siteOfUnit(unit, now);
  const place = outOfPlace(view, 'book', site);
  if (place !== null) return place;
  const { month } = query;
  if (!isMonth(month)) return refuse('BOOK_MONTH_INVALID', `Cannot open the book: ${month} is no month`);
  const days = daysOf(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const entries = await entriesBetween(store, unit.id, daysBefore(first), last);
  const terms = province.book;
  const slots = monthOf(month, entries, { terms, zone: province.zone, use: useOf(unit), now });
  const measured = new BookMeasured();
  const checks = slots.flatMap((day) => day.slots.flatMap(checkOf));
  yield* measured.read(
    view,
    unit.id,
    days,
    checks.flatMap(({ from, to }) => [from, to]),
  );
  const alarms = province
    .excursionsOf(unitSubject(unit.id))
    .filter((one) => one.present && one.rule !== UNMONITORED);
  const today = localDay(now, province.zone);
  const { from } = daySpan(first, province.zone);
  const { to } = daySpan(last, province.zone);
  return accept({
    ...whatOf(view, unit),
    zone: province.zone,
    month,
    today,
    overdue: overdueIn(province, unit.id, { from, to }, today < last ? today : last),
    deviationCelsius: terms.deviation / 1000,
    days: slots.map((day): BookDayView => {
      const summary = measured.day(day.day);
      const span = daySpan(day.day, province.zone);
      const inDay = alarms.filter((one) => isWithin(span, one, now));
      return {
        day: day.day,
        measured:
          summary === null
            ? null
            : {
                ...showMeasured(summary, summary.known + summary.unknown),
                meanKineticCelsius: rounded(summary.meanKineticCelsius),
              },
        alarms: inDay.map(({ id, rule, start, end, peak }) => ({
          id,
          rule,
          start: iso(start),
          end: isoOrNull(end),
          peakCelsius: celsiusOrNull(peak),
        })),
        slots: day.slots.map((slot) => {
          const [check] = checkOf(slot);
          const since =
            check === undefined
              ? null
              : {
                  ...showMeasured(measured.between(check.from, check.to), check.to - check.from),
                  from: iso(check.from),
                  alarms: alarms.filter((one) => one.start < check.to && (one.end ?? now) > check.from)
                    .length,
                };
          return { ...showSlot(province, slot), since };
        }),
      };
    }),
  });
}

/** From one unit to the next others have their turn. */
export async function* today(view: View, query: Of<'book.today'>): InTurns<Decision<Paged<BookTodayView>>> {
  const { province, store, now } = view;
  const { zone, book: terms } = province;
  const day = localDay(now, zone);
  const units = unitsFor(view, query.site);
  const page = paged(
    units,
    (unit) => unit.id,
    (unit) => unit,
    query,
  );
  const pace = new Pace();
  const items: BookTodayView[] = [];
  for (const unit of page.items) {
    const entries = await entriesOfDay(store, unit.id, day);
    const slots = dayOf(day, entries, { terms, zone, use: useOf(unit), now });
    items.push({ ...whatOf(view, unit), day, slots: slots.map((slot) => showSlot(province, slot)) });
    yield* pace.rest();
  }
  return accept({ items, next: page.next });
}

/** A box has no book of its own: it is looked at at every handoff. */
function unitsFor(view: View, asked: string | undefined): UnitDocument[] {
  const { province, actor, now } = view;
  const hasBook = (unit: UnitDocument) =>
    unit.kind !== 'transport-box' && (unit.retiredAt === null || unit.retiredAt > now);
  const at = (site: string) =>
    [...(province.unitsEverAt.get(site) ?? [])].flatMap((id) => {
      const unit = province.units.get(id);
      return unit !== undefined && siteOfUnit(unit, now) === site && hasBook(unit) ? [unit] : [];
    });
  if (asked !== undefined) return sees(view, asked) ? at(asked) : [];
  const own = actor.site === null ? [] : at(actor.site);
  if (own.length > 0) return own;
  return [...province.units.values()].filter((unit) => hasBook(unit) && sees(view, siteOfUnit(unit, now)));
}

function whatOf(view: View, unit: UnitDocument) {
  const { id, name, kind, site, siteName, range } = view.tiles.show(unit, view.now);
  return { unit: id, name, kind, site, siteName, range };
}

function useOf(unit: UnitDocument): InUse {
  const from = unit.placements[0]?.since ?? LONG_AGO;
  return { from: from <= LONG_AGO ? null : from, until: unit.retiredAt };
}

function checkOf({ entry, since }: BookSlot): { from: UtcMs; to: UtcMs }[] {
  if (entry === null) return [];
  const { readAt } = entry;
  return [{ from: Math.max(since ?? readAt - DAY_MS, readAt - LOOK_BACK), to: readAt }];
}

/** Also where it lasted no time at all. */
const isWithin = ({ from, to }: Span, { start, end }: ExcursionRecord, now: UtcMs): boolean =>
  start < to && Math.max(start, (end ?? now) - 1) >= from;

const showMeasured = ({ min, max, known }: Stretch, length: number): MeasuredView => ({
  minCelsius: celsiusOrNull(min),
  maxCelsius: celsiusOrNull(max),
  unknownSeconds: Math.round(Math.max(0, length - known) / 1000),
});

const rounded = (celsius: number | null): number | null =>
  celsius === null ? null : Math.round(celsius * 100) / 100;

/** Lines of the days before tell when the first check's former one was. */
const daysBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - LOOK_BACK).toISOString().slice(0, 10);
