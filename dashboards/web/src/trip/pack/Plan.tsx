/** Planning a trip at the depot: where to and with whom, which parcels, and the whole of it once more. Needs the service. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { failureText } from '../../api/failure.ts';
import type { Failure } from '../../api/http.ts';
import { go } from '../../page.ts';
import { me } from '../../session/session.ts';
import { language, words } from '../../words/words.ts';
import { drafts, dropDraft, keepDraft } from '../kept.ts';
import { Top } from '../TripPages.tsx';
import { newId } from '../uuid.ts';
import { PLAN_KEY, type PlanDraft, planDraft } from './draft.ts';
import { PlanDone } from './PlanDone.tsx';
import { PlanSteps } from './PlanSteps.tsx';
import { askPlanData, type PlanData } from './plan-data.ts';
import { packWords } from './words.ts';

export function Plan() {
  const { plan } = packWords.value;
  const draft = drafts.value.find((each): each is PlanDraft => each.kind === 'plan' && each.key === PLAN_KEY);
  const ownSite = me.value?.site ?? null;
  const mayPlan = me.value?.roles.includes('depot') ?? false;
  useEffect(() => {
    if (draft === undefined && mayPlan) void keepDraft(planDraft(ownSite, { id: newId(), at: Date.now() }));
  }, []);
  const leave = () => go('trips');
  const drop = async (then = leave) => {
    await dropDraft(PLAN_KEY);
    then();
  };
  if (!mayPlan) {
    return (
      <Alone onBack={leave}>
        <p class="note">{plan.forbidden}</p>
      </Alone>
    );
  }
  if (draft === undefined) return null;
  if (draft.step === 'result') return <PlanDone draft={draft} onClose={(then) => void drop(then)} />;
  return (
    <WithData key={draft.from} from={draft.from} onBack={leave}>
      {(data) => <PlanSteps draft={draft} data={data} ownSite={ownSite} onLeave={leave} onDrop={drop} />}
    </WithData>
  );
}

/** A line that comes back is noticed without a press. */
const RETRY_MS = 5_000;

type WithDataProps = {
  from: string | null;
  onBack: () => void;
  children: (data: PlanData) => ComponentChildren;
};
function WithData({ from, onBack, children }: WithDataProps) {
  const { plan } = packWords.value;
  const data = useSignal<PlanData | null>(null);
  const failure = useSignal<Failure | null>(null);
  const ask = async () => {
    const answer = await askPlanData(from);
    failure.value = answer.ok ? null : answer;
    if (answer.ok) data.value = answer.value;
  };
  const isAway = failure.value !== null && (failure.value.status === 0 || failure.value.status >= 500);
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => void ask(), RETRY_MS);
    return () => clearInterval(timer);
  }, [isAway]);
  useEffect(() => {
    void ask();
    const again = () => void ask();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
  if (data.value !== null) return <>{children(data.value)}</>;
  if (failure.value === null) {
    return (
      <Alone onBack={onBack}>
        <p role="status">{words.value.loading}</p>
      </Alone>
    );
  }
  return (
    <Alone onBack={onBack}>
      <p class="trouble" role="alert">
        {failure.value.status === 0
          ? plan.offline
          : `${plan.loadFailed} ${failureText(failure.value, words.value, language.value)}`}
      </p>
      <button type="button" class="primary" onClick={() => void ask()}>
        {plan.again}
      </button>
    </Alone>
  );
}

function Alone({ onBack, children }: { onBack: () => void; children: ComponentChildren }) {
  return (
    <>
      <Top title={packWords.value.plan.title} back={onBack} />
      <main class="trip-main">{children}</main>
    </>
  );
}
