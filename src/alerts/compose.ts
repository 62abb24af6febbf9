/**
 * When does what waits for a person become a message, and which? So that one cause is one message, a flood of causes is a
 * few, and nothing is left out.
 *
 * - The first telling of a group waits for companions, and after a message the group waits ten minutes; what became worse, or
 *   is newly critical in a group known as a warning, does not wait. A reminder is no news: it waits.
 * - Eight messages in ten minutes are as many as one can read. The ninth holds all there is, over all groups, and from
 *   then on one message in ten minutes does, until nothing came for ten minutes.
 */
import type { UtcMs } from '../thermal/types.ts';
import { byTime, onClock } from './pending.ts';
import type { Inbox, Reason, Telling } from './telling.ts';
import type { Severity } from './types.ts';

export { emptyInbox, gather } from './pending.ts';

export const COMPANIONS_MS = { critical: 5_000, warning: 60_000 } as const satisfies Record<Severity, number>;
export const WINDOW_MS = 600_000;
/** So many messages of single groups in ten minutes; the next is the digest. */
export const SINGLE_MOST = 8;
/** So long what is over waits for a message about what lasts beside it. */
export const FOLDED_MS = 3_600_000;

/** `group` null: of several groups. */
export type Message = { readonly group: string | null; readonly tellings: readonly Telling[] };

export type Composed = {
  readonly inbox: Inbox;
  readonly messages: readonly Message[];
  /** What waits on, oldest first. */
  readonly pending: readonly Telling[];
  /** When something of it is due; null: nothing waits. */
  readonly nextAt: UtcMs | null;
};

/** The messages that are to go out at `now`, and what waits on. Called late it gives what was due meanwhile, once. */
export function compose(former: Inbox, waiting: Iterable<Telling>, now: UtcMs): Composed {
  let box: Box = onClock({ ...former, pending: [...waiting].sort(byTime) }, now);
  const messages: Message[] = [];
  for (;;) {
    const next = nextOf(box, now);
    if (next === null || next.at > now) {
      const { pending, ...inbox } = box;
      return { inbox, messages, pending, nextAt: next?.at ?? null };
    }
    messages.push(next.message);
    box = sentOf(box, next, now);
  }
}

/**
 * A moment before which this telling brings no message, whatever else waits: until then nobody need look. After an outage thousands
 * wait, and to look through them for each one more would take longer than all else.
 */
export function notBefore({ limited, sent }: Inbox, telling: Telling): UtcMs {
  const next = (sent.at(-1) ?? Number.NEGATIVE_INFINITY) + WINDOW_MS;
  return limited && telling.at < next ? Math.max(soonest(telling), next) : soonest(telling);
}

/** What was sent, and what waits on. */
type Box = Inbox & { readonly pending: readonly Telling[] };
type Due = { readonly at: UtcMs; readonly message: Message; readonly limited: boolean };

/** The message that comes next, as it would be made now; of several that are due, the gravest. */
function nextOf(box: Box, now: UtcMs): Due | null {
  const known = new Map(box.groups.map((one) => [one.group, one]));
  const groups = [...Map.groupBy(box.pending, ({ group }) => group)].map(([group, tellings]) => ({
    at: Math.max(dueAt(known.get(group), tellings), now),
    group,
    tellings,
  }));
  groups.sort((a, b) => a.at - b.at || weight(b) - weight(a) || (a.group < b.group ? -1 : 1));
  const first = groups[0];
  if (first === undefined) return null;
  const last = box.sent.at(-1) ?? Number.NEGATIVE_INFINITY;
  const wasQuiet = box.pending.every(({ at }) => at >= last + WINDOW_MS);
  const everything = { group: groups.length === 1 ? first.group : null, tellings: box.pending };
  if (box.limited && !wasQuiet)
    return { at: Math.max(first.at, last + WINDOW_MS), message: everything, limited: true };
  const lately = box.sent.filter((at) => at > now - WINDOW_MS).length;
  if (lately >= SINGLE_MOST) return { at: first.at, message: everything, limited: true };
  return { at: first.at, message: { group: first.group, tellings: first.tellings }, limited: false };
}

/** When a group's tellings are due, without regard to other groups. `last`: when it was told of. */
function dueAt(last: Inbox['groups'][number] | undefined, tellings: readonly Telling[]): UtcMs {
  const moments = tellings.map((telling) => {
    const { reason, folded } = telling;
    const gathered = soonest(telling);
    if (folded === true || isUrgent(reason)) return gathered;
    const isReminder = reason === 'still' || reason === 'forgotten';
    const isNews = last === undefined || (isGrave(telling) && !isReminder && last.severity === 'warning');
    return isNews ? gathered : Math.max(gathered, last.at + WINDOW_MS);
  });
  return Math.min(...moments);
}

function soonest({ at, reason, severity, folded }: Telling): UtcMs {
  if (folded === true) return at + FOLDED_MS;
  return isUrgent(reason) ? at : at + COMPANIONS_MS[severity];
}

function sentOf(box: Box, { message, limited }: Due, now: UtcMs): Box {
  const said = new Set(message.tellings);
  const groups = Map.groupBy(message.tellings, ({ group }) => group);
  return {
    ...box,
    pending: box.pending.filter((telling) => !said.has(telling)),
    sent: [...box.sent, now],
    groups: [
      ...box.groups.filter(({ group }) => !groups.has(group)),
      // As grave as what lasts: in a group that is over, a new beginning is news.
      ...[...groups].map(([group, tellings]) => ({
        group,
        at: now,
        severity: tellings.some(isGrave) ? ('critical' as const) : ('warning' as const),
      })),
    ],
    limited,
  };
}

const isUrgent = (reason: Reason): boolean => reason === 'worse' || reason === 'test' || reason === 'canary';
const isGrave = ({ severity, reason }: Telling): boolean => severity === 'critical' && reason !== 'over';
const weight = ({ tellings }: Pick<Message, 'tellings'>): number => (tellings.some(isGrave) ? 1 : 0);
