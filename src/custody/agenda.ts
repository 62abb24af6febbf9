/**
 * What is there to fold, and in which order? Brings the two sides of each handoff together and puts every event where it takes
 * effect: most of them when they happened, the sides of a handoff when it is complete.
 */
import type { Refusal } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { isUntrue, type Resolution, why } from './claims.ts';
import { portionId } from './effects.ts';
import { completionOf, type Sides, sidesOf } from './handoff.ts';
import { atOf, type FoldContext, inOrder, isOf } from './order.ts';
import type { KeptEvent } from './types.ts';

/** `sides`: of the handoff that this event completes; null for every other event. */
export type Step = { readonly at: UtcMs; readonly event: KeptEvent; readonly sides: Sides | null };

/** `judged`: events that cannot count whatever else is known; no step comes to them. */
export type Agenda = {
  readonly steps: readonly Step[];
  readonly sides: ReadonlyMap<string, Sides>;
  readonly judged: ReadonlyMap<string, Refusal>;
  /** Ids of the portions that these handoffs may set apart. */
  readonly portions: ReadonlySet<string>;
};

export function agendaOf(
  events: readonly KeptEvent[],
  resolutions: readonly Resolution[],
  ctx: FoldContext,
): Agenda {
  const judged = new Map<string, Refusal>();
  const sides = new Map<string, Sides>();
  const portions = new Set<string>();
  const standing = events.filter((event) => {
    const untrue = isUntrue(resolutions, event.id, null);
    if (untrue) judged.set(event.id, why(event, 'EVENT_FOUND_UNTRUE').refusal);
    return !untrue;
  });
  for (const [id, about] of Map.groupBy(standing, handoffId)) {
    if (id === null) continue;
    const both = sidesOf(id, about, ctx);
    sides.set(id, both);
    for (const [event, refusal] of both.judged) judged.set(event, refusal);
    for (const { parcel } of both.offer?.body.parcels ?? [])
      for (const kind of ['refused', 'missing'] as const)
        portions.add(portionId(parcel, kind, id, ctx.sha256Hex));
  }
  const left = standing.filter(({ id }) => !judged.has(id));
  return { steps: stepsOf(left, sides), sides, judged, portions };
}

/** An offer is looked at when it is made, unless it was taken up; a handoff when it is complete. */
function stepsOf(events: readonly KeptEvent[], handoffs: ReadonlyMap<string, Sides>): Step[] {
  const steps: Step[] = [];
  for (const event of inOrder(events)) {
    const id = handoffId(event);
    const sides = id === null ? undefined : handoffs.get(id);
    const isDone = sides !== undefined && completionOf(sides) !== null;
    if (id === null || (isOf(event, 'handoff.offered') && !isDone))
      steps.push({ at: atOf(event), event, sides: null });
  }
  for (const sides of handoffs.values()) {
    const done = completionOf(sides);
    if (done !== null) steps.push({ at: done.at, event: done.event, sides });
  }
  return steps.sort((a, b) => a.at - b.at || isLast(a) - isLast(b) || (a.event.id < b.event.id ? -1 : 1));
}

/**
 * Of one instant, what is put into a box that is there comes after what brought the box: the box may have come with another
 * parcel, and then it is on record as there from that instant on, whatever the events are called.
 */
const isLast = ({ event }: Step): number => Number(isOf(event, 'shipment.unpacked'));

const handoffId = ({ body }: KeptEvent): string | null => ('handoff' in body ? body.handoff : null);
