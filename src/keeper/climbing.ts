/** How far each open alert has climbed: looks at one, writes down what it found, and tells who is to know. */
import { escalate } from '../alerts/escalate.ts';
import { toldBy } from '../alerts/escalation.ts';
import { groupOf } from '../alerts/grouping.ts';
import { ladderFor } from '../alerts/ladders.ts';
import { quietUntil } from '../alerts/quiet.ts';
import { reachAmong, type Staff, staffOf } from '../alerts/reach.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { nobodyTold, nobodyToldKey } from '../alerts/service.ts';
import type { Escalation, Notice, Telling } from '../alerts/telling.ts';
import type { Alert } from '../alerts/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import type { Province } from './province.ts';

export const CLIMB = 'escalation';

export class Climbing {
  readonly #province: Province;
  readonly #deadlines: Deadlines;
  /** Alerts that last and of which somebody was told, by group. */
  readonly #lasting = new Map<string, Set<string>>();
  readonly #groups = new Map<string, string>();
  /** People whom the newest message about an alert did not reach. */
  readonly #missed = new Map<string, Set<string>>();
  #staff: Staff | null = null;

  constructor(province: Province, deadlines: Deadlines) {
    this.#province = province;
    this.#deadlines = deadlines;
  }

  /** After a start. */
  restore(): void {
    for (const escalation of this.#province.escalations.values()) {
      const alert = this.#province.alerts.get(escalation.id);
      if (alert !== undefined) this.#index(alert, escalation);
    }
  }

  /** To be called once before the alerts of a transaction are looked at: who there is, is worked out once. */
  turn(): void {
    this.#staff = null;
  }

  /** `undelivered`: no message about it reached anybody of its present level. */
  look(alert: Alert, draft: Draft, undelivered = false): readonly Telling[] {
    const { escalations, ladders, tree, zone, people, rosters } = this.#province;
    const { now } = draft;
    const ladder = ladderFor(alert.site, ladders, tree);
    const staff = this.#staff ?? staffOf(people);
    this.#staff = staff;
    const input = {
      alert,
      before: escalations.get(alert.id) ?? null,
      ladder,
      reach: (level: (typeof ladder.levels)[number]) =>
        reachAmong(staff, level, alert.site, now, { people, rosters, tree }),
      quietUntil: quietUntil(ladder.quiet, now, zone),
      group: groupOf(alert),
      now,
      undelivered,
    };
    let found = escalate(input);
    if (found.nobody) {
      this.#tellOfNobody(alert, draft);
      const administrators = this.#administrators(staff, now);
      found = escalate({ ...input, reach: () => administrators });
    }
    this.#keep(alert, input.before, found.escalation, draft);
    return found.tellings.map((telling) =>
      telling.reason === 'over' && this.#othersLast(telling) ? { ...telling, folded: true } : telling,
    );
  }

  /** A message was made: whoever was missed may be reached now. */
  made({ alerts, person }: Notice): void {
    for (const alert of alerts) this.#missed.get(alert)?.delete(person);
  }

  /** No way was left for a message. Answers those of its alerts of whose present level nobody was reached. */
  missed({ alerts, person }: Notice): readonly string[] {
    return alerts.filter((alert) => {
      const escalation = this.#province.escalations.get(alert);
      const step = escalation?.reached.at(-1);
      if (step === undefined) return false;
      const missed = this.#missed.get(alert) ?? new Set();
      this.#missed.set(alert, missed.add(person));
      return step.told.includes(person) && step.told.every((one) => missed.has(one));
    });
  }

  #keep(alert: Alert, before: Escalation | null, after: Escalation | null, draft: Draft): void {
    const { id } = alert;
    if (JSON.stringify(before) !== JSON.stringify(after)) draft.put('escalation', id, after);
    this.#deadlines.set(`${CLIMB}:${id}`, after?.nextAt ?? Number.POSITIVE_INFINITY);
    this.#index(alert, after);
    if (after === null) this.#missed.delete(id);
  }

  #index(alert: Alert, escalation: Escalation | null): void {
    const { id } = alert;
    this.#lasting.get(this.#groups.get(id) ?? '')?.delete(id);
    this.#groups.delete(id);
    if (escalation === null || escalation.over !== null) return;
    const group = groupOf(alert);
    this.#groups.set(id, group);
    this.#lasting.set(group, (this.#lasting.get(group) ?? new Set()).add(id));
  }

  /** Does something else of the same group last of which this person was told? */
  #othersLast({ alert, group, person }: Telling): boolean {
    const { escalations } = this.#province;
    return [...(this.#lasting.get(group) ?? [])].some((id) => {
      const other = id === alert ? undefined : escalations.get(id);
      return other !== undefined && toldBy(other).has(person);
    });
  }

  #tellOfNobody({ kind, site }: Alert, draft: Draft): void {
    const { openAlerts, people } = this.#province;
    // Where there are no people at all, nobody could read it; in a trial nothing is wrong.
    if (kind === 'nobody-told' || kind === 'test' || people.size === 0) return;
    const since = openAlerts.get(nobodyToldKey(site))?.happenedAt ?? draft.now;
    for (const alert of reconcileAlerts(openAlerts, [nobodyTold(site, since)], [], draft))
      draft.put('alert', alert.id, alert);
  }

  /** Of the whole province; where it has none, all there are. */
  #administrators(staff: Staff, now: number): readonly string[] {
    const { tree } = this.#province;
    const isWhole = (site: string | null): boolean => site === null || tree.sites.get(site)?.parent === null;
    const all = [...staff].flatMap(([site, people]) =>
      people
        .filter(({ roles, retiredAt }) => roles.includes('administrator') && (retiredAt ?? now + 1) > now)
        .map(({ username }) => ({ username, isWhole: isWhole(site) })),
    );
    const whole = all.filter((one) => one.isWhole);
    return (whole.length > 0 ? whole : all).map(({ username }) => username).sort();
  }
}
