/** A proposal that waits for the second person: what was said, what it would do now, and approving it. */
import { useSignal } from '@preact/signals';
import type { EffectView, ManyView, ProposalView } from '../../../../src/keeper/official-views.ts';
import { Trouble } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { Approvers, Effect } from './Effect.tsx';
import { n, refusedText, when } from './say.ts';
import { said } from './words.ts';

type Props = { proposal: ProposalView; changed: (what: string) => void };

export function Proposal({ proposal, changed }: Props) {
  const told = said.value.decide;
  const effect = useSignal<EffectView | null>(null);
  const { busy, trouble, ask } = useDeed();
  const preview = async () => {
    const { holds, decision } = proposal;
    const answer = await ask<EffectView>('/decisions/effect', { holds, decision });
    effect.value = answer?.value ?? null;
  };
  const approve = async () => {
    const answer = await ask<ManyView>('/decisions/approve', { dispositions: proposal.ids });
    if (answer === null) return;
    const { done, refused } = answer.value;
    const not = refusedText(refused);
    // With the answer the list is asked for anew, and this proposal may be gone from it: what is said must outlive it.
    if (done.length > 0) changed(`${told.approved(n(done.length))} ${not}`.trim());
    else trouble.value = not;
  };
  return (
    <div class="proposal">
      <h3>
        {told.proposal}: {told.kinds[proposal.decision]}
      </h3>
      <p>
        {told.proposedBy(proposal.proposedBy.name, when(proposal.proposedAt))} ·{' '}
        {said.value.parcels(n(proposal.holds.length))}
      </p>
      <dl class="pairs">
        <dt>{told.reason}</dt>
        <dd>{proposal.reason}</dd>
        <dt>{told.evidence}</dt>
        <dd>{proposal.evidence}</dd>
      </dl>
      <Approvers people={proposal.approvers} />
      {proposal.mine ? (
        <p class="note">{told.own}</p>
      ) : (
        !proposal.mayApprove && <p class="note">{told.notYou}</p>
      )}
      {effect.value !== null && (
        <Effect effect={effect.value} doing={proposal.decision} title={told.effect} />
      )}
      <Trouble text={trouble.value} />
      {proposal.mayApprove && (
        <button
          type="button"
          class="primary"
          disabled={busy.value}
          onClick={(event) => {
            // The second press of a double one is no look at what the first has brought.
            if (event.detail < 2) void (effect.value === null ? preview() : approve());
          }}
        >
          {effect.value === null
            ? busy.value
              ? told.previewing
              : told.approve
            : busy.value
              ? told.approving
              : told.approveConfirm}
        </button>
      )}
    </div>
  );
}
