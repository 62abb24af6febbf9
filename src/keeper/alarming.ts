/**
 * From alerts to messages, in the transaction of what caused them: each alert that changed, or whose moment has come, climbs;
 * what is told goes into people's inboxes; what is due there becomes a message. All that is remembered is in documents, so
 * that a start goes on where the last one stopped.
 */
import type { Notice, Telling } from '../alerts/telling.ts';
import type { Alert } from '../alerts/types.ts';
import type { Store } from '../store/store.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { CLIMB, Climbing } from './climbing.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import { INBOX, Inboxes } from './inboxes.ts';
import type { Judging } from './judging.ts';
import { Composing } from './notice-composing.ts';
import { Notices } from './notices.ts';
import type { Province } from './province.ts';
import { storedAlert } from './queries/past-alerts.ts';

/** A clock that is put right by less was never wrong. */
const BACK: DurationMs = 1_000;
/** Alerts that are over and may still be told of, in memory; the others are read from the store. */
const ENDED_MOST = 2_000;

type Parts = {
  readonly province: Province;
  readonly judging: Judging;
  readonly deadlines: Deadlines;
  readonly store: Store;
};

export class Alarming {
  readonly notices: Notices;
  readonly composing: Composing;
  readonly #province: Province;
  readonly #store: Store;
  readonly #climbing: Climbing;
  readonly #inboxes: Inboxes;
  readonly #ended = new Map<string, Alert>();
  /** Alerts whose moment has come. */
  readonly #alerts = new Set<string>();
  #lookedAt: UtcMs = Number.NEGATIVE_INFINITY;

  constructor({ province, judging, deadlines, store }: Parts) {
    this.#province = province;
    this.#store = store;
    this.notices = new Notices(province, store);
    this.composing = new Composing(province, judging, (id) => this.#find(id));
    this.#climbing = new Climbing(province, deadlines);
    const { notices, composing } = this;
    const onMade = (notice: Notice) => this.#climbing.made(notice);
    this.#inboxes = new Inboxes({ province, deadlines, notices, composing, onMade });
  }

  /** After a start everything may have had its moment meanwhile. */
  async begin(now: UtcMs): Promise<void> {
    await this.notices.restore(now);
    this.#climbing.restore();
    this.#everything();
  }

  /** A moment has come; false when it is not of this room. */
  note(kind: string, id: string): boolean {
    if (kind === CLIMB) this.#alerts.add(id);
    else if (kind === INBOX) this.#inboxes.note(id);
    else return false;
    return true;
  }

  /** To be called at the end of each transaction; nearly always nothing has changed. */
  async pass(draft: Draft): Promise<void> {
    const isBack = draft.now < this.#lookedAt - BACK;
    this.#lookedAt = draft.now;
    if (isBack) this.#everything();
    const { notices } = this;
    if (draft.alerts.size + this.#alerts.size === 0 && !this.#inboxes.isDue && !notices.hasFailed) return;
    this.#climbing.turn();
    this.composing.turn();
    await this.#inboxes.deliver(await this.#climb(draft), draft);
  }

  async #climb(draft: Draft): Promise<Telling[]> {
    const tellings: Telling[] = [];
    for (const notice of this.notices.takeFailed())
      for (const id of this.#climbing.missed(notice)) {
        const alert = await this.#find(id, draft);
        if (alert !== undefined) tellings.push(...this.#climbing.look(alert, draft, true));
      }
    const due = [...this.#alerts];
    this.#alerts.clear();
    const looked = new Set<string>();
    // Looking may raise an alert itself: a set goes on with what is added meanwhile.
    for (const ids of [draft.alerts, due, draft.alerts]) {
      for (const id of ids) {
        if (looked.has(id)) continue;
        looked.add(id);
        const alert = await this.#find(id, draft);
        if (alert === undefined) continue;
        if (alert.kind === 'canary') this.#tryChain(alert, draft);
        else tellings.push(...this.#climbing.look(alert, draft));
      }
    }
    return tellings;
  }

  /** A trial is told each time it comes, to nobody's inbox. */
  #tryChain(alert: Alert, draft: Draft): void {
    if (alert.acknowledged !== null || alert.updatedAt !== draft.now) return;
    this.notices.put(this.composing.canary(alert, draft), draft);
  }

  #everything(): void {
    for (const id of this.#province.alerts.keys()) this.#alerts.add(id);
    for (const id of this.#province.escalations.keys()) this.#alerts.add(id);
    this.#inboxes.noteAll();
  }

  async #find(id: string, draft?: Draft): Promise<Alert | undefined> {
    const known = draft?.alertDocument(id) ?? this.#province.alerts.get(id) ?? this.#ended.get(id);
    const alert = known ?? (await storedAlert(this.#store, id));
    if (alert !== undefined && alert.resolvedAt !== null) this.#remember(alert);
    return alert;
  }

  #remember(alert: Alert): void {
    this.#ended.delete(alert.id);
    this.#ended.set(alert.id, alert);
    if (this.#ended.size <= ENDED_MOST) return;
    const [oldest] = this.#ended.keys();
    if (oldest !== undefined) this.#ended.delete(oldest);
  }
}
