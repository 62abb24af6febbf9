/** The parts that forms are made of: a field for words, one for a choice, and how a form ends: what is wrong, the way out, and the deed. */
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { words } from '../words/words.ts';

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** More than one line. */
  readonly rows?: number;
  readonly type?: 'text' | 'tel';
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autoComplete?: string;
};

export function Field({ label, onText, rows, type = 'text', autoComplete = 'off', ...more }: FieldProps) {
  const id = useId();
  const field = {
    ...{ ...more, id, autoComplete },
    onInput: (event: Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      onText(event.currentTarget.value),
  };
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      {rows !== undefined ? (
        <textarea rows={rows} {...field} />
      ) : type === 'tel' ? (
        <input type="tel" {...field} />
      ) : (
        <input type="text" {...field} />
      )}
    </label>
  );
}

type TextFieldProps = Omit<FieldProps, 'value' | 'onText'> & { readonly text: Signal<string> };

/** What is typed is in `text`. */
export function TextField({ text, ...more }: TextFieldProps) {
  const onText = (typed: string) => {
    text.value = typed;
  };
  return <Field {...more} value={text.value} onText={onText} />;
}

type SelectProps = {
  readonly label: string;
  /** A code of `options`; empty: no choice. */
  readonly value: string;
  /** What no choice is called. */
  readonly none: string;
  /** Codes and their words. */
  readonly options: Iterable<readonly [code: string, word: string]>;
  readonly onChoose: (code: string) => void;
};

export function Select({ label, value, none, options, onChoose }: SelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{none}</option>
        {[...options].map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
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
