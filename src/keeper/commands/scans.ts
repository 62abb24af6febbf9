/** Tables tell what they scanned. Each scan is kept once, by its own id; one that cannot be kept takes no other with it. */
import * as z from 'zod';
import { canonicalJson } from '../../custody/canonical.ts';
import { inPlace } from '../../fleet/rights.ts';
import type { Decision } from '../../lots/refusal.ts';
import type { ScanSaid, ScanTaken } from '../gate-views.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

const id = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);
/** Half a sign (a lone surrogate) could be written into no answer. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed());
const name = text(200).min(1);
const time = z.iso.datetime();

const scanShape: z.ZodType<ScanSaid> = z.strictObject({
  id,
  site: name,
  barcode: text(1000),
  gtin: text(14).nullable(),
  lot: text(20).nullable(),
  verdict: z.enum(['allowed', 'blocked', 'unknown']),
  codes: z.array(z.string().regex(/^[A-Z_]{1,40}$/)).max(20),
  source: z.enum(['live', 'list', 'none']),
  list: z.strictObject({ sequence: z.int().nonnegative(), issuedAt: time }).nullable(),
  how: z.enum(['camera', 'scanner', 'typed']),
  offline: z.boolean(),
  at: time,
  by: name,
  device: id,
});

export async function recordScans(turn: Turn, { scans }: Of<'scans.record'>): Promise<Decision<Done>> {
  const items: ScanTaken[] = [];
  for (const scan of scans) items.push(await take(turn, scan));
  return done({ items });
}

async function take({ actor, draft, province, store }: Turn, scan: unknown): Promise<ScanTaken> {
  const read = scanShape.safeParse(scan);
  if (!read.success) return { id: idOf(scan), state: 'refused', code: 'SCAN_MALFORMED' };
  const said = read.data;
  if (!inPlace(actor, said.site, province.tree))
    return { id: said.id, state: 'refused', code: 'FORBIDDEN_PLACE' };
  const here = draft.scans.find((row) => row.id === said.id)?.doc ?? (await store.scan(said.id));
  if (here !== null) return known(said, here as ScanSaid & { deliveredBy: string });
  const doc = { ...said, deliveredBy: actor.username };
  draft.scans.push({ id: said.id, site: said.site, receivedAt: draft.now, doc });
  return { id: said.id, state: 'kept', code: null };
}

function known(said: ScanSaid, { deliveredBy: _, ...kept }: ScanSaid & { deliveredBy: string }): ScanTaken {
  return canonicalJson(said) === canonicalJson(kept)
    ? { id: said.id, state: 'duplicate', code: null }
    : { id: said.id, state: 'refused', code: 'SCAN_ID_REUSED' };
}

function idOf(scan: unknown): string | null {
  const read = z.looseObject({ id }).safeParse(scan);
  return read.success ? read.data.id : null;
}
