/** How a message and a channel look to the outside, and which of them somebody may see. */
import type { Notice } from '../alerts/telling.ts';
import { inPlace } from '../fleet/rights.ts';
import type { ChannelState } from './notice-protocol.ts';
import type { AttemptView, ChannelView, NoticeView } from './notice-views.ts';
import type { Actor } from './protocol.ts';
import type { Province } from './province.ts';
import { iso, isoOrNull } from './show.ts';

/** One's own, and those to people of one's place for whoever looks after it; of no person, for whoever keeps the service. */
export function maySee(province: Province, actor: Actor, person: string): boolean {
  if (person === actor.username) return true;
  const isLooking = actor.roles.some((role) => role === 'administrator' || role === 'official');
  if (!isLooking && !actor.roles.includes('auditor')) return false;
  return inPlace(actor, province.people.get(person)?.site ?? null, province.tree);
}

export function showNotice(province: Province, actor: Actor, notice: Notice): NoticeView {
  const { id, person, reason, severity, level, alerts, createdAt, text, state, nextAt } = notice;
  const isOpen = person === actor.username || actor.roles.includes('administrator');
  return {
    id,
    person,
    name: province.people.get(person)?.name ?? person,
    reason,
    severity,
    level,
    alerts: [...alerts],
    createdAt: iso(createdAt),
    text: { ...text, lines: [...text.lines] },
    state,
    nextAt: isoOrNull(nextAt),
    ways: [...notice.ways],
    attempts: notice.attempts.map(
      ({ at, address, ...attempt }): AttemptView => ({
        ...attempt,
        address: isOpen ? address : hidden(address),
        at: iso(at),
      }),
    ),
  };
}

export const showChannel = ({ lastSentAt, failingSince, ...channel }: ChannelState): ChannelView => ({
  ...channel,
  lastSentAt: isoOrNull(lastSentAt),
  failingSince: isoOrNull(failingSince),
});

/** Enough to recognise one's own by: "+84…678". */
const hidden = (address: string): string =>
  address.length <= 6 ? address : `${address.slice(0, 3)}…${address.slice(-3)}`;
