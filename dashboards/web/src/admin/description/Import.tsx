/** A file or a text comes in: first what is wrong with it, line by line, or what it would change; then it is applied. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { failureText } from '../../api/failure.ts';
import { n } from '../../official/say.ts';
import { language, words } from '../../words/words.ts';
import { saySaved } from '../AdminFrame.tsx';
import { type Applied, type Problem, problemsOf, tryOut } from '../apply.ts';
import { Change } from '../Change.tsx';
import { Problems } from './Problems.tsx';
import { described } from './words.ts';

/** As the service bounds it. */
const LENGTH_MOST = 16 * 1024 * 1024;

type Step =
  | { readonly at: 'text'; readonly wrong?: string; readonly problems?: readonly Problem[] }
  | { readonly at: 'checking' }
  | { readonly at: 'change'; readonly text: string };

export function Import() {
  const told = described.value;
  const step = useSignal<Step>({ at: 'text' });
  const area = useRef<HTMLTextAreaElement>(null);
  const kept = useRef('');
  const now = step.value;

  const check = async (event: Event) => {
    event.preventDefault();
    const text = area.current?.value ?? '';
    kept.current = text;
    if (text.trim() === '') step.value = { at: 'text', wrong: told.empty };
    else if (text.length > LENGTH_MOST) step.value = { at: 'text', wrong: told.tooLarge };
    else {
      step.value = { at: 'checking' };
      const answer = await tryOut(text, []);
      if (answer.ok) {
        step.value = { at: 'change', text };
        return;
      }
      const problems = problemsOf(answer);
      step.value =
        problems.length > 0
          ? { at: 'text', problems }
          : { at: 'text', wrong: failureText(answer, words.value, language.value) };
    }
  };
  const take = async (event: Event & { currentTarget: HTMLInputElement }) => {
    const file = event.currentTarget.files?.[0];
    if (file === undefined || area.current === null) return;
    if (file.size > 4 * LENGTH_MOST) {
      step.value = { at: 'text', wrong: told.tooLarge };
      return;
    }
    try {
      area.current.value = await file.text();
      step.value = { at: 'text' };
    } catch {
      step.value = { at: 'text', wrong: told.unreadable };
    }
  };
  const done = (applied: Applied) => {
    kept.current = '';
    saySaved(applied.changes.length === 0 ? told.noChange : told.applied(n(applied.changes.length)));
    step.value = { at: 'text' };
  };

  if (now.at === 'change')
    return (
      <Change
        title={told.changeTitle}
        description={now.text}
        began={[]}
        onDone={done}
        onBack={() => {
          step.value = { at: 'text' };
        }}
      />
    );
  return (
    <section class="part" aria-labelledby="description-in">
      <h2 id="description-in">{told.importTitle}</h2>
      <p>{told.importLead}</p>
      <form class="adm-form" onSubmit={check}>
        <label class="field">
          <span>{told.file}</span>
          <input type="file" accept=".yaml,.yml,.json,application/yaml,application/json" onChange={take} />
        </label>
        <label class="field">
          <span>{told.text}</span>
          <textarea
            class="adm-text"
            ref={area}
            rows={14}
            spellcheck={false}
            autocapitalize="off"
            wrap="off"
            defaultValue={kept.current}
          />
        </label>
        {now.at === 'text' && now.wrong !== undefined && (
          <p class="trouble" role="alert">
            {now.wrong}
          </p>
        )}
        {now.at === 'text' && now.problems !== undefined && (
          <Problems problems={now.problems} text={kept.current} area={area} />
        )}
        <p>
          <button type="submit" class="primary" disabled={now.at === 'checking'}>
            {now.at === 'checking' ? told.checking : told.check}
          </button>
        </p>
      </form>
    </section>
  );
}
