/** The code in front of the gate: asked at once, then kept up to date by the live feed, every 5 s, and at its end. */
import { batch, computed, signal } from '@preact/signals';
import { call } from '../api/http.ts';
import type { EligibilityView } from '../api/views.ts';
import { now } from '../live/clock.ts';
import { onFrame } from '../live/connection.ts';
import { newId } from '../trip/uuid.ts';
import { shownByList } from './by-list.ts';
import { isFresh, list, refresh } from './list.ts';
import { type Answered, askAgainIn, type NoAnswer, shownVerdict } from './verdict.ts';

/** `id`: of this scan; `how` it came in. */
export type Question = {
  readonly id: string;
  readonly barcode: string;
  readonly site: string;
  readonly how: 'camera' | 'scanner' | 'typed';
};

/** Without an answer by then the gate says so. */
const ANSWER_MS = 4_000;
/** So long the service alone may answer; then the list does, until the service has. */
const PATIENCE_MS = 200;
/** Readings stream in; what they may change is asked for at most this often. A hold is asked for at once. */
const READINGS_MS = 1_000;

const asked = signal<Question | null>(null);
const answered = signal<Answered | null>(null);
const failed = signal<NoAnswer | null>(null);

export const question = computed(() => asked.value);
/** What the service said instead of an answer. */
export const refusal = computed(() => failed.value?.said ?? null);
const isListsTurn = signal(false);
/** What the signed list says of it; null while the service may still answer in time, and without a list. */
const listed = computed(() => {
  const current = asked.value;
  const one = list.value;
  if (current === null || one === null || !isListsTurn.value || one.site !== current.site) return null;
  return now.value > 0 ? shownByList(one, current.barcode, Date.now()) : null;
});
/** The service could not be asked the last time. */
export const isAway = computed(() => failed.value !== null);
/** Looked at anew with every tick of the clock, for a lease runs out by itself. */
export const shown = computed(() =>
  now.value > 0 ? shownVerdict(answered.value, failed.value, Date.now(), listed.value) : null,
);

let turn = 0;
let inFlight: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let patience: ReturnType<typeof setTimeout> | undefined;
let lastAskedAt = 0;

export function askAbout(barcode: string, site: string, how: Question['how']): void {
  batch(() => {
    answered.value = null;
    failed.value = null;
    isListsTurn.value = false;
    asked.value = { id: newId(), barcode, site, how };
  });
  clearTimeout(patience);
  patience = setTimeout(() => {
    isListsTurn.value = true;
  }, PATIENCE_MS);
  void ask();
}

export function forget(): void {
  turn++;
  inFlight?.abort();
  clearTimeout(timer);
  clearTimeout(patience);
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
  const answer = await call<EligibilityView>(
    `/eligibility?${new URLSearchParams({ barcode: current.barcode, site: current.site })}`,
    {
      signal: inFlight.signal,
      timeoutMs: ANSWER_MS,
    },
  );
  if (mine !== turn) return;
  if (answer.ok) {
    answered.value = { view: answer.value, askedAt };
    failed.value = null;
  } else {
    // The age of the list then says that it cannot be fetched either.
    if (answer.status === 0 && isFresh.peek() !== false) void refresh();
    // Without an answer the list need not wait any longer.
    batch(() => {
      isListsTurn.value = true;
      failed.value = { said: answer.said };
    });
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
