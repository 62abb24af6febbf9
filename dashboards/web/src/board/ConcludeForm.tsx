/** What an alert was, said when it is over: part of its record. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { FormEnd } from '../shell/Form.tsx';
import { lifeWords } from './life-words.ts';

const TEXT_MAX = 2_000;

type Props = {
  readonly children: ComponentChildren;
  readonly trouble: string | null;
  readonly busy: boolean;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
};

export function ConcludeForm({ children, trouble, busy, onSave, onCancel }: Props) {
  const told = lifeWords.value;
  const text = useSignal('');
  const isMissing = useSignal(false);
  const save = (event: Event) => {
    event.preventDefault();
    const written = text.peek().normalize('NFC').trim();
    isMissing.value = written === '';
    if (written !== '') onSave(written);
  };
  return (
    <form onSubmit={save}>
      <h2 id="sheet-title">{told.concludeTitle}</h2>
      {children}
      <label class="field">
        <span>{told.concludeText}</span>
        <textarea
          rows={4}
          maxLength={TEXT_MAX}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="hint">{told.hold}</p>
      <FormEnd
        trouble={isMissing.value ? told.concludeMissing : trouble}
        does={busy ? told.saving : told.concludeDo}
        disabled={busy}
        onLeave={onCancel}
      />
    </form>
  );
}
