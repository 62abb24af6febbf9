/** Shelly of the first generation: one number a topic, `shellies/<id>/ext_temperature/<n>` or `shellies/<id>/sensor/temperature`. */
import { bounded, numberOf, reading, said, textOf } from './reading.ts';
import type { Decoder } from './types.ts';

/** `…/temperature` by itself is the heat of the device, and `ext_temperature_f` is the same once more in °F. */
const TOPIC = /^(?:(?:shellies\/)?(.+)\/)?(?:ext_temperature\/(\d)|sensor\/temperature)$/;

export const shellyGen1: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const levels = TOPIC.exec(topic);
  if (levels === null) return [];
  const text = textOf(payload).trim();
  const measured = [
    reading({ at: receivedAt, probe: levels[2] ?? '1', celsius: numberOf(text) ?? text }, profile),
  ];
  return [said({ address: levels[1] === undefined ? null : bounded(levels[1]), measured })];
};
