/**
 * One message on its way: which way is tried next, and what becomes of it when a try ends. Every function answers the very
 * same notice when nothing changed.
 *
 * A way is left for the next when the person has no address there, when it is not configured, when it takes nothing for too
 * long and another does, when trying again is of no use, and when it does not say in time that the message arrived. With no
 * way left it is `failed`. A try whose end nobody learned of is made once more.
 *
 * While every way that is left merely takes nothing now, the message waits: what is full has room again soon. It is `isHeldUp`
 * meanwhile, so that others can be told, and fails when that lasts.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { Channel } from './duty.ts';
import type { Attempt, Notice } from './telling.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** A try that has not ended by then ends in the dark; a message that was to be confirmed was not. */
export const UNSURE_MS = 3 * MINUTE;
/** A message that failed for the time being is tried again this way so long, so often, and so far apart. */
const TRIED_FOR_MS = 3 * MINUTE;
const TRIED_MOST = 3;
const AGAIN_MS = 30 * SECOND;
/** So long a message waits for a way that takes nothing now, and so long while no other way takes it either. */
export const PATIENCE_MS = { critical: MINUTE, warning: 3 * MINUTE } as const;
export const HELD_UP_MOST_MS = 15 * MINUTE;

const INTERRUPTED = 'INTERRUPTED';
const BUSY = 'CHANNEL_BUSY';

export type Ways = {
  /** Null: the person has none. */
  readonly addressOf: (channel: Channel) => string | null;
  /** It is not configured. */
  readonly isOff: (channel: Channel) => boolean;
  readonly takes: (channel: Channel) => boolean;
};

export const isDue = ({ nextAt }: Notice, now: UtcMs): boolean => nextAt !== null && nextAt <= now;

/** It has waited in vain for longer than one should: whoever it is for does not know yet. */
export const isHeldUp = ({ state, attempts, ways }: Notice): boolean =>
  state === 'waiting' && ways.length > 0 && attempts.at(-1)?.code === BUSY;

/** `taken`: it is to be sent now; `again`: this way it may have been sent before. */
export type Offered = {
  readonly notice: Notice;
  readonly taken: { readonly channel: Channel; readonly address: string; readonly again: boolean } | null;
};

/** A message that is due is handed to its next way, if there is one that takes it now. */
export function offer(due: Notice, ways: Ways, now: UtcMs): Offered {
  let notice = expired(due);
  for (;;) {
    const [channel] = notice.ways;
    if (channel === undefined) return { notice: failed(notice), taken: null };
    const address = ways.addressOf(channel);
    const waited = now - (notice.nextAt ?? now);
    if (ways.isOff(channel)) notice = passed(notice, channel, 'CHANNEL_OFF', now);
    else if (address === null) notice = passed(notice, channel, 'NO_ADDRESS', now);
    else if (!ways.takes(channel)) {
      if (waited < PATIENCE_MS[notice.severity]) return { notice, taken: null };
      const isOpen = (way: Channel): boolean =>
        ways.takes(way) && !ways.isOff(way) && ways.addressOf(way) !== null;
      if (waited < HELD_UP_MOST_MS && !notice.ways.some(isOpen))
        return { notice: noted(notice, channel, BUSY, now), taken: null };
      notice = passed(notice, channel, BUSY, now);
    } else {
      const again = interruptions(notice, channel) > 0;
      const attempt: Attempt = { channel, address, at: now, state: 'sending', reference: null, code: null };
      const attempts = [...notice.attempts, attempt];
      const sending: Notice = { ...notice, attempts, state: 'sending', nextAt: now + UNSURE_MS };
      return { notice: sending, taken: { channel, address, again } };
    }
  }
}

export type Ending =
  | { readonly ok: true; readonly reference: string | null; readonly unconfirmed: boolean }
  | { readonly ok: false; readonly code: string; readonly final: boolean };

