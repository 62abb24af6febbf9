/** What the lock asks: the PIN, or a sign-in; with the code of an open handoff, which must not wait for either. */
import { useSignal } from '@preact/signals';
import { me } from '../../session/session.ts';
import { drafts, itemOf } from '../kept.ts';
import { SlipCode } from '../QrCode.tsx';
import { Top } from '../TripPages.tsx';
import { slipOfItem } from '../wizard/slip-of-item.ts';
import { unlock } from './lock.ts';
import { PinEntry } from './PinEntry.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import { lockWords } from './words.ts';

export function Question({ kind }: { kind: 'pin' | 'sign-in' }) {
  const said = lockWords.value;
  const hasForgotten = useSignal(false);
  const username = me.value?.username ?? '';
  return (
    <>
      <Top title={said.title} />
      <main class="trip-main wizard">
        {kind === 'sign-in' ? (
          <>
            <h2>{said.stale}</h2>
            <SignInAgain dropsPin={false} hint={said.staleHint} />
          </>
        ) : hasForgotten.value ? (
          <>
            <SignInAgain dropsPin hint={said.forgotHint} />
            <button
              type="button"
              class="secondary wide"
              onClick={() => {
                hasForgotten.value = false;
              }}
            >
              {said.back}
            </button>
          </>
        ) : (
          <>
            <h2>{said.enter}</h2>
            <p>
              {me.value?.name} ({username})
            </p>
            <PinEntry username={username} label={said.pin} action={said.open} onRight={unlock} />
            <p class="hint">{said.kept}</p>
            <button
              type="button"
              class="secondary wide"
              onClick={() => {
                hasForgotten.value = true;
              }}
            >
              {said.forgot}
            </button>
          </>
        )}
        <OpenCode />
      </main>
    </>
  );
}

/** A code that a taker is about to scan stays in sight: the lock must not stand between two people and their handoff. */
function OpenCode() {
  const draft = drafts.value.find((each) => each.kind === 'give' && each.step === 'show' && !each.done);
  const slip = draft?.kind === 'give' ? slipOfItem(itemOf(draft.ids.offer)) : null;
  if (slip === null) return null;
  return (
    <section aria-labelledby="code-stands">
      <h2 id="code-stands">{lockWords.value.codeStands}</h2>
      <SlipCode slip={slip} />
    </section>
  );
}
