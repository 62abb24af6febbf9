/** The pages of a plan, one after the other, and sending it at the end. */
import { useSignal } from '@preact/signals';
import { failureText } from '../../api/failure.ts';
import { language, words } from '../../words/words.ts';
import { NextButton, WizardPage } from '../TripPages.tsx';
import type { PlanDraft } from './draft.ts';
import { change } from './here.ts';
import { PlanParcels } from './PlanParcels.tsx';
import { PlanRoute } from './PlanRoute.tsx';
import { PlanSummary } from './PlanSummary.tsx';
import type { PlanProps } from './plan-props.ts';
import { goingWith, isLoaded, isRouted } from './plan-rules.ts';
import { sendPlan } from './plan-send.ts';
import { packWords } from './words.ts';

type Props = Omit<PlanProps, 'set'> & { onLeave: () => void; onDrop: () => Promise<void> };

export function PlanSteps({ onLeave, onDrop, ...rest }: Props) {
  const { draft, data } = rest;
  const { plan } = packWords.value;
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const set: PlanProps['set'] = (make) => change(draft, make);
  const props: PlanProps = { ...rest, set };
  const to = (step: PlanDraft['step']) => set(() => ({ step }));
  const send = async () => {
    if (busy.peek()) return;
    busy.value = true;
    trouble.value = null;
    const answer = await sendPlan(draft, goingWith(draft, data));
    busy.value = false;
    if (answer.ok) set(() => ({ step: 'result', done: true }));
    else
      trouble.value = answer.status === 0 ? plan.offline : failureText(answer, words.value, language.value);
  };
  switch (draft.step) {
    case 'route':
      return (
        <WizardPage
          title={plan.route}
          step={[1, 3]}
          onBack={onLeave}
          action={<NextButton disabled={!isRouted(draft)} onNext={() => to('parcels')} />}
        >
          <PlanRoute {...props} />
          <button type="button" class="secondary wide" onClick={() => void onDrop()}>
            {plan.drop}
          </button>
        </WizardPage>
      );
    case 'parcels':
      return (
        <WizardPage
          title={plan.parcels}
          step={[2, 3]}
          onBack={() => to('route')}
          action={<NextButton disabled={!isLoaded(draft, data)} onNext={() => to('summary')} />}
        >
          <PlanParcels {...props} />
        </WizardPage>
      );
    case 'summary':
    case 'result':
      return (
        <WizardPage
          title={plan.summary}
          step={[3, 3]}
          onBack={() => to('parcels')}
          action={
            <button
              type="button"
              class="primary big"
              disabled={busy.value || !isRouted(draft) || !isLoaded(draft, data)}
              onClick={() => void send()}
            >
              {busy.value ? plan.doing : plan.do}
            </button>
          }
        >
          <PlanSummary {...props} />
          {trouble.value !== null && (
            <p class="trouble" role="alert">
              {trouble.value}
            </p>
          )}
        </WizardPage>
      );
    default:
      return draft.step satisfies never;
  }
}
