/** What a plan is made from: places, escorts, the store's parcels, and what other trips take already. Asked of the service. */
import type { ShipmentView } from '../../../../../src/keeper/custody-views.ts';
import type { Paged, ParcelView, PersonView, SiteView } from '../../../../../src/keeper/views.ts';
import { type Answer, call } from '../../api/http.ts';

export type PlanData = {
  readonly sites: readonly SiteView[];
  readonly escorts: readonly PersonView[];
  /** Where `parcels` are; null when the person belongs to no one place and has not chosen. */
  readonly from: string | null;
  readonly parcels: readonly ParcelView[];
  readonly shipments: readonly ShipmentView[];
};

const LIMIT = 500;
/** More than any store holds; a list that never ends must not hang a phone. */
const PAGES_MOST = 20;

/** Every page of a list, or the first failure. */
async function all<T>(path: string): Promise<Answer<T[]>> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MOST; page++) {
    const query: string = `limit=${LIMIT}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer: Answer<Paged<T>> = await call(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === null) break;
  }
  return { ok: true, value: items };
}

export async function askPlanData(from: string | null): Promise<Answer<PlanData>> {
  const [sites, escorts, shipments, parcels] = await Promise.all([
    all<SiteView>('/sites'),
    all<PersonView>('/people?role=escort'),
    all<ShipmentView>('/shipments'),
    from === null
      ? { ok: true as const, value: [] }
      : all<ParcelView>(`/parcels?site=${encodeURIComponent(from)}`),
  ]);
  if (!sites.ok) return sites;
  if (!escorts.ok) return escorts;
  if (!shipments.ok) return shipments;
  if (!parcels.ok) return parcels;
  const byName = new Intl.Collator('vi').compare;
  return {
    ok: true,
    value: {
      from,
      sites: sites.value.toSorted((a, b) => byName(a.name, b.name)),
      escorts: escorts.value.toSorted((a, b) => byName(a.name, b.name)),
      shipments: shipments.value,
      // What expires first goes first.
      parcels: parcels.value
        .filter(({ ended, doses }) => ended === null && doses > 0)
        .toSorted((a, b) => byName(a.product, b.product) || a.expiry.localeCompare(b.expiry)),
    },
  };
}
