/** A proposal that waits for the second person: what was said, what it would do now, and approving it. */
import { useSignal } from '@preact/signals';
import type { EffectView, ManyView, ProposalView } from '../../../../src/keeper/official-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { language, words } from '../words/words.ts';
import { Approvers, Effect } from './Effect.tsx';
import { inWords, n, when } from './say.ts';
import { said } from './words.ts';

const TIMEOUT_MS = 30_000;

type Props = { proposal: ProposalView; changed: (what: string) => void };

export function Proposal({ proposal, changed }: Props) {
  const told = said.value.decide;
  const effect = useSignal<EffectView | null>(null);
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const ask = async <T,>(path: string, body: object): Promise<T | null> => {
    busy.value = true;
    trouble.value = null;
    const answer = await call<T>(path, { method: 'POST', body, timeoutMs: TIMEOUT_MS });
    busy.value = false;
    if (answer.ok) return answer.value;
    trouble.value = failureText(answer, words.value, language.value);
    return null;
  };
  const preview = async () => {
    const { holds, decision } = proposal;
    effect.value = await ask<EffectView>('/decisions/effect', { holds, decision });
  };
  const approve = async () => {
    const answer = await ask<ManyView>('/decisions/approve', { dispositions: proposal.ids });
    if (answer === null) return;
    if (answer.refused.length > 0) trouble.value = [...new Set(answer.refused.map(inWords))].join(' ');
    if (answer.done.length > 0) changed(told.approved(n(answer.done.length)));
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
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {proposal.mayApprove && (
        <button
          type="button"
          class="primary"
          disabled={busy.value}
          onClick={() => void (effect.value === null ? preview() : approve())}
        >
          {busy.value ? told.previewing : effect.value === null ? told.approve : told.approveConfirm}
        </button>
      )}
    </div>
  );
}
