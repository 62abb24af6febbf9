/** The giver's side of a handoff: to whom, what, in which boxes; then the signed code, and what became of it. */
import { useSignal } from '@preact/signals';
import type { HandoffOffered, Holder } from '../../../../src/custody/types.ts';
import type { TripView } from '../../../../src/keeper/custody-views.ts';
import { whole } from '../format/province.ts';
import { me } from '../session/session.ts';
import { language } from '../words/words.ts';
import { CelsiusField, Choice, COUNT_STEPS, CountPage, countOf, countTitle } from './Counting.tsx';
import { deliver } from './delivery.ts';
import {
  type CountStep,
  celsiusOrNull,
  countsFor,
  foundFor,
  type GiveDraft,
  type GiveStep,
  isCelsius,
  isCounted,
  textOrNull,
} from './draft.ts';
import { type Happening, signed } from './event.ts';
import { HoldButton } from './HoldButton.tsx';
import { dropDraft, keepDraft, outbox, post, trips } from './kept.ts';
import { Chips } from './Note.tsx';
import { boxName, holderName, parcelName } from './names.ts';
import { sharedNow } from './phone.ts';
import { type HeldParcel, isHeldBy, parcelsNow } from './possession.ts';
import { Result } from './Result.tsx';
import { Show } from './Show.tsx';
import { sha256Hex } from './sign.ts';
import { NextButton, WizardPage } from './TripPages.tsx';
import { tripWords } from './words.ts';

/** A handoff may take its time, and the code is shown in person; the late second side has the same window. */
const VALID_MS = 12 * 3_600_000;
const GIVE_STEPS: readonly GiveStep[] = ['to', 'parcels', 'boxes', 'sign'];
const ONE_SIDED_STEPS: readonly GiveStep[] = ['receiver', ...COUNT_STEPS];

type Props = { draft: GiveDraft; onLeave: () => void };

