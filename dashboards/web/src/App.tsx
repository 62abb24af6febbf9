/** Which screen is shown: signing in first, then what the address says. */
import { useSignalEffect } from '@preact/signals';
import { type ComponentType, createElement } from 'preact';
import { useEffect } from 'preact/hooks';
import { follow } from './live/connection.ts';
import { go, goToNext, isOfflineScreen, nextHere, params, path, queryValue, screen } from './page.ts';
import { isFor, keepsOn } from './routes.ts';
import { SignIn } from './session/SignIn.tsx';
import { askSession, me, session, standing } from './session/session.ts';
import { landingOf } from './shell/landing.ts';
import { NotForYou } from './shell/NotForYou.tsx';
import { SCREENS } from './shell/screens.tsx';
import { words } from './words/words.ts';

export function App() {
  useEffect(() => {
    void askSession();
  }, []);
  useSignalEffect(() => {
    const who = standing.value;
    if (who === 'out' && screen.value !== 'sign-in') {
      // What is recorded on the way must not wait for a sign-in; it is asked for when there is something to send.
      if (!(isOfflineScreen.value && me.value)) go('sign-in', { next: nextHere.value });
    } else if (typeof who === 'object') {
      if (screen.value === 'sign-in') goOn(queryValue('next'), who.roles);
      else if (!isOfflineScreen.value) follow(queryValue('site'), askSession);
    }
  });

  const who = standing.value;
  const goesOn = keepsOn(screen.value) && who !== 'out';
  if (typeof who === 'object' || ((isOfflineScreen.value || goesOn) && me.value)) return <Shown />;
  if (who === 'out') return <SignIn />;
  return (
    <main class="screen waiting" aria-busy="true">
      <p role="status">{who === 'away' ? words.value.signIn.serverAway : words.value.loading}</p>
    </main>
  );
}

function Shown() {
  const at = screen.value;
  // For a moment after signing in, until the address has changed.
  if (at === 'sign-in') return null;
  if (session.value && !isFor(at, session.value.roles)) return <NotForYou key={path.value} />;
  // The table promises that each screen takes just the ids that its own address has.
  const Page = SCREENS[at] as ComponentType<Readonly<Record<string, string>>>;
  return createElement(Page, { ...params.value, key: isOfflineScreen.value ? 'offline' : path.value });
}

/** After signing in: to the screen that was wanted. */
function goOn(next: string | null, roles: readonly string[]): void {
  if (next !== null) goToNext(next);
  else go(landingOf(roles));
}
