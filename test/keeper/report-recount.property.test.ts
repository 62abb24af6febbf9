/**
 * Every figure of a day's report is worked out a second time, in plain SQL on the raw tables, over provinces in which anything may
 * have happened; and whatever happened, the doses add up at every place.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DifferenceView, ReportView } from '../../src/keeper/report-protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { AN, DEPOT, GTIN, House, START } from './house.ts';
import { COUNTRY, deed, LAST, play } from './report-deeds.ts';
import { coldOf, recount } from './report-recount.ts';

const RUNS = Math.ceil(Number(process.env.GIULANH_PROPERTY_RUNS ?? 400) / 80);

it('every figure of the report is what the raw tables say, and the doses add up, whatever happened', async () => {
  let [given, held, excursions] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 25, maxLength: 60 }), async (deeds) => {
      const house = await House.open({ descriptions: [COUNTRY] });
      for (const [site, gtin] of [
        ['xa', null],
        ['tinh', GTIN],
      ] as const)
        await house.does(AN, {
          type: 'plan.set',
          plan: { site, gtin, from: '2026-11-20', to: '2026-12-31', doses: 1000 },
        });
      await house.does(DEPOT, {
        ...{ type: 'announced.set' },
        announced: { site: 'xa', gtin: GTIN, doses: 1000, at: START, supplier: 'IVAC', arrived: false },
      });
      const heard = await play(house, [...deeds, ...LAST]);
      const db = new Database(join(house.directory, 'giulanh.db'), { readonly: true });
      try {
        const view = await house.ask<ReportView>({ type: 'report.preview', site: null });
        if (view.kind !== 'daily') throw new Error('a preview is of a day');
        const { report } = view;
        const raw = recount(db, report);
        expect(report.stock).toEqual(raw.stock);
        expect(report.expiring).toEqual(raw.expiring);
        expect(report.given).toEqual(raw.given);
        const { sites, ...sums } = report.holds;
        expect(sums).toEqual(raw.holds);
        expect(sites.reduce((sum, one) => sum + one.openDoses, 0)).toBe(raw.holds.openDoses);
        expect(
          report.plans
            .map(({ plan, given }) => ({ id: plan.id, given }))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        ).toEqual(raw.plans);
        expect(report.shipments.map(({ id, state, doses }) => ({ id, state, doses }))).toEqual(raw.shipments);
        // Half a cubic centimetre is rounded up by the one and down by the other.
        const near = raw.capacity.map((line) =>
          typeof line.usedLitres === 'number'
            ? { ...line, usedLitres: expect.closeTo(line.usedLitres, 2) }
            : line,
        );
        expect(report.capacity.map(({ announcedLitres: _, ...line }) => line)).toEqual(near);
        expect(report.capacity.filter(({ announcedLitres }) => announcedLitres !== 0)).toMatchObject([
          { site: 'xa', class: 'refrigerated', announcedLitres: 2.1 },
        ]);
        expect(report.excursions.map(({ site: _, firstToldAt: __, ...one }) => one)).toEqual(raw.excursions);
        expect(report.response).toEqual(raw.response);
        const cold = Object.fromEntries(
          report.cold.map(({ site, units, silent, ...counts }) => {
            expect(units).toBe(counts.inRange + counts.watching + counts.breached + silent.length);
            return [site, { ...counts, silent: silent.map(({ unit }) => unit) }];
          }),
        );
        expect(cold).toEqual(coldOf(heard, raw.breached, house.now));
        const inStock = report.stock.reduce((sum, { doses }) => sum + doses, 0);
        expect(raw.received).toBe(inStock + raw.everGiven + raw.ended);
        for (const { parcel } of report.proposals) expect(raw.held).not.toContain(parcel);

        await house.does(AN, { type: 'reconcile' });
        const { items } = await house.ask<Paged<DifferenceView>>({ type: 'differences', limit: 1000 });
        expect(items.filter(({ kind }) => kind === 'doses')).toEqual([]);
        given += report.given.length;
        held += raw.holds.openDoses as number;
        excursions += report.excursions.length;
      } finally {
        db.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // A recount of nothing proves nothing.
  expect(Math.min(given, held, excursions)).toBeGreaterThanOrEqual(RUNS);
}, 180_000);
