/** Where a code comes in: typed and sent with Enter, or from a hand-held scanner wherever the focus is. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { words } from '../words/words.ts';
import { codeFrom, NO_BURST, pressed } from './barcode.ts';

type Props = { label: string; disabled: boolean; onCode: (code: string, how: 'scanner' | 'typed') => void };

export function CodeInput({ label, disabled, onCode }: Props) {
  const text = useSignal('');
  const input = useRef<HTMLInputElement>(null);
  const send = (raw: string, how: 'scanner' | 'typed') => {
    const code = codeFrom(raw);
    text.value = '';
    if (code && !disabled) onCode(code, how);
  };
  const latest = useRef(send);
  latest.current = send;

  useEffect(() => {
    // With a mouse the field is ready for typing; on a phone the focus would raise the keyboard over the answer.
    if (!disabled && matchMedia('(hover: hover)').matches) input.current?.focus({ preventScroll: true });
  }, [disabled]);

  useEffect(() => {
    let burst = NO_BURST;
    const onKey = (event: KeyboardEvent) => {
      const { ctrlKey, code } = event;
      // What an input method composes is not what was sent.
      const step = pressed(
        burst,
        { key: event.isComposing ? 'Process' : event.key, ctrlKey, code },
        event.timeStamp,
      );
      burst = step.burst;
      if (step.scanned === null) return;
      // The scanner's Enter must not press the button that happens to have the focus.
      event.preventDefault();
      event.stopPropagation();
      latest.current(step.scanned, 'scanner');
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);

  return (
    <form
      class="code"
      onSubmit={(event) => {
        event.preventDefault();
        send(text.value, 'typed');
      }}
    >
      <label class="field">
        <span>{label}</span>
        <input
          ref={input}
          class="code-input"
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          enterKeyHint="go"
          maxLength={300}
          disabled={disabled}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="primary" disabled={disabled}>
        <Icon name="scan" />
        {words.value.gate.check}
      </button>
    </form>
  );
}
