/** A code from the other phone: by camera, or typed and pasted right below it. */
import { useSignal } from '@preact/signals';
import { Scanner } from './Scanner.tsx';
import { tripWords } from './words.ts';

type Props = { typed?: string; onTyped?: (text: string) => void; onCode: (text: string) => void };

/** `typed` and `onTyped` where what is typed belongs to a draft. Each line is a code of its own. */
export function CodeEntry({ typed, onTyped, onCode }: Props) {
  const own = useSignal('');
  const value = typed ?? own.value;
  const { handoff } = tripWords.value;
  return (
    <>
      <Scanner onCode={onCode} />
      <form
        class="typed"
        onSubmit={async (event) => {
          event.preventDefault();
          for (const line of value.split('\n')) if (line.trim() !== '') await onCode(line.trim());
        }}
      >
        <label class="field">
          <span>{handoff.typed}</span>
          <textarea
            rows={3}
            autoComplete="off"
            autoCapitalize="off"
            spellcheck={false}
            value={value}
            onInput={(event) => {
              own.value = event.currentTarget.value;
              onTyped?.(event.currentTarget.value);
            }}
          />
          <span class="hint">{handoff.typedHint}</span>
        </label>
        <button type="submit" class="secondary wide" disabled={value.trim() === ''}>
          {handoff.useCode}
        </button>
      </form>
    </>
  );
}
