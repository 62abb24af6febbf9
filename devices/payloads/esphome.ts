/** ESPHome: one number a topic, `<prefix>/sensor/<object id>/state`; `nan` while the sensor does not answer. */
import { bounded, numberOf, probeOf, reading, refused, said, textOf } from './reading.ts';
import type { Decoder } from './types.ts';

const TOPIC = /^(?:(.*)\/)?sensor\/([^/]+)\/state$/;
/**
 * The message says neither what was measured nor in which unit, so the name must: a sensor is taken where the word stands in its
 * name by itself, and nothing beside it says that it is wanted, reckoned or corrected instead of measured.
 */
const TEMPERATURE = /(?:^|_)(?:temperature|temp|nhiet_do)(?:_|$)/;
const NOT_MEASURED =
  /(?:^|_)(?:target|set|setpoint|offset|limit|min|max|mean|average|delta|difference)(?:_|$)/;

export const esphome: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const levels = TOPIC.exec(topic);
  const name = levels?.[2] ?? '';
  if (levels === null || !TEMPERATURE.test(name) || NOT_MEASURED.test(name)) return [];
  const address = levels[1] === undefined ? null : bounded(levels[1]);
  const probe = probeOf(name);
  if (probe === null) return refused('PROBE_INVALID', name, address);
  const text = textOf(payload).trim();
  const measured = [reading({ at: receivedAt, probe, celsius: numberOf(text) ?? text }, profile)];
  return [said({ address, measured })];
};
