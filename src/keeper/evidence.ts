/**
 * Takes in what a logger file says: its readings join the device's history, its day records become interval evidence. The
 * same file twice, or two overlapping ones, change nothing the second time.
 */
import { placementsIn, unitOfDevice } from '../fleet/places.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import { encodeBatch, type JournalReading } from '../telemetry/journal.ts';
import { LONGEST_STRETCH } from '../thermal/track.ts';
import type { Evidence, Reading } from '../thermal/types.ts';
import type { Done } from './commands/turn.ts';
import type { Draft } from './draft.ts';
import { documentOf, type History } from './history.ts';
import type { Judging } from './judging.ts';
import type { Command } from './protocol.ts';
import type { Province } from './province.ts';

const toMilli = (celsius: number): number => Math.round(celsius * 1000);

/** Refuses `UNIT_UNKNOWN`, `DEVICE_UNKNOWN`, and `DEVICE_NOT_IN_UNIT` where no reading was measured in that unit. */
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
  const placed = command.readings.filter((r) => unitOfDevice(device, r.at) === unit.id && r.at <= draft.now);
  if (placed.length === 0 && command.readings.length > 0)
    return refuse(
      'DEVICE_NOT_IN_UNIT',
      `Cannot import: ${device.id} was never in ${unit.id} when it measured`,
      {
        device: device.id,
        unit: unit.id,
      },
    );
  const journal: JournalReading[] = [];
  let since = Number.POSITIVE_INFINITY;
  for (const [probe, readings] of Map.groupBy(placed, (r) => r.probe)) {
    const { log, made } = history.log(device.id, probe);
    if (made) {
      draft.put('probe', String(log.number), documentOf(log));
      judging.engine.addProbe(unit.id, log.key, placementsIn(unit, [device]).get(device.id) ?? []);
    }
    const first = readings.reduce((least, r) => Math.min(least, r.at), Number.POSITIVE_INFINITY);
    await history.load(log, first - LONGEST_STRETCH - unit.maxGap);
    const fresh: Reading[] = [];
    for (const { at, celsius } of readings) {
      const milli = celsius === null ? null : toMilli(celsius);
      if (history.has(log, at, milli) || !log.tail.add({ at, milli, receivedAt: draft.now, extras: null }))
        continue;
      fresh.push({ at, milli });
      journal.push({ probe: log.number, at, milli, receivedAt: draft.now, extras: null });
    }
    fresh.sort((a, b) => a.at - b.at);
    if (fresh.length > 0) since = Math.min(since, judging.engine.insert(unit.id, log.key, fresh));
  }
  if (journal.length > 0) draft.journal = encodeBatch(journal, []);
  const added = command.evidence.flatMap((e) => {
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
    draft.put('evidence', id, { ...evidence, id, unit: unit.id, device: device.id });
    return [evidence];
  });
  judging.engine.addEvidence(unit.id, added);
  since = Math.min(since, ...added.map((e) => e.from));
  draft.units.add(unit.id);
  return accept({
    value: () => ({ unit: unit.id, device: device.id, readings: journal.length, evidence: added.length }),
    subjects: since < Number.POSITIVE_INFINITY ? judging.touchedBy(unit.id, since) : [],
  });
}
