/** What a person says when taking an alert: a cause and what was done in one tap each, and a note; one of them is required. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { AckAction, AckCause } from '../../../../src/alerts/types.ts';
import { words } from '../words/words.ts';
import type { Said } from './ack.ts';

const NOTE_MAX = 500;

type Props = {
  /** What is taken, above the choices. */
  readonly children: ComponentChildren;
  readonly trouble: string | null;
  readonly busy: boolean;
  readonly onSave: (said: Said) => void;
  readonly onCancel: () => void;
};

export function AckForm({ children, trouble, busy, onSave, onCancel }: Props) {
  const cause = useSignal<AckCause | null>(null);
  const actions = useSignal<readonly AckAction[]>([]);
  const note = useSignal('');
  const isMissing = useSignal(false);
  const told = words.value.acknowledge;
  const save = (event: Event) => {
    event.preventDefault();
    const comment = note.value.normalize('NFC').trim();
    isMissing.value = comment === '' && cause.value === null && actions.value.length === 0;
    if (isMissing.value) return;
    onSave({
      comment,
      ...(cause.value === null ? {} : { cause: cause.value }),
      ...(actions.value.length === 0 ? {} : { actions: actions.value }),
    });
  };
  const problem = isMissing.value ? told.required : trouble;
  return (
    <form onSubmit={save}>
      <h2 id="sheet-title">{told.title}</h2>
      {children}
      <fieldset>
        <legend>{told.cause}</legend>
        <div class="chips">
          {(Object.entries(told.causes) as [AckCause, string][]).map(([code, word]) => (
            <label key={code} class="chip">
              <input
                type="radio"
                name="cause"
                checked={cause.value === code}
                onChange={() => {
                  cause.value = code;
                }}
              />
              <span>{word}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{told.action}</legend>
        <div class="chips">
          {(Object.entries(told.actions) as [AckAction, string][]).map(([code, word]) => (
            <label key={code} class="chip">
              <input
                type="checkbox"
                checked={actions.value.includes(code)}
                onChange={(event) => {
                  actions.value = event.currentTarget.checked
                    ? [...actions.value, code]
                    : actions.value.filter((other) => other !== code);
                }}
              />
              <span>{word}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label class="field">
        <span>{told.note}</span>
        <textarea
          rows={2}
          maxLength={NOTE_MAX}
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
      </label>
      {problem !== null && (
        <p class="trouble" role="alert">
          {problem}
        </p>
      )}
      <div class="sheet-buttons">
        <button type="button" class="secondary" onClick={onCancel}>
          {words.value.cancel}
        </button>
        <button type="submit" class="primary" disabled={busy}>
          {busy ? told.saving : told.save}
        </button>
      </div>
    </form>
  );
}