export function Give({ draft, onLeave }: Props) {
  const { handoff } = tripWords.value;
  const failed = useSignal(false);
  const trip = trips.value.find(({ id }) => id === draft.trip)?.signed.trip;
  const set = (change: Partial<GiveDraft>) => void keepDraft({ ...draft, ...change });
  const close = async () => {
    await dropDraft(draft.key);
    onLeave();
  };
  const sign = async (make: () => Promise<Happening>, next: Partial<GiveDraft>) => {
    failed.value = false;
    try {
      const happening = await make();
      const code = happening.type === 'handoff.offered' ? draft.code : null;
      await post([{ delivered: await signed(happening), code }], { ...draft, ...next });
      void deliver();
    } catch {
      failed.value = true;
    }
  };
  const steps = GIVE_STEPS.includes(draft.step) ? GIVE_STEPS : ONE_SIDED_STEPS;
  const at = steps.indexOf(draft.step);
  const go = (by: 1 | -1) => {
    const next = steps[at + by];
    if (next !== undefined) set({ step: next });
    else if (by < 0) {
      if (steps === GIVE_STEPS) void close();
      else set({ step: 'show' });
    }
  };
  const page = { step: [at + 1, steps.length] as [number, number], onBack: () => go(-1) };
  const trouble = failed.value && (
    <p class="trouble" role="alert">
      {handoff.saveFailed}
    </p>
  );

  switch (draft.step) {
    case 'to':
      return (
        <WizardPage
          {...page}
          title={handoff.to}
          action={<NextButton disabled={draft.to === null} onNext={() => go(1)} />}
        >
          {trip && <To trip={trip} draft={draft} set={set} />}
        </WizardPage>
      );
    case 'parcels':
      return (
        <WizardPage
          {...page}
          title={handoff.parcels}
          action={<NextButton disabled={draft.parcels.length === 0} onNext={() => go(1)} />}
        >
          {trip && <Parcels trip={trip} draft={draft} set={set} />}
        </WizardPage>
      );
    case 'boxes':
      return (
        <WizardPage
          {...page}
          title={handoff.boxes}
          action={
            <NextButton
              disabled={!draft.boxes.every(({ celsius }) => isCelsius(celsius))}
              onNext={() => go(1)}
            />
          }
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
              onDone={() => void sign(() => offerOf(draft), { step: 'show' })}
            />
          }
        >
          <Offering draft={draft} />
          <p class="hint">{handoff.signHint}</p>
          {trouble}
        </WizardPage>
      );
    case 'show':
      return (
        <Show
          draft={draft}
          set={set}
          onLeave={onLeave}
          onWithdraw={(why) =>
            void sign(async () => withdrawalOf(draft, why), { step: 'result', outcome: 'withdrawn' })
          }
        />
      );
    case 'receiver':
      return (
        <WizardPage
          {...page}
          title={handoff.receiver}
          action={
            <NextButton
              disabled={
                draft.receiver.name.trim() === '' ||
                draft.receiver.phone.trim() === '' ||
                draft.why.trim() === ''
              }
              onNext={() =>
                set({
                  step: 'count',
                  counts: draft.counts.length > 0 ? draft.counts : countsFor(draft.parcels),
                  found: draft.found.length > 0 ? draft.found : foundFor(givenBoxes(draft)),
                })
              }
            />
          }
        >
          <Receiver draft={draft} set={set} />
        </WizardPage>
      );
    case 'count':
    case 'check':
    case 'found':
    case 'summary': {
      const step: CountStep = draft.step;
      const isLast = step === 'summary';
      const isReady = isCounted(draft, step);
      return (
        <WizardPage
          {...page}
          title={countTitle(step)}
          action={
            isLast ? (
              <HoldButton
                label={handoff.doneHold}
                disabled={!isReady}
                onDone={() =>
                  void sign(async () => oneSidedOf(draft), { step: 'result', outcome: 'one-sided' })
                }
              />
            ) : (
              <NextButton disabled={!isReady} onNext={() => go(1)} />
            )
          }
        >
          <CountPage
            step={step}
            counting={draft}
            offer={{ parcels: draft.parcels, boxes: givenBoxes(draft) }}
            onChange={set}
          />
          {trouble}
        </WizardPage>
      );
    }
    case 'result': {
      const taken = outbox.value.find(
        ({ delivered: { body } }) => body.type === 'handoff.taken' && body.handoff === draft.ids.handoff,
      );
      const event =
        draft.outcome === 'withdrawn'
          ? draft.ids.withdrawn
          : draft.outcome === 'one-sided'
            ? draft.ids.oneSided
            : (taken?.id ?? draft.ids.offer);
      return (
        <Result
          event={event}
          handoff={draft.ids.handoff}
          slip={null}
          note={
            draft.outcome === 'withdrawn'
              ? handoff.withdrawn
              : draft.outcome === 'one-sided'
                ? handoff.waitsForReceiver
                : handoff.receiptTaken
          }
          onClose={() => void close()}
        />
      );
    }
    default:
      return draft.step satisfies never;
  }
}

type Setter = { draft: GiveDraft; set: (change: Partial<GiveDraft>) => void };

function To({ trip, draft, set }: Setter & { trip: TripView }) {
  const { handoff } = tripWords.value;
  const who = me.value;
  const { from, to, stops, escort } = trip.shipment;
  const places = [...new Set([to, ...stops.map(({ site }) => site), from])].filter(
    (site) => site !== who?.site,
  );
  const persons = [...new Set([escort, ...trip.people.map(({ username }) => username)])].filter(
    (each) => each !== who?.username,
  );
  const options = (kind: Holder['kind'], ids: readonly string[]) =>
    ids.map((id) => [id, holderName({ kind, id }, [trip])] as const);
  const chosen = (kind: Holder['kind']) => (draft.to?.kind === kind ? draft.to.id : null);
  const choose = (kind: Holder['kind']) => (id: string) => set({ to: { kind, id } });
  return (
    <>
      <Choice
        label={handoff.toSite}
        name="site"
        options={options('site', places)}
        value={chosen('site')}
        onChoose={choose('site')}
      />
      <Choice
        label={handoff.toPerson}
        name="person"
        options={options('person', persons)}
        value={chosen('person')}
        onChoose={choose('person')}
      />
    </>
  );
}

