/**
 * Reads the messages that nearly all devices send straight from their bytes: `boot`, `seq`, and readings of an instant, a
 * temperature, a probe and the usual other channels, each named once. What holds anything else is read by `readMessage`, and
 * of what is read here `readMessage` says the very same; only it takes four times as long.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import { type Extras, isPlausible, type Measured, type Message, type Unreadable } from './measured.ts';
import { MOST_READINGS, readMessage } from './message.ts';
import { COMMA, namesOf, Scanner } from './scan.ts';

const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const BODY = namesOf('boot', 'seq', 'readings');
const [BOOT, SEQ, READINGS] = [0, 1, 2];
const ITEM = namesOf('at', 'celsius', 'probe', 'humidity', 'battery', 'lat', 'lon', 'door', 'power');
const [AT, CELSIUS, PROBE, HUMIDITY, BATTERY, LAT, LON, DOOR, POWER] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** Their bits, beside which a reading has no other channel. */
const NO_EXTRAS = (1 << AT) | (1 << CELSIUS) | (1 << PROBE);
const FIRST_PROBE = '1';
const NOTHING: readonly Unreadable[] = [];
const scanner = new Scanner();
/** The other channels of the reading at hand, by the numbers of `ITEM`. */
const channels = new Float64Array(ITEM.length);

/** The message in `bytes[from..to)`; see `readMessage`. */
export function readBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  receivedAt: UtcMs,
  faults: readonly MilliCelsius[],
): Message {
  const plain = readPlain(bytes, from, to, receivedAt, faults);
  if (plain !== null) return plain;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString();
  return readMessage(text, receivedAt, faults);
}

/** Null: it holds more than is read here. */
export function readPlain(
  bytes: Uint8Array,
  from: number,
  to: number,
  receivedAt: UtcMs,
  faults: readonly MilliCelsius[],
): Message | null {
  scanner.begin(bytes, from, to);
  if (scanner.next() !== OPEN) return null;
  let boot: number | null = null;
  let seq: number | null = null;
  let measured: Measured[] | null = null;
  let seen = 0;
  for (let likely = 0; ; likely++) {
    const name = scanner.name(BODY, likely % BODY.length);
    if (name < 0 || (seen & (1 << name)) !== 0) return null;
    seen |= 1 << name;
    if (name === READINGS) {
      measured = readList(receivedAt, faults);
      if (measured === null) return null;
    } else {
      if (!scanner.number()) return null;
      const counter = Number.isSafeInteger(scanner.value) ? scanner.value : null;
      if (name === BOOT) boot = counter;
      else if (name === SEQ) seq = counter;
    }
    const next = scanner.next();
    if (next === CLOSE) break;
    if (next !== COMMA) return null;
  }
  if (measured === null || !scanner.isDone) return null;
  return { boot, seq, measured, unreadable: NOTHING };
}

function readList(receivedAt: UtcMs, faults: readonly MilliCelsius[]): Measured[] | null {
  if (scanner.next() !== OPEN_LIST) return null;
  const measured: Measured[] = [];
  if (scanner.peek() === CLOSE_LIST) {
    scanner.next();
    return measured;
  }
  for (;;) {
    const one = readOne(receivedAt, faults);
    if (one === null || measured.length === MOST_READINGS) return null;
    measured.push(one);
    const next = scanner.next();
    if (next === CLOSE_LIST) return measured;
    if (next !== COMMA) return null;
  }
}

/** A reading whose temperature is none is left to `readMessage`, which tells why. */
function readOne(receivedAt: UtcMs, faults: readonly MilliCelsius[]): Measured | null {
  if (scanner.next() !== OPEN) return null;
  let at = receivedAt;
  let celsius = 0;
  let probe: string | null = FIRST_PROBE;
  let seen = 0;
  for (let likely = 0; ; likely++) {
    const name = scanner.name(ITEM, likely % ITEM.length);
    if (name < 0 || (seen & (1 << name)) !== 0) return null;
    seen |= 1 << name;
    if (name === AT) {
      if (!(scanner.number() || scanner.instant()) || !Number.isSafeInteger(scanner.value)) return null;
      at = scanner.value;
    } else if (name === PROBE) {
      probe = scanner.word();
      if (probe === null) return null;
    } else if (name === DOOR || name === POWER) {
      const truth = scanner.truth();
      if (truth < 0) return null;
      channels[name] = truth;
    } else {
      if (!scanner.number()) return null;
      if (name === CELSIUS) celsius = scanner.value;
      else channels[name] = scanner.value;
    }
    const next = scanner.next();
    if (next === CLOSE) break;
    if (next !== COMMA) return null;
  }
  const milli = Math.round(celsius * 1000);
  if ((seen & (1 << CELSIUS)) === 0 || !isPlausible(milli) || faults.includes(milli)) return null;
  return {
    at,
    probe,
    milli,
    reason: null,
    extras: (seen & ~NO_EXTRAS) === 0 ? null : extrasOf(seen),
    detail: '',
  };
}

function extrasOf(seen: number): Extras {
  const extras: Extras = {};
  const has = (name: number): boolean => (seen & (1 << name)) !== 0;
  const value = (name: number): number => channels[name] as number;
  if (has(HUMIDITY)) extras.humidity = value(HUMIDITY);
  if (has(BATTERY)) extras.battery = value(BATTERY);
  if (has(LAT)) extras.lat = value(LAT);
  if (has(LON)) extras.lon = value(LON);
  if (has(DOOR)) extras.door = value(DOOR) === 1;
  if (has(POWER)) extras.power = value(POWER) === 1;
  return extras;
}
