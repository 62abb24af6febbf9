/**
 * What the keeper knows of the copy in InfluxDB: how far it has come, how the way there is, and what people must be told
 * of it. Nothing here touches a verdict: the copy is a view of what the store holds.
 */
import {
  type Behind,
  influxBehind,
  influxBehindKey,
  influxRefused,
  influxRefusedKey,
} from '../alerts/conditions.ts';
import type { Condition } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import type { Trouble } from '../influx/types.ts';
import { type Backlog, BEGINNING, type Cursor } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { Catching, isPast } from './catching-up.ts';
import type { Draft } from './draft.ts';
import type { InfluxLink, InfluxVerified } from './protocol.ts';
import type { Province } from './province.ts';
import { iso, isoOrNull } from './show.ts';
import type { InfluxView } from './views.ts';

const LOOK_EVERY: DurationMs = 30_000;
/** A restart of the server, or of the network to it, is nobody's business before. */
const TROUBLE_AT_MOST: DurationMs = 15 * 60_000;
const BACKLOG_AT_MOST: DurationMs = 3_600_000;
/** So long is looked at before a copy that lies far behind is said to come nearer, or not to. */
const STRETCH: DurationMs = 15 * 60_000;

const TARGET = 'influx-target';
const VERIFIED = 'influx-verified';
const cursorKey = (target: string): string => `influx/${target}`;

export class InfluxCopy {
  readonly #province: Province;
  readonly #store: Store;
  readonly #begun: UtcMs;
  #link: InfluxLink | null = null;
  /** Since when nothing can be stored there, whatever the reasons were one after the other. */
  #troubleSince: UtcMs | null = null;
  readonly #catching = new Catching(STRETCH);
  #lookAt: UtcMs = Number.NEGATIVE_INFINITY;
  #recount = true;

  constructor(province: Province, store: Store, now: UtcMs) {
    this.#province = province;
    this.#store = store;
    this.#begun = now;
  }

  cursor(target: string): Cursor {
    const stored = this.#province.meta.get(cursorKey(target));
    return stored === undefined ? BEGINNING : (JSON.parse(stored) as Cursor);
  }

  /** How far a cursor may be. */
  reach(): Promise<Cursor> {
    return this.#store.reach();
  }

