/** What a change does to a contact, a roster or a ladder, value by value, in both languages. */
import type { Channel, Contact, Ladder, Level, Roster, Target } from '../alerts/duty.ts';
import { duration, instant } from '../wording/format.ts';
import type { Language, Words } from '../wording/words.ts';
import { type FieldName, ROLE_WORDS } from './detail-words.ts';

const SHIFTS_NAMED = 100;

type Values = Partial<Record<FieldName, Words | null>>;

const SAID = {
  shifts: { vi: 'ca', en: 'shifts' },
  after: { vi: 'sau', en: 'after' },
  duty: { vi: 'lịch trực', en: 'roster' },
  whole: { vi: 'toàn tỉnh', en: 'whole province' },
  up: { vi: 'cấp trên', en: 'up' },
  none: { vi: 'Không có', en: 'None' },
} as const satisfies Record<string, Words>;

const CHANNEL_WORDS = {
  push: { vi: 'thông báo đẩy', en: 'push' },
  zalo: { vi: 'Zalo', en: 'Zalo' },
  sms: { vi: 'SMS', en: 'SMS' },
  mail: { vi: 'e-mail', en: 'e-mail' },
  telegram: { vi: 'Telegram', en: 'Telegram' },
  webhook: { vi: 'webhook', en: 'webhook' },
} as const satisfies Record<Channel, Words>;

export const contactValues = ({ phone, mail, zalo, telegram, language }: Contact): Values => ({
  phone: plain(phone),
  mail: plain(mail),
  zalo: plain(zalo),
  telegram: plain(telegram),
  language: plain(language === 'vi' ? 'Tiếng Việt' : 'English'),
});

/** `place`: as people know it. The last hundred shifts are named, with whoever stands in. */
export const rosterValues = ({ name, shifts }: Roster, place: Words | null, zone: string): Values => ({
  name: plain(name),
  place,
  shifts: both((language) =>
    [
      `${shifts.length} ${SAID.shifts[language]}`,
      ...shifts
        .slice(-SHIFTS_NAMED)
        .map(
          ({ person, standIn, from, to }) =>
            `${instant(from, zone)} → ${instant(to, zone)} ${standIn === null ? person : `${standIn} (${person})`}`,
        ),
    ].join('; '),
  ),
});

export const ladderValues = ({ levels, stillMinutes, forgottenMinutes, quiet }: Ladder): Values => ({
  levels: both((language) => levels.map((level) => levelText(level, language)).join('; ')),
  still: minutes(stillMinutes),
  forgotten: minutes(forgottenMinutes),
  quiet: quiet === null ? SAID.none : plain(`${quiet.from}–${quiet.to}`),
});

function levelText({ afterMinutes, targets, channels }: Level, language: Language): string {
  const who = targets.map((target) => targetText(target, language)).join(', ');
  const how = channels.map((channel) => CHANNEL_WORDS[channel][language]).join(', ');
  return `${SAID.after[language]} ${duration(afterMinutes * 60_000, language)}: ${who} (${how})`;
}

function targetText(target: Target, language: Language): string {
  switch (target.kind) {
    case 'duty':
      return `${SAID.duty[language]} ${target.roster}`;
    case 'person':
      return target.username;
    case 'role': {
      const role = ROLE_WORDS[target.role][language];
      if (target.up === null) return `${role} ${SAID.whole[language]}`;
      return target.up === 0 ? role : `${role} +${target.up} ${SAID.up[language]}`;
    }
  }
}

const minutes = (count: number): Words => both((language) => duration(count * 60_000, language));
const plain = (value: string | null): Words | null => (value === null ? null : { vi: value, en: value });
const both = (say: (language: Language) => string): Words => ({ vi: say('vi'), en: say('en') });
