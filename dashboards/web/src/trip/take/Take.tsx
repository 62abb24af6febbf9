/** The taker's side of a handoff: the giver's code, what is on offer, counting and checking, and the signature. */
import { useSignal } from '@preact/signals';
import type { Delivered } from '../../../../../src/custody/types.ts';
import { CodeEntry } from '../CodeEntry.tsx';
import { COUNT_STEPS } from '../count/CountPage.tsx';
import { CountSteps } from '../count/CountSteps.tsx';
import type { TakeDraft, TakeStep } from '../draft.ts';
import { signed } from '../event.ts';
import { itemOf, keepDraft, trips } from '../kept.ts';
import { holderName } from '../names.ts';
import { NextButton, WizardPage } from '../TripPages.tsx';
import { Result } from '../wizard/Result.tsx';
import { slipOfItem } from '../wizard/slip-of-item.ts';
import { useWizard } from '../wizard/use-wizard.tsx';
import { tripWords } from '../words.ts';
import { OfferPage } from './OfferPage.tsx';
import { type Reading, readCode } from './take-code.ts';
import { takenOf } from './taken-event.ts';

const STEPS: readonly TakeStep[] = ['scan', 'offer', ...COUNT_STEPS];

export function Take({ draft, onLeave }: { draft: TakeDraft; onLeave: () => void }) {
  const { handoff } = tripWords.value;
  const trouble = useSignal<Reading['trouble']>(null);
  // What is only confirmed was never scanned.
  const first = draft.how === 'confirm' ? 'offer' : 'scan';
  const wizard = useWizard<TakeDraft>({ draft, steps: STEPS, first, onLeave });
  const onCode = async (text: string) => {
    const reading = await readCode(draft, text);
    trouble.value = reading.trouble;
    await keepDraft(reading.draft);
  };

  switch (draft.step) {
    case 'scan': {
      const parts = draft.collected;
      return (
        <WizardPage {...wizard.page} title={handoff.scan} action={null}>
          {parts && parts.parts.size < parts.count && (
            <p role="status">{handoff.partsLeft(parts.parts.size, parts.count)}</p>
          )}
          {trouble.value !== null && (
            <p class="trouble" role="alert">
              {troubleText(trouble.value, draft)}
            </p>
          )}
          <CodeEntry typed={draft.typed} onTyped={(typed) => wizard.set({ typed })} onCode={onCode} />
        </WizardPage>
      );
    }
    case 'offer':
      return (
        <WizardPage
          {...wizard.page}
          title={handoff.offer}
          action={<NextButton disabled={draft.trust === 'false'} onNext={() => wizard.go(1)} />}
        >
          <OfferPage draft={draft} />
        </WizardPage>
      );
    case 'count':
    case 'check':
    case 'found':
    case 'summary':
      return (
        <CountSteps
          step={draft.step}
          counting={draft}
          offer={draft.offered}
          wizard={wizard}
          onSign={() => void wizard.sign(() => eventsOf(draft), { step: 'result' })}
        />
      );
    case 'result':
      return (
        <Result
          event={draft.ids.taken}
          handoff={draft.offered?.handoff ?? ''}
          slip={slipOfItem(itemOf(draft.ids.taken))}
          note={null}
          onClose={() => void wizard.close()}
        />
      );
    default:
      return draft.step satisfies never;
  }
}

/** The giver's side goes along: whoever has a signal first delivers both. */
async function eventsOf(draft: TakeDraft) {
  const offer: Delivered[] =
    draft.slip?.slip.kind === 'offer'
      ? [{ body: draft.slip.slip.body, key: draft.slip.slip.key, signature: draft.slip.signature }]
      : [];
  return [
    ...offer.map((delivered) => ({ delivered, carried: true })),
    { delivered: await signed(takenOf(draft)) },
  ];
}

function troubleText(trouble: NonNullable<Reading['trouble']>, draft: TakeDraft): string {
  const { handoff } = tripWords.value;
  if (trouble !== 'not-for-me') return handoff[trouble];
  const known = trips.value.map(({ signed }) => signed.trip);
  return handoff.notForMe(draft.offered ? holderName(draft.offered.to, known) : '');
}
