/**
 * Reads one telemetry message: `{"boot":7,"seq":1042,"readings":[{"at":…,"celsius":4.1,"probe":"1",…}]}`, and what it says
 * of its clock: `sentAt`, `uptimeSeconds`, `clock` (docs/clock.md). What cannot be read is named and set aside; one bad
 * reading never takes its message with it. Written by hand, not with a schema library, because it runs for every message
 * and must say which reading was bad and why.
 */
import type { DurationMs, MilliCelsius, UtcMs } from '../thermal/types.ts';
import {
  type ClockQuality,
  type ClockWords,
  type Extras,
  instant,
  isProbeName,
  type Measured,
  type Message,
  measure,
  type RejectReason,
  type Unreadable,
} from './measured.ts';

/** No message holds more readings; a longer list is cut there and the rest named. */
export const MOST_READINGS = 4096;
const MOST_DETAIL = 300;
/** A century. */
const LONGEST_UPTIME_SECONDS = 3_155_760_000;

/**
 * @param receivedAt service time of arrival: the `at` of a device without a clock
 * @param faults values that the sensor's profile knows as fault codes, in milli-degrees
 */
export function readMessage(text: string, receivedAt: UtcMs, faults: readonly MilliCelsius[]): Message {
  const unreadable: Unreadable[] = [];
  const measured: Measured[] = [];
  const message = (body: Record<string, unknown> | null): Message => {
    const read = { boot: counter(body?.boot), seq: counter(body?.seq), measured, unreadable };
    const clock = body === null ? null : clockWords(body);
    return clock === null ? read : { ...read, clock };
  };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    unreadable.push({ reason: 'PAYLOAD_NOT_JSON', at: null, detail: text.slice(0, MOST_DETAIL) });
    return message(null);
  }
  if (!isRecord(body) || !Array.isArray(body.readings)) {
    unreadable.push({ reason: 'PAYLOAD_SHAPE', at: null, detail: text.slice(0, MOST_DETAIL) });
    return message(isRecord(body) ? body : null);
  }
  const list: readonly unknown[] = body.readings;
  const count = Math.min(list.length, MOST_READINGS);
  const saysOfClock = clockWords(body) !== null;
  for (let i = 0; i < count; i++) readOne(list[i], i, receivedAt, faults, saysOfClock, measured, unreadable);
  if (list.length > count)
    unreadable.push({
      reason: 'PAYLOAD_TOO_LARGE',
      at: null,
      detail: `${list.length} readings, ${count} taken`,
    });
  // Its memory was full: it says so instead of being silent about what it could not keep (docs/edge-protocol.md).
  if (body.lost !== undefined) {
    const to = isRecord(body.lost) ? instant(body.lost.to) : null;
    unreadable.push({ reason: 'LOST_BY_DEVICE', at: to, detail: described(body.lost) });
  }
  return message(body);
}

function readOne(
  item: unknown,
  index: number,
  receivedAt: UtcMs,
  faults: readonly MilliCelsius[],
  saysOfClock: boolean,
  measured: Measured[],
  unreadable: Unreadable[],
): void {
  const refuse = (reason: RejectReason, at: UtcMs | null) =>
    unreadable.push({
      reason,
      at,
      detail: `readings[${index}] ${described(item)}`,
    });
  if (!isRecord(item)) return void refuse('READING_SHAPE', null);
  const at = item.at === undefined ? receivedAt : instant(item.at);
  if (at === null) return void refuse('AT_UNREADABLE', null);
  const probe = item.probe === undefined ? '1' : item.probe;
  if (!isProbeName(probe)) return void refuse('PROBE_INVALID', at);
  const one = measure({ at, probe, celsius: item.celsius, extras: extrasOf(item) }, faults);
  const timed = saysOfClock || item.uptimeSeconds !== undefined ? withTime(one, item) : one;
  measured.push(
    one.reason === null
      ? timed
      : { ...timed, detail: `readings[${index}] celsius ${described(item.celsius)}` },
  );
}

/** A running time beside a message that says none can be set against nothing; without an `at` such a reading has no time at all. */
function withTime(one: Measured, item: Record<string, unknown>): Measured {
  const uptime = item.uptimeSeconds === undefined ? null : durationOf(item.uptimeSeconds);
  const timeless = item.at === undefined;
  return uptime === null ? { ...one, timeless } : { ...one, uptime, timeless };
}

const QUALITIES: readonly unknown[] = ['trusted', 'corrected', 'untrusted'] satisfies ClockQuality[];

/** Null: it says nothing of its clock. What it says and cannot be read makes the clock untrusted. */
function clockWords({ sentAt, uptimeSeconds, clock }: Record<string, unknown>): ClockWords | null {
  if (sentAt === undefined && uptimeSeconds === undefined && clock === undefined) return null;
  const words = {
    sentAt: sentAt === undefined ? null : instant(sentAt),
    uptime: uptimeSeconds === undefined ? null : durationOf(uptimeSeconds),
  };
  const isReadable = clock === undefined || QUALITIES.includes(clock);
  const isGarbled =
    !isReadable ||
    (sentAt !== undefined && words.sentAt === null) ||
    (uptimeSeconds !== undefined && words.uptime === null);
  return { ...words, quality: isGarbled ? 'untrusted' : ((clock as ClockQuality | undefined) ?? null) };
}

/** Seconds that a counter shows, fractions allowed; null for what no counter can. */
const durationOf = (seconds: unknown): DurationMs | null =>
  typeof seconds === 'number' && seconds >= 0 && seconds <= LONGEST_UPTIME_SECONDS
    ? Math.round(seconds * 1000)
    : null;

function extrasOf(item: Record<string, unknown>): Extras | null {
  const extras: Extras = {};
  let some = false;
  for (const name of ['humidity', 'battery', 'lat', 'lon'] as const) {
    const value = item[name];
    if (typeof value === 'number' && Number.isFinite(value)) {
      extras[name] = value;
      some = true;
    }
  }
  for (const name of ['door', 'power'] as const) {
    const value = item[name];
    if (typeof value !== 'boolean' && value !== 0 && value !== 1) continue;
    extras[name] = Boolean(value);
    some = true;
  }
  return some ? extras : null;
}

/** A value for the eye, never deeper than its own fields: what is nested without end must not be walked. */
function described(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  // In quotes, so that the text "4.1" cannot be taken for the number.
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (!isRecord(value)) return String(value).slice(0, 80);
  const fields = Object.entries(value).slice(0, 8);
  return fields
    .map(
      ([name, v]) =>
        `${name.slice(0, 40)}=${typeof v === 'object' && v !== null ? '…' : String(v).slice(0, 80)}`,
    )
    .join(' ')
    .slice(0, MOST_DETAIL);
}

const counter = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
