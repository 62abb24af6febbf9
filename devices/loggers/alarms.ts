/** Which alarms did a Berlinger device have, and when did they go off by its own account? */
import type { Side } from '../../src/thermal/types.ts';
import { celsius, numberOrNull, type Reader } from './cells.ts';
import { child, type Node, value } from './outline.ts';
import {
  type AlarmOccurrence,
  type ConfiguredAlarm,
  type DayRecord,
  type DeviceAlarms,
  NO_ALARMS,
} from './types.ts';

/**
 * A Fridge-tag has alarm 0 for cold and 1 for heat. A Q-tag gives a type: 1 and 3 are cold (single, cumulative),
 * 2 and 4 heat, 0 is switched off.
 */
export function configuredAlarms(conf: Node, reader: Reader): ConfiguredAlarm[] {
  return (child(conf, 'Alarm')?.children ?? []).map((alarm) => {
    const type = value(alarm, 'Type');
    return {
      id: alarm.key,
      side: sideOf(alarm.key, type),
      limitCelsius: celsius(value(alarm, 'T AL'), alarm.line, reader),
      minutes: numberOrNull(value(alarm, 't AL')),
      type,
    };
  });
}

function sideOf(id: string, type: string | null): Side | null {
  const cold = type === null ? id === '0' : type === '1' || type === '3';
  const warm = type === null ? id === '1' : type === '2' || type === '4';
  if (cold) return 'below';
  return warm ? 'above' : null;
}

/** What the day records add up to; the rest of a device's alarms is left as none. */
export function dayAlarms(days: readonly DayRecord[], configured: readonly ConfiguredAlarm[]): DeviceAlarms {
  const side = (id: string): Side | null => configured.find((one) => one.id === id)?.side ?? sideOf(id, null);
  const on = (wanted: Side) => (day: DayRecord) => day.alarms.filter((alarm) => side(alarm.id) === wanted);
  const alarmDays = (wanted: Side): string[] =>
    days.filter((day) => on(wanted)(day).some((alarm) => alarm.triggeredAt !== null)).map((day) => day.date);
  const total = (wanted: Side): number =>
    days.flatMap(on(wanted)).reduce((sum, alarm) => sum + (alarm.minutes ?? 0), 0);
  return {
    ...NO_ALARMS,
    lowDays: alarmDays('below'),
    highDays: alarmDays('above'),
    lowMinutes: total('below'),
    highMinutes: total('above'),
    sensorTimeoutDays: days.filter((day) => day.sensorTimeoutMinutes > 0).map((day) => day.date),
  };
}

/** The alarms of a transport logger's run, each time one went off. */
export function occurrences(
  res: Node | undefined,
  configured: readonly ConfiguredAlarm[],
): AlarmOccurrence[] {
  return (child(res, 'Alarm')?.children ?? []).flatMap((alarm) =>
    alarm.children.map(({ values }) => ({
      id: alarm.key,
      side: configured.find((one) => one.id === alarm.key)?.side ?? null,
      start: values.get('TS S') ?? '',
      minutes: numberOrNull(values.get('t A') ?? null),
      triggeredAt: values.get('TS A') || null,
      end: values.get('TS E') || null,
    })),
  );
}
