/** How a line of the book is put into words: its value, what the sensors said, and what is remarkable about it. */
import type { BookEntryView, BookSlotView } from '../../../../src/keeper/book-views.ts';
import { clock } from '../format/province.ts';
import { degrees, temperature } from '../format/temperature.ts';
import { timeNear } from '../format/time.ts';
import type { Language } from '../words/language.ts';
import type { BookWords } from './words-vi.ts';

/** `4,4–4,6 °C`, one value where the probes agree. */
export function sensorText(sensor: NonNullable<BookEntryView['sensor']>, language: Language): string {
  const { lowCelsius, highCelsius } = sensor;
  const high = temperature(highCelsius, language);
  const low = degrees(lowCelsius, language);
  return low === degrees(highCelsius, language) ? high : `${low} … ${high}`;
}

export const offText = (entry: BookEntryView, language: Language): string =>
  temperature(Math.abs(entry.deviationCelsius ?? 0), language);

/** Nothing where a line is as it should be. */
export function remarksOf(entry: BookEntryView, said: BookWords, language: Language): string[] {
  const [readAt, at] = [Date.parse(entry.readAt), Date.parse(entry.at)];
  return [
    ...(entry.corrects === null ? [] : [said.wasCorrected(entry.reason)]),
    ...(entry.late && entry.corrects === null ? [said.wasLate(timeNear(readAt, at), timeNear(at, 0))] : []),
    ...(entry.outOfRange ? [said.wasOut(entry.action)] : []),
    ...(entry.isFar && entry.sensor !== null
      ? [said.wasFar(sensorText(entry.sensor, language), offText(entry, language))]
      : []),
  ];
}

/** `14:00` */
export const hourOf = (slot: Pick<BookSlotView, 'from'>): string => clock(Date.parse(slot.from));
export const endOf = (slot: Pick<BookSlotView, 'to'>): string => clock(Date.parse(slot.to));
