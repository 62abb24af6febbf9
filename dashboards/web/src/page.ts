/** The page's address: which screen, which site, which language. The URL holds the view. */
import { computed, signal } from '@preact/signals';

const address = signal(new URL(location.href));
addEventListener('popstate', () => {
  address.value = new URL(location.href);
});

export type Screen =
  | 'board'
  | 'gate'
  | 'sign-in'
  | 'unit'
  | 'trips'
  | 'outbox'
  | 'phone'
  | 'trip'
  | 'handoff';
/** Screens that stand for themselves; a unit's page and a trip's have their id in the path. */
export type PlainScreen = Exclude<Screen, 'unit' | 'trip' | 'handoff'>;
const PATHS: Record<PlainScreen, string> = {
  board: '/',
  gate: '/quet',
  'sign-in': '/dang-nhap',
  trips: '/chuyen',
  outbox: '/hop-thu-di',
  phone: '/may-nay',
};
const UNIT_PATH = /^\/tu\/([A-Za-z0-9_-]{1,64})$/;
/** `-` stands for no trip yet: a handoff that begins with the giver's code. */
const TRIP_PATH = /^\/chuyen\/([A-Za-z0-9_-]{1,64})(\/ban-giao)?$/;
/** What only a unit's page has in its query: the length of its chart, and where it ends. */
const UNIT_QUERY = ['khoang', 'den'];

/** Whose page this is; null on every other screen. */
export const unitId = computed(() => UNIT_PATH.exec(address.value.pathname.replace(/\/+$/, ''))?.[1] ?? null);

const path = computed(() => address.value.pathname.replace(/\/+$/, ''));
/** Which trip; null on every other screen. */
export const tripId = computed(() => TRIP_PATH.exec(path.value)?.[1] ?? null);

export const screen = computed<Screen>(() => {
  if (unitId.value !== null) return 'unit';
  const trip = TRIP_PATH.exec(path.value);
  if (trip !== null) return trip[2] === undefined ? 'trip' : 'handoff';
  const plain = Object.entries(PATHS).find(([, each]) => each === path.value);
  return (plain?.[0] as PlainScreen | undefined) ?? 'board';
});
/** Pages that work without the service. */
export const isTripScreen = computed(() =>
  ['trips', 'trip', 'handoff', 'outbox', 'phone'].includes(screen.value),
);
/** This screen as `next` names it, to come back to after signing in; null for the one that everybody lands on. */
export const nextHere = computed(() => (screen.value === 'board' ? null : path.value.slice(1)));

export const queryValue = (name: string): string | null => address.value.searchParams.get(name);

/** The address of another screen. Language stays; the gate takes the board's site, but not the other way round. */
export function hrefOf(to: PlainScreen): string {
  const url = new URL(address.value);
  url.pathname = PATHS[to];
  url.searchParams.delete('next');
  if (to !== 'sign-in') for (const name of UNIT_QUERY) url.searchParams.delete(name);
  if (to === 'board' && screen.value === 'gate') url.searchParams.delete('site');
  return url.pathname + url.search;
}

export function go(to: PlainScreen, extra: Record<string, string | null> = {}): void {
  const url = new URL(hrefOf(to), location.href);
  put(url, extra);
  visit(url);
}

/** The address of a unit's own page; the board's site stays, to go back to. */
export function hrefOfUnit(id: string): string {
  const url = new URL(address.value);
  url.pathname = `/tu/${id}`;
  url.searchParams.delete('next');
  return url.pathname + url.search;
}

export function goToUnit(id: string): void {
  visit(new URL(hrefOfUnit(id), location.href));
}

/** The address of a trip or of its handoff. */
export function hrefOfTrip(id: string, part: '' | '/ban-giao' = ''): string {
  const url = new URL(address.value);
  url.pathname = `/chuyen/${id}${part}`;
  for (const name of ['next', 'site', ...UNIT_QUERY]) url.searchParams.delete(name);
  return url.pathname + url.search;
}

export function goToTrip(id: string, part: '' | '/ban-giao' = ''): void {
  visit(new URL(hrefOfTrip(id, part), location.href));
}

/** To a screen named by `nextHere`; anything else is the board. */
export function goToNext(next: string): void {
  const url = new URL(address.value);
  const wanted = `/${next}`;
  const isKnown =
    UNIT_PATH.test(wanted) || TRIP_PATH.test(wanted) || Object.values(PATHS).some((each) => each === wanted);
  url.pathname = isKnown ? wanted : PATHS.board;
  url.searchParams.delete('next');
  visit(url);
}

function visit(url: URL): void {
  history.pushState(null, '', url);
  address.value = url;
  scrollTo(0, 0);
}

/** Follows a link inside the page, unless the person wants it in another tab. */
export function followLink(event: MouseEvent, visitIt: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  visitIt();
}

/** Changes query values without a new history entry. */
export function setQuery(values: Record<string, string | null>): void {
  const url = new URL(address.value);
  put(url, values);
  history.replaceState(null, '', url);
  address.value = url;
}

function put(url: URL, values: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
}
