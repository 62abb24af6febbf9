/**
 * What belongs in one message: the same place and the same kind of cause. When the power of a place fails, forty fridges
 * that warm, their devices that fall silent and the parcels in them are one message; another place is another.
 */
import type { Alert, AlertKind } from './types.ts';

/** `cold`: too warm, too cold, or not known; `lots`: what may not be given; `road`: on its way; `service`: this service itself. */
export type Family = 'cold' | 'lots' | 'road' | 'service' | 'test';

const FAMILIES = {
  'unit-excursion': 'cold',
  'unit-unmonitored': 'cold',
  'unit-at-risk': 'cold',
  'power-cut': 'cold',
  'device-silent': 'cold',
  'device-rejected': 'cold',
  'device-gap': 'cold',
  'sensor-stuck': 'cold',
  'battery-low': 'cold',
  'calibration-overdue': 'cold',
  'clock-untrusted': 'cold',
  'history-damaged': 'cold',
  'device-cloned': 'cold',
  'parcel-hold': 'lots',
  'late-discovery': 'lots',
  'administration-refused': 'lots',
  'handoff-disputed': 'road',
  'handoff-discrepancy': 'road',
  'shipment-overdue': 'road',
  'custody-conflict': 'road',
  'custody-overturned': 'road',
  'custody-refused': 'road',
  'box-opened': 'road',
  'box-at-risk': 'road',
  'incident-reported': 'road',
  'influx-refused': 'service',
  'influx-behind': 'service',
  'influx-differs': 'service',
  'witness-silent': 'service',
  'ledger-behind-witness': 'service',
  'disk-filling': 'service',
  'clock-jumped': 'service',
  'channel-failing': 'service',
  'notices-behind': 'service',
  'roster-hole': 'service',
  'nobody-told': 'service',
  'canary-lost': 'service',
  'bridge-down': 'service',
  'file-refused': 'service',
  'report-late': 'service',
  canary: 'test',
  test: 'test',
} as const satisfies Record<AlertKind, Family>;

/** What an excursion in a unit did to parcels is the unit's matter; every other hold is the lot's. */
export function familyOf({ kind, unit, data }: Alert): Family {
  if (kind === 'late-discovery' && unit !== null) return 'cold';
  const isOfUnit = data.cause === 'excursion' || data.cause === 'unmonitored';
  if (kind === 'parcel-hold' && unit !== null && isOfUnit) return 'cold';
  return FAMILIES[kind];
}

/** `<family>@<site>`; of the province where it is of no site. A site's id has no `@`. */
export const groupOf = (alert: Alert): string => `${familyOf(alert)}@${alert.site ?? ''}`;
