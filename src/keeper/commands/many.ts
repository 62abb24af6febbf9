/** One decision about many holds: each is decided by itself and answered by itself, all in one transaction. */
import { accept, type Decision } from '../../lots/refusal.ts';
import type { ManyView } from '../official-views.ts';
import { said } from '../queries/effect.ts';
import { approveDisposition, proposeDisposition } from './decisions.ts';
import type { Done, Of, Turn } from './turn.ts';

/** A parcel that is discarded ends with all its holds: one proposal is enough for it. */
export async function proposeMany(
  turn: Turn,
  { holds, decision, reason, evidence }: Of<'dispositions.propose'>,
): Promise<Decision<Done>> {
  const proposed = new Set<string>();
  return each([...new Set(holds)], async (hold) => {
    const parcel = turn.province.holds.get(hold)?.parcel;
    if (decision === 'discard' && parcel !== undefined && proposed.has(parcel)) return null;
    const decided = await proposeDisposition(turn, {
      type: 'disposition.propose',
      hold,
      decision,
      reason,
      evidence,
    });
    if (decided.ok && parcel !== undefined) proposed.add(parcel);
    return decided;
  });
}

export const approveMany = (
  turn: Turn,
  { dispositions }: Of<'dispositions.approve'>,
): Promise<Decision<Done>> =>
  each([...new Set(dispositions)], (disposition) =>
    approveDisposition(turn, { type: 'disposition.approve', disposition }),
  );

async function each(
  ids: readonly string[],
  decide: (id: string) => Promise<Decision<Done> | null>,
): Promise<Decision<Done>> {
  const done: Done[] = [];
  const refused: ManyView['refused'] = [];
  for (const id of ids) {
    const decided = await decide(id);
    if (decided?.ok === true) done.push(decided.value);
    else if (decided !== null) refused.push({ id, ...said(decided.refusal) });
  }
  return accept({
    value: () => ({ done: done.map(({ value }) => value()), refused }),
    subjects: done.flatMap(({ subjects }) => [...subjects]),
  });
}
