/** The fields of the administrators' forms. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly inputMode?: 'decimal' | 'numeric' | 'tel' | 'text';
  readonly maxLength?: number;
  readonly isCode?: boolean;
};

export function Text({ label, value, onInput, hint, isCode = false, ...rest }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        class={isCode ? 'is-code' : undefined}
        value={value}
        autoComplete="off"
        spellcheck={!isCode}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...(isCode ? { autoCapitalize: 'none' } : {})}
        {...rest}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Hint id={id} hint={hint} />
    </div>
  );
}

export function Select(props: {
  label: string;
  value: string;
  onChoose: (value: string) => void;
  options: readonly (readonly [value: string, word: string])[];
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Said after the name of its field, not as a part of it. */
export function Hint({ id, hint }: { id: string; hint: string | undefined }) {
  if (hint === undefined) return null;
  return (
    <small class="hint" id={`${id}-hint`}>
      {hint}
    </small>
  );
}

/** A form whose one way out is the review. */
export function Form(props: {
  children: ComponentChildren;
  onReview: () => void;
  save: string;
  buttons?: ComponentChildren;
}) {
  return (
    <form
      class="admin-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onReview();
      }}
    >
      {props.children}
      <div class="change-buttons">
        <button type="submit" class="primary">
          {props.save}
        </button>
        {props.buttons}
      </div>
    </form>
  );
}

/** A number as people write it, `8,4` or `8.4`; null where there is none. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  return plain === '' || !Number.isFinite(Number(plain)) ? null : Number(plain);
}
