/** Is every dose still somewhere? What came in is held, given, destroyed or missing, lot by lot and parcel by parcel. */
import type { Oracle } from './oracle.ts';
import type { Stored } from './stored.ts';

export type Doses = {
  readonly entered: number;
  readonly held: number;
  readonly given: number;
  readonly discarded: number;
  readonly missing: number;
};

export function checkDoses(
  stored: Stored,
  oracle: Oracle,
): { readonly wrong: string[]; readonly doses: Doses } {
  const wrong: string[] = [];
  const parcels = [...stored.parcels.values()];
  const received = new Map(
    stored.ledger.filter(({ type }) => type === 'parcel.received').map((one) => [String(one.parcel), one]),
  );
  for (const [id, doses] of oracle.parcels)
    if (received.get(id)?.doses !== doses)
      wrong.push(`doses: ${id} was received with ${doses} and is not there`);
  const gifts = new Map(stored.administrations.map(({ id, doses }) => [id, doses]));
  for (const [id, doses] of oracle.given)
    if (gifts.get(id) !== doses) wrong.push(`doses: ${doses} were given, and ${id} is not there`);
  for (const id of oracle.discarded)
    if (stored.parcels.get(id)?.ended?.kind !== 'discarded')
      wrong.push(`doses: ${id} was destroyed and is not`);

  const children = Map.groupBy(parcels, ({ parent }) => parent);
  const given = Map.groupBy(stored.administrations, ({ parcel }) => parcel);
  const sum = <T>(list: readonly T[] | undefined, of: (one: T) => number) =>
    (list ?? []).reduce((total, one) => total + of(one), 0);
  for (const { id, dosesInitial, doses, parent } of parcels) {
    const away = sum(children.get(id), (one) => one.dosesInitial) + sum(given.get(id), (one) => one.doses);
    if (doses < 0 || dosesInitial !== doses + away)
      wrong.push(`doses: ${id} began with ${dosesInitial}, has ${doses}, and ${away} went away`);
    if (parent === null && received.get(id)?.doses !== dosesInitial)
      wrong.push(`doses: ${id} began with ${dosesInitial}, received were ${received.get(id)?.doses}`);
  }
  const lost = new Set(
    stored.events.flatMap(({ effect }) => [
      ...(effect?.portions ?? []).filter(({ kind }) => kind === 'missing').map(({ id }) => id),
      ...(effect?.lost ?? []),
    ]),
  );
  const total = {
    entered: sum([...received.values()], (one) => Number(one.doses)),
    given: 0,
    held: 0,
    discarded: 0,
    missing: 0,
  };
  const lots = new Map([...received.values()].map(({ lot, doses }) => [String(lot), 0 * Number(doses)]));
  for (const one of received.values()) add(lots, String(one.lot), Number(one.doses));
  for (const { lot, doses } of stored.administrations) {
    total.given += doses;
    add(lots, lot, -doses);
  }
  for (const { id, lot, doses, ended } of parcels) {
    total[ended?.kind === 'discarded' ? 'discarded' : lost.has(id) ? 'missing' : 'held'] += doses;
    add(lots, lot, -doses);
  }
  for (const [lot, rest] of lots) if (rest !== 0) wrong.push(`doses: ${rest} of lot ${lot} are gone`);
  return { wrong, doses: total };
}

const add = (lots: Map<string, number>, lot: string, doses: number) =>
  lots.set(lot, (lots.get(lot) ?? 0) + doses);
