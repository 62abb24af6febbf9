import { describe, expect, test } from 'vitest';
import { ENDS } from '../../src/alerts/life.ts';
import {
  bridgeDown,
  canaryLost,
  channelFailing,
  clockJumped,
  diskFilling,
  nobodyTold,
  noticesBehind,
  reportLate,
  rosterHole,
} from '../../src/alerts/service.ts';
import { batteryLow, powerCut, sensorStuck, unitAtRisk } from '../../src/alerts/watch.ts';

const AT = Date.parse('2026-11-22T02:00:00Z');
const HOUR = 3_600_000;
const device = { device: 'do-1', unit: 'tu-1', site: 'xa' };

describe('each thing that may soon go wrong', () => {
  test('has one alert, at its place, as grave as it is', () => {
    const risk = {
      rule: 'warm',
      side: 'above',
      limitCelsius: 8,
      celsius: 9,
      since: AT,
      breachAt: AT + HOUR,
    } as const;
    const conditions = [
      powerCut({ site: 'xa', units: [{ id: 'tu-1', name: 'Tủ 1' }], breachAt: null, since: AT }),
      unitAtRisk({ unit: 'tu-1', site: 'xa' }, { ...risk, severity: 'warning' }),
      sensorStuck(device, { probe: '2', celsius: 4.6, since: AT }),
      batteryLow(device, { percent: 18, since: AT }),
    ];
    expect(conditions.map(({ key, severity, site }) => [key, severity, site])).toEqual([
      ['power-cut:xa', 'critical', 'xa'],
      ['unit-at-risk:tu-1', 'warning', 'xa'],
      ['sensor-stuck:do-1:2', 'warning', 'xa'],
      ['battery-low:do-1', 'warning', 'xa'],
    ]);
    expect(conditions[0]).toMatchObject({ data: { units: 'tu-1', names: 'Tủ 1', first: 'Tủ 1' }, count: 1 });
    expect(conditions[1]).toMatchObject({ data: { breachAt: '2026-11-22T03:00:00.000Z' } });
    for (const { kind } of conditions) expect(ENDS[kind]).toBe('condition');
  });

  test('with the service itself is at no place, and grave when people may not be reached', () => {
    const hole = { site: null, level: 2, from: AT, to: AT + HOUR, noticedAt: AT };
    const conditions = [
      diskFilling({ percent: 96, freeBytes: 1e9, severity: 'critical', since: AT }),
      clockJumped({ at: AT, byMs: -HOUR }),
      channelFailing({ channel: 'sms', name: 'gw.vn', reason: 'HTTP 500', since: AT }),
      noticesBehind({ waiting: 3, since: AT }),
      rosterHole(hole),
      nobodyTold(null, AT),
      canaryLost({ since: AT, stage: 'notice' }),
      bridgeDown({ name: 'lorawan', why: 'tls', detail: 'self-signed certificate', since: AT }),
      reportLate({ day: '2026-11-21', dueAt: AT }),
    ];
    expect(conditions.map(({ key, severity, site }) => [key, severity, site])).toEqual([
      ['disk-filling', 'critical', null],
      ['clock-jumped', 'warning', null],
      ['channel-failing:gw.vn', 'warning', null],
      ['notices-behind', 'critical', null],
      ['roster-hole:2', 'warning', null],
      ['nobody-told', 'critical', null],
      ['canary-lost', 'critical', null],
      ['bridge-down:lorawan', 'critical', null],
      ['report-late:2026-11-21', 'warning', null],
    ]);
    expect(rosterHole({ ...hole, site: 'xa' })).toMatchObject({ key: 'roster-hole:xa:2', site: 'xa' });
    expect(nobodyTold('xa', AT)).toMatchObject({ key: 'nobody-told:xa', site: 'xa' });
  });
});
