/** Messages to people, and how the ways to them are. */
import { CHANNELS } from '../../alerts/duty.ts';
import type { Notice } from '../../alerts/telling.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { maySee, showChannel, showNotice } from '../notice-show.ts';
import type { ChannelView, NoticeView } from '../notice-views.ts';
import { limitOf } from '../pages.ts';
import type { Paged } from '../views.ts';
import type { InTurns } from './turns.ts';
import type { Of, View } from './view.ts';

/** An answer looks through so many at most; `next` goes on from there. */
const LOOKED_MOST = 2_000;

/** The newest first. A page may hold fewer than asked for, or none, where messages that are not wanted or not to be seen were left out. */
export async function* notices(view: View, query: Of<'notices'>): InTurns<Decision<Paged<NoticeView>>> {
  const { actor, province, store } = view;
  const limit = limitOf(query);
  const begin = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor);
  let before = Number.isSafeInteger(begin) ? begin : 0;
  const items: NoticeView[] = [];
  for (let looked = 0; looked < LOOKED_MOST; looked += limit) {
    const page = await store.noticesPage({ person: query.person, alert: query.alert }, before, limit);
    for (const { doc, number } of page) {
      before = number;
      const notice = doc as Notice;
      const isWanted = query.state === undefined || notice.state === query.state;
      if (isWanted && maySee(province, actor, notice.person)) items.push(showNotice(province, actor, notice));
      if (items.length === limit) return accept({ items, next: String(number) });
    }
    if (page.length < limit) return accept({ items, next: null });
    yield;
  }
  return accept({ items, next: String(before) });
}

/** Before the sender has told anything, nothing is known of any. */
export function channels({ notices }: View): Paged<ChannelView> {
  const unknown = CHANNELS.map((channel) => ({
    channel,
    name: '',
    state: 'unknown' as const,
    reason: '',
    lastSentAt: null,
    failingSince: null,
  }));
  return { items: (notices.channels ?? unknown).map(showChannel), next: null };
}
