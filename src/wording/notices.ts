/**
 * What a message says (UX.md, Q1). `short` is whole on a lock screen: the state, the place, the value and for how long; the
 * lines below it say how many lots and doses, what the limit is, since when, and what to do; `path` leads to where it is
 * taken. Nothing of it names a person.
 */
import { alertCode } from '../alerts/code.ts';
import type { NoticeText } from '../alerts/telling.ts';
import { ZONE } from './format.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { digestHeadline, headline } from './notice-headline.ts';
import { linesOf } from './notice-lines.ts';
import { type Member, memberOf } from './notice-list.ts';
import { fitted } from './notice-room.ts';
import { smsOf } from './notice-sms.ts';
import type { Language } from './words.ts';

export type { NoticeAlert, NoticeFacts } from './notice-facts.ts';

/** A lock screen shows about so much before it is opened. */
export const SHORT_MOST = 140;
const LIST = '/su-co';
const BOARD = '/canh-bao';
const ID = /^[A-Za-z0-9_-]{1,64}$/;

const TRIAL = {
  vi: {
    short: 'THỬ: tin thử của Giữ Lạnh, không có sự cố',
    line: 'Nhận được tin này nghĩa là kênh nhắn tin hoạt động. Không phải làm gì.',
    sms: 'THU: tin thu cua Giu Lanh, khong co su co. Khong phai lam gi.',
  },
  en: {
    short: 'TEST: Giữ Lạnh tries this channel, nothing is wrong',
    line: 'That this arrived shows that the channel works. There is nothing to do.',
    sms: 'TEST: Giu Lanh tries this channel, nothing is wrong. There is nothing to do.',
  },
} as const;

export function noticeText(facts: NoticeFacts, language: Language): NoticeText {
  const zone = facts.zone ?? ZONE;
  const members = facts.alerts.map((one) => memberOf(one, facts.now, language, zone));
  // What still lasts leads: what is over may have been graver, and nobody needs to run for it.
  const head = members.find(({ about }) => !about.over) ?? members[0];
  if (head === undefined) {
    const { short, line, sms } = TRIAL[language];
    return { subject: short, short, lines: [line], sms, path: BOARD };
  }
  const total = Math.max(facts.total, members.length);
  const digest = facts.group === null && total > 1;
  const { smsState, ...first } = digest
    ? digestHeadline(head, total, language)
    : headline(head, facts.reason, total, language);
  const short = fitted({ ...first, more: first.more.slice(0, 2), end: '' }, SHORT_MOST);
  const path = digest ? LIST : pathOf(head);
  const end = `. ${endOf(head, path, language)}`;
  return {
    subject: short,
    short,
    lines: linesOf(head, members, facts, language),
    sms: smsOf({ ...first, state: smsState, end }, language),
    path,
  };
}

function pathOf({ alert }: Member): string {
  if (alert.kind === 'test' || alert.kind === 'canary') return BOARD;
  return ID.test(alert.id) ? `${LIST}/${alert.id}` : LIST;
}

/** What leads on from a short message: a whole address would take half of it. */
function endOf({ alert }: Member, path: string, language: Language): string {
  if (path === LIST || path === BOARD) return language === 'vi' ? `Xem ${path}` : `See ${path}`;
  return `${language === 'vi' ? 'Ma' : 'No'} SC-${alertCode(alert.id)}`;
}
