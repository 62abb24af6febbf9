/** Questions about the copy in InfluxDB. It speaks of the whole province: only who may see all of it is answered. */
import { may } from '../../fleet/rights.ts';
import type { Point } from '../../influx/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { limitOf } from '../pages.ts';
import * as show from '../show.ts';
import type { InfluxView, Paged, SetAsideView } from '../views.ts';
import type { Of, View } from './view.ts';

export async function influx(view: View): Promise<Decision<InfluxView>> {
  const allowed = may(view.actor, 'influx', null, view.province.tree);
  return allowed.ok ? accept(await view.influx.view()) : allowed;
}

/** In the order in which they were first set aside. */
export async function setAside(
  view: View,
  query: Of<'influx.setAside'>,
): Promise<Decision<Paged<SetAsideView>>> {
  const allowed = may(view.actor, 'influx.setAside', null, view.province.tree);
  if (!allowed.ok) return allowed;
  const limit = limitOf(query);
  const page = await view.store.setAsidePage(Number(query.cursor ?? 0), limit);
  const items = page.map(({ id, point, reason, refusedAt, attempts }): SetAsideView => {
    const { measurement, tags, fields, time, nanos } = point as Point;
    return {
      id,
      measurement,
      tags: { ...tags },
      fields: { ...fields },
      time: show.instantText(time),
      nanos,
      reason,
      refusedAt: show.iso(refusedAt),
      attempts,
    };
  });
  return accept({ items, next: page.length === limit ? String(page.at(-1)?.id) : null });
}
