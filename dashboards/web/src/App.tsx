/** Which screen is shown: signing in first, then what the address says. */
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Board } from './board/Board.tsx';
import { follow } from './live/connection.ts';
import { go, goToNext, isTripScreen, nextHere, queryValue, screen, unitId } from './page.ts';
import { Gate } from './scan/Gate.tsx';
import { SignIn } from './session/SignIn.tsx';
import { askSession, me, standing } from './session/session.ts';
import { TripDoor } from './trip/TripDoor.tsx';
import { UnitPage } from './unit/UnitPage.tsx';
import { words } from './words/words.ts';

export function App() {
  useEffect(() => {
    void askSession();
  }, []);
  useSignalEffect(() => {
    const who = standing.value;
    if (who === 'out' && screen.value !== 'sign-in') {
      // What is recorded on the way must not wait for a sign-in; it is asked for when there is something to send.
      if (!(isTripScreen.value && me.value)) go('sign-in', { next: nextHere.value });
    } else if (typeof who === 'object') {
      if (screen.value === 'sign-in') goOn(queryValue('next'), who.roles);
      else if (!isTripScreen.value) follow(queryValue('site'), askSession);
    }
  });

  const who = standing.value;
  if (isTripScreen.value && me.value) return <TripDoor />;
  if (typeof who === 'object') {
    if (unitId.value !== null) return <UnitPage key={unitId.value} id={unitId.value} />;
    return screen.value === 'gate' ? <Gate /> : <Board />;
  }
  if (who === 'out') return <SignIn />;
  return (
    <main class="screen waiting" aria-busy="true">
      <p role="status">{who === 'away' ? words.value.signIn.serverAway : words.value.loading}</p>
    </main>
  );
}

/** After signing in: to the screen that was wanted. */
function goOn(next: string | null, roles: readonly string[]): void {
  if (next !== null) goToNext(next);
  else go(landing(roles));
}

/** A person who only vaccinates goes straight to the scan gate, one who only escorts to the trips. */
function landing(roles: readonly string[]): 'gate' | 'trips' | 'board' {
  const only = (wanted: string) => roles.length > 0 && roles.every((role) => role === wanted);
  return only('vaccinator') ? 'gate' : only('escort') ? 'trips' : 'board';
}
