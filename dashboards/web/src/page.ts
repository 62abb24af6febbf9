/** The page's address: which screen, which site, which language. The URL holds the view. */
import { computed, signal } from '@preact/signals';

const address = signal(new URL(location.href));
addEventListener('popstate', () => {
  address.value = new URL(location.href);
});

export type Screen = 'board' | 'gate' | 'sign-in';
const PATHS: Record<Screen, string> = { board: '/', gate: '/quet', 'sign-in': '/dang-nhap' };

export const screen = computed<Screen>(() => {
  const path = address.value.pathname.replace(/\/+$/, '');
  return path === PATHS.gate ? 'gate' : path === PATHS['sign-in'] ? 'sign-in' : 'board';
});

export const queryValue = (name: string): string | null => address.value.searchParams.get(name);

/** The address of another screen. Language stays; the gate takes the board's site, but not the other way round. */
export function hrefOf(to: Screen): string {
  const url = new URL(address.value);
  url.pathname = PATHS[to];
  url.searchParams.delete('next');
  if (to === 'board' && screen.value === 'gate') url.searchParams.delete('site');
  return url.pathname + url.search;
}

export function go(to: Screen, extra: Record<string, string | null> = {}): void {
  const url = new URL(hrefOf(to), location.href);
  put(url, extra);
  history.pushState(null, '', url);
  address.value = url;
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
