/** Sounds the alarm on this screen, and keeps its mute. */
import { computed, signal } from '@preact/signals';
import type { AlertView } from '../api/views.ts';
import { now } from '../live/clock.ts';
import { due, MUTE_MS_MAX, SILENCE } from './alarm.ts';
import { play, unlock } from './tones.ts';

const unlocked = signal(false);
const mutedUntil = signal(0);
let state = SILENCE;

export type SoundState = { kind: 'off' } | { kind: 'on' } | { kind: 'muted'; leftMs: number };

export const sound = computed<SoundState>(() => {
  if (!unlocked.value) return { kind: 'off' };
  const leftMs = mutedUntil.value - now.value;
  return leftMs > 0 ? { kind: 'muted', leftMs } : { kind: 'on' };
});

/** One tap: off becomes on, on becomes muted for half an hour, muted becomes on. */
export async function pressSound(): Promise<void> {
  switch (sound.peek().kind) {
    case 'off':
      unlocked.value = await unlock();
      if (unlocked.value) play('warning');
      return;
    case 'on':
      mutedUntil.value = now.peek() + MUTE_MS_MAX;
      return;
    case 'muted':
      mutedUntil.value = 0;
  }
}

/** A kiosk browser may let us sound without a tap. */
export async function tryUnlock(): Promise<void> {
  if (navigator.userActivation?.hasBeenActive || !unlocked.peek()) unlocked.value = await unlock();
}

/** To be told every second, and whenever the alerts change. */
export function soundFor(alerts: Iterable<AlertView>): void {
  const waiting = [...alerts].filter((alert) => alert.state === 'open');
  if (sound.peek().kind === 'off') return;
  const next = due(state, waiting, now.peek(), sound.peek().kind === 'muted');
  state = next.state;
  if (next.tone) play(next.tone);
}
