/** The tables of a day's report that are about vaccine: where it is, what was given, what comes, what should move, what does not add up. */
import type { ShipmentState } from '../custody/types.ts';
import { SHIPMENT_STATE_WORDS } from '../wording/papers.ts';
import {
  CLASS_WORDS,
  DIFFERENCE_WORDS,
  HEAD as H,
  MOVE_WORDS,
  REPORT_WORDS,
} from '../wording/report-papers.ts';
import type { Language } from '../wording/words.ts';
import { column, namer, table } from './report-table.ts';
import type { Cell, NamedDaily, Table } from './report-types.ts';

export function stock({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'stock',
    [
      column(H.site, 'text', 120),
      column(H.vaccine, 'text', 120),
      column(H.gtin, 'text', 0),
      column(H.lot, 'text', 60),
      column(H.expiry, 'day', 52),
      column(H.doses, 'count', 44),
      column(H.held, 'count', 50),
    ],
    report.stock.map((one) => [
      one.site === null ? REPORT_WORDS.nowhere[language] : called.site(one.site),
      called.product(one.gtin),
      one.gtin,
      one.lot,
      one.expiry,
      one.doses,
      one.heldDoses,
    ]),
    [5, 6],
  );
}

export function given({ report, names }: NamedDaily): Table {
  const called = namer(names);
  return table(
    'given',
    [
      column(H.site, 'text', 140),
      column(H.vaccine, 'text', 140),
      column(H.gtin, 'text', 0),
      column(H.lot, 'text', 70),
      column(H.doses, 'count', 50),
    ],
    report.given.map(({ site, gtin, lot, doses }) => [
      called.site(site),
      called.product(gtin),
      gtin,
      lot,
      doses,
    ]),
    [4],
  );
}

export function plans({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'plans',
    [
      column(H.site, 'text', 110),
      column(H.vaccine, 'text', 100),
      column(H.from, 'day', 52),
      column(H.to, 'day', 52),
      ...[H.planned, H.dueByNow, H.given].map((head) => column(head, 'count', 48)),
    ],
    report.plans.map(({ plan, given: doses, dueByNow }) => [
      called.site(plan.site),
      plan.gtin === null ? REPORT_WORDS.anyVaccine[language] : called.product(plan.gtin),
      plan.from,
      plan.to,
      plan.doses,
      dueByNow,
      doses,
    ]),
  );
}

export function shipments({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'shipments',
    [
      column(H.shipment, 'text', 0),
      column(H.from, 'text', 110),
      column(H.to, 'text', 110),
      column(H.escort, 'text', 80),
      column(H.state, 'text', 70),
      column(H.doses, 'count', 44),
      column(H.arriveBy, 'instant', 62),
    ],
    report.shipments.map((one): Cell[] => [
      one.id,
      called.site(one.from),
      called.site(one.to),
      called.person(one.escort),
      SHIPMENT_STATE_WORDS[one.state as ShipmentState]?.[language] ?? one.state,
      one.doses,
      one.arriveBy,
    ]),
    [5],
  );
}

export function capacity({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'capacity',
    [
      column(H.site, 'text', 140),
      column(H.class, 'text', 80),
      ...[H.litres, H.used, H.free, H.announced].map((head) => column(head, 'litres', 56)),
    ],
    report.capacity.map(({ site, class: kind, litres, usedLitres, announcedLitres }) => [
      called.site(site),
      CLASS_WORDS[kind][language],
      litres,
      usedLitres,
      litres === null || usedLitres === null ? null : litres - usedLitres,
      announcedLitres,
    ]),
  );
}

export function proposals({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'proposals',
    [
      column(H.parcel, 'text', 60),
      column(H.vaccine, 'text', 90),
      column(H.lot, 'text', 50),
      column(H.expiry, 'day', 50),
      column(H.doses, 'count', 36),
      column(H.from, 'text', 80),
      column(H.to, 'text', 80),
      column(H.reason, 'text', 70),
    ],
    report.proposals.map((one) => [
      one.parcel,
      called.product(one.gtin),
      one.lot,
      one.expiry,
      one.doses,
      called.site(one.from),
      called.site(one.to),
      MOVE_WORDS[one.reason][language],
    ]),
  );
}

export function differences({ report, names }: NamedDaily, language: Language): Table {
  const called = namer(names);
  return table(
    'differences',
    [
      column(H.what, 'text', 64),
      column(H.site, 'text', 78),
      column(H.vaccine, 'text', 72),
      column(H.lot, 'text', 60),
      column(H.parcel, 'text', 54),
      column(H.day, 'day', 62),
      column(H.doses, 'count', 36),
      column(H.person, 'text', 66),
      column(H.explained, 'text', 74),
    ],
    report.differences.map((one) => [
      DIFFERENCE_WORDS[one.kind][language],
      one.site === null ? null : called.site(one.site),
      one.gtin === null ? null : called.product(one.gtin),
      one.lot,
      one.parcel,
      one.day,
      one.doses,
      one.person === null ? null : called.person(one.person),
      one.explained?.text ?? null,
    ]),
  );
}
