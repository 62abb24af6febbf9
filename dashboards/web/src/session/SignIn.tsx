/** Signing in: a person or a wall display. */
import { Icon } from '../look/Icon.tsx';
import { switchTheme, theme } from '../look/theme.ts';
import { language, switchLanguage, words } from '../words/words.ts';
import { Credentials } from './Credentials.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { expired } from './session.ts';
import { useSignIn } from './use-sign-in.ts';

export function SignIn() {
  const { username, password, trouble, busy, submit } = useSignIn('', () => {});
  const said = words.value;
  const { signIn: told } = said;

  return (
    <main class="screen sign-in">
      <form class="card" onSubmit={submit}>
        <img class="mark mark-large" src={new URL('../look/icon.svg', import.meta.url).href} alt="" />
        <h1>{said.product}</h1>
        <p class="tagline">{said.tagline}</p>
        {expired.value && !trouble.value && <p class="note">{told.expired}</p>}
        <Credentials username={username} password={password} />
        {trouble.value && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        <button type="submit" class="primary" disabled={busy.value}>
          {busy.value ? told.busy : told.submit}
        </button>
        <PasskeyButton trouble={trouble} />
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
