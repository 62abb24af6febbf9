/** A new password for somebody, and signing somebody out everywhere: what it does is said before it is done. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type {
  NewPasswordView,
  RegistryPersonView,
  SessionsEndedView,
} from '../../../../../src/keeper/admin-views.ts';
import { failureText } from '../../api/failure.ts';
import { type Answer, call, type Failure } from '../../api/http.ts';
import { n } from '../../official/say.ts';
import { language, words } from '../../words/words.ts';
import { Chosen } from '../Beside.tsx';
import { Secrets } from '../Secrets.tsx';
import { said } from '../words.ts';
import { told } from './words.ts';

type Props = { readonly person: RegistryPersonView; readonly onBack: () => void };

const pathOf = ({ username }: RegistryPersonView) => `/registry/people/${encodeURIComponent(username)}`;

export function NewPassword({ person, onBack, onDone }: Props & { onDone: () => void }) {
  const made = useSignal<string | null>(null);
  if (made.value !== null)
    return (
      <Chosen title={told.value.newPassword(person.name)}>
        <Secrets printed={[{ kind: 'person', id: person.username, secret: made.value }]} onDone={onDone} />
      </Chosen>
    );
  return (
    <Asking
      title={told.value.resetAsk(person.name)}
      what={told.value.resetWhat(n(person.sessions))}
      confirm={told.value.resetDo}
      onBack={onBack}
      send={() => call<NewPasswordView>(`${pathOf(person)}/password`, { method: 'POST' })}
      onAnswer={({ password }) => {
        made.value = password;
      }}
    />
  );
}

export function EndSessions({ person, onBack, onDone }: Props & { onDone: (said: string) => void }) {
  return (
    <Asking
      title={told.value.endAsk(person.name)}
      what={told.value.endWhat(n(person.sessions))}
      confirm={told.value.endSessions}
      onBack={onBack}
      send={() => call<SessionsEndedView>(`${pathOf(person)}/sessions`, { method: 'DELETE' })}
      onAnswer={({ ended }) => onDone(told.value.ended(n(ended), person.name))}
    />
  );
}

type AskingProps<T> = {
  readonly title: string;
  readonly what: ComponentChildren;
  readonly confirm: string;
  readonly onBack: () => void;
  readonly send: () => Promise<Answer<T>>;
  readonly onAnswer: (value: T) => void;
};

function Asking<T>({ title, what, confirm, onBack, send, onAnswer }: AskingProps<T>) {
  const isBusy = useSignal(false);
  const failure = useSignal<Failure | null>(null);
  const press = async () => {
    isBusy.value = true;
    const answer = await send();
    isBusy.value = false;
    failure.value = answer.ok ? null : answer;
    if (answer.ok) onAnswer(answer.value);
  };
  return (
    <Chosen title={title}>
      <p>{what}</p>
      {failure.value !== null && (
        <p class="trouble" role="alert">
          {failureText(failure.value, words.value, language.value)}
        </p>
      )}
      <div class="change-buttons">
        <button type="button" class="primary" disabled={isBusy.value} onClick={press}>
          {isBusy.value ? told.value.working : confirm}
        </button>
        <button type="button" class="secondary" disabled={isBusy.value} onClick={onBack}>
          {said.value.cancel}
        </button>
      </div>
    </Chosen>
  );
}
