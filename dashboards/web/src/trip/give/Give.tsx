/** The giver's side of a handoff: to whom, what, in which boxes; then the signed code, and what became of it. */
import { COUNT_STEPS } from '../count/CountPage.tsx';
import { CountSteps } from '../count/CountSteps.tsx';
import { countsFor, foundFor, type GiveDraft, type GiveStep, isCelsius } from '../draft.ts';
import { type Happening, signed } from '../event.ts';
import { HoldButton } from '../HoldButton.tsx';
import { tripHere } from '../pack/here.ts';
import { NextButton, WizardPage } from '../TripPages.tsx';
import { useWizard } from '../wizard/use-wizard.tsx';
import { tripWords } from '../words.ts';
import { Boxes } from './Boxes.tsx';
import { GiveResult } from './GiveResult.tsx';
import { givenBoxes, offerOf, oneSidedOf, withdrawalOf } from './give-events.ts';
import { Offering } from './Offering.tsx';
import { Parcels } from './Parcels.tsx';
import { isReceiverKnown, Receiver } from './Receiver.tsx';
import { Show } from './Show.tsx';
import { SignaturePad } from './SignaturePad.tsx';
import { To } from './To.tsx';

const GIVE_STEPS: readonly GiveStep[] = ['to', 'parcels', 'boxes', 'sign'];
const ONE_SIDED_STEPS: readonly GiveStep[] = ['receiver', ...COUNT_STEPS];

type Props = { draft: GiveDraft; onLeave: () => void };

export function Give({ draft, onLeave }: Props) {
  const { handoff } = tripWords.value;
  const trip = tripHere(draft.trip ?? '') ?? undefined;
  const isOffering = GIVE_STEPS.includes(draft.step);
  const wizard = useWizard<GiveDraft>({
    draft,
    onLeave,
    ...(isOffering ? { steps: GIVE_STEPS } : { steps: ONE_SIDED_STEPS, before: { step: 'show' } }),
  });
  const { set, go, page } = wizard;
  const sign = (make: () => Promise<Happening>, next: Partial<GiveDraft>) =>
    void wizard.sign(async () => {
      const happening = await make();
      const code = happening.type === 'handoff.offered' ? draft.code : null;
      return [{ delivered: await signed(happening), code }];
    }, next);
  const nextIf = (isReady: boolean) => <NextButton disabled={!isReady} onNext={() => go(1)} />;

  switch (draft.step) {
    case 'to':
      return (
        <WizardPage {...page} title={handoff.to} action={nextIf(draft.to !== null)}>
          {trip && <To trip={trip} draft={draft} set={set} />}
        </WizardPage>
      );
    case 'parcels':
      return (
        <WizardPage {...page} title={handoff.parcels} action={nextIf(draft.parcels.length > 0)}>
          {trip && <Parcels trip={trip} draft={draft} set={set} />}
        </WizardPage>
      );
    case 'boxes':
      return (
        <WizardPage
          {...page}
          title={handoff.boxes}
          action={nextIf(draft.boxes.every(({ celsius }) => isCelsius(celsius)))}
        >
          <Boxes draft={draft} set={set} />
        </WizardPage>
      );
    case 'sign':
      return (
        <WizardPage
          {...page}
          title={handoff.sign}
          action={
            <HoldButton
              label={handoff.signHold}
              onDone={() => sign(() => offerOf(draft), { step: 'show' })}
            />
          }
        >
          <Offering draft={draft} />
          <p class="hint">{handoff.signHint}</p>
          {wizard.trouble}
        </WizardPage>
      );
    case 'show':
      return (
        <Show
          draft={draft}
          set={set}
          onLeave={onLeave}
          onWithdraw={(why) =>
            sign(async () => withdrawalOf(draft, why), { step: 'result', outcome: 'withdrawn' })
          }
        />
      );
    case 'receiver': {
      const counting = (): Partial<GiveDraft> => ({
        step: 'count',
        counts: draft.counts.length > 0 ? draft.counts : countsFor(draft.parcels),
        found: draft.found.length > 0 ? draft.found : foundFor(givenBoxes(draft)),
      });
      return (
        <WizardPage
          {...page}
          title={handoff.receiver}
          action={<NextButton disabled={!isReceiverKnown(draft)} onNext={() => set(counting())} />}
        >
          <Receiver draft={draft} set={set} />
        </WizardPage>
      );
    }
    case 'count':
    case 'check':
    case 'found':
    case 'summary':
      return (
        <CountSteps
          step={draft.step}
          counting={draft}
          offer={{ parcels: draft.parcels, boxes: givenBoxes(draft) }}
          wizard={wizard}
          onSign={() => sign(async () => oneSidedOf(draft), { step: 'result', outcome: 'one-sided' })}
        >
          <SignaturePad
            name={draft.receiver.name}
            value={draft.receiver.signature}
            onChange={(signature) => set({ receiver: { ...draft.receiver, signature } })}
          />
        </CountSteps>
      );
    case 'result':
      return <GiveResult draft={draft} onClose={() => void wizard.close()} />;
    default:
      return draft.step satisfies never;
  }
}
