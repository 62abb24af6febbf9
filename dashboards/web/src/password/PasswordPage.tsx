/** Changing one's own password: the present one is asked for, the new one twice. */
import '../look/password.css';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SessionsEndedView } from '../../../../src/keeper/admin-views.ts';
import { Hint } from '../admin/fields.tsx';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { session } from '../session/session.ts';
import { Frame } from '../shell/Frame.tsx';
import { language, words } from '../words/words.ts';
import { told } from './words.ts';

/** As the service has it (PASSWORD_LENGTH_MIN in src/fleet/secrets.ts); it decides again. */
const LENGTH_LEAST = 10;

type Typed = { readonly present: string; readonly next: string; readonly again: string };
const NOTHING: Typed = { present: '', next: '', again: '' };

export function PasswordPage() {
  const id = useId();
  const typed = useSignal(NOTHING);
  const isShown = useSignal(false);
  const isBusy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const ended = useSignal<number | null>(null);
  const said = told.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    ended.value = null;
    trouble.value = faultOf(typed.value);
    if (trouble.value !== null) return;
    isBusy.value = true;
    const answer = await call<SessionsEndedView>('/session/password', {
      method: 'PUT',
      body: { password: typed.value.present, next: typed.value.next },
    });
    isBusy.value = false;
    if (answer.ok) {
      typed.value = NOTHING;
      ended.value = answer.value.ended;
    } else trouble.value = failureText(answer, words.value, language.value);
  };
  const field = (
    name: keyof Typed,
    label: string,
    autoComplete: 'current-password' | 'new-password',
    hint?: string,
  ) => (
    <div class="field" key={name}>
      <label for={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        aria-describedby={hint === undefined ? undefined : `${id}-${name}-hint`}
        {...(isShown.value ? ({ type: 'text' } as const) : ({ type: 'password' } as const))}
        name={name}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellcheck={false}
        required
        value={typed.value[name]}
        onInput={(event) => {
          typed.value = { ...typed.value, [name]: event.currentTarget.value };
        }}
      />
      <Hint id={`${id}-${name}`} hint={hint} />
    </div>
  );
  return (
    <Frame title={said.title} narrow>
      <form class="password-form" onSubmit={submit}>
        <p class="soft">{said.lead}</p>
        <input
          class="sr"
          type="text"
          name="username"
          autoComplete="username"
          tabIndex={-1}
          aria-hidden="true"
          readOnly
          value={session.value?.username ?? ''}
        />
        {field('present', said.present, 'current-password')}
        {field('next', said.next, 'new-password', said.nextHint(String(LENGTH_LEAST)))}
        {field('again', said.again, 'new-password')}
        <label class="password-show">
          <input
            type="checkbox"
            checked={isShown.value}
            onChange={(event) => {
              isShown.value = event.currentTarget.checked;
            }}
          />
          {said.show}
        </label>
        {trouble.value !== null && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        <p role="status" class={ended.value === null ? 'sr' : 'note'}>
          {ended.value !== null && (
            <>
              <Icon name="check" bold /> {said.done} {ended.value > 0 && said.ended(n(ended.value))}
            </>
          )}
        </p>
        <button type="submit" class="primary" disabled={isBusy.value}>
          {isBusy.value ? said.busy : said.submit}
        </button>
      </form>
    </Frame>
  );
}

function faultOf({ present, next, again }: Typed): string | null {
  const { short, differs, same } = told.value;
  if ([...next].length < LENGTH_LEAST) return short(String(LENGTH_LEAST));
  if (next !== again) return differs;
  return next === present ? same : null;
}
