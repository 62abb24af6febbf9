/** Putting away what arrived: each parcel into a unit of the site, signed once for all. Needs no network. */
import { useEffect } from 'preact/hooks';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { go } from '../../page.ts';
import { me } from '../../session/session.ts';
import { HoldButton } from '../HoldButton.tsx';
import { drafts, dropDraft, keepDraft } from '../kept.ts';
import { NextButton, WizardPage } from '../TripPages.tsx';
import { newId } from '../uuid.ts';
import { type UnpackDraft, unpackDraft, unpackKey } from './draft.ts';
import { unpackedEvent } from './events.ts';
import { change, eventsHere, tripHere } from './here.ts';
import { type ToPutAway, toPutAway } from './in-hand.ts';
import { NoTrip } from './NoTrip.tsx';
import { PutStep } from './PutStep.tsx';
import { Signed } from './Signed.tsx';
import { useSigning } from './sign-draft.tsx';
import { UnpackSummary } from './UnpackSummary.tsx';
import { packWords } from './words.ts';

export function Unpack({ id }: { id: string }) {
  const trip = tripHere(id);
  const draft = drafts.value.find(
    (each): each is UnpackDraft => each.kind === 'unpack' && each.key === unpackKey(id),
  );
  const isNew = trip !== null && draft === undefined;
  useEffect(() => {
    if (isNew) void keepDraft(unpackDraft(id, { id: newId(), at: Date.now() }));
  }, [isNew]);
  const leave = () => go('trip', { id });
  if (trip === null || me.value === null) return <NoTrip onBack={leave} />;
  if (draft === undefined) return null;
  return <Steps draft={draft} trip={trip} away={toPutAway(trip, eventsHere.value, me.value)} leave={leave} />;
}

type Props = { draft: UnpackDraft; trip: TripView; away: ToPutAway | null; leave: () => void };
function Steps({ draft, trip, away, leave }: Props) {
  const { unpack, toTrip } = packWords.value;
  const { sign, trouble } = useSigning(draft);
  const set = (make: (now: UnpackDraft) => Partial<UnpackDraft>) => change(draft, make);
  const isPut = draft.put.some(({ parcel }) => away?.parcels.some(({ id }) => id === parcel));
  const close = async () => {
    await dropDraft(draft.key);
    leave();
  };
  if (draft.step === 'result') {
    return (
      <Signed title={unpack.result} event={draft.id} hint={unpack.resultHint}>
        <button type="button" class="primary big" onClick={() => void close()}>
          {toTrip}
        </button>
      </Signed>
    );
  }
  // What was entered is kept on the way back; a draft with nothing in it is none.
  const back = () => (draft.put.length > 0 ? leave() : void close());
  if (draft.step === 'units' || away === null) {
    return (
      <WizardPage
        title={unpack.title}
        step={[1, 2]}
        onBack={back}
        action={<NextButton disabled={!isPut} onNext={() => set(() => ({ step: 'summary' }))} />}
      >
        {away === null ? (
          <p class="note">{unpack.nothing}</p>
        ) : (
          <PutStep draft={draft} trip={trip} away={away} set={set} />
        )}
      </WizardPage>
    );
  }
  return (
    <WizardPage
      title={unpack.summary}
      step={[2, 2]}
      onBack={() => set(() => ({ step: 'units' }))}
      action={
        <HoldButton
          label={unpack.hold1}
          disabled={!isPut}
          onDone={() => void sign(() => unpackedEvent(draft, away))}
        />
      }
    >
      <UnpackSummary draft={draft} trip={trip} away={away} />
      {trouble}
    </WizardPage>
  );
}
