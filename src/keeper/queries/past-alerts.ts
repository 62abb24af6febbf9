/** Alerts that are over, read from the store: one by its id, or all from a time backwards. Their ids sort in the order of their making. */
import type { Alert } from '../../alerts/types.ts';
import type { Store } from '../../store/store.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { View } from './view.ts';

const PAGE = 500;
const SPAN_MS = 86_400_000;
/** Nothing is kept for longer than this without a paper of its own. */
const BACK_MS = 10 * 366 * SPAN_MS;

/** Any alert there ever was. */
export async function alertById(view: View, id: string): Promise<Alert | undefined> {
  return view.province.alerts.get(id) ?? (await storedAlert(view.store, id));
}

/** As it was committed last. */
export async function storedAlert(store: Store, id: string): Promise<Alert | undefined> {
  if (id.length < 2) return undefined;
  // The page after the id's own beginning holds every id that differs in the last letter alone.
  const page = await store.documentsPage('alert', id.slice(0, -1), 64);
  return page.find((one) => one.id === id)?.doc as Alert | undefined;
}

/** The first part of an id made at this time: it sorts before every id made then or later. */
export function idFrom(at: UtcMs): string {
  const time = Math.max(0, Math.trunc(at)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
const timeOf = (id: string): UtcMs => Number.parseInt(id.slice(0, 13).replace('-', ''), 16);

/** All that were raised in [from, to) or up to the id `before`, oldest first; a long stretch is read in pages. */
export async function* alertsRaised(view: View, from: UtcMs, before: string): AsyncGenerator<Alert[]> {
  let after = idFrom(from);
  for (;;) {
    const page = await view.store.documentsPage('alert', after, PAGE);
    yield page.filter(({ id }) => id < before).map(({ doc }) => doc as Alert);
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined || last.id >= before) return;
    after = last.id;
  }
}

/**
 * The newest `limit` that `wanted` takes, before the id `before`. Looks back in stretches that grow while nothing is
 * found; stops where the service cannot have been running.
 */
export async function* newestAlerts(
  view: View,
  before: string | null,
  limit: number,
  wanted: (alert: Alert) => boolean,
): AsyncGenerator<undefined, { alerts: Alert[]; next: string | null }> {
  let to = before === null ? view.now + 1 : timeOf(before);
  let upTo = before ?? idFrom(view.now + 60_000);
  const found: Alert[] = [];
  for (let span = SPAN_MS; view.now - to < BACK_MS; span *= 2) {
    const some: Alert[] = [];
    for await (const page of alertsRaised(view, to - span, upTo)) {
      some.push(...page.filter(wanted));
      yield;
    }
    found.push(...some.reverse());
    if (found.length > limit) {
      const alerts = found.slice(0, limit);
      return { alerts, next: alerts.at(-1)?.id ?? null };
    }
    to -= span;
    upTo = idFrom(to);
  }
  return { alerts: found, next: null };
}
