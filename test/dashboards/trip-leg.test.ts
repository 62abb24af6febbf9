/** What the escort's pages say of a leg: which word leads, what stands together, and that silence is never good news. */
import { describe, expect, test } from 'vitest';
import {
  legsOf,
  type Standing,
  silenceOf,
  standingOf,
  TONES,
} from '../../dashboards/web/src/trip/leg/leg.ts';
import type { LegView, TripView } from '../../src/keeper/custody-views.ts';

const MINUTE = 60_000;
const TO = Date.parse('2026-11-23T03:42:00.000Z');
const iso = (at: number) => new Date(at).toISOString();
const leg = (change: Partial<LegView> = {}): LegView => ({
  ...{ from: iso(TO - 180 * MINUTE), to: iso(TO), minCelsius: 3.1, maxCelsius: 5.2, meanKineticCelsius: 4.4 },
  ...{ beyondSeconds: 0, unknownSeconds: 0, breachAt: null },
  ...change,
});

describe('the word that leads', () => {
  const inAnHour = iso(TO + 60 * MINUTE);
  test.each<[string, LegView | null, number, Standing, string]>([
    ['nothing is amiss and it was just said', leg(), 1, 'clear', 'grey'],
    ['nothing was amiss, a quarter of an hour ago', leg(), 15, 'silent', 'orange'],
    ['it was past a limit for a while', leg({ beyondSeconds: 1 }), 1, 'beyond', 'red'],
    ['some of the time is unknown', leg({ unknownSeconds: 1 }), 1, 'gap', 'orange'],
    ['a countdown runs', leg({ breachAt: inAnHour }), 59, 'counting', 'orange'],
    [
      'a countdown runs and it is past a limit',
      leg({ breachAt: inAnHour, beyondSeconds: 60 }),
      1,
      'beyond',
      'red',
    ],
    ['the countdown ran out while nothing was heard', leg({ breachAt: inAnHour }), 60, 'overdue', 'red'],
    ['it was breached when the service said so', leg({ breachAt: iso(TO) }), 0, 'breached', 'red'],
    ['nothing was measured at all', leg({ minCelsius: null, maxCelsius: null }), 1, 'unmeasured', 'orange'],
    ['the service has no record', null, 0, 'untold', 'orange'],
  ])('%s', (_, told, minutesSince, standing, tone) => {
    expect(standingOf(told, TO + minutesSince * MINUTE)).toBe(standing);
    expect(TONES[standing]).toBe(tone);
  });

  test('a phone whose clock is behind knows of no silence, and never of a negative one', () => {
    expect(silenceOf(leg(), TO - 5 * MINUTE)).toBe(0);
    expect(silenceOf(leg(), TO + 38 * MINUTE)).toBe(38 * MINUTE);
  });
});

describe('what stands together', () => {
  const parcel = (id: string, unit: string, told: LegView | null): TripView['parcels'][number] => ({
    ...{
      id,
      label: null,
      gtin: '08934567890120',
      product: 'Vắc xin sởi – rubella',
      lot: `L-${id.slice(0, 1)}`,
    },
    ...{ expiry: '2028-03-31', doses: 10, unit, holder: null, openHolds: 0, leg: told },
  });
  const trip = (asOf: number, parcels: TripView['parcels']): TripView => ({
    ...{ v: 1, asOf: iso(asOf), handoffs: [], sites: [], people: [], boxes: [], places: [], parcels },
    service: { key: '', publicKey: '', jwk: { kty: 'OKP', crv: 'Ed25519', x: '' } },
    shipment: {
      ...{ id: 's', state: 'under-way', from: 'a', fromName: 'A', to: 'b', toName: 'B', stops: [] },
      ...{ escort: 'ty', escortName: 'Tý', departAt: iso(TO), arriveBy: iso(TO), departedAt: null },
      ...{ arrivedAt: null, closedAt: null, overdue: false, note: '', planned: [], boxes: [] },
      ...{ handoffs: [], events: [] },
    },
  });
  const ids = Array.from({ length: 40 }, (_, i) => `${i % 2}-${i}`);
  const forty = trip(
    TO,
    ids.map((id, i) => parcel(id, i < 20 ? 'hom-1' : 'hom-2', leg(i === 7 ? { beyondSeconds: 60 } : {}))),
  );

  test('forty parcels in two boxes, one of them warmer, are three groups, and the warm one is first', () => {
    const { groups, untold } = legsOf(ids, [forty], TO);
    expect(untold).toEqual([]);
    expect(groups.map(({ unit, parcels, doses, lots }) => [unit, parcels.length, doses, lots])).toEqual([
      ['hom-1', 1, 10, ['L-1']],
      ['hom-1', 19, 190, ['L-0', 'L-1']],
      ['hom-2', 20, 200, ['L-0', 'L-1']],
    ]);
  });

  test('a parcel that no trip here knows is named as such, and never counted among those that fared well', () => {
    expect(legsOf(['x', '0-0', 'x'], [forty], TO)).toMatchObject({ untold: ['x'], groups: [{ doses: 10 }] });
    expect(legsOf(['x'], [], TO)).toEqual({ groups: [], untold: ['x'] });
  });

  test('of two trips that know a parcel, the younger tells, whichever was stored first', () => {
    const later = trip(TO + MINUTE, [parcel('0-0', 'hom-1', leg({ beyondSeconds: 90 }))]);
    for (const stored of [
      [forty, later],
      [later, forty],
    ])
      expect(legsOf(['0-0'], stored, TO).groups[0]?.leg?.beyondSeconds).toBe(90);
  });
});
