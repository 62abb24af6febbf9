/** Packing the boxes of a trip: one thing per page, kept at each field, signed once for all boxes. Needs no network. */
import { useEffect } from 'preact/hooks';
import { go } from '../../page.ts';
import { me } from '../../session/session.ts';
import { HoldButton } from '../HoldButton.tsx';
import { drafts, dropDraft, keepDraft } from '../kept.ts';
import { NextButton, WizardPage } from '../TripPages.tsx';
import { newId } from '../uuid.ts';
import { BoxStep } from './BoxStep.tsx';
import { ColdStep, isCold } from './ColdStep.tsx';
import { boxOf, type PackDraft, packDraft, packKey, withBox } from './draft.ts';
import { filled, packedEvent } from './events.ts';
import { change, eventsHere, tripHere } from './here.ts';
import { packable } from './in-hand.ts';
import { NoTrip } from './NoTrip.tsx';
import { PackSummary } from './PackSummary.tsx';
import { ParcelsStep } from './ParcelsStep.tsx';
import type { PackProps } from './pack-props.ts';
import { unitName } from './places.ts';
import { Signed } from './Signed.tsx';
import { useSigning } from './sign-draft.tsx';
import { packWords } from './words.ts';

export function Pack({ id }: { id: string }) {
  const trip = tripHere(id);
  const draft = drafts.value.find(
    (each): each is PackDraft => each.kind === 'pack' && each.key === packKey(id),
  );
  const isNew = trip !== null && draft === undefined;
  useEffect(() => {
    if (isNew) void keepDraft(packDraft(id, { id: newId(), at: Date.now() }));
  }, [isNew]);
  const leave = () => go('trip', { id });
  if (trip === null || me.value === null) return <NoTrip onBack={leave} />;
  if (draft === undefined) return null;
  const hand = packable(trip, eventsHere.value, me.value);
  const set: PackProps['set'] = (make) => change(draft, make);
  return <Steps draft={draft} trip={trip} hand={hand} set={set} leave={leave} />;
}

function Steps({ leave, ...props }: PackProps & { leave: () => void }) {
  const { draft, trip, hand, set } = props;
  const { pack } = packWords.value;
  const { sign, trouble } = useSigning(draft);
  const to = (step: PackDraft['step']) => set(() => ({ step }));
  const isBegun = filled(draft.boxes, hand).length > 0;
  const close = async (then: () => void) => {
    await dropDraft(draft.key);
    then();
  };
  const { unit } = draft;
  const step = unit === null && ['parcels', 'cold'].includes(draft.step) ? 'box' : draft.step;
  const name = unit === null ? '' : unitName(trip, unit);
  switch (step) {
    case 'box':
      return (
        <WizardPage
          title={pack.box}
          step={[1, 4]}
          onBack={() => (isBegun ? to('summary') : void close(leave))}
          action={
            <NextButton
              disabled={unit === null}
              onNext={() =>
                set((now) => ({
                  step: 'parcels',
                  boxes: now.unit === null ? now.boxes : withBox(now, now.unit, {}),
                }))
              }
            />
          }
        >
          <BoxStep {...props} />
        </WizardPage>
      );
    case 'parcels':
      return (
        <WizardPage
          title={pack.into(name)}
          step={[2, 4]}
          onBack={() => to('box')}
          action={
            <NextButton
              disabled={filled([boxOf(draft, unit ?? '')], hand).length === 0}
              onNext={() => to('cold')}
            />
          }
        >
          <ParcelsStep {...props} unit={unit ?? ''} />
        </WizardPage>
      );
    case 'cold':
      return (
        <WizardPage
          title={pack.cold(name)}
          step={[3, 4]}
          onBack={() => to('parcels')}
          action={<NextButton disabled={!isCold(boxOf(draft, unit ?? ''))} onNext={() => to('summary')} />}
        >
          <ColdStep {...props} unit={unit ?? ''} />
        </WizardPage>
      );
    case 'summary': {
      const isReady = isBegun && filled(draft.boxes, hand).every(isCold);
      return (
        <WizardPage
          title={pack.summary}
          step={[4, 4]}
          onBack={() => to(unit === null ? 'box' : 'cold')}
          action={
            <HoldButton
              label={pack.hold1}
              disabled={!isReady}
              onDone={() => void sign(() => packedEvent(draft, hand))}
            />
          }
        >
          <PackSummary {...props} />
          {trouble}
        </WizardPage>
      );
    }
    case 'result':
      return (
        <Signed title={pack.result} event={draft.id} hint={pack.resultHint}>
          <button type="button" class="secondary" onClick={() => void close(leave)}>
            {packWords.value.toTrip}
          </button>
          <button
            type="button"
            class="primary big"
            onClick={() => void close(() => go('handoff', { id: trip.shipment.id }))}
          >
            {packWords.value.toHandoff}
          </button>
        </Signed>
      );
    default:
      return step satisfies never;
  }
}
