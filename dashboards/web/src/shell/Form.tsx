/** The parts that forms are made of: a field for words, and how a form ends: what is wrong, the way out, and the deed. */
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { words } from '../words/words.ts';

type FieldProps = {
  readonly label: string;
  readonly text: Signal<string>;
  /** More than one line. */
  readonly rows?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
};

export function TextField({ label, text, rows, maxLength, placeholder }: FieldProps) {
  const id = useId();
  const field = {
    ...{ id, maxLength, placeholder, value: text.value, autocomplete: 'off' },
    onInput: (event: Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      text.value = event.currentTarget.value;
    },
  };
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      {rows === undefined ? <input type="text" {...field} /> : <textarea rows={rows} {...field} />}
    </label>
  );
}

/** As the service keeps it: composed letters, nothing around them. */
export const textOf = ({ value }: Signal<string>): string => value.normalize('NFC').trim();

export function Trouble({ text }: { text: string | null }) {
  return text === null ? null : (
    <p class="trouble" role="alert">
      {text}
    </p>
  );
}

type EndProps = {
  readonly trouble: string | null;
  /** What the button says: the deed, or that it is under way. */
  readonly does: string;
  readonly disabled: boolean;
  readonly danger?: boolean;
  /** The deed where the button sends no form. */
  readonly onDo?: () => void;
  readonly leave?: string;
  readonly onLeave: () => void;
};

export function FormEnd({ trouble, does, disabled, danger = false, onDo, leave, onLeave }: EndProps) {
  return (
    <>
      <Trouble text={trouble} />
      <div class="sheet-buttons">
        <button type="button" class="secondary" onClick={onLeave}>
          {leave ?? words.value.cancel}
        </button>
        <button
          type={onDo === undefined ? 'submit' : 'button'}
          class={danger ? 'primary danger' : 'primary'}
          disabled={disabled}
          // The second press of a double one is not meant for what the first has brought.
          onClick={(event) => {
            if (event.detail < 2) onDo?.();
          }}
        >
          {does}
        </button>
      </div>
    </>
  );
}
