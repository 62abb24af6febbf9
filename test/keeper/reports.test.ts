/** The reports of a day and of a month: what they say, made once, cut to one's place; and what does not add up. */
import { describe, expect, test } from 'vitest';
import type { ReportView } from '../../src/keeper/report-protocol.ts';
import type { DailyReport } from '../../src/reports/types.ts';
import { DEPOT, GTIN, House, NURSE, OFFICIALS, PROVINCE } from './house.ts';

const preview = async (house: House, site: string | null = null): Promise<DailyReport> => {
  const view = await house.ask<ReportView>({ type: 'report.preview', site });
  if (view.kind !== 'daily') throw new Error('a preview is of a day');
  return view.report;
};

describe('the report as it would be now', () => {
  test('counts stock, doses given, holds and units by place', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 60, 5);
    await house.does(NURSE, { type: 'administer', barcode: `${GTIN}/FK1234`, site: 'tinh', doses: 10 });
    await house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'xem lại' });
    const report = await preview(house);
    expect(report.stock).toEqual([
      { site: 'tinh', gtin: GTIN, lot: 'FK1234', expiry: '2027-03-31', doses: 230, heldDoses: 230 },
    ]);
    expect(report.given).toEqual([{ site: 'tinh', gtin: GTIN, lot: 'FK1234', doses: 10 }]);
    expect(report.holds).toMatchObject({ open: 1, openDoses: 230, placed: 1, released: 0, discarded: 0 });
    expect(report.cold).toEqual([
      {
        site: 'tinh',
        units: 2,
        inRange: 1,
        watching: 0,
        breached: 0,
        silent: [{ unit: 'hom-1', lastAt: null }],
      },
      {
        site: 'xa',
        units: 1,
        inRange: 0,
        watching: 0,
        breached: 0,
        silent: [{ unit: 'tu-2', lastAt: null }],
      },
    ]);
    expect(report.capacity).toEqual([
      { site: 'tinh', class: 'refrigerated', litres: null, usedLitres: null, announcedLitres: 0 },
      { site: 'xa', class: 'refrigerated', litres: null, usedLitres: 0, announcedLitres: 0 },
    ]);
  });
});
