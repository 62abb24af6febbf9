/** Which trips a phone loads by itself: one's own first, nothing that is over, nothing twice within ten minutes. */
import { describe, expect, test } from 'vitest';
import { dueTrips } from '../../dashboards/web/src/trip/download/due.ts';
import type { ShipmentView } from '../../src/keeper/custody-views.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-23T03:00:00.000Z');
const shipment = (id: string, change: Partial<ShipmentView> = {}): ShipmentView => ({
  ...{ id, state: 'under-way', from: 'tinh', fromName: 'Kho', to: 'ea-kao', toName: 'Trạm', stops: [] },
  ...{ escort: 'ty', escortName: 'Tý', departAt: '', arriveBy: `2026-11-23T0${id.length}:00:00.000Z` },
  ...{ departedAt: null, arrivedAt: null, closedAt: null, overdue: false, note: '', planned: [], boxes: [] },
  ...{ handoffs: [], events: [] },
  ...change,
});
const escort = { username: 'ty', site: 'tinh', roles: ['escort'] };
const nurse = { username: 'hoa', site: 'ea-kao', roles: ['vaccinator'] };
const never = () => undefined;

describe('what a phone loads by itself', () => {
  test.each([
    ['planned', true],
    ['packed', true],
    ['under-way', true],
    ['arrived', false],
    ['closed', false],
    ['cancelled', false],
  ])('a trip that is %s: %s', (state, isDue) => {
    expect(dueTrips([shipment('a', { state })], escort, never, NOW)).toEqual(isDue ? ['a'] : []);
  });

  test('an escort takes only their own trips, also from their own depot', () => {
    const others = shipment('bb', { escort: 'other' });
    expect(dueTrips([others, shipment('a')], escort, never, NOW)).toEqual(['a']);
  });

  test('a nurse takes what passes or reaches her station before what the list has besides', () => {
    const elsewhere = shipment('a', { to: 'ea-tam' });
    const passing = shipment('ccc', { to: 'ea-tam', stops: [{ site: 'ea-kao', name: 'Trạm' }] });
    expect(dueTrips([elsewhere, passing, shipment('bb')], nurse, never, NOW)).toEqual(['bb', 'ccc', 'a']);
  });

  test('nobody else takes anything, and the list ends at a dozen', () => {
    const many = Array.from({ length: 30 }, (_, i) => shipment(`t${i}`));
    expect(dueTrips(many, { username: 'x', site: 'ea-kao', roles: ['auditor'] }, never, NOW)).toEqual([]);
    expect(dueTrips(many, nurse, never, NOW)).toHaveLength(12);
  });

  test.each([
    [9 * MINUTE + 59_999, []],
    [10 * MINUTE, ['a']],
  ])('loaded %i ms ago: %j', (ago, due) => {
    expect(dueTrips([shipment('a')], escort, () => NOW - ago, NOW)).toEqual(due);
  });
});
