/**
 * How much may the times of a message be believed? What it says of the clock behind it is set against its arrival, and
 * against what the device's messages said before. Only a message that says something of its clock comes here; docs/clock.md
 * has the rules in words. Pure.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { CLOCK_TOLERANCE, heardOffset, heardStart, type Offset } from './clock-offset.ts';
import type { Order } from './doubtful.ts';
import type { ClockWords, Measured, Message } from './measured.ts';

/** What is added to a device's times moves a little from message to message. */
const ORDER_SLACK: DurationMs = 60_000;
/** 2001-01-01, as for every reading: no clock of ours was ever there. */
const OLDEST_PLAUSIBLE: UtcMs = 978_307_200_000;

/** What is remembered of a device's clock in its present start. */
export type ClockMemory = {
  readonly boot: number | null;
  /** Of its newest message; null: not known. */
  readonly seq: number | null;
  readonly sentAt: UtcMs | null;
  readonly uptime: DurationMs | null;
  readonly receivedAt: UtcMs;
  readonly offset: Offset | null;
  /** When its running time began, by our clock; null: not known. */
  readonly started: UtcMs | null;
  readonly startFoundAt: UtcMs;
  /** The newest time that was believed, by probe. */
  readonly newest: Readonly<Record<string, UtcMs>>;
};

export type Timed = {
  readonly measured: readonly Measured[];
  readonly memory: ClockMemory;
  readonly order: Order;
};

/** @param known what was remembered after the device's last message; null: nothing */
export function timed(
  message: Message,
  words: ClockWords,
  receivedAt: UtcMs,
  known: ClockMemory | null,
): Timed {
  const { boot, seq } = message;
  const isSame = known !== null && known.boot === boot && !hasRestarted(seq, words, known);
  const before = isSame ? known : null;
  const inOrder = seq === null || before === null || before.seq === null || seq >= before.seq;
  const isNewer = inOrder && !(seq !== null && seq === before?.seq);
  const clock = clockNow(words, receivedAt, before, isNewer);
  const newest: Record<string, UtcMs> = { ...before?.newest };
  const muddled = outOfOrder(message.measured);
  const measured = message.measured.map((one) => {
    const former = inOrder ? before?.newest[one.probe] : undefined;
    const found = placed(one, words, receivedAt, clock, muddled.has(one) ? Number.POSITIVE_INFINITY : former);
    if (found === null) return { ...one, clock: 'untrusted' as const };
    if (inOrder) newest[one.probe] = Math.max(newest[one.probe] ?? found.at, found.at);
    return found;
  });
  const last = before !== null && (!isNewer || clock.hasStopped) ? before : { seq, ...words, receivedAt };
  return {
    measured,
    memory: {
      boot,
      seq: last.seq,
      sentAt: last.sentAt,
      uptime: last.uptime,
      receivedAt: last.receivedAt,
      offset: clock.offset,
      started: clock.started,
      startFoundAt: clock.started === before?.started ? before.startFoundAt : receivedAt,
      newest,
    },
    order: seq === null ? 'unknown' : inOrder ? 'after' : 'before',
  };
}

/**
 * Readings of a message that stand before, or at the same time as, one of the same probe that the device lists before them, and
 * those that are listed before such a one: between the two its clock stood still or was set back, and either may be wrong.
 */
function outOfOrder(measured: readonly Measured[]): ReadonlySet<Measured> {
  const muddled = new Set<Measured>();
  const latest = new Map<string, UtcMs>();
  for (const one of measured) {
    if (one.timeless === true) continue;
    if (one.at <= (latest.get(one.probe) ?? Number.NEGATIVE_INFINITY)) muddled.add(one);
    else latest.set(one.probe, one.at);
  }
  if (muddled.size === 0) return muddled;
  const earliest = new Map<string, UtcMs>();
  for (const one of measured.toReversed()) {
    if (one.timeless === true) continue;
    if (one.at >= (earliest.get(one.probe) ?? Number.POSITIVE_INFINITY)) muddled.add(one);
    else earliest.set(one.probe, one.at);
  }
  return muddled;
}

/** A counter that nothing sets and that shows less than before began anew, even where the device does not count its starts. */
function hasRestarted(seq: number | null, { uptime }: ClockWords, known: ClockMemory): boolean {
  if (uptime === null || known.uptime === null || uptime >= known.uptime) return false;
  return seq === null || known.seq === null || seq > known.seq;
}

type ClockNow = {
  readonly offset: Offset | null;
  readonly started: UtcMs | null;
  /** It shows what it showed minutes ago. */
  readonly hasStopped: boolean;
  readonly isDoubtful: boolean;
};

function clockNow(
  { sentAt, uptime }: ClockWords,
  receivedAt: UtcMs,
  before: ClockMemory | null,
  isNewer: boolean,
): ClockNow {
  const formerStart = before?.started ?? null;
  const elapsed = before === null ? 0 : Math.max(0, receivedAt - before.startFoundAt);
  const started = uptime === null ? formerStart : heardStart(formerStart, receivedAt - uptime, elapsed);
  const offset = before?.offset ?? null;
  if (sentAt === null) return { offset, started, hasStopped: false, isDoubtful: false };
  const former = before?.sentAt ?? null;
  const waited = before === null ? 0 : receivedAt - before.receivedAt;
  if (isNewer && former === sentAt && waited > CLOCK_TOLERANCE)
    return { offset, started, hasStopped: true, isDoubtful: true };
  const isBack = isNewer && former !== null && sentAt < former;
  const heard = heardOffset(offset, { sentAt, receivedAt, isNewer, isBack });
  return { ...heard, started, hasStopped: false };
}

/** A reading at the time that is believed, or null: none can be. */
function placed(
  one: Measured,
  { quality, uptime }: ClockWords,
  receivedAt: UtcMs,
  { started, offset, isDoubtful }: ClockNow,
  newest: UtcMs | undefined,
): Measured | null {
  if (quality === 'untrusted' || one.clock === 'untrusted') return null;
  if (uptime !== null && started !== null && one.uptime !== undefined) {
    if (one.uptime > uptime) return null;
    const at = started + one.uptime;
    const agrees = one.timeless !== true && Math.abs(one.at - at) <= CLOCK_TOLERANCE;
    if (agrees) return quality === 'corrected' ? corrected(one, one.at) : one;
    return at > receivedAt + CLOCK_TOLERANCE ? null : corrected(one, at);
  }
  // It was measured as it was sent; a running time beside a message without one can be set against nothing.
  if (one.timeless === true) return one.uptime === undefined ? one : null;
  // What the device has corrected itself, from our receipts, is not by the clock that it sends with.
  const isByClock = quality !== 'corrected' && offset !== null;
  if (isByClock && (isDoubtful || one.at < (offset.goodFrom ?? one.at))) return null;
  const add = isByClock ? (offset.add ?? 0) : 0;
  const shift = Math.abs(add) > CLOCK_TOLERANCE ? add : 0;
  const at = one.at + shift;
  if (at > receivedAt + CLOCK_TOLERANCE || at < OLDEST_PLAUSIBLE) return null;
  if (newest !== undefined && at < newest - ORDER_SLACK) return null;
  return shift !== 0 || quality === 'corrected' ? corrected(one, at) : one;
}

const corrected = (one: Measured, at: UtcMs): Measured => ({ ...one, at, clock: 'corrected' });
