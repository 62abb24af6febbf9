/** Which tables does the report of a month have? The same for paper, for files and for the screen. */
import { HEAD as H, REPORT_WORDS } from '../wording/report-papers.ts';
import type { Language } from '../wording/words.ts';
import { column, namer, table } from './report-table.ts';
import type { NamedMonthly, Table } from './report-types.ts';

type Times = {
  readonly watchedSeconds: number;
  readonly inRangeSeconds: number;
  readonly unknownSeconds: number;
};

/** Of the time with readings, in range; null: there was none. */
export const shareInRange = ({ watchedSeconds, inRangeSeconds, unknownSeconds }: Times): number | null =>
  watchedSeconds <= unknownSeconds ? null : inRangeSeconds / (watchedSeconds - unknownSeconds);

/** Of the time watched, with readings; null: it was not watched. */
export const availability = ({ watchedSeconds, unknownSeconds }: Times): number | null =>
  watchedSeconds === 0 ? null : (watchedSeconds - unknownSeconds) / watchedSeconds;

export const monthlyTables = (named: NamedMonthly, language: Language): readonly Table[] => [
  sites(named),
  units(named, language),
];

function sites({ report, names }: NamedMonthly): Table {
  const called = namer(names);
  const unitsOf = Map.groupBy(report.units, ({ site }) => site);
  return table(
    'sites',
    [
      column(H.site, 'text', 110),
      column(H.units, 'count', 32),
      column(H.share, 'share', 48),
      column(H.available, 'share', 54),
      column(H.excursions, 'count', 44),
      column(H.median, 'seconds', 56),
      column(H.p90, 'seconds', 56),
      ...[H.lotsHeld, H.lotsReleased, H.lotsDiscarded].map((head) => column(head, 'count', 42)),
    ],
    report.sites.map((one) => {
      const own = unitsOf.get(one.site) ?? [];
      const times = {
        watchedSeconds: own.reduce((sum, { watchedSeconds }) => sum + watchedSeconds, 0),
        inRangeSeconds: own.reduce((sum, { inRangeSeconds }) => sum + inRangeSeconds, 0),
        unknownSeconds: own.reduce((sum, { unknownSeconds }) => sum + unknownSeconds, 0),
      };
      return [
        called.site(one.site),
        own.length,
        shareInRange(times),
        availability(times),
        one.excursions,
        one.medianResponseSeconds,
        one.p90ResponseSeconds,
        one.lotsHeld,
        one.lotsReleased,
        one.lotsDiscarded,
      ];
    }),
    [1, 4, 7, 8, 9],
  );
}

function units({ report, names }: NamedMonthly, language: Language): Table {
  const called = namer(names);
  return table(
    'units',
    [
      column(H.site, 'text', 130),
      column(H.unit, 'text', 120),
      column(H.watched, 'seconds', 70),
      column(H.share, 'share', 52),
      column(H.available, 'share', 58),
      column(H.excursions, 'count', 48),
    ],
    report.units.map((one) => [
      one.site === null ? REPORT_WORDS.underWay[language] : called.site(one.site),
      called.unit(one.unit),
      one.watchedSeconds,
      shareInRange(one),
      availability(one),
      one.excursions,
    ]),
    [5],
  );
}
