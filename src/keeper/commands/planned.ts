/** The commands that say what is planned: doses to be given, injection sessions, deliveries that somebody announced. */
import { isDay } from '../../fleet/instants.ts';
import { may } from '../../fleet/rights.ts';
import { isWholeDoses, refuseDoses } from '../../lots/parcels.ts';
import { accept, type Decision, type Refused, refuse, said } from '../../lots/refusal.ts';
import { daysBetween } from '../../reports/stock.ts';
import type { Announced, Plan, Session } from '../../reports/types.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

const PLAN_DAYS_MOST = 5 * 366;
const SESSION_MOST_MS = 7 * 86_400_000;
const YEAR_MS = 366 * 86_400_000;

type Planned = { readonly plan: Plan; readonly session: Session; readonly announced: Announced };
type Setting = 'plan.set' | 'session.set' | 'announced.set' | 'plan.remove' | 'session.remove';

/** A new id, or the sender's own, which may be new too: sent twice it is one. What is there under it must be in the actor's place. */
function idFor<K extends keyof Planned>(
  turn: Turn,
  action: Setting,
  wish: { readonly id?: string; readonly site: string },
  known: ReadonlyMap<string, Planned[K]>,
): Decision<string> {
  const { actor, province } = turn;
  if (!province.sites.has(wish.site)) return unknown('SITE', wish.site);
  const former = wish.id === undefined ? undefined : known.get(wish.id);
  for (const site of [wish.site, former?.site ?? wish.site]) {
    const allowed = may(actor, action, site, province.tree);
    if (!allowed.ok) return allowed;
  }
  return accept(wish.id ?? turn.draft.ids());
}

const knowsProduct = (turn: Turn, gtin: string | null): Refused | null =>
  gtin === null || turn.province.products.has(gtin) ? null : unknown('PRODUCT', gtin);

/** Refuses `SITE_UNKNOWN`, `PRODUCT_UNKNOWN`, `DOSES_INVALID`, `PLAN_DAYS_INVALID`. */
export function setPlan(turn: Turn, { type, plan: wish }: Of<'plan.set'>): Decision<Done> {
  const id = idFor(turn, type, wish, turn.province.plans);
  if (!id.ok) return id;
  const { site, gtin, from, to, doses } = wish;
  const product = knowsProduct(turn, gtin);
  if (product !== null) return product;
  if (!isWholeDoses(doses)) return refuseDoses(doses);
  if (!isDay(from) || !isDay(to) || from > to || daysBetween(from, to) >= PLAN_DAYS_MOST)
    return refuse('PLAN_DAYS_INVALID', 'Cannot plan: two days are wanted, the first not after the second', {
      from,
      to,
    });
  const plan: Plan = { id: id.value, site, gtin, from, to, doses };
  turn.draft.put('plan', plan.id, plan);
  return done(plan);
}

/** Refuses `SITE_UNKNOWN`, `PERSON_UNKNOWN`, `SESSION_TIMES_INVALID`. */
export function setSession(turn: Turn, { type, session: wish }: Of<'session.set'>): Decision<Done> {
  const id = idFor(turn, type, wish, turn.province.injectionSessions);
  if (!id.ok) return id;
  const { site, from, to, person } = wish;
  if (person !== null && !turn.province.people.has(person)) return unknown('PERSON', person);
  if (!(to > from) || to - from > SESSION_MOST_MS)
    return refuse('SESSION_TIMES_INVALID', 'Cannot plan a session: it ends after it begins, within a week', {
      from,
      to,
    });
  const session: Session = { id: id.value, site, from, to, person };
  turn.draft.put('session_plan', session.id, session);
  return done(session);
}

/** Refuses `SITE_UNKNOWN`, `PRODUCT_UNKNOWN`, `DOSES_INVALID`, `ANNOUNCED_TIME_INVALID`. */
export function setAnnounced(turn: Turn, { type, announced: wish }: Of<'announced.set'>): Decision<Done> {
  const id = idFor(turn, type, wish, turn.province.announced);
  if (!id.ok) return id;
  const { site, gtin, doses, at, supplier, arrived } = wish;
  const product = knowsProduct(turn, gtin);
  if (product !== null) return product;
  if (!isWholeDoses(doses)) return refuseDoses(doses);
  if (Math.abs(at - turn.draft.now) > YEAR_MS)
    return refuse('ANNOUNCED_TIME_INVALID', 'Cannot announce a delivery: it is more than a year away', {
      at,
    });
  const announced: Announced = { id: id.value, site, gtin, doses, at, supplier: said(supplier), arrived };
  turn.draft.put('announced', announced.id, announced);
  return done(announced);
}

/** Refuses `PLAN_UNKNOWN`. */
export function removePlan(turn: Turn, { type, id }: Of<'plan.remove'>): Decision<Done> {
  const known = turn.province.plans.get(id);
  if (known === undefined) return unknown('PLAN', id);
  const allowed = may(turn.actor, type, known.site, turn.province.tree);
  if (!allowed.ok) return allowed;
  turn.draft.put('plan', id, null);
  return done(null);
}

/** Refuses `SESSION_UNKNOWN`. */
export function removeSession(turn: Turn, { type, id }: Of<'session.remove'>): Decision<Done> {
  const known = turn.province.injectionSessions.get(id);
  if (known === undefined) return unknown('SESSION', id);
  const allowed = may(turn.actor, type, known.site, turn.province.tree);
  if (!allowed.ok) return allowed;
  turn.draft.put('session_plan', id, null);
  return done(null);
}
