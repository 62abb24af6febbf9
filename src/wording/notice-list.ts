/**
 * The alerts of one message, a line each: of a group in the order in which the units will be past what is allowed, so that
 * whoever carries vaccine out of a dark room begins with the right fridge; of a digest the gravest first. Which of too
 * many are named is decided by how grave they are, never by the clock.
 */
import type { AlertKind } from '../alerts/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { whole } from './format.ts';
import { type About, aboutAlert } from './notice-about.ts';
import type { NoticeAlert, NoticeFacts } from './notice-facts.ts';
import { SAYINGS } from './notice-kinds.ts';
import { plainName } from './notice-names.ts';
import type { Language } from './words.ts';

const NAMED_IN_GROUP = 20;
const NAMED_IN_DIGEST = 10;

export type Member = NoticeAlert & {
  readonly about: About;
  /** Made harmless. */
  readonly name: string;
  readonly tag: string;
  readonly detail: string;
};

export function memberOf(one: NoticeAlert, now: UtcMs, language: Language, zone: string): Member {
  const about = aboutAlert(one.alert, now, language, zone);
  const saying = SAYINGS[one.alert.kind];
  const name = plainName(one.place) || 'Giữ Lạnh';
  const inside = HOLDS_VACCINE.has(one.alert.kind) ? {} : { lots: 0, doses: 0 };
  return { ...one, ...inside, about, name, tag: about.say(saying.tag(about)), detail: saying.detail(about) };
}

/** Kinds about what is in a unit. The others say how many doses they are about by themselves, or are about none. */
const HOLDS_VACCINE: ReadonlySet<AlertKind> = new Set<AlertKind>([
  'unit-excursion',
  'unit-unmonitored',
  'unit-at-risk',
  'late-discovery',
  'device-silent',
  'sensor-stuck',
  'power-cut',
  'box-at-risk',
  'box-opened',
]);

export function listed(members: readonly Member[], facts: NoticeFacts, language: Language): string[] {
  const digest = facts.group === null;
  const current = members.filter((one) => !replaced(one, members));
  const named = current.slice(0, digest ? NAMED_IN_DIGEST : NAMED_IN_GROUP);
  const inOrder = digest ? named : named.toSorted((a, b) => breach(a) - breach(b));
  const site = digest || facts.siteName === null ? '' : `${plainName(facts.siteName)} – `;
  const lines = inOrder.map((one, index) => `${index + 1}. ${lineOf(one, site, facts.now, language)}`);
  const others = Math.max(facts.total, members.length) - (members.length - current.length) - named.length;
  return others > 0 ? [...lines, moreAlerts(others, language)] : lines;
}

export const moreAlerts = (count: number, language: Language): string =>
  language === 'vi'
    ? `và ${whole(count, 'vi')} cảnh báo khác`
    : `and ${whole(count, 'en')} more ${count === 1 ? 'alert' : 'alerts'}`;

/** What stood before a breach is no news beside the breach itself: "over" would be read as "all is well". */
const replaced = (one: Member, members: readonly Member[]): boolean =>
  one.about.over &&
  one.alert.kind === 'unit-at-risk' &&
  members.some(({ alert, about }) => alert.unit === one.alert.unit && !about.over);

function lineOf(one: Member, site: string, now: UtcMs, language: Language): string {
  const name = site !== '' && one.name.startsWith(site) ? one.name.slice(site.length) : one.name;
  const facts = [one.detail, limitWords(one), breachWords(one, now), stock(one, language), overWords(one)];
  const said = facts.filter((fact) => fact !== '').join('; ');
  return said === '' ? `[${one.tag}] ${name}` : `[${one.tag}] ${name}: ${said}`;
}

/** What is past what is allowed already comes first, then by the time that is left; what has no such time last. */
function breach({ alert, breachAt, about }: Member): number {
  if (about.over) return Number.MAX_SAFE_INTEGER;
  return breachAt ?? (alert.kind === 'unit-excursion' ? alert.happenedAt : Number.MAX_SAFE_INTEGER - 1);
}

function limitWords({ about }: Member): string {
  if (about.number('limitCelsius') === null) return '';
  const limit = about.degrees('limitCelsius');
  return about.say({ vi: `giới hạn ${limit}`, en: `limit ${limit}` });
}

/** `sẽ quá mức cho phép lúc 10:20, còn 12 phút`; '' for what has no such time, or was over before. */
export function breachWords({ breachAt, about, alert }: Member, now: UtcMs): string {
  if (breachAt === null || about.over || alert.kind === 'unit-excursion') return '';
  const at = about.when(breachAt);
  if (breachAt <= now) return about.say({ vi: `quá mức cho phép từ ${at}`, en: `in breach since ${at}` });
  const left = about.spell(breachAt - now);
  return about.say({
    vi: `sẽ quá mức cho phép lúc ${at}, còn ${left}`,
    en: `in breach at ${at}, in ${left}`,
  });
}

/** `3 lô, 420 liều`; '' when there is none. */
export function stock({ lots, doses }: { lots: number; doses: number }, language: Language): string {
  if (lots <= 0 && doses <= 0) return '';
  return language === 'vi'
    ? `${whole(lots, 'vi')} lô, ${whole(doses, 'vi')} liều`
    : `${whole(lots, 'en')} ${lots === 1 ? 'lot' : 'lots'}, ${whole(doses, 'en')} doses`;
}

/** '' while it lasts. */
export function overWords({ about, alert }: Member): string {
  if (!about.over) return '';
  return alert.kind === 'unit-excursion'
    ? about.say({ vi: 'đã về ngưỡng', en: 'back in range' })
    : about.say({ vi: 'đã kết thúc', en: 'ended' });
}