  settle(target: string, cursor: Cursor, draft: Draft): void {
    const { journal, chunk, ledger, excursion } = cursor;
    const key = cursorKey(target);
    // Filled from its beginning: how it went until now says nothing.
    if (isPast(this.cursor(target), cursor)) this.#catching.forget();
    draft.put('meta', key, { key, value: JSON.stringify({ journal, chunk, ledger, excursion }) });
    if (this.#province.meta.get(TARGET) !== target) draft.put('meta', TARGET, { key: TARGET, value: target });
  }

  /** What is set aside changes with this transaction: it is counted after it. */
  recount(): void {
    this.#recount = true;
  }

  report(link: InfluxLink): void {
    const { target, state, since } = link;
    if (isTrouble(state))
      this.#troubleSince = Math.min(this.#troubleSince ?? this.#toldSince(target) ?? since, since);
    else if (state === 'ok') this.#troubleSince = null;
    if (isTrouble(state) || target !== this.#link?.target) this.#catching.forget();
    this.#link = link;
    this.#lookAt = Number.NEGATIVE_INFINITY;
  }

  verified(result: InfluxVerified, draft: Draft): void {
    draft.put('meta', VERIFIED, { key: VERIFIED, value: JSON.stringify(result) });
  }

  /** Raises and ends alerts. Called often; looks seldom. */
  async tell(draft: Draft): Promise<void> {
    if (this.#recount) {
      this.#recount = false;
      const count = await this.#store.setAsideCount();
      const former = this.#province.openAlerts.get(influxRefusedKey);
      const since = former?.happenedAt ?? draft.now;
      this.#alert(count === 0 ? [] : [influxRefused({ count, since })], [influxRefusedKey], draft);
    }
    if (draft.now < this.#lookAt) return;
    this.#lookAt = draft.now + LOOK_EVERY;
    const behind = await this.#behind(draft.now);
    if (behind === 'unknown') return;
    this.#alert(behind === null ? [] : [influxBehind(behind)], [influxBehindKey], draft);
  }

  async view(): Promise<InfluxView> {
    const link = this.#link;
    const target = link?.target ?? this.#province.meta.get(TARGET) ?? null;
    const cursor = target === null ? null : this.cursor(target);
    const backlog = await this.#store.backlog(cursor ?? BEGINNING);
    const verified = this.#province.meta.get(VERIFIED);
    return {
      target,
      cursor,
      backlog: showBacklog(backlog),
      catchingUp: this.#catching.answer,
      setAside: await this.#store.setAsideCount(),
      link:
        link === null
          ? null
          : {
              state: link.state,
              reason: link.reason,
              since: iso(link.since),
              lastStoredAt: isoOrNull(link.lastStoredAt),
            },
      verified: verified === undefined ? null : showVerified(JSON.parse(verified) as InfluxVerified),
    };
  }

  /** Null: it is not. Unknown: not long enough to say, so that an open alert stays as it is. */
  async #behind(now: UtcMs): Promise<Behind | null | 'unknown'> {
    const link = this.#link;
    // Nobody has reported for a while: no copy is kept any more, and none is behind.
    if (link === null) return now - this.#begun > TROUBLE_AT_MOST ? null : 'unknown';
    const { target, state } = link;
    if (isTrouble(state)) {
      const since = this.#troubleSince ?? link.since;
      return now - since > TROUBLE_AT_MOST ? { target, code: state, since } : 'unknown';
    }
    const cursor = this.cursor(target);
    const backlog = await this.#store.backlog(cursor);
    const catching = this.#catching.look(now, entriesOf(backlog), cursor);
    // Nothing was tried yet. A sender that never comes to try anything is behind like one that stalls.
    if (state === 'unknown' && now - link.since <= TROUBLE_AT_MOST) return 'unknown';
    const { oldest } = backlog;
    // What is old is filled in and comes nearer: nobody has to do anything. `giulanh influx status` shows it.
    if (oldest === null || now - oldest <= BACKLOG_AT_MOST || catching === 'yes') return null;
    const former = this.#province.openAlerts.get(influxBehindKey);
    const isTold = former?.data.code === 'BACKLOG' && former.data.target === target;
    // An alert of a trouble ends with the trouble; one of a stalled copy not before it is seen to move.
    if (catching === 'unknown') return isTold ? 'unknown' : null;
    // The oldest moves on while the copy catches up; the alert goes on with what it began with.
    return { target, code: 'BACKLOG', since: isTold ? former.happenedAt : oldest };
  }

  /** Since when the trouble lasts that people were told of before this keeper began. */
  #toldSince(target: string): UtcMs | null {
    const former = this.#province.openAlerts.get(influxBehindKey);
    if (former === undefined || former.data.target !== target || former.data.code === 'BACKLOG') return null;
    return former.happenedAt;
  }

  #alert(conditions: readonly Condition[], scope: readonly string[], draft: Draft): void {
    for (const alert of reconcileAlerts(this.#province.openAlerts, conditions, scope, draft))
      draft.put('alert', alert.id, alert);
  }
}

const isTrouble = (state: InfluxLink['state']): state is Trouble => state !== 'ok' && state !== 'unknown';
const entriesOf = ({ journal, chunks, ledger, excursions }: Backlog): number =>
  journal + chunks + ledger + excursions;

const showBacklog = ({ oldest, ...counts }: Backlog): InfluxView['backlog'] => ({
  ...counts,
  oldestAt: isoOrNull(oldest),
});

const showVerified = ({ from, to, at, target: _, ...found }: InfluxVerified): InfluxView['verified'] => ({
  from: iso(from),
  to: iso(to),
  at: iso(at),
  ...found,
});
