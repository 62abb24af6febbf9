/** Loading trips, by a press or by themselves: one after the other, and how each of them stands. */
import { signal } from '@preact/signals';
import { me } from '../../session/session.ts';
import { trips } from '../kept.ts';
import { askShipments, type Loaded, listed, loadTrip } from '../load-trip.ts';
import { fetchHandoff } from '../wizard/doors.ts';
import { dueTrips } from './due.ts';

export type LoadState = 'idle' | 'loading' | Exclude<Loaded, 'loaded'>;
const states = signal<ReadonlyMap<string, LoadState>>(new Map());
export const loadStateOf = (trip: string): LoadState => states.value.get(trip) ?? 'idle';

let isRunning = false;

export async function load(trip: string): Promise<void> {
  if (states.peek().get(trip) === 'loading') return;
  set(trip, 'loading');
  fetchHandoff();
  const outcome = await loadTrip(trip);
  set(trip, outcome === 'loaded' ? 'idle' : outcome);
}

const set = (trip: string, state: LoadState): void => {
  states.value = new Map(states.peek()).set(trip, state);
};

/** Asks what there is, then loads what is due. Nothing is loaded where the browser says that data is dear. */
export async function loadByThemselves(): Promise<void> {
  await askShipments();
  const found = listed.peek();
  const who = me.peek();
  if (isRunning || isDataDear() || found.kind !== 'ready' || who === null) return;
  isRunning = true;
  try {
    for (const trip of dueTrips(found.items, who, lastLoaded, Date.now())) {
      if (!navigator.onLine) return;
      await load(trip);
    }
  } finally {
    isRunning = false;
  }
}

const lastLoaded = (trip: string): number | undefined => trips.peek().find(({ id }) => id === trip)?.loadedAt;

function isDataDear(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
