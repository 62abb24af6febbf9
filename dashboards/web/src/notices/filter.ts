/** Which messages the log shows: the filters in its address, and the question to the service that they make. Pure. */
import type { NoticeState } from '../../../../src/alerts/telling.ts';

export const STATES: readonly NoticeState[] = ['waiting', 'sending', 'sent', 'received', 'read', 'failed'];

export type Filter = {
  readonly state: NoticeState | null;
  readonly person: string | null;
  readonly alert: string | null;
};

/** What the address does not say, or says wrongly, is not narrowed. */
export function filterOf(value: (name: string) => string | null): Filter {
  return {
    state: STATES.find((state) => state === value('trang-thai')) ?? null,
    person: value('nguoi') || null,
    alert: value('canh-bao') || null,
  };
}

const PER_PAGE = 50;

export function questionOf({ state, person, alert }: Filter): string {
  const query = new URLSearchParams({ limit: String(PER_PAGE) });
  if (state !== null) query.set('state', state);
  if (person !== null) query.set('person', person);
  if (alert !== null) query.set('alert', alert);
  return `/notices?${query}`;
}
