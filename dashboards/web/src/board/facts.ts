/** The facts of an alert in one line: how far, how many, which lot. What the service did not say is left out. Pure. */
import type { AlertView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/vi.ts';

export function alertFacts(alert: AlertView, words: Words, language: Language): string {
  const { facts } = words.alerts;
  const number = (name: string): number | null => {
    const value = alert.data[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  const text = (name: string): string | null => {
    const value = alert.data[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const count = (name: string, say: (count: string) => string): string | null => {
    const value = number(name);
    return value === null ? null : say(whole(value, language));
  };
  const degrees = (name: string, say: (value: string) => string): string | null => {
    const value = number(name);
    return value === null ? null : say(temperature(value, language));
  };
  const lot = text('lot');
  const line: (string | null)[] = (() => {
    switch (alert.kind) {
      case 'unit-excursion':
        return [degrees('limitCelsius', facts.limit), degrees('peakCelsius', facts.peak)];
      case 'parcel-hold':
        return [lot && facts.lot(lot), count('parcels', facts.parcels), count('doses', facts.doses)];
      case 'late-discovery':
        return [
          degrees('peakCelsius', facts.peak),
          // A unit that was empty: there is no vaccine to speak of.
          ...(number('parcels') === 0
            ? []
            : [count('parcels', facts.parcels), count('dosesGivenAfterBreach', facts.given)]),
        ];
      case 'device-silent':
        return [degrees('lastCelsius', words.tile.last)];
      case 'device-gap':
        return [count('missing', facts.missing)];
      case 'administration-refused':
        return [lot && facts.lot(lot), count('doses', facts.doses), text('by')];
      case 'handoff-disputed':
        return [text('from'), text('to'), count('doses', facts.doses)];
      case 'handoff-discrepancy':
        return [text('from'), text('to'), count('missing', facts.doses)];
      case 'shipment-overdue':
        return [text('from'), text('to'), text('escort')];
      case 'custody-conflict':
        return [lot && facts.lot(lot), count('doses', facts.doses)];
      case 'custody-overturned':
        return [text('by'), count('parcels', facts.parcels)];
      case 'custody-refused':
      case 'box-opened':
      case 'test':
        return [text('by')];
      case 'incident-reported':
        return [text('text'), text('by')];
      case 'influx-refused':
        return [count('points', facts.points)];
      case 'influx-behind':
        return [text('target')];
      case 'influx-differs':
        return [text('target'), count('differences', facts.differences)];
      case 'power-cut':
        return [facts.units(whole(alert.count, language)), text('first')];
      case 'unit-at-risk':
        return [degrees('celsius', facts.was), degrees('limitCelsius', facts.limit)];
      case 'sensor-stuck':
        return [degrees('celsius', facts.stuckAt)];
      case 'battery-low':
      case 'disk-filling':
        return [count('percent', facts.percent)];
      case 'channel-failing':
        return [text('channel')];
      case 'notices-behind':
        return [count('waiting', facts.waiting)];
      case 'roster-hole':
        return [count('level', facts.level)];
      case 'file-refused':
        return [text('file')];
      case 'bridge-down':
        return [text('bridge')];
      case 'report-late':
        return [text('day')];
      case 'calibration-overdue':
        return [text('due')];
      default:
        return alert.count > 1 ? [facts.times(whole(alert.count, language))] : [];
    }
  })();
  return line.filter((part) => part !== null).join(' · ');
}
