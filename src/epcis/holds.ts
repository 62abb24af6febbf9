/** How holds, their ends and recalls are told, with what the sensors showed when the hold was placed. */
import type { ExcursionFact } from '../custody/facts.ts';
import { deviceUri, lotUri, ruleUri } from './identifiers.ts';
import { type Around, observed, sitesOf } from './stock.ts';
import type { Entry, EpcisEvent, Measure, Measured, SensorElement, Telling } from './types.ts';

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;

/** What a hold of this kind says of the goods for as long as it lies on them; a hold for want of knowledge says nothing. */
const LASTING: Readonly<Record<string, string>> = { excursion: 'non_conformant', recall: 'recalled' };
const lasting = (kinds: readonly string[]): string[] => [
  ...new Set(kinds.flatMap((kind) => LASTING[kind] ?? [])),
];

const then = ({ book, seq }: Around, event: { parcel: string; gtin: string; lot: string }) =>
  book.parcel(event.parcel, seq) ?? { ...event, label: null, doses: null, unit: null };

function about(around: Around, event: Of<'hold.placed' | 'hold.withdrawn' | 'disposition.approved'>) {
  const parcel = then(around, event);
  const site = parcel.unit === null ? null : around.places.siteOf(parcel.unit, Date.parse(event.at));
  return { parcel, site, told: observedKnown(parcel, site) };
}
/** A parcel that the ledger never counted is told of by its lot alone. */
const observedKnown = (
  parcel: { gtin: string; lot: string; label: string | null; doses: number | null },
  site: string | null,
) =>
  parcel.doses === null
    ? { ...observed([], site, {}), quantityList: [{ epcClass: lotUri(parcel.gtin, parcel.lot) }] }
    : observed([{ ...parcel, doses: parcel.doses }], site, {});

export function held(event: Of<'hold.placed'>, around: Around): Telling[] {
  const { parcel, site, told } = about(around, event);
  const set = lasting([event.kind]);
  const sensors =
    event.excursion === null ? [] : [excursionElement(event.excursion, event.gtin, parcel.unit, around)];
  return [
    {
      told: {
        ...told,
        bizStep: 'holding',
        disposition: around.book.holds(event.parcel, around.seq).includes('recall')
          ? 'recalled'
          : 'unavailable',
        ...(set.length === 0 ? {} : { persistentDisposition: { set } }),
        ...(sensors.length === 0 ? {} : { sensorElementList: sensors }),
      },
      sites: sitesOf(site),
      ...measureOf(event, around),
    },
  ];
}

/** During the excursion as it was known when the hold was placed: what came in later says nothing else of the same event. */
function measureOf(event: Of<'hold.placed'>, { book, seq }: Around): { measure?: Measure } {
  const { excursion, recorded } = event;
  if (excursion === null || !shows(excursion)) return {};
  const knownAt = Date.parse(recorded);
  const from = Date.parse(excursion.start);
  // A reading of the very moment of the breach is part of it, also one by a clock that is ahead.
  const open = Math.max(knownAt, Date.parse(excursion.breachedAt)) + 1;
  const to = excursion.end === null ? open : Date.parse(excursion.end);
  const stays = book.stays(event.parcel, seq).flatMap((stay) => {
    const clipped = { ...stay, from: Math.max(stay.from, from), to: Math.min(stay.to ?? to, to) };
    return clipped.from < clipped.to ? [clipped] : [];
  });
  return { measure: { stays, knownAt } };
}

const shows = ({ ruleSnapshot, peakCelsius }: ExcursionFact): boolean =>
  ruleSnapshot !== null && peakCelsius !== null;

/** With the extremes and the mean of what was measured; the extreme that the excursion had by then stays told in any case. */
export function withMeasured(event: EpcisEvent, measured: Measured | null): EpcisEvent {
  if (measured === null) return event;
  const { min, max, mean } = measured;
  const elements = event.sensorElementList as readonly SensorElement[] | undefined;
  return {
    ...event,
    sensorElementList: elements?.map((element) => ({
      ...element,
      sensorReport: element.sensorReport.map((report) =>
        report.exception === 'ALARM_CONDITION'
          ? {
              ...report,
              minValue: Math.min(min, Number(report.minValue ?? min)),
              maxValue: Math.max(max, Number(report.maxValue ?? max)),
              meanValue: mean,
            }
          : report,
      ),
    })),
  };
}

/** Available only when nothing else holds it; what other holds still say of it is not taken back. */
export function freed(event: Of<'hold.withdrawn' | 'disposition.approved'>, around: Around): Telling[] {
  // A discard is told as what it is when the parcel ends.
  if (event.type === 'disposition.approved' && event.decision !== 'release') return [];
  const { site, told } = about(around, event);
  const left = around.book.holds(event.parcel, around.seq);
  const unset = lasting(around.book.holds(event.parcel, around.seq - 1)).filter(
    (one) => !lasting(left).includes(one),
  );
  const persistentDisposition = {
    ...(unset.includes('non_conformant') ? { set: ['conformant'] } : {}),
    ...(unset.length === 0 ? {} : { unset }),
  };
  return [
    {
      told: {
        ...told,
        bizStep: 'inspecting',
        disposition: left.length === 0 ? 'available' : left.includes('recall') ? 'recalled' : 'unavailable',
        ...(unset.length === 0 ? {} : { persistentDisposition }),
      },
      sites: sitesOf(site),
    },
  ];
}

/** The lot as a whole and everywhere: without a count, for each parcel is told of by its own hold. */
export function recalled(event: Of<'lot.recalled'>, { book, places, seq }: Around): Telling[] {
  const at = Date.parse(event.at);
  const sites = event.parcels.map((id) => {
    const unit = book.parcel(id, seq)?.unit ?? null;
    return unit === null ? null : places.siteOf(unit, at);
  });
  return [
    {
      told: {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        quantityList: [{ epcClass: lotUri(event.gtin, event.lot) }],
        bizStep: 'holding',
        disposition: 'recalled',
        persistentDisposition: { set: ['recalled'] },
      },
      sites: sitesOf(...sites),
    },
  ];
}

/**
 * The excursion as it stood when the hold was placed: the ledger's own summary, so that the same event says the same for
 * ever. It knows the extreme on the rule's side; the others come from the readings (withMeasured). Who measured and by which
 * rule is said once, in the metadata.
 */
function excursionElement(
  excursion: ExcursionFact,
  gtin: string,
  unit: string | null,
  { places }: Around,
): SensorElement {
  const device = unit === null ? null : places.deviceIn(unit, Date.parse(excursion.breachedAt));
  const { ruleSnapshot, peakCelsius } = excursion;
  return {
    sensorMetadata: {
      startTime: excursion.start,
      ...(excursion.end === null ? {} : { endTime: excursion.end }),
      ...(device === null ? {} : { deviceID: deviceUri(device) }),
      bizRules: ruleUri(`${gtin}/${excursion.rule}/${excursion.version}`),
    },
    sensorReport: [
      ruleSnapshot === null || peakCelsius === null
        ? { type: 'Temperature', exception: 'ERROR_CONDITION' }
        : {
            type: 'Temperature',
            [ruleSnapshot.side === 'above' ? 'maxValue' : 'minValue']: peakCelsius,
            uom: 'CEL',
            exception: 'ALARM_CONDITION',
          },
      { type: 'Time', value: excursion.beyondSeconds, uom: 'SEC' },
    ],
  };
}