function heldNow(trip: TripView): HeldParcel[] {
  const who = me.peek();
  const events = outbox.value
    .filter(({ state }) => state !== 'refused')
    .map(({ delivered }) => delivered.body);
  return who === null
    ? []
    : parcelsNow(trip, events).filter((parcel) => isHeldBy(parcel, who) && parcel.doses > 0);
}

function Parcels({ trip, draft, set }: Setter & { trip: TripView }) {
  const said = tripWords.value;
  const held = heldNow(trip);
  const isChosen = (id: string) => draft.parcels.some(({ parcel }) => parcel === id);
  const choose = (wanted: readonly HeldParcel[]) => {
    const units = new Set(wanted.map(({ unit }) => unit));
    const boxes = trip.shipment.boxes.filter(
      (box) =>
        units.has(box.unit) || wanted.some(({ id }) => box.parcels.some(({ parcel }) => parcel === id)),
    );
    set({
      parcels: wanted.map(({ id, doses }) => ({ parcel: id, doses })),
      boxes: boxes.map(
        ({ unit, seal }) =>
          draft.boxes.find((box) => box.unit === unit) ?? {
            unit,
            seal: seal ?? '',
            celsius: known(trip, unit),
          },
      ),
    });
  };
  if (held.length === 0) return <p class="note">{said.handoff.noParcels}</p>;
  return (
    <>
      {held.length > 1 && (
        <button type="button" class="secondary wide" onClick={() => choose(held)}>
          {said.handoff.allParcels}
        </button>
      )}
      {held.map((parcel) => (
        <label key={parcel.id} class="tick">
          <input
            type="checkbox"
            checked={isChosen(parcel.id)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              choose(held.filter(({ id }) => (id === parcel.id ? isOn : isChosen(id))));
            }}
          />
          <span>
            <b>{parcel.product}</b>
            <span>
              {said.trip.lot(parcel.lot)} · {said.trip.doses(whole(parcel.doses, language.value))}
            </span>
          </span>
        </label>
      ))}
    </>
  );
}

/** A figure is filled in only while it is fresh; an old one would be signed as if it were now. */
const FRESH_MS = 15 * 60_000;
function known(trip: TripView, unit: string): string {
  const box = trip.boxes.find((each) => each.unit === unit);
  if (!box || box.celsius === null || box.at === null || sharedNow() - Date.parse(box.at) > FRESH_MS)
    return '';
  return box.celsius.toFixed(1).replace('.', language.peek() === 'vi' ? ',' : '.');
}

function Boxes({ draft, set }: Setter) {
  const { handoff } = tripWords.value;
  const trip = trips.value.map(({ signed }) => signed.trip);
  const change = (unit: string, part: Partial<GiveDraft['boxes'][number]>) =>
    set({ boxes: draft.boxes.map((box) => (box.unit === unit ? { ...box, ...part } : box)) });
  if (draft.boxes.length === 0) return <p class="hint">{handoff.noBoxes}</p>;
  return (
    <>
      {draft.boxes.map((box) => (
        <fieldset key={box.unit} class="count-card">
          <legend>
            <b>{boxName(box.unit, trip)}</b>
          </legend>
          <CelsiusField value={box.celsius} onInput={(celsius) => change(box.unit, { celsius })} />
          <label class="field">
            <span>{handoff.sealNumber}</span>
            <input
              type="text"
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              placeholder={handoff.sealNone}
              value={box.seal}
              onInput={(event) => change(box.unit, { seal: event.currentTarget.value })}
            />
          </label>
        </fieldset>
      ))}
    </>
  );
}

