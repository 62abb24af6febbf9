/** The live feed over a WebSocket: carries out what `feed.ts` decides and publishes the picture as signals. */
import { computed, signal } from '@preact/signals';
import type { LiveDelta } from '../api/views.ts';
import { now, serviceNow, setClock } from './clock.ts';
import { type FeedEffect, type FeedEvent, START, step } from './feed.ts';
import type { LiveFrame } from './picture.ts';

/** A connection that has not brought its snapshot by then has failed. */
const CONNECT_MS = 6_000;
/** With no frame for this long, a fresh snapshot shows whether the line is dead or the province only quiet. */
const QUIET_MS = 45_000;
/** A break shorter than this is not worth a red bar. */
const FORGIVEN_MS = 2_000;
const RESTORED_NOTE_MS = 5_000;

const feed = signal(START);

export const picture = computed(() => feed.value.picture);
/** Since when the figures may be old, or null. */
export const lostSince = computed(() => {
  const { lostAt } = feed.value;
  return lostAt !== null && now.value - lostAt > FORGIVEN_MS ? lostAt : null;
});
/** When the last loss ended; changes with every recovery, so that what was missed can be asked for. */
export const connectedSince = computed(() => feed.value.restoredAt);
export const justRestored = computed(() => {
  const { restoredAt, phase } = feed.value;
  return phase === 'live' && restoredAt !== null && now.value - restoredAt < RESTORED_NOTE_MS;
});

type Listener = (news: LiveDelta | 'snapshot' | 'lost') => void;
const listeners = new Set<Listener>();

/** Hears of every frame, and of a lost connection, the moment it happens. Returns the way to stop. */
export function onFrame(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let socket: WebSocket | null = null;
let site: string | null = null;
let running = false;
let deadline: ReturnType<typeof setTimeout> | undefined;
let onUnreachable: () => void = () => {};

/** Begins, or begins again for another site. `whenClosed` may look whether the session still stands. */
export function follow(wantedSite: string | null, whenClosed: () => void): void {
  onUnreachable = whenClosed;
  if (running && site === wantedSite) return;
  site = wantedSite;
  running = true;
  feed.value = START;
  happen({ type: 'start' });
}

export function unfollow(): void {
  running = false;
  drop();
  clearTimeout(deadline);
  feed.value = START;
}

function happen(event: FeedEvent): void {
  const { state, effects } = step(feed.peek(), event, Math.random());
  feed.value = state;
  for (const effect of effects) carryOut(effect);
}

function carryOut(effect: FeedEffect): void {
  if (effect.type === 'connect') connect();
  else wait(effect.ms, { type: 'retry' });
}

function wait(ms: number, event: FeedEvent): void {
  clearTimeout(deadline);
  deadline = setTimeout(() => running && happen(event), ms);
}

function drop(): void {
  const former = socket;
  socket = null;
  former?.close();
}

function connect(): void {
  drop();
  const url = new URL('/api/v1/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (site !== null) url.searchParams.set('site', site);
  const mine = new WebSocket(url);
  socket = mine;
  const fail = (): void => {
    if (socket !== mine) return;
    drop();
    happen({ type: 'closed', at: serviceNow() });
    onUnreachable();
    for (const listener of listeners) listener('lost');
  };
  clearTimeout(deadline);
  deadline = setTimeout(fail, CONNECT_MS);
  mine.addEventListener('close', fail);
  mine.addEventListener('message', (message) => {
    if (socket === mine) receive(String(message.data));
  });
}

function receive(text: string): void {
  const frame = JSON.parse(text) as LiveFrame;
  if (frame.type !== 'snapshot' && frame.type !== 'delta') return;
  setClock(frame.serverTime);
  happen({ type: 'frame', frame, at: serviceNow() });
  if (feed.peek().phase !== 'live') return;
  wait(QUIET_MS, { type: 'refresh' });
  for (const listener of listeners) listener(frame.type === 'snapshot' ? 'snapshot' : frame);
}

document.addEventListener('visibilitychange', () => {
  if (running && document.visibilityState === 'visible') happen({ type: 'refresh' });
});
// The browser's word on the network is a hint, not the truth (a service on the same machine needs none), and an open
// socket may stay silent for long after the cable is gone: either way a new connection shows how things stand.
for (const hint of ['online', 'offline']) {
  addEventListener(hint, () => {
    if (running) happen({ type: 'refresh' });
  });
}
