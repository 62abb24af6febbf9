/** Signing in: a person or a wall display. */
import { useSignal } from '@preact/signals';
import { Icon } from '../look/Icon.tsx';
import { switchTheme, theme } from '../look/theme.ts';
import { language, switchLanguage, words } from '../words/words.ts';
import { expired, signIn } from './session.ts';

export function SignIn() {
  const username = useSignal('');
  const password = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const said = words.value;
  const { signIn: told } = said;

  const submit = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = null;
    const answer = await signIn(username.value.trim(), password.value);
    busy.value = false;
    if (answer.ok) return;
    trouble.value =
      answer.status === 0 || answer.status >= 500
        ? told.unreachable
        : answer.status === 429
          ? told.tooMany
          : told.wrong;
  };

  return (
    <main class="screen sign-in">
      <form class="card" onSubmit={submit}>
        <img class="mark mark-large" src={new URL('../look/icon.svg', import.meta.url).href} alt="" />
        <h1>{said.product}</h1>
        <p class="tagline">{said.tagline}</p>
        {expired.value && !trouble.value && <p class="note">{told.expired}</p>}
        <label class="field">
          <span>{told.username}</span>
          <input
            type="text"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellcheck={false}
            required
            value={username.value}
            onInput={(event) => {
              username.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          <span>{told.password}</span>
          <input
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password.value}
            onInput={(event) => {
              password.value = event.currentTarget.value;
            }}
          />
        </label>
        {trouble.value && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        <button type="submit" class="primary" disabled={busy.value}>
          {busy.value ? told.busy : told.submit}
        </button>
        <div class="sign-in-switches">
          <button
            type="button"
            class="quiet"
            aria-label={said.switchLanguage}
            lang={language.value === 'vi' ? 'en' : 'vi'}
            onClick={switchLanguage}
          >
            {said.otherLanguage}
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={theme.value === 'dark' ? said.theme.toLight : said.theme.toDark}
            onClick={switchTheme}
          >
            <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
          </button>
        </div>
      </form>
    </main>
  );
}
