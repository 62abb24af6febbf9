/** The shapes of src/keeper/gate-views.ts as schemas. */
import * as z from 'zod';
import type { ScanTaken, ScanView, SignedLotsView } from '../keeper/gate-views.ts';
import { serviceKeySchema } from './custody-schemas.ts';

const time = z.iso.datetime();
const text = z.string();
const verdict = z.enum(['allowed', 'blocked', 'unknown']);
const words = { vi: text, en: text };

export const signedLotsSchema: z.ZodType<SignedLotsView> = z
  .object({
    list: z.object({
      v: z.literal(1),
      site: text,
      siteName: text,
      phone: text.nullable(),
      zone: text,
      sequence: z.int().nonnegative(),
      issuedAt: time,
      validUntil: time,
      products: z.array(z.object({ gtin: text, name: text, notJudged: z.array(z.object(words)) })),
      lots: z.array(
        z.object({
          gtin: text,
          lot: text,
          expiry: z.iso.date().nullable(),
          verdict,
          reasons: z.array(z.object({ code: text, ...words })),
          since: time.nullable(),
          validUntil: time.nullable(),
        }),
      ),
      service: serviceKeySchema,
    }),
    bytes: z.int().positive(),
    key: text,
    signature: text,
  })
  .meta({ id: 'SignedLots' });

export const scanSchema: z.ZodType<ScanView> = z
  .object({
    id: text,
    site: text,
    barcode: text,
    gtin: text.nullable(),
    lot: text.nullable(),
    verdict,
    codes: z.array(text),
    source: z.enum(['live', 'list', 'none']),
    list: z.object({ sequence: z.int(), issuedAt: time }).nullable(),
    how: z.enum(['camera', 'scanner', 'typed']),
    offline: z.boolean(),
    at: time,
    by: text,
    device: text,
    receivedAt: time,
    deliveredBy: text,
  })
  .meta({ id: 'Scan' });

export const scanTakenSchema: z.ZodType<ScanTaken> = z
  .object({
    id: text.nullable(),
    state: z.enum(['kept', 'duplicate', 'refused']),
    code: z.enum(['SCAN_MALFORMED', 'SCAN_ID_REUSED', 'FORBIDDEN_PLACE']).nullable(),
  })
  .meta({ id: 'ScanTaken' });
