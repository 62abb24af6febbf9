/** Commands that say when a unit is defrosted: its own alarms rest meanwhile, what is in it is judged as ever. */
import { unitDefrosted } from '../../custody/fleet-events.ts';
import { type Defrost, endDefrost, planDefrost, presentDefrost } from '../../fleet/defrost.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { unitSubject } from '../judging.ts';
import type { UnitDocument } from '../province.ts';
import { iso } from '../show.ts';
import type { DefrostView } from '../unit-views.ts';
import { type Done, type Of, type Turn, unknown } from './turn.ts';

/** Refuses `UNIT_UNKNOWN`, `UNIT_RETIRED`, `DEFROST_PAST`, `DEFROST_AHEAD`, `DEFROST_TOO_LONG`, `DEFROST_OVERLAPS`, `DEFROST_NONE`. */
export async function defrost(
  turn: Turn,
  command: Of<'unit.defrost' | 'unit.defrost.end'>,
): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const unit = province.units.get(command.unit);
  if (unit === undefined) return unknown('UNIT', command.unit);
  const allowed = may(actor, command.type, siteOfUnit(unit, draft.now), province.tree);
  if (!allowed.ok) return allowed;
  if (unit.retiredAt !== null && unit.retiredAt <= draft.now)
    return refuse('UNIT_RETIRED', `Cannot defrost ${unit.id}: it is out of use`, { unit: unit.id });
  const known = unit.defrosts ?? [];
  if (command.type === 'unit.defrost.end') {
    const left = endDefrost(known, draft.now);
    if (left === null)
      return refuse('DEFROST_NONE', `Cannot end a defrosting of ${unit.id}: there is none`, {
        unit: unit.id,
      });
    return write(turn, unit, left, null);
  }
  const wanted = { from: command.from ?? draft.now, to: command.until, by: actor.username };
  const planned = planDefrost(known, wanted, draft.now);
  if (!planned.ok)
    return refuse(planned.code, `Cannot defrost ${unit.id} then`, { unit: unit.id, ...shown(wanted) });
  return write(turn, unit, planned.defrosts, wanted);
}

async function write(
  turn: Turn,
  unit: UnitDocument,
  defrosts: readonly Defrost[],
  wanted: Defrost | null,
): Promise<Decision<Done>> {
  const { actor, draft, province, judging } = turn;
  const next: UnitDocument = { ...unit, defrosts };
  draft.put('unit', unit.id, next);
  draft.units.add(unit.id);
  draft.write(actor.username, (stamp) => unitDefrosted(stamp, unit.id, wanted));
  await judging.declareOwn(next);
  return accept({
    value: (): DefrostView => {
      const present = presentDefrost(defrosts, draft.now);
      return {
        unit: unit.id,
        defrost: present === null ? null : shown(present),
        parcels: [...(province.parcelsIn.get(unit.id) ?? [])].sort(),
      };
    },
    subjects: [unitSubject(unit.id)],
  });
}

const shown = ({ from, to }: Pick<Defrost, 'from' | 'to'>) => ({ from: iso(from), until: iso(to) });
