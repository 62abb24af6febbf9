/** What stands below the first line of a message: lots and doses, the limit, since when, who has not taken it, what to do. */
import type { Reason } from '../alerts/telling.ts';
import { instant, whole, ZONE } from './format.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { breachWords, listed, type Member, stock } from './notice-list.ts';
import { EMPTY_UNIT_LATE, STEPS, TOO_COLD, TOO_WARM } from './notice-steps.ts';
import { unitsInOrder } from './notice-units.ts';
import type { Language, Words } from './words.ts';

/** `head`: the alert of the first line. */
export function linesOf(
  head: Member,
  members: readonly Member[],
  facts: NoticeFacts,
  language: Language,
): string[] {
  const one = members.length === 1 && facts.total <= 1;
  const lines = [
    one ? concerned(head, language) : together(members, language),
    ...(one ? factsOf(head, facts) : listed(members, facts, language)),
    facts.group === null && !one ? '' : unitsInOrder(members, language),
    facts.group === null && !one ? '' : waiting(members, facts, language),
    facts.reason === 'over' ? CONCLUDE[language] : stepsOf(head)[language],
    facts.reason === 'over' && members.some(({ lots }) => lots > 0) ? STILL_HELD[language] : '',
  ];
  return lines.filter((line) => line !== '');
}

const CONCLUDE = {
  vi: 'Ghi kết luận: nguyên nhân và việc đã làm.',
  en: 'Conclude it: what it was and what was done.',
} as const satisfies Words;
const STILL_HELD = {
  vi: 'Lô đang tạm dừng vẫn tạm dừng cho tới khi cán bộ có thẩm quyền kết luận.',
  en: 'Lots on hold stay on hold until the officials decide.',
} as const satisfies Words;

function concerned(head: Member, language: Language): string {
  const affected = stock(head, language);
  if (affected === '') return '';
  return language === 'vi' ? `Liên quan: ${affected}.` : `Concerned: ${affected}.`;
}

/** The doses of several alerts of one unit are the same doses. */
function together(members: readonly Member[], language: Language): string {
  const byUnit = new Map<string, number>();
  for (const { alert, doses } of members) {
    const key = alert.unit ?? alert.id;
    byUnit.set(key, Math.max(byUnit.get(key) ?? 0, doses));
  }
  const sum = [...byUnit.values()].reduce((total, doses) => total + doses, 0);
  if (sum === 0) return '';
  return language === 'vi' ? `Liên quan: ${whole(sum, 'vi')} liều.` : `Concerned: ${whole(sum, 'en')} doses.`;
}

function factsOf(head: Member, { zone = ZONE, now, reason }: NoticeFacts): string[] {
  const { about, alert } = head;
  const limit = about.number('limitCelsius') === null ? '' : about.degrees('limitCelsius');
  const since = instant(about.since, zone);
  const began =
    limit === ''
      ? about.say({ vi: `Từ ${since}.`, en: `Since ${since}.` })
      : about.say({ vi: `Giới hạn ${limit}; từ ${since}.`, en: `Limit ${limit}; since ${since}.` });
  const breach = reason === 'over' ? '' : breachWords(head, now);
  const late = alert.kind === 'late-discovery' ? learned(head, zone) : '';
  return [
    late === '' ? began : late,
    breach === '' ? '' : `${breach.slice(0, 1).toUpperCase()}${breach.slice(1)}.`,
  ];
}

/** Both times: nobody could have acted before it was learned. */
function learned({ about, alert }: Member, zone: string): string {
  const [happened, known] = [instant(alert.happenedAt, zone), instant(alert.raisedAt, zone)];
  return about.say({
    vi: `Xảy ra ${happened}, hệ thống biết ${known}.`,
    en: `It happened ${happened}, the service learned of it ${known}.`,
  });
}

const UNTAKEN: ReadonlySet<Reason> = new Set(['still', 'climbed', 'worse']);

function waiting(members: readonly Member[], { reason, now }: NoticeFacts, language: Language): string {
  const [first] = members;
  if (first === undefined) return '';
  const { spell, when, say } = first.about;
  const open = members.filter(({ alert, about }) => alert.acknowledged === null && !about.over);
  if (UNTAKEN.has(reason) && open.length > 0) {
    const since = Math.min(...open.map(({ alert }) => alert.raisedAt));
    const length = spell(now - since);
    return say({ vi: `Chưa ai tiếp nhận, đã ${length}.`, en: `Nobody has taken it, for ${length}.` });
  }
  const taken = members.flatMap(({ alert }) => (alert.acknowledged === null ? [] : [alert.acknowledged.at]));
  if (reason !== 'forgotten' || taken.length === 0) return '';
  const at = when(Math.min(...taken));
  return language === 'vi'
    ? `Đã có người tiếp nhận lúc ${at}, đến nay chưa xong.`
    : `Taken at ${at}, and still not solved.`;
}

function stepsOf({ alert, about }: Member): Words {
  if (alert.kind === 'unit-excursion' || alert.kind === 'unit-at-risk')
    return about.text('side') === 'below' ? TOO_COLD : TOO_WARM;
  if (alert.kind === 'late-discovery' && about.number('parcels') === 0) return EMPTY_UNIT_LATE;
  return STEPS[alert.kind];
}
