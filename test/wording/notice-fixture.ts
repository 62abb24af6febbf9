/** Alerts as the service has them, and what is known when they are put into words. */
import type { Alert, AlertKind } from '../../src/alerts/types.ts';
import type { NoticeAlert, NoticeFacts } from '../../src/wording/notices.ts';
import { WATCHED } from './watched.ts';

/** 08:55 on 22 November 2026 in the province. */
export const BEGAN = Date.parse('2026-11-22T01:55:00Z');
export const MINUTE = 60_000;
export const SITE = 'Trạm Y tế xã Ea Kao';
export const ID = '019aa0c2-7b1e-7f00-8a3c-5d2e1a2b3c4d';

const iso = (at: number): string => new Date(at).toISOString();

/** What the service writes with an alert of each kind. */
export const DATA: Readonly<Record<AlertKind, Alert['data']>> = {
  'unit-excursion': { side: 'above', limitCelsius: 8, peakCelsius: 10.4, start: iso(BEGAN) },
  'unit-unmonitored': { start: iso(BEGAN), peakCelsius: null },
  'parcel-hold': { cause: 'excursion', parcels: 4, doses: 1420, lots: 3, lot: null },
  'late-discovery': { start: iso(BEGAN), peakCelsius: -2.5, parcels: 2, dosesGiven: 12 },
  'device-silent': { lastAt: iso(BEGAN), lastCelsius: 4.6 },
  'device-rejected': { reason: 'SENSOR_FAULT' },
  'device-gap': { missing: 41 },
  'administration-refused': { lot: 'FK1234', doses: 1, codes: 'PARCEL_ON_HOLD', by: 'lan' },
  'handoff-disputed': { from: 'kho', to: 'y.moan', doses: 240 },
  'handoff-discrepancy': { kinds: 'missing seal', missing: 10, refused: 0 },
  'shipment-overdue': { from: 'kho', to: 'xa', escort: 'y.moan' },
  'custody-conflict': { lot: 'FK1234', doses: 240, events: 2 },
  'custody-overturned': { by: 'y.moan', code: 'HANDOFF_CODE_USED', at: iso(BEGAN), parcels: 1 },
  'custody-refused': { by: 'y.moan', code: 'EVENT_SIGNATURE_INVALID' },
  'box-opened': { by: 'y.moan' },
  'box-at-risk': { side: 'above', breachAt: iso(BEGAN + 90 * MINUTE) },
  'incident-reported': { what: 'vehicle', text: 'gọi Y Moan 0912 345 678', by: 'y.moan' },
  'influx-refused': { points: 3 },
  'influx-behind': { code: 'BACKLOG' },
  'influx-differs': { differences: 2 },
  'witness-silent': { witnesses: 'so-y-te' },
  'ledger-behind-witness': { events: 180, witnessed: 212 },
  'power-cut': { units: 'tu-2 tu-1 tu-3', first: 'Tủ 2', breachAt: iso(BEGAN + 90 * MINUTE) },
  'unit-at-risk': { side: 'above', limitCelsius: 8, celsius: 8.4, breachAt: iso(BEGAN + 90 * MINUTE) },
  'sensor-stuck': { probe: '1', celsius: WATCHED['sensor-stuck'].celsius },
  'calibration-overdue': { due: WATCHED['calibration-overdue'].due },
  'battery-low': { percent: WATCHED['battery-low'].percent },
  'clock-untrusted': {},
  'history-damaged': { probe: '1', from: iso(BEGAN - 600 * MINUTE), to: iso(BEGAN) },
  'device-cloned': { why: 'sessions', parcels: WATCHED['device-cloned'].parcels },
  'disk-filling': { percent: 91, freeBytes: 12_400_000_000 },
  'clock-jumped': { by: -45 * MINUTE },
  'channel-failing': { channel: 'sms', name: 'sms', reason: 'HTTP_500' },
  'notices-behind': { waiting: 4 },
  'roster-hole': { level: 1, from: iso(BEGAN), to: iso(BEGAN + 480 * MINUTE) },
  'nobody-told': {},
  canary: { run: 7 },
  'canary-lost': { stage: 'channel' },
  'file-refused': { file: 'LogTag_A0123.csv', reason: 'LOGGER_COLUMN_NEEDED' },
  'bridge-down': { bridge: 'lorawan', why: 'unreachable', detail: 'connect ECONNREFUSED' },
  'report-late': { day: '2026-11-21' },
  test: { by: 'lan', endsAt: iso(BEGAN + 10 * MINUTE) },
};

export const alert = (kind: AlertKind, changes: Partial<Alert> = {}): Alert => ({
  id: ID,
  key: kind,
  kind,
  severity: 'critical',
  site: 'xa',
  unit: 'tu-1',
  device: null,
  parcel: null,
  happenedAt: BEGAN,
  raisedAt: BEGAN + 32 * MINUTE,
  updatedAt: BEGAN + 32 * MINUTE,
  resolvedAt: null,
  acknowledged: null,
  data: DATA[kind],
  count: 3,
  ...changes,
});

export const member = (kind: AlertKind, unit = 'Tủ 1', changes: Partial<NoticeAlert> = {}): NoticeAlert => ({
  alert: alert(kind, { unit }),
  place: unit === '' ? SITE : `${SITE} – ${unit}`,
  breachAt: null,
  lots: 0,
  doses: 0,
  ...changes,
});

/** 47 minutes after it began. */
export const facts = (alerts: readonly NoticeAlert[], changes: Partial<NoticeFacts> = {}): NoticeFacts => ({
  reason: 'raised',
  group: 'cold:xa',
  siteName: SITE,
  alerts,
  total: alerts.length,
  now: BEGAN + 47 * MINUTE,
  ...changes,
});
