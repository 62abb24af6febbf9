/** The shapes of the temperature book. Times are ISO 8601 UTC, days and months those of the province's calendar. */
import type { SlotState } from '../book/month.ts';
import type { Slot } from '../book/types.ts';

/** One line. `by` is the person's name; `leaf` the hash of its event in the ledger. */
export type BookEntryView = {
  id: string;
  celsius: number;
  readAt: string;
  at: string;
  by: string;
  username: string;
  late: boolean;
  outOfRange: boolean;
  action: string;
  corrects: string | null;
  reason: string;
  /** What the sensors said when it was read, as known when it was written. */
  sensor: { lowCelsius: number; highCelsius: number } | null;
  /** How far the eye was from it; `isFar`: further than the province allows. */
  deviationCelsius: number | null;
  isFar: boolean;
  leaf: string;
};

/** What was measured in a stretch of time; null where nothing was. `unknownSeconds`: without any value. */
export type MeasuredView = {
  minCelsius: number | null;
  maxCelsius: number | null;
  unknownSeconds: number;
};

export type BookSlotView = {
  slot: Slot;
  from: string;
  to: string;
  state: SlotState;
  entry: BookEntryView | null;
  /** What was written before and corrected, the oldest first. */
  former: BookEntryView[];
};

/** One excursion of the unit's own rules, as the evidence shows it now. */
export type BookAlarmView = {
  id: string;
  rule: string;
  start: string;
  end: string | null;
  peakCelsius: number | null;
};

export type BookDayView = {
  day: string;
  measured: (MeasuredView & { meanKineticCelsius: number | null }) | null;
  alarms: BookAlarmView[];
  slots: (BookSlotView & {
    /** Since the check before, at most seven days back. */
    since: (MeasuredView & { from: string; alarms: number }) | null;
  })[];
};

/** `due`: the last good day of its certificate. */
export type BookOverdueView = { device: string; probe: string; due: string };

export type BookView = {
  unit: string;
  name: string;
  kind: string;
  site: string | null;
  siteName: string | null;
  range: { lowCelsius: number | null; highCelsius: number | null };
  zone: string;
  month: string;
  /** The province's own day now. */
  today: string;
  /** The eye and the sensors may be this far apart. */
  deviationCelsius: number;
  /** Probes that were out of calibration on the month’s last day, or are today. */
  overdue: BookOverdueView[];
  days: BookDayView[];
};

/** A unit as whoever signs sees it. */
export type BookTodayView = {
  unit: string;
  name: string;
  kind: string;
  site: string | null;
  siteName: string | null;
  range: { lowCelsius: number | null; highCelsius: number | null };
  day: string;
  slots: BookSlotView[];
};
