/** Which stretches of stored readings are missing because they are damaged? */
import { accept, type Decision } from '../../lots/refusal.ts';
import type { DamagedRow } from '../../store/store.ts';
import { ChunkLook } from '../chunk-look.ts';
import type { Damage } from '../damage.ts';
import type { MissingStretch } from '../damage-protocol.ts';
import type { History } from '../history.ts';
import { iso } from '../show.ts';
import { type InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

const CHUNKS_AT_ONCE = 200;

/** Looks for damage in all of the store before it answers. */
export async function* missing(view: View): InTurns<Decision<unknown>> {
  const look = new ChunkLook(view);
  const pace = new Pace();
  while (await look.next(CHUNKS_AT_ONCE)) yield* pace.rest();
  // What was met is set aside when the turn ends.
  yield;
  return accept(missingStretches(view));
}

/** By probe and time; those that overlap are one, for their readings cannot be told apart. */
function missingStretches({
  damage,
  history,
}: {
  readonly damage: Damage;
  readonly history: History;
}): MissingStretch[] {
  const rows = damage.missing.toSorted((a, b) => a.probe - b.probe || a.firstAt - b.firstAt || a.id - b.id);
  const groups: DamagedRow[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0]?.probe === row.probe && row.firstAt <= end) group.push(row);
    else {
      groups.push([row]);
      end = Number.NEGATIVE_INFINITY;
    }
    end = Math.max(end, row.lastAt);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    const log = history.byNumber(first?.probe ?? -1);
    if (first === undefined || log === undefined) return [];
    const counts = group.map(({ count }) => count);
    return {
      chunks: group.map(({ id }) => id),
      device: log.device,
      probe: log.probe,
      doubtful: log.doubtful,
      from: iso(first.firstAt),
      to: iso(Math.max(...group.map(({ lastAt }) => lastAt))),
      readings: counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    };
  });
}
