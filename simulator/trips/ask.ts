/** Reads over HTTP what a running service has on record of the trips, as anybody could. */
import type { Holder } from '../../src/custody/types.ts';
import type { Api } from '../api.ts';
import type { Blame, CustodyRecord, HandoffRecord, ParcelRecord } from './record.ts';

type FoundParcel = { id: string; parent: string | null };
type FoundDetail = FoundParcel & {
  doses: number;
  holds: { kind: string; state: string }[];
  excursions: { id: string; rule: string; start: string }[];
  custody: {
    holder: Holder | null;
    possessions: { holder: Holder; from: string; to: string | null }[];
    conflicts: { events: string[] }[];
    attributions: { excursion: string; segments: { holder: Holder; from: string; to: string }[] }[];
  };
};
type FoundHandoff = {
  id: string;
  state: string;
  discrepancies: { kind: string; parcel?: string; unit?: string; doses?: number }[];
};

export type Asked = CustodyRecord & { readonly blame: readonly Blame[] };

/** @param origins the parcels that were to go; what was counted away from them is found by itself */
export async function ask(api: Api, origins: ReadonlySet<string>): Promise<Asked> {
  const all = await api.all<FoundParcel>('/parcels?limit=1000');
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const originOf = (id: string): string => {
    const parent = parents.get(id) ?? null;
    return parent === null ? id : originOf(parent);
  };
  const parcels = new Map<string, ParcelRecord>();
  const blame: Blame[] = [];
  for (const { id } of all) {
    const origin = originOf(id);
    if (!origins.has(origin)) continue;
    const found = await api.get<FoundDetail>(`/parcels/${encodeURIComponent(id)}`);
    parcels.set(id, recordOf(found, origin));
    blame.push(...blameOf(found));
  }
  const handoffs = await api.all<FoundHandoff>('/handoffs?limit=1000');
  const shipments = await api.all<{ id: string; state: string }>('/shipments?limit=1000');
  return {
    parcels,
    blame,
    handoffs: new Map(handoffs.map((handoff) => [handoff.id, handoffOf(handoff)])),
    shipments: new Map(shipments.map(({ id, state }) => [id, state])),
  };
}

function recordOf({ id, doses, holds, custody }: FoundDetail, origin: string): ParcelRecord {
  return {
    id,
    origin,
    doses,
    chain: custody.possessions.map(({ holder, from }) => ({ holder, from: Date.parse(from) })),
    conflicted: custody.conflicts.length > 0,
    held: holds.some(({ kind, state }) => kind === 'custody' && state === 'open'),
  };
}

function blameOf({ id, excursions, custody }: FoundDetail): Blame[] {
  return excursions.map((excursion) => {
    const segments = custody.attributions.find((one) => one.excursion === excursion.id)?.segments ?? [];
    return {
      parcel: id,
      rule: excursion.rule,
      start: Date.parse(excursion.start),
      segments: segments.map(({ holder, from, to }) => ({
        holder,
        from: Date.parse(from),
        to: Date.parse(to),
      })),
    };
  });
}

function handoffOf({ id, state, discrepancies }: FoundHandoff): HandoffRecord {
  const lines = discrepancies.map(({ kind, parcel, unit, doses }) => {
    if (kind === 'seal') return `seal ${unit}`;
    return kind === 'missing' || kind === 'refused' ? `${kind} ${parcel} ${doses}` : `${kind} ${parcel}`;
  });
  return { id, state, discrepancies: lines.sort() };
}
