/** The code in front of the gate: asked at once, then kept up to date by the live feed, every 5 s, and at its end. */
import { computed, signal } from '@preact/signals';
import { call } from '../api/http.ts';
import type { EligibilityView } from '../api/views.ts';
import { now } from '../live/clock.ts';
import { onFrame } from '../live/connection.ts';
import { type Answered, askAgainIn, type NoAnswer, shownVerdict } from './verdict.ts';

export type Question = { readonly barcode: string; readonly site: string };

/** Without an answer by then the gate says so. */
const ANSWER_MS = 4_000;
/** Readings stream in; what they may change is asked for at most this often. A hold is asked for at once. */
const READINGS_MS = 1_000;

const asked = signal<Question | null>(null);
const answered = signal<Answered | null>(null);
const failed = signal<NoAnswer | null>(null);

export const question = computed(() => asked.value);
/** What the service said instead of an answer. */
export const refusal = computed(() => failed.value?.said ?? null);
/** Looked at anew with every tick of the clock, for a lease runs out by itself. */
export const shown = computed(() =>
  now.value > 0 ? shownVerdict(answered.value, failed.value, Date.now()) : null,
);

let turn = 0;
let inFlight: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastAskedAt = 0;

export function askAbout(barcode: string, site: string): void {
  answered.value = null;
  failed.value = null;
  asked.value = { barcode, site };
  void ask();
}

export function forget(): void {
  turn++;
  inFlight?.abort();
  clearTimeout(timer);
  asked.value = null;
  answered.value = null;
  failed.value = null;
}

/** Asks now; an older question still under way is dropped, so that answers never arrive in the wrong order. */
export async function ask(): Promise<void> {
  const current = asked.peek();
  if (!current) return;
  const mine = ++turn;
  inFlight?.abort();
  inFlight = new AbortController();
  clearTimeout(timer);
  const askedAt = Date.now();
  lastAskedAt = askedAt;
  const answer = await call<EligibilityView>(`/eligibility?${new URLSearchParams({ ...current })}`, {
    signal: inFlight.signal,
    timeoutMs: ANSWER_MS,
  });
  if (mine !== turn) return;
  if (answer.ok) {
    answered.value = { view: answer.value, askedAt };
    failed.value = null;
  } else {
    failed.value = { said: answer.said };
  }
  timer = setTimeout(ask, askAgainIn(answered.peek(), Date.now()));
}

onFrame((frame) => {
  if (!asked.peek()) return;
  // A lost feed is most often a lost service: better to know now than at the next turn.
  if (frame === 'snapshot' || frame === 'lost' || frame.holds.length > 0) void ask();
  else if (frame.units.length > 0 && Date.now() - lastAskedAt >= READINGS_MS) void ask();
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void ask();
});
