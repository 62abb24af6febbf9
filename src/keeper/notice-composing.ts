/** Makes messages: what a person's tellings come to, in their language, with the gravest first. */
import type { Message } from '../alerts/compose.ts';
import type { Channel } from '../alerts/duty.ts';
import { hasReturned } from '../alerts/life.ts';
import type { Notice, Reason, Telling } from '../alerts/telling.ts';
import type { Alert } from '../alerts/types.ts';
import type { NoticeAlert } from '../wording/notice-facts.ts';
import { noticeText } from '../wording/notices.ts';
import type { Draft } from './draft.ts';
import type { Judging } from './judging.ts';
import { aboutAlert } from './notice-about.ts';
import { webhookPerson } from './notices.ts';
import type { Province } from './province.ts';

/** So many alerts are put into words at most; all are counted. */
const WORDED_MOST = 60;
/** The one that says more stands first. */
const WEIGHT: readonly Reason[] = [
  'worse',
  'raised',
  'climbed',
  'forgotten',
  'still',
  'over',
  'test',
  'canary',
];
/** Which group a message over several is of. */
export const DIGEST = 'digest';
/** Where the trial of the chain is sent. */
export const CANARY = webhookPerson('canary');

type Member = { readonly telling: Telling; readonly about: NoticeAlert };

export class Composing {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #find: (id: string) => Promise<Alert | undefined>;
  /** What is said of an alert in one transaction is worked out once. */
  readonly #about = new Map<string, NoticeAlert>();

  constructor(province: Province, judging: Judging, find: (id: string) => Promise<Alert | undefined>) {
    this.#province = province;
    this.#judging = judging;
    this.#find = find;
  }

  /** To be called once before the messages of a transaction are made. */
  turn(): void {
    this.#about.clear();
  }

  async message(person: string, { group, tellings }: Message, draft: Draft): Promise<Notice> {
    const members: Member[] = [];
    for (const telling of tellings) {
      const about = await this.#aboutOf(telling.alert);
      if (about !== undefined) members.push({ telling, about });
    }
    members.sort(gravestFirst);
    const leading = members[0]?.telling ?? tellings[0];
    if (leading === undefined) throw new Error('a message tells of something');
    const site = group?.slice(group.indexOf('@') + 1) ?? '';
    const facts = {
      reason: leading.reason,
      group,
      siteName: this.#province.sites.get(site)?.name ?? null,
      alerts: members.slice(0, WORDED_MOST).map(({ about }) => about),
      total: tellings.length,
    };
    return this.#made(person, facts, draft, {
      severity: tellings.some(isGrave) ? 'critical' : 'warning',
      alerts: [...members.map(({ about }) => about.alert.id), ...unknownAmong(tellings, members)],
      level: Math.max(...tellings.map(({ level }) => level)),
      ways: waysOf(tellings),
    });
  }

  /** Somebody tries a way. */
  trial(person: string, channel: Channel, draft: Draft): Notice {
    const facts = { reason: 'test', group: null, siteName: null, alerts: [], total: 0 } as const;
    return this.#made(person, facts, draft, { severity: 'warning', alerts: [], level: 0, ways: [channel] });
  }

  /** The chain tries itself. */
  canary(alert: Alert, draft: Draft): Notice {
    const about = aboutAlert(this.#province, this.#judging, alert);
    const facts = { reason: 'canary', group: null, siteName: null, alerts: [about], total: 1 } as const;
    const rest = { severity: 'warning', alerts: [alert.id], level: 0, ways: ['webhook'] } as const;
    return this.#made(CANARY, facts, draft, rest);
  }

  #made(
    person: string,
    facts: Omit<Parameters<typeof noticeText>[0], 'now' | 'zone'>,
    { ids, now }: Draft,
    rest: Pick<Notice, 'severity' | 'alerts' | 'level' | 'ways'>,
  ): Notice {
    const { zone, contacts } = this.#province;
    return {
      id: ids(),
      person,
      reason: facts.reason,
      group: facts.group ?? DIGEST,
      createdAt: now,
      text: noticeText({ ...facts, now, zone }, contacts.get(person)?.language ?? 'vi'),
      attempts: [],
      state: 'waiting',
      nextAt: now,
      ...rest,
    };
  }

  async #aboutOf(id: string): Promise<NoticeAlert | undefined> {
    const known = this.#about.get(id);
    if (known !== undefined) return known;
    const alert = await this.#find(id);
    if (alert === undefined) return undefined;
    const about = aboutAlert(this.#province, this.#judging, alert);
    this.#about.set(id, about);
    return about;
  }
}

const isOver = ({ telling, about: { alert } }: Member): boolean =>
  telling.reason === 'over' || alert.resolvedAt !== null || hasReturned(alert);
const isGrave = ({ severity, reason }: Telling): boolean => severity === 'critical' && reason !== 'over';

/** What lasts, the critical first; then what is new; then in the order in which vaccine will be in breach. */
function gravestFirst(a: Member, b: Member): number {
  const rank = (member: Member): readonly number[] => [
    isOver(member) ? 1 : 0,
    member.about.alert.severity === 'critical' ? 0 : 1,
    WEIGHT.indexOf(member.telling.reason),
    member.about.breachAt ?? Number.MAX_SAFE_INTEGER,
    member.about.alert.raisedAt,
  ];
  const [x, y] = [rank(a), rank(b)];
  const at = x.findIndex((value, index) => value !== y[index]);
  if (at >= 0) return (x[at] ?? 0) - (y[at] ?? 0);
  return a.telling.alert < b.telling.alert ? -1 : 1;
}

/** In the order of the highest level that told; then those of the others. */
function waysOf(tellings: readonly Telling[]): readonly Channel[] {
  const highest = tellings.toSorted((a, b) => b.level - a.level);
  return [...new Set(highest.flatMap(({ channels }) => channels))];
}

function unknownAmong(tellings: readonly Telling[], members: readonly Member[]): string[] {
  const known = new Set(members.map(({ telling }) => telling.alert));
  return tellings.filter(({ alert }) => !known.has(alert)).map(({ alert }) => alert);
}
