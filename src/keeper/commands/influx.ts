/** What the sender and the checker of the copy in InfluxDB tell the keeper. Only the service itself and its administrators. */
import { influxDiffers } from '../../alerts/conditions.ts';
import { reconcileAlerts } from '../../alerts/reconcile.ts';
import { may } from '../../fleet/rights.ts';
import type { Point } from '../../influx/types.ts';
import { type Decision, refuse } from '../../lots/refusal.ts';
import type { Cursor } from '../../store/outbox.ts';
import type { Command } from '../protocol.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

export type InfluxCommand = Extract<Command, { type: `influx.${string}` }>;

/** Refuses `INFLUX_CURSOR_AHEAD` for a cursor beyond what the store holds: what it skips would never be sent. */
export async function tellOfInflux(turn: Turn, command: InfluxCommand): Promise<Decision<Done>> {
  const allowed = may(turn.actor, command.type, null, turn.province.tree);
  if (!allowed.ok) return allowed;
  switch (command.type) {
    case 'influx.settle':
      return settle(turn, command);
    case 'influx.report':
      turn.influx.report(command.link);
      return done({ cursor: turn.influx.cursor(command.link.target) });
    case 'influx.retried':
      return retried(turn, command);
    case 'influx.verified':
      return verified(turn, command);
    default:
      throw new Error(`No command ${JSON.stringify(command satisfies never)}`);
  }
}

async function settle({ influx, draft }: Turn, command: Of<'influx.settle'>): Promise<Decision<Done>> {
  const { target, cursor, setAside } = command;
  const reach = await influx.reach();
  const ahead = (Object.keys(reach) as (keyof Cursor)[]).filter((part) => cursor[part] > reach[part]);
  if (ahead.length > 0)
    return refuse('INFLUX_CURSOR_AHEAD', `The store holds less than that: ${ahead.join(', ')}`, {
      cursor,
      reach,
    });
  influx.settle(target, cursor, draft);
  for (const { point, reason } of setAside)
    draft.setAside.push({
      change: 'add',
      target,
      series: seriesOf(point),
      point,
      reason,
      refusedAt: draft.now,
    });
  if (setAside.length > 0) influx.recount();
  return done(null);
}

function retried({ influx, draft }: Turn, command: Of<'influx.retried'>): Decision<Done> {
  for (const id of command.stored) draft.setAside.push({ change: 'remove', id });
  for (const { id, reason } of command.refused)
    draft.setAside.push({ change: 'refused', id, reason, refusedAt: draft.now });
  influx.recount();
  return done(null);
}

function verified({ influx, province, draft }: Turn, { result }: Of<'influx.verified'>): Decision<Done> {
  influx.verified(result, draft);
  if (result.differences > 0)
    for (const alert of reconcileAlerts(province.openAlerts, [influxDiffers(result)], [], draft))
      draft.put('alert', alert.id, alert);
  return done(null);
}

/** A point's identity: its series and its time. */
const seriesOf = ({ measurement, tags, time, nanos }: Point): string =>
  JSON.stringify([measurement, Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)), time, nanos]);
