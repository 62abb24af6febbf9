/** Shelly of the second generation and later (Plus, Pro, Gen3): notifications on `<prefix>/events/rpc`, status on `<prefix>/status/…`. */
import type { Measured } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import {
  bounded,
  extras,
  isNumber,
  isRecord,
  jsonOf,
  numberOf,
  reading,
  refused,
  said,
  textOf,
} from './reading.ts';
import type { Decoder } from './types.ts';

const TOPIC = /^(?:(.*)\/)?(?:events\/rpc|status\/(temperature:\d{1,3}))$/;
const COMPONENT = /^temperature:(\d{1,3})$/;
/** Below, the device counts from its start, for nobody told it the time yet. */
const TIME_IS_SET_FROM_SECONDS = 1_000_000_000;

export const shelly: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const levels = TOPIC.exec(topic);
  if (levels === null) return [];
  const address = levels[1] === undefined ? null : bounded(levels[1]);
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload), address);
  if (!isRecord(body)) return refused('PAYLOAD_SHAPE', 'no JSON object', address);
  const params = levels[2] === undefined ? body.params : { [levels[2]]: body };
  // Events, and answers to what somebody asked, tell no status.
  if (!isRecord(params)) return [];
  const at = atOf(params.ts, receivedAt);
  const measured: Measured[] = [];
  for (const [component, status] of Object.entries(params)) {
    const probe = COMPONENT.exec(component)?.[1];
    if (probe === undefined || !isRecord(status)) continue;
    const hasFailed = Array.isArray(status.errors) && status.errors.length > 0;
    // A notification holds what changed; without a value and without an error the temperature did not.
    if (status.tC === undefined && !hasFailed) continue;
    const beside = extras({ humidity: humidityOf(params[`humidity:${probe}`]), battery: batteryOf(params) });
    measured.push(
      reading({ at, probe, celsius: hasFailed ? null : (status.tC ?? null), extras: beside }, profile),
    );
  }
  return measured.length === 0 ? [] : [said({ address, measured })];
};

const atOf = (seconds: unknown, receivedAt: UtcMs): UtcMs =>
  isNumber(seconds) && seconds >= TIME_IS_SET_FROM_SECONDS && seconds < Number.MAX_SAFE_INTEGER / 1000
    ? Math.round(seconds * 1000)
    : receivedAt;

const humidityOf = (status: unknown): number | null => (isRecord(status) ? numberOf(status.rh) : null);

/** Null while it is fed from outside: then it says 0 %, which is no empty battery. */
function batteryOf(params: Readonly<Record<string, unknown>>): number | null {
  const power = params['devicepower:0'];
  if (!isRecord(power) || !isRecord(power.battery)) return null;
  const isFed = isRecord(power.external) && power.external.present === true;
  return isFed ? null : numberOf(power.battery.percent);
}
