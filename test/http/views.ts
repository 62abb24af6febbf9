/** One valid example of each view, to be mutated by name. */
import type { AlertView, HoldView, UnitView } from '../../src/keeper/views.ts';

export const T0 = '2026-11-22T03:00:00.000Z';

export const unitView = (over: Partial<UnitView> & { id: string; site: string | null }): UnitView => ({
  name: `Tủ ${over.id}`,
  kind: 'refrigerator',
  siteName: over.site,
  litres: 100,
  state: 'normal',
  stateSince: T0,
  celsius: 4.2,
  at: T0,
  last: { celsius: 4.2, at: T0 },
  range: { lowCelsius: 2, highCelsius: 8 },
  side: null,
  breachAt: null,
  samplingSeconds: 300,
  maxGapSeconds: 900,
  last24h: { minCelsius: 3.1, maxCelsius: 5.6 },
  spark: [4.1, null, 4.2],
  batteryPercent: 90,
  doorOpen: false,
  mainsPower: true,
  parcels: 1,
  doses: 100,
  holds: 0,
  alert: null,
  acknowledgedBy: null,
  ...over,
});

export const alertView = (over: Partial<AlertView> & { id: string; site: string | null }): AlertView => ({
  kind: 'unit-excursion',
  severity: 'critical',
  state: 'open',
  unit: null,
  device: null,
  parcel: null,
  happenedAt: T0,
  raisedAt: T0,
  updatedAt: T0,
  resolvedAt: null,
  acknowledged: null,
  data: { peakCelsius: 9.5 },
  count: 1,
  ...over,
});

export const holdView = (over: Partial<HoldView> & { id: string; site: string | null }): HoldView => ({
  parcel: 'p-1',
  gtin: '08934567890120',
  lot: 'VN-0421',
  kind: 'excursion',
  excursion: 'e-1',
  reason: 'above 8 °C',
  placedAt: T0,
  placedBy: null,
  supported: true,
  state: 'open',
  endedAt: null,
  unit: null,
  ...over,
});
