/** The taker's side of a handoff: the giver's code, what is on offer, counting and checking, and the signature. */
import { useSignal } from '@preact/signals';
import type { Delivered } from '../../../../src/custody/types.ts';
import { whole } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { me } from '../session/session.ts';
import { language } from '../words/words.ts';
import { CodeEntry } from './CodeEntry.tsx';
import { COUNT_STEPS, CountPage, countOf, countTitle } from './Counting.tsx';
import { deliver } from './delivery.ts';
import { type CountStep, isCounted, type TakeDraft, type TakeStep } from './draft.ts';
import { type Happening, signed } from './event.ts';
import { HoldButton } from './HoldButton.tsx';
import { dropDraft, itemOf, keepDraft, post, trips } from './kept.ts';
import { boxName, holderName, parcelName, personName } from './names.ts';
import { Result } from './Result.tsx';
import { slipOfItem } from './Show.tsx';
import { Box } from './Trip.tsx';
import { NextButton, WizardPage } from './TripPages.tsx';
import { type Reading, readCode } from './take-code.ts';
import { tripWords } from './words.ts';

const STEPS: readonly TakeStep[] = ['scan', 'offer', ...COUNT_STEPS];

export function Take({ draft, onLeave }: { draft: TakeDraft; onLeave: () => void }) {
  const { handoff } = tripWords.value;
  const trouble = useSignal<Reading['trouble']>(null);
  const failed = useSignal(false);
  const set = (change: Partial<TakeDraft>) => void keepDraft({ ...draft, ...change });
  const close = async () => {
    await dropDraft(draft.key);
    onLeave();
  };
  const at = STEPS.indexOf(draft.step);
  const go = (by: 1 | -1) => {
    const next = STEPS[at + by];
    if (next === undefined || (draft.how === 'confirm' && next === 'scan')) void close();
    else set({ step: next });
  };
  const onCode = async (text: string) => {
    const reading = await readCode(draft, text);
    trouble.value = reading.trouble;
    await keepDraft(reading.draft);
  };
  const sign = async () => {
    failed.value = false;
    try {
      // The giver's side goes along: whoever has a signal first delivers both.
      const offer: Delivered[] =
        draft.slip?.slip.kind === 'offer'
          ? [{ body: draft.slip.slip.body, key: draft.slip.slip.key, signature: draft.slip.signature }]
          : [];
      await post(
        [
          ...offer.map((delivered) => ({ delivered, carried: true })),
          { delivered: await signed(takenOf(draft)) },
        ],
        { ...draft, step: 'result' },
      );
      void deliver();
    } catch {
      failed.value = true;
    }
  };
  const page = { step: [at + 1, STEPS.length] as [number, number], onBack: () => go(-1) };

  switch (draft.step) {
    case 'scan': {
      const parts = draft.collected;
      return (
        <WizardPage {...page} title={handoff.scan} action={null}>
          {parts && parts.parts.size < parts.count && (
            <p role="status">{handoff.partsLeft(parts.parts.size, parts.count)}</p>
          )}
          {trouble.value !== null && (
            <p class="trouble" role="alert">
              {troubleText(trouble.value, draft)}
            </p>
          )}
          <CodeEntry typed={draft.typed} onTyped={(typed) => set({ typed })} onCode={onCode} />
        </WizardPage>
      );
    }
    case 'offer':
      return (
        <WizardPage
          {...page}
          title={handoff.offer}
          action={<NextButton disabled={draft.trust === 'false'} onNext={() => go(1)} />}
        >
          <OfferPage draft={draft} />
        </WizardPage>
      );
    case 'count':
    case 'check':
    case 'found':
    case 'summary': {
      const step: CountStep = draft.step;
      const isReady = isCounted(draft, step) && draft.offered !== null;
      return (
        <WizardPage
          {...page}
          title={countTitle(step)}
          action={
            step === 'summary' ? (
              <HoldButton label={handoff.doneHold} disabled={!isReady} onDone={() => void sign()} />
            ) : (
              <NextButton disabled={!isReady} onNext={() => go(1)} />
            )
          }
        >
          {draft.offered && (
            <CountPage
              step={step}
              counting={draft}
              offer={{ parcels: draft.offered.parcels, boxes: draft.offered.boxes }}
              onChange={set}
            />
          )}
          {failed.value && (
            <p class="trouble" role="alert">
              {handoff.saveFailed}
            </p>
          )}
        </WizardPage>
      );
    }
    case 'result':
      return (
        <Result
          event={draft.ids.taken}
          handoff={draft.offered?.handoff ?? ''}
          slip={slipOfItem(itemOf(draft.ids.taken))}
          note={null}
          onClose={() => void close()}
        />
      );
    default:
      return draft.step satisfies never;
  }
}

