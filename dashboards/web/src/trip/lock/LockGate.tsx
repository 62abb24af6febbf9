/** Stands before the escort's pages. Once they were open they stay as they are beneath the question, only out of sight. */
import '../../look/lock.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../../words/words.ts';
import { Question } from './doors.ts';
import { lockState, startLock } from './lock.ts';

export function LockGate({ children }: { children: ComponentChildren }) {
  const wasOpen = useSignal(false);
  useEffect(startLock, []);
  const state = lockState.value;
  const isOpen = state === 'open';
  useEffect(() => {
    if (isOpen) wasOpen.value = true;
  }, [isOpen]);
  return (
    <>
      {state === 'asking' && (
        <p class="trip-main" role="status">
          {words.value.loading}
        </p>
      )}
      {(state === 'pin' || state === 'sign-in') && <Question kind={state} />}
      {(isOpen || wasOpen.value) && (
        <div class="beneath-lock" hidden={!isOpen}>
          {children}
        </div>
      )}
    </>
  );
}
