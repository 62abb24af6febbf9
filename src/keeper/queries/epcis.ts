/** Questions of partners: the ledger as EPCIS events, and what became of a capture. */
import { createHash } from 'node:crypto';
import { EpcisLog } from '../../epcis/log.ts';
import type { EpcisQuery } from '../../epcis/query.ts';
import type { Measured, Places, Row } from '../../epcis/types.ts';
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Store } from '../../store/store.ts';
import { type CaptureJob, jobKey } from '../captures.ts';
import type { EventDocument } from '../custody-book.ts';
import { measuredOf } from './measured.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type View } from './view.ts';

/** One log per store: what it learned on the way through the ledger serves the next question. */
const logs = new WeakMap<Store, EpcisLog>();

/** However long the way through the ledger is, others have their turn on it. */
export async function* epcisEvents(view: View, query: EpcisQuery): InTurns<Decision<unknown>> {
  const { store, actor, province } = view;
  const log =
    logs.get(store) ??
    new EpcisLog({
      rows: async (after, limit) =>
        (await store.ledgerPage(after, limit)) as readonly (Row & { leaf: string })[],
      size: () => store.ledgerSize(),
      countsFrom: (event) => countsFrom(province.custody.events.get(event)),
    });
  logs.set(store, log);
  const whole = inPlace(actor, null, province.tree);
  const known = new Map<string, Promise<Measured | null>>();
  const steps = log.page(query, {
    places: placesOf(view),
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    sees: (sites) => whole || sites.some((site) => inPlace(actor, site, province.tree)),
    measured: (measure) => {
      // One fridge that fails puts hundreds of parcels on hold for the same readings.
      const key = JSON.stringify(measure);
      const found = known.get(key) ?? measuredOf(view, measure);
      known.set(key, found);
      return found;
    },
  });
  const pace = new Pace();
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    yield* pace.rest();
  }
}

/**
 * An event that never counted only waits. One that was found untrue may have counted before: it is told, and that it is
 * not true is told as well.
 */
function countsFrom(event: EventDocument | undefined): number | null {
  const never =
    event !== undefined &&
    event.refused !== null &&
    event.overturned === undefined &&
    event.refused.code !== 'EVENT_FOUND_UNTRUE';
  return never ? null : (event?.countedSeq ?? 0);
}

/** Whose it is, or who looks after the whole province. */
export function captureJob(view: View, id: string): Decision<unknown> {
  const kept = view.province.meta.get(jobKey(id));
  if (kept === undefined) return missing('CAPTURE', id);
  const { by, ...job } = JSON.parse(kept) as CaptureJob;
  if (by !== view.actor.username && !inPlace(view.actor, null, view.province.tree))
    return missing('CAPTURE', id);
  return accept(job);
}

function placesOf({ province }: View): Places {
  let known: ReadonlyMap<string, readonly string[]> | null = null;
  const devicesOf = (unit: string): readonly string[] => {
    known ??= devicesByUnit(province);
    return known.get(unit) ?? [];
  };
  return {
    zone: province.zone,
    siteOf: (unit, at) => siteOfUnit(province.units.get(unit), at),
    deviceIn: (unit, at) =>
      devicesOf(unit).find((id) => unitOfDevice(province.devices.get(id), at) === unit) ?? null,
    isBox: (unit) => province.units.get(unit)?.kind === 'transport-box',
  };
}

/** Every device that ever sat in a unit, in the order of their ids. */
function devicesByUnit({ devices }: View['province']): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, placements } of devices.values())
    for (const unit of new Set(placements.map((placement) => placement.unit)))
      if (unit !== null) found.set(unit, [...(found.get(unit) ?? []), id].sort());
  return found;
}