function troubleText(trouble: NonNullable<Reading['trouble']>, draft: TakeDraft): string {
  const { handoff } = tripWords.value;
  if (trouble !== 'not-for-me') return handoff[trouble];
  const known = trips.value.map(({ signed }) => signed.trip);
  return handoff.notForMe(draft.offered ? holderName(draft.offered.to, known) : '');
}

function OfferPage({ draft: { offered, trust, how } }: { draft: TakeDraft }) {
  const said = tripWords.value;
  if (offered === null) return null;
  const stored = trips.value.map(({ signed }) => signed.trip);
  const trip = stored.find(({ shipment }) => shipment.id === offered.shipment);
  const doses = offered.parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  const packed = (unit: string) => trip?.shipment.boxes.find((box) => box.unit === unit);
  return (
    <>
      {how === 'code' && (
        <p class={trust === 'trusted' ? 'tone-green strong' : trust === 'false' ? 'trouble' : 'note'}>
          <Icon name={trust === 'trusted' ? 'check' : trust === 'false' ? 'cross' : 'question'} bold />{' '}
          {trust === 'trusted'
            ? said.handoff.trusted
            : trust === 'false'
              ? said.handoff.falseSignature
              : said.handoff.unknownKey}
        </p>
      )}
      <p class="big-line">
        {said.handoff.from}: <b>{personName(offered.from, stored)}</b>
      </p>
      <p>
        {said.handoff.total(whole(offered.parcels.length, language.value), whole(doses, language.value))} ·{' '}
        {said.handoff.until(timeNear(offered.validUntil, now.peek()))}
      </p>
      <ul class="lines">
        {offered.parcels.map(({ parcel, doses }) => {
          const { product, lot } = parcelName(parcel, stored);
          return (
            <li key={parcel} class="line">
              <b>{product}</b>
              <span>
                {lot !== '' && said.trip.lot(lot)} · {said.trip.doses(whole(doses, language.value))}
              </span>
            </li>
          );
        })}
      </ul>
      {offered.boxes.length > 0 && <h3>{said.handoff.leg}</h3>}
      {offered.boxes.map(({ unit, seal, celsius }) => {
        const box = packed(unit);
        return (
          <div key={unit} class="leg">
            <p class="line">
              <b>{boxName(unit, stored)}</b>
              <span>
                {said.handoff.from}:{' '}
                {celsius === null ? said.trip.unmeasured : temperature(celsius, language.value)} ·{' '}
                {seal === null ? said.trip.noSeal : said.trip.seal(seal)}
              </span>
            </p>
            {box && trip && <Box packed={box} trip={trip} mayOpen={false} />}
          </div>
        );
      })}
    </>
  );
}

function takenOf(draft: TakeDraft): Happening {
  const count = countOf(draft);
  const { offered } = draft;
  if (count === null || offered === null) throw new Error('the count is not complete');
  const common = {
    id: draft.ids.taken,
    shipment: offered.shipment,
    handoff: offered.handoff,
    ...count,
    reason: draft.reason.trim() === '' ? null : draft.reason.trim().normalize('NFC'),
  };
  if (draft.how === 'confirm') return { ...common, type: 'handoff.confirmed' };
  const place =
    offered.to.kind === 'site' ? offered.to.id : (draft.slip?.slip.body.place ?? me.peek()?.site ?? null);
  return { ...common, type: 'handoff.taken', code: draft.code, place };
}
