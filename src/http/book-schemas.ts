/** The shapes of src/keeper/book-views.ts as schemas. */
import * as z from 'zod';
import { isMonth } from '../book/slots.ts';
import type { BookEntryView, BookTodayView, BookView } from '../keeper/book-views.ts';

const time = z.iso.datetime();
const text = z.string();
const celsius = z.number().nullable();

/** `YYYY-MM` by the province's calendar. */
export const bookMonth = z.string().refine(isMonth, 'a month such as 2026-11');

export const bookEntrySchema: z.ZodType<BookEntryView> = z
  .object({
    id: text,
    celsius: z.number(),
    readAt: time.describe('When the thermometer was read'),
    at: time.describe('When it was written down'),
    by: text,
    username: text,
    late: z.boolean(),
    outOfRange: z.boolean(),
    action: text,
    corrects: text.nullable(),
    reason: text,
    sensor: z.object({ lowCelsius: z.number(), highCelsius: z.number() }).nullable(),
    deviationCelsius: celsius,
    isFar: z.boolean().describe('Eye and sensor are further apart than the province allows'),
    leaf: text.describe('The hash of its event in the ledger'),
  })
  .meta({ id: 'BookEntry' });

const slot = {
  slot: z.enum(['morning', 'afternoon']),
  from: time,
  to: time,
  state: z.enum(['ahead', 'open', 'signed', 'late', 'missed', 'none']),
  entry: bookEntrySchema.nullable(),
  former: z.array(bookEntrySchema).describe('What was corrected, the oldest first'),
};
const measured = { minCelsius: celsius, maxCelsius: celsius, unknownSeconds: z.int().nonnegative() };
const what = {
  unit: text,
  name: text,
  kind: text,
  site: text.nullable(),
  siteName: text.nullable(),
  range: z.object({ lowCelsius: celsius, highCelsius: celsius }),
};

export const bookSchema: z.ZodType<BookView> = z
  .object({
    ...what,
    zone: text,
    month: text,
    today: text,
    deviationCelsius: z.number(),
    overdue: z
      .array(z.object({ device: text, probe: text, due: z.iso.date() }))
      .describe('Probes that were out of calibration on the month’s last day, or are today'),
    days: z.array(
      z.object({
        day: z.iso.date(),
        measured: z.object({ ...measured, meanKineticCelsius: celsius }).nullable(),
        alarms: z.array(
          z.object({ id: text, rule: text, start: time, end: time.nullable(), peakCelsius: celsius }),
        ),
        slots: z.array(
          z.object({
            ...slot,
            since: z
              .object({ ...measured, from: time, alarms: z.int().nonnegative() })
              .nullable()
              .describe('What was measured since the check before, at most seven days back'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'TemperatureBook' });

export const bookTodaySchema: z.ZodType<BookTodayView> = z
  .object({ ...what, day: z.iso.date(), slots: z.array(z.object(slot)) })
  .meta({ id: 'BookToday' });
