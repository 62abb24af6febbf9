/** Sparkplug B 3.0: births and data of edge nodes and of the devices behind them, on `spBv1.0/<group>/<type>/<node>[/<device>]`. */
import type { Measured, Unreadable } from '../../src/telemetry/measured.ts';
import { bounded, MOST_READINGS, probeOf, reading, refused, said, unaccented } from './reading.ts';
import { type Metric, metricsOf } from './sparkplug-metrics.ts';
import type { Decoder } from './types.ts';

const TOPIC = /^(?:.*\/)?spBv1\.0\/([^/]+)\/[ND](?:BIRTH|DATA)\/([^/]+)(?:\/([^/]+))?$/;
/** The last part of a metric's name must say by itself that it is a temperature, and nothing else of it. */
const TEMPERATURE = /(?:^|[ _-])(?:temperature|temp|nhiet do)(?:[ _-]?\d{1,2})?(?:[ _-](?:c|celsius|pv))?$/i;
const NOT_MEASURED = /set ?point|target|limit|alarm|\bhigh|\blow|\bmin|\bmax|offset|average|mean/i;
const CELSIUS = /^(?:°\s?c|℃|c|cel|celsius|deg ?c|degrees celsius)$/i;

export const sparkplugB: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const levels = TOPIC.exec(topic);
  // Commands, deaths, states of hosts.
  if (levels === null) return [];
  const address = bounded(levels.slice(1).filter(Boolean).join('/'));
  let read: ReturnType<typeof metricsOf>;
  try {
    read = metricsOf(payload);
  } catch (error) {
    return refused('PAYLOAD_SHAPE', `no Sparkplug payload: ${String(error)}`, address);
  }
  if (read.isCompressed) return refused('PAYLOAD_SHAPE', 'a compressed payload', address);
  const measured: Measured[] = [];
  const unreadable: Unreadable[] = [];
  const nameless = read.metrics.filter(({ name }) => name === null);
  if (nameless.length > 0) {
    const detail = `${nameless.length} metrics without a name, the first has alias ${nameless[0]?.alias}`;
    unreadable.push({ reason: 'READING_SHAPE', at: null, detail });
  }
  for (const metric of read.metrics.slice(0, MOST_READINGS)) {
    if (metric.name === null || !isTemperature(metric.name)) continue;
    const at = metric.at ?? receivedAt;
    const probe = probeOf(metric.name);
    const wrong = wrongIn(metric, probe);
    if (wrong !== null) unreadable.push({ ...wrong, at: null });
    else if (!Number.isSafeInteger(at))
      unreadable.push({ reason: 'AT_UNREADABLE', at: null, detail: bounded(metric.name) });
    else if (probe !== null) measured.push(reading({ at, probe, celsius: metric.value }, profile));
  }
  return measured.length + unreadable.length === 0 ? [] : [said({ address, measured }, unreadable)];
};

function isTemperature(name: string): boolean {
  const last = unaccented(name.slice(name.lastIndexOf('/') + 1));
  return TEMPERATURE.test(last) && !NOT_MEASURED.test(last);
}

function wrongIn({ name, unit }: Metric, probe: string | null): Omit<Unreadable, 'at'> | null {
  if (probe === null) return { reason: 'PROBE_INVALID', detail: bounded(name ?? '') };
  if (unit !== null && !CELSIUS.test(unit))
    return { reason: 'READING_SHAPE', detail: bounded(`${name} in ${unit}, °C wanted`) };
  return null;
}
