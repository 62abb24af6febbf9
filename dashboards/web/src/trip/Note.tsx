/** A short record on the way: an incident, or a lid that was opened. What is written is kept at each key. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TripView } from '../../../../src/keeper/custody-views.ts';
import { words } from '../words/words.ts';
import { deliver } from './delivery.ts';
import type { NoteDraft } from './draft.ts';
import { type Happening, signed } from './event.ts';
import { dropDraft, keepDraft, post } from './kept.ts';
import { boxName } from './names.ts';
import { tripWords } from './words.ts';

export function Note({ draft, trip }: { draft: NoteDraft; trip: TripView }) {
  const said = tripWords.value;
  const failed = useSignal(false);
  const busy = useSignal(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const set = (change: Partial<NoteDraft>) => void keepDraft({ ...draft, ...change });

  const save = async () => {
    if (busy.peek()) return;
    swallowSecondPress();
    busy.value = true;
    failed.value = false;
    try {
      await post([{ delivered: await signed(happeningOf(draft)) }], { ...draft, done: true });
      await dropDraft(draft.key);
      void deliver();
    } catch {
      failed.value = true;
      busy.value = false;
    }
  };
  const isOpening = draft.about === 'opened';
  const title = draft.about === 'opened' ? said.trip.openedTitle : said.trip.incidents[draft.about];
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        void dropDraft(draft.key);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2>{title}</h2>
        {isOpening && draft.unit !== null && <p>{boxName(draft.unit, [trip])}</p>}
        {!isOpening && trip.shipment.boxes.length > 0 && (
          <label class="field">
            <span>{said.trip.incidentBox}</span>
            <select
              value={draft.unit ?? ''}
              onChange={(event) => set({ unit: event.currentTarget.value || null })}
            >
              <option value="">{said.trip.incidentAll}</option>
              {trip.shipment.boxes.map(({ unit, name }) => (
                <option key={unit} value={unit}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {isOpening && (
          <Chips options={said.trip.openedReasons} value={draft.text} onChoose={(text) => set({ text })} />
        )}
        <label class="field">
          <span>{isOpening ? said.trip.openedReason : said.trip.incidentText}</span>
          <textarea
            rows={3}
            maxLength={500}
            value={draft.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        </label>
        {failed.value && (
          <p class="trouble" role="alert">
            {said.handoff.saveFailed}
          </p>
        )}
        <div class="sheet-buttons">
          <button type="button" class="secondary" onClick={() => void dropDraft(draft.key)}>
            {words.value.cancel}
          </button>
          <button
            type="submit"
            class="primary"
            disabled={busy.value || (isOpening && draft.text.trim() === '')}
          >
            {said.trip.save}
          </button>
        </div>
      </form>
    </dialog>
  );
}

const DOUBLE_PRESS_MS = 1_000;
/** The second press of an impatient finger must not fall through onto what lies below the sheet once that has closed. */
function swallowSecondPress(): void {
  const swallow = (event: MouseEvent) => {
    if (event.detail < 2) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('click', swallow, true);
  setTimeout(() => removeEventListener('click', swallow, true), DOUBLE_PRESS_MS);
}

function happeningOf({ id, trip, about, unit, text }: NoteDraft): Happening {
  const words = text.trim().normalize('NFC');
  return about === 'opened'
    ? { id, type: 'box.opened', shipment: trip, unit: unit ?? '', reason: words }
    : { id, type: 'incident.reported', shipment: trip, kind: about, text: words, unit };
}

/** Ready answers that fill the field below them; the field stays open for other words. */
export function Chips(props: {
  options: readonly string[];
  value: string;
  onChoose: (text: string) => void;
}) {
  return (
    <div class="chips">
      {props.options.map((option) => (
        <button
          key={option}
          type="button"
          class="chip-button"
          aria-pressed={props.value === option}
          onClick={() => props.onChoose(option)}
        >
          {option}
        </button>
      ))}
    </div>
  );
}
