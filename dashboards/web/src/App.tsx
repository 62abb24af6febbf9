/** Which screen is shown: signing in first, then what the address says. */
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Board } from './board/Board.tsx';
import { follow } from './live/connection.ts';
import { go, goToUnit, queryValue, screen, unitId } from './page.ts';
import { Gate } from './scan/Gate.tsx';
import { SignIn } from './session/SignIn.tsx';
import { askSession, standing } from './session/session.ts';
import { UnitPage } from './unit/UnitPage.tsx';
import { words } from './words/words.ts';

export function App() {
  useEffect(() => {
    void askSession();
  }, []);
  useSignalEffect(() => {
    const who = standing.value;
    if (who === 'out' && screen.value !== 'sign-in') {
      const next = unitId.value === null ? (screen.value === 'gate' ? 'quet' : null) : `tu/${unitId.value}`;
      go('sign-in', { next });
    } else if (typeof who === 'object') {
      if (screen.value === 'sign-in') goOn(queryValue('next'), who.roles);
      else follow(queryValue('site'), askSession);
    }
  });

  const who = standing.value;
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
  if (next?.startsWith('tu/')) goToUnit(next.slice('tu/'.length));
  else go(next === 'quet' ? 'gate' : landing(roles));
}

/** A person who only vaccinates goes straight to the scan gate. */
function landing(roles: readonly string[]): 'gate' | 'board' {
  return roles.length > 0 && roles.every((role) => role === 'vaccinator') ? 'gate' : 'board';
}
