/** One valid parcel, excursion, hold and disposition, and a context whose ids count up. Tests name their mutations. */
import { expect } from 'vitest';
import type { Context, Decision } from '../../src/lots/refusal.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from '../../src/lots/types.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** 2026-11-22T03:00:00Z, ten in the morning in Hà Nội. */
export const TEN = 1_795_316_400_000;

export function counting(prefix = 'id'): () => string {
  let count = 0;
  return () => `${prefix}-${++count}`;
}

export const at = (now: number, by = 'lan', ids: () => string = counting()): Context => ({ now, ids, by });

export const parcel = (changes: Partial<Parcel> = {}): Parcel => ({
  id: 'P1',
  gtin: '08935000000017',
  lot: 'VN-0421',
  label: null,
  parent: null,
  createdAt: TEN,
  dosesInitial: 100,
  doses: 100,
  stays: [{ unit: 'fridge-1', from: TEN, to: null }],
  ended: null,
  ...changes,
});

export const excursion = (changes: Partial<ExcursionRecord> = {}): ExcursionRecord => ({
  id: 'E1',
  subject: { kind: 'parcel', id: 'P1' },
  rule: 'warm',
  version: 1,
  start: TEN + HOUR,
  breachedAt: TEN + 2 * HOUR,
  end: TEN + 3 * HOUR,
  peak: 12_000,
  beyond: 2 * HOUR,
  unknownInside: 0,
  ruleSnapshot: {
    id: 'warm',
    side: 'above',
    limit: 8000,
    inclusive: false,
    allowed: HOUR,
    mode: 'continuous',
  },
  present: true,
  discoveredAt: TEN + 2 * HOUR,
  inheritedFrom: null,
  ...changes,
});

/** Unmonitored from 11:00 to 16:00, five hours, four allowed. */
export const silence = (changes: Partial<ExcursionRecord> = {}): ExcursionRecord =>
  excursion({
    id: 'U1',
    rule: 'unmonitored',
    ruleSnapshot: null,
    peak: null,
    beyond: 0,
    breachedAt: TEN + 5 * HOUR,
    end: TEN + 6 * HOUR,
    ...changes,
  });

export const hold = (changes: Partial<Hold> = {}): Hold => ({
  id: 'H1',
  parcel: 'P1',
  gtin: '08935000000017',
  lot: 'VN-0421',
  kind: 'excursion',
  excursion: 'E1',
  reason: 'warm',
  placedAt: TEN + 2 * HOUR,
  placedBy: null,
  supported: true,
  state: 'open',
  endedAt: null,
  afterRelease: null,
  inheritedFrom: null,
  ...changes,
});

export const proposal = (changes: Partial<Disposition> = {}): Disposition => ({
  id: 'D1',
  hold: 'H1',
  parcel: 'P1',
  decision: 'release',
  reason: 'within the stability budget',
  evidence: 'letter 12/NSX of the maker',
  proposedBy: 'lan',
  proposedAt: TEN + 4 * HOUR,
  state: 'proposed',
  approvedBy: null,
  approvedAt: null,
  covers: null,
  ...changes,
});

/** The value of a decision that must not be refused. */
export function granted<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  return decision.value;
}

export function expectRefused(decision: Decision<unknown>, code: string): void {
  expect(decision).toMatchObject({ ok: false, refusal: { code } });
}
