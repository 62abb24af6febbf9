/**
 * The first line of a message: state, place, how much and how long. A reminder begins with VẪN, the end with ĐÃ VỀ NGƯỠNG or
 * ĐÃ KẾT THÚC, a trial with THỬ, in every form of the message.
 */
import type { Reason } from '../alerts/telling.ts';
import { whole } from './format.ts';
import { type Member, moreAlerts, overWords, stock } from './notice-list.ts';
import type { Line } from './notice-room.ts';
import type { Language, Words } from './words.ts';

const PREFIXES = {
  raised: { vi: '', en: '' },
  still: { vi: 'VẪN ', en: 'STILL ' },
  worse: { vi: 'NẶNG HƠN ', en: 'WORSE ' },
  climbed: { vi: 'CHUYỂN CẤP ', en: 'ESCALATED ' },
  forgotten: { vi: 'VẪN CHƯA XONG ', en: 'STILL NOT SOLVED ' },
  over: { vi: 'ĐÃ KẾT THÚC ', en: 'ENDED ' },
  test: { vi: 'THỬ ', en: 'TEST ' },
  canary: { vi: 'THỬ ', en: 'TEST ' },
} as const satisfies Record<Reason, Words>;
const BACK_IN_RANGE = { vi: 'ĐÃ VỀ NGƯỠNG ', en: 'BACK IN RANGE ' } as const satisfies Words;
/** It is over, and nobody has looked at it. */
const NOT_SEEN = { vi: 'CHƯA AI TIẾP NHẬN ', en: 'NOT TAKEN ' } as const satisfies Words;
/** First word of a short message that begins an episode: these have no brackets. */
const GRAVITY = {
  critical: { vi: 'CC ', en: 'ALARM ' },
  warning: { vi: 'CB ', en: 'WARN ' },
} as const satisfies Record<'critical' | 'warning', Words>;

/** The same line for a lock screen and for a short message, without its end. */
export type Headline = Omit<Line, 'end'> & { readonly smsState: string };

/** `total`: alerts that the message stands for. */
export function headline(head: Member, reason: Reason, total: number, language: Language): Headline {
  const { alert, tag, name } = head;
  const prefix = prefixOf(head, reason)[language];
  const back = reason === 'over' && alert.kind === 'unit-excursion';
  const test = alert.kind === 'test';
  const others = total > 1 ? `; ${moreAlerts(total - 1, language)}` : '';
  const affected = total > 1 ? '' : stock(head, language);
  const detail = reason === 'over' ? ended(head) : joined(head.detail, overWords(head));
  return {
    state: back || test ? `${prefix}${test ? `${tag} ` : ''}` : `${prefix}[${tag}] `,
    smsState: back ? prefix : `${prefix === '' && !test ? GRAVITY[alert.severity][language] : prefix}${tag} `,
    place: name,
    more: [detail === '' ? '' : `: ${detail}`, others, affected === '' ? '' : `. ${affected}`].filter(
      (piece) => piece !== '',
    ),
  };
}

/** A digest says how many there are and names the gravest. */
export function digestHeadline(head: Member, total: number, language: Language): Headline {
  const prefix = head.about.over ? PREFIXES.over[language] : '';
  const count =
    language === 'vi' ? `TỔNG HỢP ${whole(total, 'vi')} CẢNH BÁO` : `DIGEST OF ${whole(total, 'en')} ALERTS`;
  const gravity = prefix === '' ? GRAVITY[head.alert.severity][language] : prefix;
  return {
    state: `${prefix}[${count}] ${head.tag} `,
    smsState: `${gravity}${count}. ${head.tag} `,
    place: head.name,
    more: head.detail === '' ? [] : [`: ${joined(head.detail, overWords(head))}`],
  };
}

function prefixOf({ alert, about }: Member, reason: Reason): Words {
  if (alert.kind === 'test') return PREFIXES.raised;
  if (alert.kind === 'canary') return PREFIXES.canary;
  if (reason === 'over') return alert.kind === 'unit-excursion' ? BACK_IN_RANGE : PREFIXES.over;
  if (about.over && (reason === 'still' || reason === 'climbed')) return NOT_SEEN;
  return PREFIXES[reason];
}

/** What it was, now that it is over: "xa nhất 10,4 °C" cannot be taken for how warm it is now. */
function ended({ alert, about }: Member): string {
  const lasted = about.say({ vi: `trong ${about.lasted}`, en: `it lasted ${about.lasted}` });
  if (alert.kind !== 'unit-excursion') return lasted;
  const furthest = about.degrees('peakCelsius');
  return joined(about.say({ vi: `xa nhất ${furthest}`, en: `furthest ${furthest}` }), lasted);
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
