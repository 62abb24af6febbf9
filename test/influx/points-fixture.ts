/** One valid point of each measurement, to be changed by name. */
import type { Point } from '../../src/influx/types.ts';

export const AT = Date.UTC(2026, 10, 20, 3, 15, 30, 125);
export const GTIN = '08930000000002';

export const reading = (changes: Partial<Point> = {}): Point => ({
  measurement: 'temperature',
  tags: { site: 'tram-a', unit: 'tu-1', device: 'd1', probe: '1' },
  fields: { celsius: 4.125 },
  time: AT,
  nanos: 0,
  ...changes,
});

export const excursion = (changes: Partial<Point> = {}): Point => ({
  measurement: 'excursion',
  tags: { subject: 'unit', unit: 'tu-1', rule: 'warm', page: '0' },
  fields: {
    id: 'x-1',
    parcel: '',
    version: 1,
    present: true,
    open: false,
    start: AT,
    breachedAt: AT + 600_000,
    end: AT + 900_000,
    discoveredAt: AT + 600_100,
    peak: 9.5,
    limit: 8,
    beyondSeconds: 900,
    unknownInsideSeconds: 0,
  },
  time: AT,
  nanos: 7,
  ...changes,
});

/** `reason` is free text: whatever a person typed. */
export const event = (seq: number, reason = '', changes: Partial<Point> = {}): Point => ({
  measurement: 'custody',
  tags: { type: 'hold.placed', gtin: GTIN, lot: 'L-1', page: String(Math.floor(seq / 1_000_000)) },
  fields: {
    event: `e-${seq}`,
    seq,
    parcel: 'p-1',
    from: '',
    to: '',
    by: 'kho',
    reason,
    hash: '0f'.repeat(32),
    doses: 0,
    recorded: AT,
  },
  time: AT,
  nanos: seq % 1_000_000,
  ...changes,
});
