/** A change on its way: what it would do is read, confirmed, done; what was made for it is shown once. */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import type { Failure } from '../api/http.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { language, words } from '../words/words.ts';
import { type Applied, apply, type Began, type Description, problemsOf, tryOut } from './apply.ts';
import { Details } from './Details.tsx';
import { Secrets } from './Secrets.tsx';
import { said } from './words.ts';

type Props = {
  /** What is about to happen, in words: `Thêm cơ sở: Trạm Y tế xã Ea Kao`. */
  readonly title: string;
  readonly description: Description;
  /** How the form found what it changes, so that nobody else's change is overwritten. */
  readonly began: readonly Began[];
  /** After it was saved and everything made for it has been read. */
  readonly onDone: (applied: Applied) => void;
  /** Back to the form as it was filled in. */
  readonly onBack: () => void;
  /** Somebody else changed it meanwhile: the form begins anew. */
  readonly onReload?: () => void;
};

type Step =
  | { readonly at: 'asking' }
  | { readonly at: 'ready' | 'saving'; readonly plan: Applied }
  | { readonly at: 'refused'; readonly failure: Failure }
  | { readonly at: 'made'; readonly applied: Applied };

export function Change({ title, description, began, onDone, onBack, onReload }: Props) {
  const step = useSignal<Step>({ at: 'asking' });
  const heading = useId();
  const top = useRef<HTMLHeadingElement>(null);
  // What is reviewed is what is saved, whatever the form behind it does meanwhile.
  const asked = useRef({ description, began });
  useEffect(() => {
    top.current?.focus();
    const { description, began } = asked.current;
    void tryOut(description, began).then((answer) => {
      step.value = answer.ok ? { at: 'ready', plan: answer.value } : { at: 'refused', failure: answer };
    });
  }, [step]);
  const save = async (plan: Applied) => {
    step.value = { at: 'saving', plan };
    const answer = await apply(asked.current.description, asked.current.began);
    if (!answer.ok) step.value = { at: 'refused', failure: answer };
    else if (answer.value.printed.length > 0) step.value = { at: 'made', applied: answer.value };
    else onDone(answer.value);
  };
  const now = step.value;
  return (
    <section class="panel change" aria-labelledby={heading}>
      <h2 id={heading} ref={top} tabIndex={-1}>
        {title}
      </h2>
      {now.at === 'asking' && (
        <p role="status" aria-busy="true">
          {said.value.change.asking}
        </p>
      )}
      {(now.at === 'ready' || now.at === 'saving') && (
        <Review
          plan={now.plan}
          isSaving={now.at === 'saving'}
          onSave={() => save(now.plan)}
          onBack={onBack}
        />
      )}
      {now.at === 'refused' && <Refused failure={now.failure} onBack={onBack} onReload={onReload} />}
      {now.at === 'made' && <Secrets printed={now.applied.printed} onDone={() => onDone(now.applied)} />}
    </section>
  );
}

type ReviewProps = { plan: Applied; isSaving: boolean; onSave: () => void; onBack: () => void };

function Review({ plan, isSaving, onSave, onBack }: ReviewProps) {
  const told = said.value.change;
  const isNothing = plan.details.length === 0;
  return (
    <>
      <p class="soft" role="status">
        {isNothing ? told.nothing : told.check}
      </p>
      <Details details={plan.details} />
      {plan.differences.length > 0 && (
        <div class="note">
          <p>{told.left}</p>
          <ul class="bullets">
            {plan.differences.map((line) => (
              <li key={line[language.value]}>{line[language.value]}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="change-buttons">
        {!isNothing && (
          <button type="button" class="primary" disabled={isSaving} onClick={onSave}>
            {isSaving ? told.saving : told.confirm}
          </button>
        )}
        <button type="button" class="secondary" disabled={isSaving} onClick={onBack}>
          {told.back}
        </button>
      </div>
    </>
  );
}

type RefusedProps = { failure: Failure; onBack: () => void; onReload: (() => void) | undefined };

function Refused({ failure, onBack, onReload }: RefusedProps) {
  const told = said.value.change;
  const problems = problemsOf(failure);
  const isOvertaken = failure.code === 'CHANGED_MEANWHILE';
  return (
    <>
      <div class="trouble" role="alert">
        <p class="big-line">
          <Icon name="recall" bold /> {told.refused}
        </p>
        {problems.length === 0 ? (
          <p>{failureText(failure, words.value, language.value)}</p>
        ) : (
          <>
            <p>{told.problems(n(problems.length))}</p>
            <ul class="bullets">
              {problems.map((each) => (
                <li key={`${each.path} ${each.code}`} data-code={each.code}>
                  {language.value === 'vi' ? each.vi : each.message}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div class="change-buttons">
        {isOvertaken && onReload !== undefined && (
          <button type="button" class="primary" onClick={onReload}>
            {told.reload}
          </button>
        )}
        <button type="button" class={isOvertaken ? 'secondary' : 'primary'} onClick={onBack}>
          {told.back}
        </button>
      </div>
    </>
  );
}
