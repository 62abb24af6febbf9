/** What can go wrong on a trip, by name. One of them befalls each trip; how phones send, and when, varies besides. */

export const TRIP_FAULTS = [
  'none',
  /** A phone has no signal for hours, or days; what it signed comes then. */
  'offline-hours',
  'offline-days',
  /** A phone is lost before it could send; its key is revoked, and whoever found it signs something. */
  'phone-lost',
  /** Doses are not there, or are not taken over; one vial is past use; the box was opened. */
  'missing-doses',
  'refused-part',
  'broken-seal',
  'vial-monitor',
  /** The taker's numbers do not add up and are put right. */
  'count-does-not-add-up',
  /** Nobody takes what was offered, on record; the truck leaves all the same. */
  'second-signature-forgotten',
  /** The receiver has no phone; the receiving side confirms hours later, or never. */
  'one-sided-confirmed',
  'one-sided-alone',
  'wrong-code',
  /** Somebody else scans the code; somebody uses it a second time; somebody offers to themselves. */
  'wrong-person',
  'code-used-again',
  'self-handoff',
  'offer-withdrawn',
  /** Another keeper gives the same parcel to another escort. */
  'two-stories',
  'forged-signature',
  'box-warms',
  'sent-ten-times',
  'reverse-order',
  'clock-minutes-off',
  'clock-day-ahead',
  'clock-day-behind',
] as const;
export type TripFault = (typeof TRIP_FAULTS)[number];
