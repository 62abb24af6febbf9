/** What clients may send: times, texts, pages and identifiers, checked once at the door. */
import * as z from 'zod';
import { ID_PATTERN } from '../fleet/types.ts';
import { cset82 } from '../lots/gs1/charset.ts';

/** ISO 8601 with an offset (`Z` or `+07:00`) in, whole milliseconds UTC out. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** A person's words: trimmed, in composed form (NFC), so that searching and printing find what was typed. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text) => text.normalize('NFC'));

/** An id in an address. An impossible one is simply unknown to the domain (404), not malformed. */
export const id = z.string().min(1).max(200);
export const byId = z.strictObject({ id });
/** An id that is given to something new: it will stand in addresses, topics and labels. */
export const newId = z.string().regex(ID_PATTERN, 'letters, digits, - and _, at most 64');
/** A lot number as GS1 allows it (AI 10): it will stand in barcodes. */
export const lotNumber = z
  .string()
  .min(1)
  .max(20)
  .refine((text) => cset82(text) === null, 'a lot has at most 20 characters of the GS1 set 82');
const GTIN = /^\d{8}(\d{4,6})?$/;
/** GTIN-8, -12, -13 and -14 are one number, known here by its 14 digits. */
export const gtin = z
  .string()
  .regex(GTIN, 'a GTIN has 8, 12, 13 or 14 digits')
  .transform((digits) => digits.padStart(14, '0'));
/** As part of an address, where an impossible one is unknown. */
export const gtinInAddress = id.transform((text) => (GTIN.test(text) ? text.padStart(14, '0') : text));
export const doses = z.int().min(1).max(10_000_000);

export const page = {
  cursor: z.string().min(1).max(500).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).optional().describe('Default 100'),
};
