/** Which line of a probe's record corrects its values, and from when on. */
import { describe, expect, it } from 'vitest';
import { correctionsOf } from '../../src/fleet/corrections.ts';
import type { Calibration } from '../../src/fleet/types.ts';

const TERMS = { zone: 'Asia/Ho_Chi_Minh', guardBand: false };
const line = (on: string, more: Partial<Calibration> = {}): Calibration => ({
  ...{ probe: '1', on, due: '2027-12-31', by: null, certificate: null, correction: null },
  ...more,
});
const midnight = (day: string) => Date.parse(`${day}T00:00:00+07:00`);
const of = (calibrations: Calibration[], terms = TERMS, probe = '1') =>
  correctionsOf({ calibrations }, probe, terms);

describe('corrections', () => {
  it('begin with the first moment of the day by the province’s clock', () => {
    expect(of([line('2026-11-22', { offset: 300 })])).toEqual([
      { from: midnight('2026-11-22'), offset: 300, margin: 0 },
    ]);
  });

  it('are of one probe alone', () => {
    expect(of([line('2026-11-22', { offset: 300 })], TERMS, '2')).toEqual([]);
  });

  it('are none where no certificate states anything, so that nothing is paid for them', () => {
    expect(of([])).toEqual([]);
    expect(correctionsOf({}, '1', TERMS)).toEqual([]);
    expect(of([line('2026-01-01'), line('2026-11-22', { offset: 0, uncertainty: 200 })])).toEqual([]);
  });

  it('end with the next certificate, also one that states no offset', () => {
    expect(of([line('2026-11-22'), line('2026-01-01', { offset: -200 })])).toEqual([
      { from: midnight('2026-01-01'), offset: -200, margin: 0 },
      { from: midnight('2026-11-22'), offset: 0, margin: 0 },
    ]);
  });

  it('of one day the line that was written last counts', () => {
    const lines = [
      line('2026-11-22', { offset: 300 }),
      line('2026-11-22', { offset: -300, correction: 'sign' }),
    ];
    expect(of(lines)).toEqual([{ from: midnight('2026-11-22'), offset: -300, margin: 0 }]);
  });

  it('hold the uncertainty only where the province wants it to count', () => {
    const lines = [line('2026-11-22', { uncertainty: 200 })];
    expect(of(lines, { ...TERMS, guardBand: true })).toEqual([
      { from: midnight('2026-11-22'), offset: 0, margin: 200 },
    ]);
  });
});
