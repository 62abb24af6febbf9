import { describe, expect, test } from 'vitest';
import { begin, follow, type Progress, type ShipmentStep } from '../../src/custody/shipment.ts';
import { SHIPMENT_STATES, type ShipmentState } from '../../src/custody/types.ts';
import { commune, depot, minh } from './custody-fixture.ts';

const progress = (state: ShipmentState, inside: string[] = []): Progress => ({
  ...begin({ from: 'depot', to: 'commune' }),
  state,
  inside,
});
const STEPS: Readonly<Record<string, ShipmentStep>> = {
  packed: { kind: 'packed' },
  cancelled: { kind: 'cancelled' },
  'to the escort': { kind: 'handed', to: minh, parcels: ['P1'] },
  'to a stop': { kind: 'handed', to: { kind: 'site', id: 'stop' }, parcels: ['P1'] },
  'to the end': { kind: 'handed', to: commune, parcels: ['P1'] },
  back: { kind: 'handed', to: depot, parcels: ['P1'] },
  unpacked: { kind: 'unpacked', parcels: ['P1'] },
};

/** Row by row: the step, then what follows it from planned, packed, under-way, arrived, closed, cancelled. */
const TABLE: readonly (readonly [string, ...string[]])[] = [
  ['packed', 'packed', 'packed', 'under-way', 'SHIPMENT_ARRIVED', 'SHIPMENT_CLOSED', 'SHIPMENT_CANCELLED'],
  [
    'cancelled',
    'cancelled',
    'cancelled',
    'SHIPMENT_UNDER_WAY',
    'SHIPMENT_ARRIVED',
    'SHIPMENT_CLOSED',
    'SHIPMENT_CANCELLED',
  ],
  ['to the escort', 'under-way', 'under-way', 'under-way', 'under-way', 'under-way', 'under-way'],
  ['to a stop', 'under-way', 'under-way', 'under-way', 'under-way', 'under-way', 'under-way'],
  ['to the end', 'arrived', 'arrived', 'arrived', 'arrived', 'arrived', 'arrived'],
  ['back', 'arrived', 'arrived', 'arrived', 'arrived', 'arrived', 'arrived'],
  ['unpacked', 'SHIPMENT_NOT_PACKED', 'packed', 'under-way', 'closed', 'SHIPMENT_CLOSED', 'cancelled'],
];

describe('the states of a shipment', () => {
  for (const [name, ...results] of TABLE) {
    test.each(SHIPMENT_STATES.map((state, i) => [state, results[i] ?? '']))(
      `${name}: %s → %s`,
      (state, result) => {
        const step = STEPS[name];
        if (step === undefined) throw new Error(name);
        const next = follow(progress(state), step);
        expect(next.ok ? next.value.state : next.refusal.code).toBe(result);
      },
    );
  }

  test('it is closed when the last of what arrived is unpacked', () => {
    const first = follow(progress('arrived', ['P1', 'P2']), { kind: 'unpacked', parcels: ['P1'] });
    expect(first).toMatchObject({ ok: true, value: { state: 'arrived', inside: ['P2'] } });
    const last = follow(progress('arrived', ['P2']), { kind: 'unpacked', parcels: ['P2'] });
    expect(last).toMatchObject({ ok: true, value: { state: 'closed', inside: [] } });
  });
});
