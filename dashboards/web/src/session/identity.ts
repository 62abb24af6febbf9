/** Who was last signed in on this phone, kept for pages that work without the service. The service decides at delivery. */
import { signal } from '@preact/signals';
import { remember, remembered } from '../remember.ts';

export type Identity = { username: string; name: string; roles: string[]; site: string | null };

export const kept = signal<Identity | null>(parse(remembered('identity')));

export function keepIdentity(who: Identity): void {
  kept.value = who;
  remember('identity', JSON.stringify(who));
}

export function forgetIdentity(): void {
  kept.value = null;
  remember('identity', '');
}

function parse(text: string | null): Identity | null {
  if (!text) return null;
  try {
    const { username, name, roles, site } = JSON.parse(text) as Partial<Identity>;
    return typeof username === 'string' && typeof name === 'string' && Array.isArray(roles)
      ? { username, name, roles, site: typeof site === 'string' ? site : null }
      : null;
  } catch {
    return null;
  }
}