/** How the try ended that was made last. */
export function settle(notice: Notice, ending: Ending, now: UtcMs): Notice {
  const last = notice.attempts.at(-1);
  if (last?.state !== 'sending') return notice;
  if (ending.ok) {
    const sent = { ...ended(notice, 'sent', null), ways: notice.ways.slice(1) };
    const attempts = sent.attempts.with(-1, { ...last, state: 'sent', reference: ending.reference });
    if (notice.state !== 'sending') return { ...sent, attempts };
    return { ...sent, attempts, state: 'sent', nextAt: ending.unconfirmed ? now + UNSURE_MS : null };
  }
  const next = ended(notice, 'failed', ending.code);
  if (notice.state !== 'sending') return next;
  const tried = triesOf(next, last.channel).length;
  const rest = next.ways.slice(1);
  const isLeft = ending.final || tried >= TRIED_MOST || now - notice.createdAt >= TRIED_FOR_MS;
  return onward({ ...next, ways: isLeft ? rest : [...rest, last.channel] }, now);
}

/** A gateway says what became of a message that it took; what it does not know by that reference stays as it is. */
export function confirm(
  notice: Notice,
  said: {
    readonly channel: Channel;
    readonly reference: string;
    readonly state: 'received' | 'failed';
    readonly code: string | null;
  },
  now: UtcMs,
): Notice {
  const at = notice.attempts.findLastIndex(
    ({ channel, reference }) => channel === said.channel && reference === said.reference,
  );
  const attempt = notice.attempts[at];
  if (attempt === undefined || attempt.state === 'received') return notice;
  const attempts = notice.attempts.with(at, { ...attempt, state: said.state, code: said.code });
  const told = { ...notice, attempts };
  if (notice.state === 'read') return told;
  if (said.state === 'received') return { ...told, state: 'received', nextAt: null, ways: [] };
  const isAwaited = notice.state === 'sent' && at === notice.attempts.length - 1;
  return isAwaited ? onward(told, now) : told;
}

/** The person has it before them: nothing more is to be sent. */
export const read = (notice: Notice): Notice =>
  notice.state === 'read' ? notice : { ...notice, state: 'read', nextAt: null, ways: [] };

/**
 * After a stop. What was under way may or may not have gone out: it is due at once. What waited for a way waits from now: no way
 * could take anything while the service was down.
 */
export function awakened(notice: Notice, now: UtcMs): Notice {
  const waited = notice.state === 'waiting' && isDue(notice, now);
  return notice.state === 'sending' || waited ? { ...notice, nextAt: now } : notice;
}

/** A try whose end did not come in time. */
function expired(notice: Notice): Notice {
  const last = notice.attempts.at(-1);
  if (notice.state === 'sending' && last?.state === 'sending') {
    const next: Notice = { ...ended(notice, 'failed', INTERRUPTED), state: 'waiting' };
    return interruptions(next, last.channel) > 1 ? { ...next, ways: next.ways.slice(1) } : next;
  }
  return notice.state === 'sent' ? { ...ended(notice, 'failed', 'UNCONFIRMED'), state: 'waiting' } : notice;
}

/** On to the next way: at once where it was not tried yet, and to one that was after a while. */
function onward(notice: Notice, now: UtcMs): Notice {
  const [next] = notice.ways;
  if (next === undefined) return failed(notice);
  const wasTried = triesOf(notice, next).length > 0;
  return { ...notice, state: 'waiting', nextAt: wasTried ? now + AGAIN_MS : now };
}

const passed = (notice: Notice, channel: Channel, code: string, at: UtcMs): Notice => ({
  ...noted(notice, channel, code, at),
  ways: notice.ways.slice(1),
});

/** A message that was never tried says at least why not, once of each way. */
function noted(notice: Notice, channel: Channel, code: string, at: UtcMs): Notice {
  if (notice.attempts.some((one) => one.channel === channel && one.code === code)) return notice;
  const attempt: Attempt = { channel, address: '', at, state: 'failed', reference: null, code };
  return { ...notice, attempts: [...notice.attempts, attempt] };
}

const failed = (notice: Notice): Notice => ({ ...notice, state: 'failed', nextAt: null, ways: [] });

const ended = (notice: Notice, state: Attempt['state'], code: string | null): Notice => {
  const last = notice.attempts.at(-1);
  return last === undefined
    ? notice
    : { ...notice, attempts: notice.attempts.with(-1, { ...last, state, code }) };
};

const interruptions = ({ attempts }: Notice, channel: Channel): number =>
  attempts.filter((one) => one.channel === channel && one.code === INTERRUPTED).length;

const triesOf = ({ attempts }: Notice, channel: Channel): readonly Attempt[] =>
  attempts.filter((one) => one.channel === channel && one.code !== BUSY);
