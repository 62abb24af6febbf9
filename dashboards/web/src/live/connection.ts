/** The live feed over a WebSocket: carries out what `feed.ts` decides and publishes the picture as signals. */
import { computed, signal } from '@preact/signals';
import type { AlertView, HoldView, LiveChanges, SiteView } from '../api/views.ts';
import { Batch } from './batch.ts';
import { now, serviceNow, setClock } from './clock.ts';
import { type FeedEffect, type FeedEvent, START, step } from './feed.ts';
import type { LiveFrame, LiveUnit, Picture } from './picture.ts';

/** A connection that does not stand by then has failed. */
const CONNECT_MS = 6_000;
/** One that stands and has not brought its snapshot by then, too: thousands of units take their time on a poor line. */
const SNAPSHOT_MS = 30_000;
/** With no frame for this long, a fresh snapshot shows whether the line is dead or the province only quiet. */
const QUIET_MS = 45_000;
/** A break shorter than this is not worth a red bar. */
const FORGIVEN_MS = 2_000;
const RESTORED_NOTE_MS = 5_000;

const NO_UNITS: ReadonlyMap<string, LiveUnit> = new Map();
const NO_ALERTS: ReadonlyMap<string, AlertView> = new Map();
const NO_HOLDS: ReadonlyMap<string, HoldView> = new Map();
const NO_SITES: readonly SiteView[] = [];

const feed = signal(START);

export const picture = computed(() => feed.value.picture);
/** Parts of the picture: who reads one of them hears nothing while only others change. */
export const units = computed((): Picture['units'] => picture.value?.units ?? NO_UNITS);
export const alerts = computed((): Picture['alerts'] => picture.value?.alerts ?? NO_ALERTS);
export const holds = computed((): Picture['holds'] => picture.value?.holds ?? NO_HOLDS);
export const sites = computed((): Picture['sites'] => picture.value?.sites ?? NO_SITES);
export const hasPicture = computed(() => picture.value !== null);
/** The picture as of the last second, for pages that count all of it. */
export const calmPicture = computed(() => {
  void now.value;
  return hasPicture.value ? picture.peek() : null;
});
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

type Listener = (news: LiveChanges | 'snapshot' | 'lost') => void;
const listeners = new Set<Listener>();

/** Hears of every frame when it has become part of the picture, and of a lost connection at once. Returns the way to stop. */
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
  batch.clear();
}

function connect(): void {
  drop();
  const url = new URL('/api/v1/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (site !== null) url.searchParams.set('site', site);
  url.searchParams.set('units', 'changes');
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
  mine.addEventListener('open', () => {
    if (socket !== mine) return;
    clearTimeout(deadline);
    deadline = setTimeout(fail, SNAPSHOT_MS);
  });
  mine.addEventListener('close', fail);
  mine.addEventListener('message', (message) => {
    if (socket === mine) receive(String(message.data));
  });
}

function receive(text: string): void {
  const frame = JSON.parse(text) as LiveFrame;
  if (frame.type !== 'snapshot' && frame.type !== 'delta') return;
  setClock(frame.serverTime);
  batch.add(frame);
}

/** Frames become the picture together, once for each time that the page is drawn. */
const batch = new Batch<LiveFrame>((frames) => {
  happen({ type: 'frames', frames, at: serviceNow() });
  if (feed.peek().phase !== 'live') return;
  wait(QUIET_MS, { type: 'refresh' });
  for (const frame of frames)
    for (const listener of listeners) listener(frame.type === 'snapshot' ? 'snapshot' : frame);
});

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
