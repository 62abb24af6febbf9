/** The page's address: which screen, which site, which language. The URL holds the view. */
import { computed, signal } from '@preact/signals';

const address = signal(new URL(location.href));
addEventListener('popstate', () => {
  address.value = new URL(location.href);
});

export type Screen = 'board' | 'gate' | 'sign-in' | 'unit';
/** Screens that stand for themselves; a unit's page has its id in the path. */
export type PlainScreen = Exclude<Screen, 'unit'>;
const PATHS: Record<PlainScreen, string> = { board: '/', gate: '/quet', 'sign-in': '/dang-nhap' };
const UNIT_PATH = /^\/tu\/([A-Za-z0-9_-]{1,64})$/;
/** What only a unit's page has in its query: the length of its chart, and where it ends. */
const UNIT_QUERY = ['khoang', 'den'];

/** Whose page this is; null on every other screen. */
export const unitId = computed(() => UNIT_PATH.exec(address.value.pathname.replace(/\/+$/, ''))?.[1] ?? null);

export const screen = computed<Screen>(() => {
  const path = address.value.pathname.replace(/\/+$/, '');
  if (unitId.value !== null) return 'unit';
  return path === PATHS.gate ? 'gate' : path === PATHS['sign-in'] ? 'sign-in' : 'board';
});

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
