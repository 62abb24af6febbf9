/** The page's address: which screen, of what, which site, which language. The URL holds the view. */
import { computed, signal } from '@preact/signals';
import {
  isOffline,
  type Params,
  type Place,
  type PlainScreen,
  pathOf,
  placeOf,
  ROUTES,
  type Screen,
} from './routes.ts';

export type { Params, PlainScreen, Screen };

const address = signal(new URL(location.href));
addEventListener('popstate', () => {
  address.value = new URL(location.href);
});

/** What every screen understands. All else in a query belongs to one screen and stays behind when it is left. */
const EVERYWHERE = ['lang', 'site'];

/** Query values to set; null takes one away. */
type Query = Record<string, string | null>;
/** A screen, the ids in its address where it has some, and its query. */
type Target<S extends Screen> = [S] extends [PlainScreen]
  ? [to: S, query?: Query]
  : S extends PlainScreen
    ? [to: S, query?: Query]
    : [to: S, params: Params<S>, query?: Query];

const place = computed<Place>(() => placeOf(address.value.pathname) ?? { screen: 'board', params: {} });
export const screen = computed<Screen>(() => place.value.screen);
/** The ids in the address, by the names that the route gives them. */
export const params = computed(() => place.value.params);
/** Changes with every screen and every id, and not with the query. */
export const path = computed(() => pathOf(place.value.screen, place.value.params));
/** Which trip; null on every other screen. */
export const tripId = computed(() =>
  ROUTES[screen.value].path.startsWith('/chuyen/:id') ? (params.value.id ?? null) : null,
);
/** Pages that work without the service. */
export const isOfflineScreen = computed(() => isOffline(screen.value));
/** This screen as `next` names it, to come back to after signing in; null for the one that everybody lands on. */
export const nextHere = computed(() => (screen.value === 'board' ? null : path.value.slice(1)));

export const queryValue = (name: string): string | null => address.value.searchParams.get(name);

/** The address of another screen. The language stays; the gate takes the board's site, but not the other way round. */
export function hrefOf<S extends Screen>(...target: Target<S>): string {
  const { pathname, search } = urlOf(target);
  return pathname + search;
}

export function go<S extends Screen>(...target: Target<S>): void {
  visit(urlOf(target));
}

/** A link to another screen inside the page: its address, and following it without loading the page again. */
export function linkTo<S extends Screen>(
  ...target: Target<S>
): { href: string; onClick: (event: MouseEvent) => void } {
  return {
    href: hrefOf<S>(...target),
    onClick: (event) => followLink(event, () => go<S>(...target)),
  };
}

function urlOf(target: readonly unknown[]): URL {
  const to = target[0] as Screen;
  const hasIds = ROUTES[to].path.includes(':');
  const ids = (hasIds ? target[1] : {}) as Record<string, string>;
  const query = ((hasIds ? target[2] : target[1]) ?? {}) as Query;
  const url = new URL(address.value);
  url.pathname = pathOf(to, ids);
  url.searchParams.delete('next');
  // Whoever signs in comes back to the very view.
  if (to !== 'sign-in')
    for (const name of [...url.searchParams.keys()])
      if (!EVERYWHERE.includes(name)) url.searchParams.delete(name);
  if (isOffline(to) || (to === 'board' && screen.value === 'gate')) url.searchParams.delete('site');
  put(url, query);
  return url;
}

/** The address of a unit's own page; the board's site stays, to go back to. */
export const hrefOfUnit = (id: string): string => hrefOf('unit', { id });
export const goToUnit = (id: string): void => go('unit', { id });

/** To a trip, or to one of the things that are done on it. */
const TRIP_PARTS = { '': 'trip', '/dong-hop': 'pack', '/do-hop': 'unpack', '/ban-giao': 'handoff' } as const;
export function goToTrip(id: string, part: keyof typeof TRIP_PARTS = ''): void {
  go(TRIP_PARTS[part], { id });
}

/** To a screen named by `nextHere`, with the query that it had; anything else is the board. */
export function goToNext(next: string): void {
  const url = new URL(address.value);
  const wanted = `/${next}`;
  url.pathname = placeOf(wanted) === null ? ROUTES.board.path : wanted;
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
export function setQuery(values: Query): void {
  const url = new URL(address.value);
  put(url, values);
  history.replaceState(null, '', url);
  address.value = url;
}

function put(url: URL, values: Query): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
}