function Offering({ draft }: { draft: GiveDraft }) {
  const said = tripWords.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  const doses = draft.parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  return (
    <>
      <p class="big-line">
        → <b>{draft.to && holderName(draft.to, known)}</b>
      </p>
      <p>{said.handoff.total(whole(draft.parcels.length, language.value), whole(doses, language.value))}</p>
      <ul class="lines">
        {draft.parcels.map(({ parcel, doses }) => {
          const { product, lot } = parcelName(parcel, known);
          return (
            <li key={parcel} class="line">
              <b>{product}</b>
              <span>
                {lot !== '' && said.trip.lot(lot)} · {said.trip.doses(whole(doses, language.value))}
              </span>
            </li>
          );
        })}
        {draft.boxes.map(({ unit, seal, celsius }) => (
          <li key={unit} class="line">
            <b>{boxName(unit, known)}</b>
            <span>
              {seal === '' ? said.trip.noSeal : said.trip.seal(seal)}
              {celsius !== '' && <> · {celsius} °C</>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Receiver({ draft, set }: Setter) {
  const { handoff } = tripWords.value;
  const { name, phone } = draft.receiver;
  return (
    <>
      <label class="field">
        <span>{handoff.receiverName}</span>
        <input
          type="text"
          autoComplete="off"
          maxLength={100}
          value={name}
          onInput={(event) => set({ receiver: { phone, name: event.currentTarget.value } })}
        />
      </label>
      <label class="field">
        <span>{handoff.receiverPhone}</span>
        <input
          type="tel"
          autoComplete="off"
          maxLength={20}
          value={phone}
          onInput={(event) => set({ receiver: { name, phone: event.currentTarget.value } })}
        />
      </label>
      <Chips options={handoff.receiverReasons} value={draft.why} onChoose={(why) => set({ why })} />
      <label class="field">
        <span>{handoff.receiverWhy}</span>
        <input
          type="text"
          autoComplete="off"
          maxLength={200}
          value={draft.why}
          onInput={(event) => set({ why: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

const givenBoxes = (draft: GiveDraft): HandoffOffered['boxes'] =>
  draft.boxes.map(({ unit, seal, celsius }) => ({
    unit,
    seal: textOrNull(seal),
    celsius: celsiusOrNull(celsius),
  }));

/** Where it changes hands: the receiving site, or the giver's own place when a person takes it from there. */
const placeOf = ({ to }: GiveDraft): string | null =>
  to?.kind === 'site' ? to.id : (me.peek()?.site ?? null);

async function offerOf(draft: GiveDraft): Promise<Happening> {
  if (draft.to === null) throw new Error('an offer is for somebody');
  return {
    id: draft.ids.offer,
    type: 'handoff.offered',
    shipment: draft.trip,
    handoff: draft.ids.handoff,
    parcels: draft.parcels,
    boxes: givenBoxes(draft),
    to: draft.to,
    place: placeOf(draft),
    codeHash: await sha256Hex(draft.code),
    validUntil: new Date(sharedNow() + VALID_MS).toISOString(),
  };
}

function oneSidedOf(draft: GiveDraft): Happening {
  const count = countOf(draft);
  if (count === null) throw new Error('the count is not complete');
  const { name, phone } = draft.receiver;
  return {
    id: draft.ids.oneSided,
    type: 'handoff.one-sided',
    shipment: draft.trip,
    handoff: draft.ids.handoff,
    ...count,
    receiver: { name: name.trim().normalize('NFC'), phone: phone.trim() },
    reason: [draft.why, draft.reason]
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .join('. ')
      .normalize('NFC'),
    place: placeOf(draft),
  };
}

const withdrawalOf = (draft: GiveDraft, reason: string): Happening => ({
  id: draft.ids.withdrawn,
  type: 'handoff.withdrawn',
  shipment: draft.trip,
  handoff: draft.ids.handoff,
  reason: reason.trim().normalize('NFC'),
});
