/**
 * Brings back the world from the store: documents first, then the readings that are still in the journal, then the engine's
 * courses. Every consequence was committed with its cause; what follows from the time that passed is judged by the keeper.
 */
import { devicesByUnit } from '../fleet/places.ts';
import { DOCUMENTS, type Store } from '../store/store.ts';
import { decodeBatch } from '../telemetry/journal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { History, ProbeDocument } from './history.ts';
import type { Intake } from './intake.ts';
import type { Judging } from './judging.ts';
import type { Packing } from './packing.ts';
import type { Documents, Province } from './province.ts';

const ENTRIES_PER_READ = 500;
const DAY = 86_400_000;

export async function recover(
  province: Province,
  history: History,
  judging: Judging,
  intake: Intake,
  packing: Packing,
  store: Store,
  now: UtcMs,
): Promise<void> {
  for (const kind of DOCUMENTS) {
    if (kind === 'probe' || kind === 'unit_note' || kind === 'book_entry') continue;
    for (const { id, doc } of await store.documents(kind))
      province.set(kind, id, doc as Documents[typeof kind]);
  }
  const probes = (await store.documents('probe')).map(({ doc }) => doc as ProbeDocument);
  for (const doc of probes.sort((a, b) => a.number - b.number)) {
    history.restore(doc);
    // When all was packed the journal is empty, and its numbers go on from there all the same.
    packing.journal = Math.max(packing.journal, doc.packedJournal);
  }
  await replay(history, intake, packing, store);

  for (const [device, counters] of intake.sorting.counters) {
    const told = province.meta.get(`gaps/${device}`);
    if (told !== undefined) counters.recall(JSON.parse(told) as [number, number][]);
  }

  const byUnit = devicesByUnit(province.devices.values());
  for (const unit of province.units.values()) {
    await judging.declareUnit(unit, byUnit.get(unit.id) ?? []);
    for (const { probe } of judging.engine.probes(unit.id)) {
      const log = history.find(probe);
      if (log !== undefined)
        intake.remember(unit.id, log, history.kept(log, now - DAY, Number.POSITIVE_INFINITY));
    }
    history.forget();
  }
  for (const e of province.evidence.values())
    judging.engine.addEvidence(e.unit, [judging.corrections.evidence(e)]);
  for (const parcel of province.parcels.values()) {
    await judging.declareParcel(parcel);
    judging.held.note(parcel.id, now);
    history.forget();
  }
}

async function replay(history: History, intake: Intake, packing: Packing, store: Store): Promise<void> {
  let total = 0;
  for (let after = 0; ; ) {
    const entries = await store.journal(after, ENTRIES_PER_READ);
    for (const { id, blob } of entries) {
      const { readings, counters } = decodeBatch(blob);
      for (const reading of readings) {
        const log = history.byNumber(reading.probe);
        if (log === undefined || id <= log.packedJournal) continue;
        log.tail.add(reading);
        if (!log.doubtful) intake.latestAccepted = Math.max(intake.latestAccepted, reading.at);
        total++;
      }
      for (const c of counters) {
        const device = history.byNumber(c.probe)?.device;
        if (device !== undefined)
          intake.sorting.noteCounter(device, c.boot, c.seq, Date.UTC(2000, 0), c.print ?? 0);
      }
      after = id;
    }
    packing.journal = Math.max(packing.journal, after);
    if (entries.length < ENTRIES_PER_READ) break;
  }
  packing.unpacked = total;
}
