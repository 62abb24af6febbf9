/** What is said of one leg of a trip: who says anything at all, and what the taker counts. */
import type { Dosed } from '../../src/custody/types.ts';
import { drawnId } from '../people/ids.ts';
import type { Random } from '../random.ts';
import { type Count, inOrder } from './deeds.ts';
import type { Leg, Trip } from './plan.ts';

/** One handoff as it was said: the ids of its events, null where somebody said nothing. */
export type SaidLeg = {
  readonly leg: Leg;
  readonly offer: string;
  readonly taken: string | null;
  readonly oneSided: string | null;
  readonly confirmed: string | null;
  readonly offered: readonly Dosed[];
  readonly count: Count;
};

/** Some faults belong to certain legs: the receiver without a phone is at the station, the driver's phone is in the middle. */
export function faultyLeg({ fault, befalls, legs }: Trip): number {
  if (fault === 'one-sided-confirmed' || fault === 'one-sided-alone') return legs.length - 1;
  if (fault === 'two-stories') return 0;
  if (fault === 'self-handoff') return Math.max(1, befalls);
  // What was taken with a wrong clock is handed on with a right one.
  if (fault === 'clock-day-ahead' || fault === 'clock-day-behind') return Math.min(befalls, legs.length - 2);
  return befalls;
}

export function sayLeg(
  trip: Trip,
  leg: Leg,
  faulty: boolean,
  cargo: readonly Dosed[],
  draw: Random,
): SaidLeg {
  const { fault } = trip;
  const unsigned = faulty && fault === 'second-signature-forgotten';
  const alone = faulty && fault === 'one-sided-alone';
  const later = faulty && fault === 'one-sided-confirmed';
  const count = faulty ? faultyCount(trip, cargo, draw) : inOrder(trip, cargo);
  return {
    leg,
    offer: drawnId(leg.offerAt, draw),
    taken: unsigned || alone || later ? null : drawnId(leg.takeAt, draw),
    oneSided: alone || later ? drawnId(leg.takeAt, draw) : null,
    confirmed: later ? drawnId(leg.takeAt, draw) : null,
    offered: cargo,
    count,
  };
}

function faultyCount(trip: Trip, cargo: readonly Dosed[], draw: Random): Count {
  const count = inOrder(trip, cargo);
  const [first, ...others] = count.parcels;
  const [box] = count.boxes;
  if (first === undefined || box === undefined) return count;
  const less = Math.min(first.doses - 1, draw.whole(1, 4));
  const doses = first.doses - less;
  switch (trip.fault) {
    case 'missing-doses':
      return { ...count, parcels: [{ ...first, doses, missing: less }, ...others] };
    case 'refused-part':
      return {
        ...count,
        parcels: [{ ...first, doses, refused: less }, ...others],
        reason: 'Nhãn bị ướt, không đọc được',
      };
    case 'broken-seal':
      return { ...count, boxes: [{ ...box, seal: null, sealIntact: false }] };
    case 'vial-monitor':
      return { ...count, parcels: [{ ...first, vvm: 3, damage: 'Vỏ hộp móp' }, ...others] };
    default:
      return count;
  }
}

/** What the taker's count says that calls for a look, as HandoffRecord has it. */
export function differences({ count }: SaidLeg): string[] {
  return [
    ...count.parcels.flatMap(({ parcel, missing, refused, vvm, damage, freezeIndicator }) => [
      ...(missing > 0 ? [`missing ${parcel} ${missing}`] : []),
      ...(refused > 0 ? [`refused ${parcel} ${refused}`] : []),
      ...(vvm === 3 || vvm === 4 ? [`vvm ${parcel}`] : []),
      ...(freezeIndicator === 'tripped' ? [`freeze-indicator ${parcel}`] : []),
      ...(damage === null ? [] : [`damage ${parcel}`]),
    ]),
    ...count.boxes.flatMap(({ unit, sealIntact }) => (sealIntact === false ? [`seal ${unit}`] : [])),
  ].sort();
}
