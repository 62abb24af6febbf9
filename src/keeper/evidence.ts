/**
 * Takes in what a logger file says: its readings join the device's history, its day records become interval evidence. The
 * same file twice, or two overlapping ones, change nothing the second time.
 */
import { placementsIn, unitOfDevice } from '../fleet/places.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import { encodeBatch, type JournalReading } from '../telemetry/journal.ts';
import { isPlausible } from '../telemetry/measured.ts';
import { lookBack } from '../thermal/track.ts';
import type { Evidence, Placement, Reading, UtcMs } from '../thermal/types.ts';
import type { Done } from './commands/turn.ts';
import type { Draft } from './draft.ts';
import { documentOf, type History } from './history.ts';
import type { Judging } from './judging.ts';
import type { Command, ImportedEvidence } from './protocol.ts';
import type { Province } from './province.ts';

const toMilli = (celsius: number): number => Math.round(celsius * 1000);

/** What an import did. `parcels` were in the unit during the time the file speaks of. */
export type Imported = {
  readonly unit: string;
  readonly device: string;
  /** Newly stored; what was known before is not counted. */
  readonly readings: number;
  readonly evidence: number;
  /** Of `readings`: no temperature a sensor can have measured; kept as faults. */
  readonly implausible: number;
  /** Left out: measured while the device was not in this unit, or ahead of the service's clock. */
  readonly left: number;
  readonly parcels: readonly string[];
};

/** Refuses `UNIT_UNKNOWN`, `DEVICE_UNKNOWN`, and `DEVICE_NOT_IN_UNIT` where nothing was measured in that unit. */
export async function importEvidence(
  command: Extract<Command, { type: 'evidence.import' }>,
  province: Province,
  history: History,
  judging: Judging,
  draft: Draft,
): Promise<Decision<Done>> {
  const unit = province.units.get(command.unit);
  const device = province.devices.get(command.device);
  if (unit === undefined)
    return refuse('UNIT_UNKNOWN', `No such unit: ${command.unit}`, { id: command.unit });
  if (device === undefined)
    return refuse('DEVICE_UNKNOWN', `No such device: ${command.device}`, { id: command.device });
  const placements = placementsIn(unit, [device]).get(device.id) ?? [];
  const placed = command.readings.filter((r) => unitOfDevice(device, r.at) === unit.id && r.at <= draft.now);
  const records = command.evidence.flatMap((e) => insidePlacements(e, placements, draft.now));
  const asked = command.readings.length + command.evidence.length;
  if (placed.length + records.length === 0 && asked > 0)
    return refuse(
      'DEVICE_NOT_IN_UNIT',
      `Cannot import: ${device.id} was never in ${unit.id} when it measured`,
      { device: device.id, unit: unit.id },
    );
  draft.begun = true;
  const journal: JournalReading[] = [];
  let implausible = 0;
  let since = Number.POSITIVE_INFINITY;
  for (const [probe, readings] of Map.groupBy(placed, (r) => r.probe)) {
    const { log, made } = history.log(device.id, probe);
    if (made) {
      draft.put('probe', String(log.number), documentOf(log));
      judging.declareProbe(device, log.key);
    }
    const first = readings.reduce((least, r) => Math.min(least, r.at), Number.POSITIVE_INFINITY);
    await history.load(log, lookBack(first, unit.maxGap));
    const fresh: Reading[] = [];
    for (const { at, celsius } of readings) {
      const measured = celsius === null ? null : toMilli(celsius);
      const milli = measured !== null && isPlausible(measured) ? measured : null;
      const kept = history.add(log, { at, milli, receivedAt: draft.now, extras: null });
      if (kept === null) continue;
      if (milli !== measured) {
        implausible++;
        const detail = `imported ${command.source.slice(0, 64)} celsius ${celsius}`;
        draft.rejected.push({
          device: device.id,
          receivedAt: draft.now,
          at,
          reason: 'CELSIUS_IMPLAUSIBLE',
          detail,
        });
      }
      fresh.push({ at, milli });
      journal.push({ probe: log.number, ...kept });
    }
    fresh.sort((a, b) => a.at - b.at);
    if (fresh.length === 0) continue;
    await judging.prepare(unit.id, judging.engine.changesFrom(unit.id, log.key, first));
    const judged = judging.corrections.judged(log.key, fresh);
    since = Math.min(since, judging.engine.insert(unit.id, log.key, judged));
  }
  if (journal.length > 0) draft.journal = encodeBatch(journal, []);
  const added = records.flatMap((e) => {
    const id = `${unit.id}/${device.id}/${e.from}/${e.to}/${e.minCelsius}/${e.maxCelsius}`;
    if (province.evidence.has(id)) return [];
    const evidence: Evidence = {
      from: e.from,
      to: e.to,
      min: toMilli(e.minCelsius),
      max: toMilli(e.maxCelsius),
      beyond: e.beyond.map((b) => ({
        side: b.side,
        limit: toMilli(b.limitCelsius),
        duration: b.seconds * 1000,
      })),
      source: command.source,
    };
    const kept = { ...evidence, id, unit: unit.id, device: device.id };
    draft.put('evidence', id, kept);
    return [judging.corrections.evidence(kept)];
  });
  since = added.reduce((least, e) => Math.min(least, e.from), since);
  await judging.prepare(unit.id, since);
  judging.engine.addEvidence(unit.id, added);
  draft.units.add(unit.id);
  const left = command.readings.length - placed.length + leftOut(command.evidence, records);
  const counts = { readings: journal.length, evidence: added.length, implausible, left };
  const parcels = presentDuring(province, unit.id, placed, records);
  return accept({
    value: (): Imported => ({ unit: unit.id, device: device.id, ...counts, parcels }),
    subjects: since < Number.POSITIVE_INFINITY ? judging.touchedBy(unit.id, since) : [],
  });
}

/** A day record counts for the time in which the device was in the unit, and for none that is still to come. */
function insidePlacements(
  record: ImportedEvidence,
  placements: readonly Placement[],
  now: UtcMs,
): ImportedEvidence[] {
  if (record.from >= now) return [];
  return placements.flatMap((p) => {
    const from = Math.max(record.from, p.from);
    const to = Math.min(record.to, p.to ?? record.to);
    return from < to ? [{ ...record, from, to }] : [];
  });
}

/** Records of which no part was taken. */
function leftOut(asked: readonly ImportedEvidence[], taken: readonly ImportedEvidence[]): number {
  return asked.filter((e) => !taken.some((t) => t.from < e.to && t.to > e.from)).length;
}

function presentDuring(
  province: Province,
  unit: string,
  readings: readonly { readonly at: UtcMs }[],
  records: readonly ImportedEvidence[],
): string[] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const r of readings) {
    from = Math.min(from, r.at);
    to = Math.max(to, r.at);
  }
  for (const e of records) {
    from = Math.min(from, e.from);
    to = Math.max(to, e.to);
  }
  return province.visitors
    .since(unit, from)
    .filter((id) =>
      province.parcels
        .get(id)
        ?.stays.some((s) => s.unit === unit && s.from <= to && (s.to === null || s.to > from)),
    );
}
