/**
 * Brings back the world from the store: documents first, then the readings that are still in the journal, then the courses of
 * units and of parcels that live, and last what the units' probes measured: what is kept of it, or all of it once more. Courses
 * come first, so that a unit's readings are led once, under every limit that is asked for. Every consequence was committed with
 * its cause; what follows from the time that passed is judged by the keeper.
 */
import { devicesByUnit } from '../fleet/places.ts';
import { DOCUMENTS, type Store } from '../store/store.ts';
import { decodeBatch } from '../telemetry/journal.ts';
import { asReadings } from '../telemetry/tail.ts';
import { placementEnd } from '../thermal/standing.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { History, ProbeDocument } from './history.ts';
import type { Intake } from './intake.ts';
import type { Judging } from './judging.ts';
import type { KeptTracks } from './kept-tracks.ts';
import type { Packing } from './packing.ts';
import type { Documents, Province } from './province.ts';
import { courseOfParcel } from './resting.ts';
import { parcelSubject } from './subjects.ts';

const ENTRIES_PER_READ = 500;
const DOCUMENTS_PER_READ = 2_000;

export async function recover(
  province: Province,
  history: History,
  judging: Judging,
  intake: Intake,
  packing: Packing,
  kept: KeptTracks,
  store: Store,
  now: UtcMs,
  done: (part: string) => void,
): Promise<void> {
  for (const kind of DOCUMENTS) {
    if (kind === 'probe' || kind === 'unit_note' || kind === 'book_entry') continue;
    if (kind === 'parcel') {
      await recoverParcels(province, judging, store);
      continue;
    }
    for (const { id, doc } of await store.documents(kind))
      province.set(kind, id, doc as Documents[typeof kind]);
  }
  const probes = (await store.documents('probe')).map(({ doc }) => doc as ProbeDocument);
  for (const doc of probes.sort((a, b) => a.number - b.number)) {
    history.restore(doc);
    // When all was packed the journal is empty, and its numbers go on from there all the same.
    packing.journal = Math.max(packing.journal, doc.packedJournal);
  }
  done('Documents');
  await replay(history, intake, packing, store);
  done('Journal');

  for (const [device, counters] of intake.sorting.counters) {
    const told = province.meta.get(`gaps/${device}`);
    if (told !== undefined) counters.recall(JSON.parse(told) as [number, number][]);
  }

  for (const unit of province.units.values()) await judging.declareOwn(unit);
  judging.resting.makeRoom();
  // Nothing measured is known yet that would have to be read for them.
  for (const parcel of province.parcels.allLiving())
    judging.engine.setCourse(parcelSubject(parcel.id), courseOfParcel(parcel, province));
  done('Courses');
  await kept.restore(store);
  const byUnit = devicesByUnit(province.devices.values());
  for (const unit of province.units.values()) {
    const restored = await judging.declareUnit(unit, byUnit.get(unit.id) ?? [], (...of) => kept.find(...of));
    for (const probe of restored.keys()) await leadOn(probe, unit.id, history, judging);
    if (judging.engine.probes(unit.id).length > 0) intake.unremembered.add(unit.id);
    history.forget();
  }
  kept.begun();
  done('Readings');
  for (const e of province.evidence.values())
    judging.engine.addEvidence(e.unit, [judging.corrections.evidence(e)]);
  for (const { id } of province.parcels.allLiving()) judging.held.note(id, now);
}

/** In the order in which they came, which is how they lie on the disk. */
async function recoverParcels(province: Province, judging: Judging, store: Store): Promise<void> {
  for (let after = 0; ; ) {
    const texts = await store.documentTexts('parcel', after, DOCUMENTS_PER_READ);
    for (const { number, id, text } of texts) {
      judging.resting.expect(province.restoreParcel(id, text));
      after = number;
    }
    if (texts.length < DOCUMENTS_PER_READ) return;
  }
}

/** What came since a probe was packed, after what is kept of the packed. */
async function leadOn(probe: string, unit: string, history: History, judging: Judging): Promise<void> {
  const { engine, corrections } = judging;
  const log = history.find(probe);
  if (log === undefined) return;
  const placements = engine.placements(unit).find((one) => one.probe === probe)?.placements ?? [];
  const newer = asReadings(log.tail.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));
  const here = newer.filter(({ at }) => placementEnd(placements, at) !== null);
  if (here.length === 0) return;
  const judged = corrections.judged(log.key, here);
  await history.load(log, engine.wantsFor(unit, log.key, judged));
  engine.insert(unit, log.key, judged);
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
