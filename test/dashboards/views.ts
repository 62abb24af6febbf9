/** One valid unit, alert, hold and snapshot of the live feed, and named changes of them. */
import type { LiveUnit } from '../../dashboards/web/src/live/picture.ts';
import type { AlertView, HoldView, LiveDelta, LiveSnapshot } from '../../src/keeper/views.ts';

export const SERVER_TIME = '2026-11-22T03:00:00.000Z';

export const unit = (change: Partial<LiveUnit> = {}): LiveUnit => ({
  id: 'tu-1',
  name: 'Tủ 1',
  kind: 'refrigerator',
  site: 'ea-kao',
  siteName: 'Trạm Y tế xã Ea Kao',
  litres: 120,
  state: 'normal',
  stateSince: SERVER_TIME,
  celsius: 4.6,
  at: SERVER_TIME,
  last: { celsius: 4.6, at: SERVER_TIME },
  range: { lowCelsius: 2, highCelsius: 8 },
  side: null,
  breachAt: null,
  samplingSeconds: 60,
  maxGapSeconds: 900,
  last24h: { minCelsius: 3.1, maxCelsius: 5.9 },
  spark: [],
  batteryPercent: null,
  doorOpen: null,
  mainsPower: null,
  parcels: 0,
  doses: 0,
  holds: 0,
  alert: null,
  acknowledgedBy: null,
  ...change,
});

export const alert = (change: Partial<AlertView> = {}): AlertView => ({
  id: 'alert-1',
  kind: 'unit-excursion',
  severity: 'critical',
  state: 'open',
  site: 'ea-kao',
  unit: 'tu-1',
  device: null,
  parcel: null,
  happenedAt: SERVER_TIME,
  raisedAt: SERVER_TIME,
  updatedAt: SERVER_TIME,
  resolvedAt: null,
  acknowledged: null,
  data: {},
  count: 1,
  ...change,
});

export const hold = (change: Partial<HoldView> = {}): HoldView => ({
  id: 'hold-1',
  parcel: 'kien-1',
  gtin: '08934567890120',
  lot: 'ABC123',
  kind: 'excursion',
  excursion: 'excursion-1',
  reason: '',
  placedAt: SERVER_TIME,
  placedBy: null,
  supported: true,
  state: 'open',
  endedAt: null,
  site: 'ea-kao',
  unit: 'tu-1',
  ...change,
});

export const snapshot = (revision: number, change: Partial<LiveSnapshot> = {}): LiveSnapshot => ({
  type: 'snapshot',
  revision,
  serverTime: SERVER_TIME,
  sites: [],
  units: [unit()],
  alerts: [],
  holds: [],
  ...change,
});

export const delta = (revision: number, change: Partial<LiveDelta> = {}): LiveDelta => ({
  type: 'delta',
  revision,
  serverTime: SERVER_TIME,
  units: [],
  alerts: [],
  holds: [],
  ...change,
});
