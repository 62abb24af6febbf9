/** Which tables does the report of a day have? The same for paper, for files and for the screen, so that none can say otherwise. */
import { FIGURE, HEAD as H, REPORT_WORDS } from '../wording/report-papers.ts';
import type { Language } from '../wording/words.ts';
import { capacity, differences, given, plans, proposals, shipments, stock } from './daily-vaccine-tables.ts';
import { column, namer, table } from './report-table.ts';
import type { NamedDaily, Table } from './report-types.ts';

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((total, one) => total + of(one), 0);

/** In the order in which they are read. `language` is of the words in cells; ids stand where a name is not known. */
export function dailyTables(named: NamedDaily, language: Language): readonly Table[] {
  return [
    summary(named, language),
    cold(named, language),
    silent(named, language),
    excursions(named, language),
    holds(named, language),
    stock(named, language),
    given(named),
    plans(named, language),
    shipments(named, language),
    capacity(named, language),
    proposals(named, language),
    differences(named, language),
  ];
}

function summary({ report }: NamedDaily, language: Language): Table {
  const { cold, holds, stock, expiring, response } = report;
  const lines: readonly (readonly [keyof typeof FIGURE, number | null])[] = [
    ['units', sum(cold, (one) => one.units)],
    ['inRange', sum(cold, (one) => one.inRange)],
    ['watching', sum(cold, (one) => one.watching)],
    ['breached', sum(cold, (one) => one.breached)],
    ['silent', sum(cold, (one) => one.silent.length)],
    ['excursions', report.excursions.length],
    ['median', response.medianSeconds],
    ['p90', response.p90Seconds],
    ['openHolds', holds.open],
    ['openDoses', holds.openDoses],
    ['placed', holds.placed],
    ['released', holds.released],
    ['discarded', holds.discarded],
    ['stock', sum(stock, ({ doses }) => doses)],
    ['held', sum(stock, ({ heldDoses }) => heldDoses)],
    ['days7', expiring.days7],
    ['days30', expiring.days30],
    ['expired', expiring.expired],
    ['given', sum(report.given, ({ doses }) => doses)],
    ['differences', report.differences.filter(({ explained }) => explained === null).length],
  ];
  return table(
    'summary',
    [column(H.figure, 'text', 160), column(H.value, 'count', 40)],
    lines.map(([figure, value]) => [FIGURE[figure][language], value]),
  );
}

function cold({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'cold',
    [
      column(H.site, 'text', 150),
      ...[H.units, H.inRange, H.watching, H.breached, H.silent].map((head) => column(head, 'count', 50)),
    ],
    report.cold.map((one) => [
      one.site === null ? REPORT_WORDS.underWay[language] : called.site(one.site),
      one.units,
      one.inRange,
      one.watching,
      one.breached,
      one.silent.length,
    ]),
    [1, 2, 3, 4, 5],
  );
}

function silent({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'silent',
    [column(H.site, 'text', 150), column(H.unit, 'text', 150), column(H.lastAt, 'instant', 90)],
    report.cold.flatMap(({ site, silent: units }) =>
      units.map(({ unit, lastAt }) => [
        site === null ? REPORT_WORDS.underWay[language] : called.site(site),
        called.unit(unit),
        lastAt,
      ]),
    ),
  );
}

function excursions({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'excursions',
    [
      column(H.site, 'text', 80),
      column(H.unit, 'text', 70),
      column(H.rule, 'text', 44),
      column(H.start, 'instant', 58),
      column(H.end, 'instant', 58),
      column(H.peak, 'celsius', 36),
      ...[H.learned, H.told, H.taken].map((head) => column(head, 'instant', 58)),
    ],
    report.excursions.map((one) => [
      one.site === null ? REPORT_WORDS.underWay[language] : called.site(one.site),
      called.unit(one.unit),
      one.rule,
      one.start,
      one.end,
      one.peakCelsius,
      one.discoveredAt,
      one.firstToldAt,
      one.acknowledgedAt,
    ]),
  );
}

function holds({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'holds',
    [
      column(H.site, 'text', 150),
      ...[H.openHolds, H.openDoses, H.placed, H.released, H.discarded].map((head) =>
        column(head, 'count', 50),
      ),
    ],
    report.holds.sites.map(({ site, open, openDoses, placed, released, discarded }) => [
      site === null ? REPORT_WORDS.nowhere[language] : called.site(site),
      ...[open, openDoses, placed, released, discarded],
    ]),
    [1, 2, 3, 4, 5],
  );
}
