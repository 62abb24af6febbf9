/** A button that must be held for a second, so that nothing is signed by a pocket. Held with a finger, Space or Enter. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { tripWords } from './words.ts';

const HOLD_MS = 1_000;
/** A press that comes without being held (from assistive technology) asks for a second one within this time. */
const SECOND_PRESS_MS = 6_000;

type Props = { label: string; disabled?: boolean; danger?: boolean; onDone: () => void };

export function HoldButton({ label, disabled = false, danger = false, onDone }: Props) {
  const state = useSignal<'idle' | 'held' | 'armed'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wasHeld = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const begin = () => {
    if (disabled || state.peek() === 'held') return;
    wasHeld.current = true;
    state.value = 'held';
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      state.value = 'idle';
      onDone();
    }, HOLD_MS);
  };
  const end = () => {
    if (state.peek() !== 'held') return;
    clearTimeout(timer.current);
    state.value = 'idle';
  };
  const leave = () => {
    end();
    wasHeld.current = false;
  };
  const pressed = () => {
    if (wasHeld.current) {
      wasHeld.current = false;
      return;
    }
    if (disabled) return;
    clearTimeout(timer.current);
    if (state.peek() === 'armed') {
      state.value = 'idle';
      onDone();
    } else {
      state.value = 'armed';
      timer.current = setTimeout(() => {
        state.value = 'idle';
      }, SECOND_PRESS_MS);
    }
  };

  const { handoff } = tripWords.value;
  return (
    <button
      type="button"
      class={`hold hold-${state.value} ${danger ? 'hold-danger' : ''}`}
      disabled={disabled}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerLeave={leave}
      onPointerCancel={leave}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) begin();
        if (event.key === ' ' || event.key === 'Enter') event.preventDefault();
      }}
      onKeyUp={leave}
      onBlur={end}
      onClick={pressed}
    >
      <span>
        {state.value === 'held' ? handoff.holding : state.value === 'armed' ? handoff.pressAgain : label}
      </span>
    </button>
  );
}
