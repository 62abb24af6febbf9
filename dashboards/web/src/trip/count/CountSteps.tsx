/** The counting pages as steps of a wizard; the last of them signs. */
import type { ComponentChildren } from 'preact';
import type { Counting, CountStep } from '../draft.ts';
import { isCounted } from '../draft.ts';
import { HoldButton } from '../HoldButton.tsx';
import { NextButton, WizardPage } from '../TripPages.tsx';
import type { Wizard } from '../wizard/use-wizard.tsx';
import { tripWords } from '../words.ts';
import { CountPage, countTitle, type Offer } from './CountPage.tsx';

type Props = {
  step: CountStep;
  counting: Counting;
  /** Null while nothing is known of what is counted: then nothing can be signed. */
  offer: Offer | null;
  wizard: Pick<Wizard<Counting>, 'set' | 'go' | 'page' | 'trouble'>;
  onSign: () => void;
  /** What else belongs to the last step. */
  children?: ComponentChildren;
};

export function CountSteps({ step, counting, offer, wizard, onSign, children }: Props) {
  const isReady = isCounted(counting, step) && offer !== null;
  return (
    <WizardPage
      {...wizard.page}
      title={countTitle(step)}
      action={
        step === 'summary' ? (
          <HoldButton label={tripWords.value.handoff.doneHold} disabled={!isReady} onDone={onSign} />
        ) : (
          <NextButton disabled={!isReady} onNext={() => wizard.go(1)} />
        )
      }
    >
      {offer && <CountPage step={step} counting={counting} offer={offer} onChange={wizard.set} />}
      {step === 'summary' && children}
      {wizard.trouble}
    </WizardPage>
  );
}
