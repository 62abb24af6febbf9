/** An example of what each alert of the watch knows. */
import type { WatchKind } from '../../src/alerts/watch.ts';
import type { AlertFacts } from '../../src/wording/alert-facts.ts';

export const AT = Date.parse('2026-11-22T01:55:00Z');
const MINUTE = 60_000;
const place = 'Trạm Y tế xã Ea Kao – Tủ 1';

export const WATCHED: Pick<AlertFacts, WatchKind> = {
  'power-cut': {
    place: 'Trạm Y tế xã Ea Kao',
    units: 3,
    first: 'Tủ 2',
    breachAt: AT + 40 * MINUTE,
    since: AT,
  },
  'unit-at-risk': { place, side: 'above', celsius: 8.4, limitCelsius: 8, breachAt: AT + 25 * MINUTE },
  'sensor-stuck': { place, device: 'tag-7', celsius: 4.6, since: AT },
  'battery-low': { place, device: 'tag-7', percent: 18 },
  'calibration-overdue': { place, device: 'tag-7', due: '2026-11-21' },
  'clock-untrusted': { place, device: 'tag-7', since: AT },
  'history-damaged': { place, device: 'tag-7', probe: '1', from: AT - 600 * MINUTE, to: AT },
  'device-cloned': { place, device: 'tag-7', parcels: 3 },
  'disk-filling': { percent: 91, freeBytes: 12_400_000_000 },
  'clock-jumped': { at: AT, by: -45 * MINUTE },
  'channel-failing': { channel: 'sms', since: AT },
  'notices-behind': { waiting: 4, since: AT },
  'roster-hole': { place: 'Trạm Y tế xã Ea Kao', level: 1, from: AT, to: AT + 480 * MINUTE },
  'nobody-told': { place: 'Trạm Y tế xã Ea Kao', since: AT },
  canary: { at: AT },
  'canary-lost': { since: AT, stage: 'channel' },
  'file-refused': { file: 'LogTag_A0123.csv', count: 2 },
  'bridge-down': { bridge: 'lorawan', why: 'unreachable', since: AT },
  'report-late': { day: '2026-11-21', dueAt: AT },
};
