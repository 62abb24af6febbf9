/**
 * Takes a sorted file into histories, unit by unit, and counts what is new in it. The same for a file that is stored and for one
 * that is only tried on a copy.
 */
import { siteOfUnit } from '../fleet/places.ts';
import type { Device } from '../fleet/types.ts';
import type { PlainReading } from '../import/packed.ts';
import { sameInstant } from '../telemetry/tail.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import { type Imported, importEvidence } from './evidence.ts';
import { type SortedFile, serialOf } from './file-sorting.ts';
import type { FileDeviceView, FileSortedView } from './file-views.ts';
import { type History, probeKey } from './history.ts';
import type { Judging } from './judging.ts';
import type { Province } from './province.ts';
import { celsiusOrNull, iso } from './show.ts';

/** Examples are enough to see what kind of contradiction it is. */
const CONFLICTS_SHOWN = 20;

export type Parts = {
  readonly province: Province;
  readonly history: History;
  readonly judging: Judging;
  readonly draft: Draft;
};
export type Taken = { readonly view: FileSortedView; readonly subjects: readonly string[] };

/** `source`: what the stored day records name as theirs. */
export async function takeFile(parts: Parts, file: SortedFile, source: string): Promise<Taken> {
  const { province, history, judging, draft } = parts;
  const { device, shares, ahead, outside, elsewhere } = file;
  const conflicts = await conflictsOf(
    history,
    device.id,
    shares.flatMap(({ readings }) => readings),
  );
  const imported: Imported[] = [];
  const subjects: string[] = [];
  for (const { unit, readings, evidence } of shares) {
    const done = await importEvidence(
      {
        type: 'evidence.import',
        unit,
        device: device.id,
        source,
        readings: [...readings],
        evidence: [...evidence],
      },
      province,
      history,
      judging,
      draft,
    );
    if (!done.ok) throw new Error(`sorted into ${unit}, and refused there: ${done.refusal.message}`);
    subjects.push(...done.value.subjects);
    imported.push(done.value.value() as Imported);
  }
  const sum = (of: (one: Imported) => number): number => imported.reduce((all, one) => all + of(one), 0);
  const asked = shares.reduce((all, { readings }) => all + readings.length, 0);
  const days = shares.reduce((all, { evidence }) => all + evidence.length, 0);
  const fresh = sum(({ readings }) => readings);
  const freshDays = sum(({ evidence }) => evidence);
  return {
    subjects,
    view: {
      device: showFileDevice(province, device, draft.now),
      units: shares.map(({ unit: id, readings }) => {
        const unit = province.units.get(id);
        const site = siteOfUnit(unit, draft.now);
        const siteName = site === null ? null : (province.sites.get(site)?.name ?? null);
        return { id, name: unit?.name ?? id, site, siteName, readings: readings.length };
      }),
      fresh,
      known: asked - fresh,
      freshDays,
      knownDays: Math.max(0, days - freshDays),
      implausible: sum(({ implausible }) => implausible),
      ahead,
      outside,
      elsewhere,
      conflicts,
    },
  };
}

export function showFileDevice(province: Province, device: Device, now: UtcMs): FileDeviceView {
  const unit = province.units.get(device.placements.findLast((p) => p.since <= now)?.unit ?? '');
  const site = siteOfUnit(unit, now);
  return {
    id: device.id,
    profile: device.profile,
    serial: serialOf(device),
    unit: unit?.id ?? null,
    unitName: unit?.name ?? null,
    site,
    siteName: site === null ? null : (province.sites.get(site)?.name ?? null),
  };
}

/** Readings of which another value of the same probe and instant is stored. Must be asked before they are added. */
async function conflictsOf(
  history: History,
  device: string,
  readings: readonly PlainReading[],
): Promise<FileSortedView['conflicts']> {
  const found: FileSortedView['conflicts']['items'][number][] = [];
  let count = 0;
  for (const [probe, own] of Map.groupBy(readings, (r) => r.probe)) {
    const log = history.find(probeKey(device, probe));
    if (log === undefined) continue;
    const first = own.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
    const last = own.reduce((most, { at }) => Math.max(most, at), Number.NEGATIVE_INFINITY);
    await history.load(log, first, last + 1);
    const stored = history.kept(log, first, last + 1);
    for (const { at, celsius } of own) {
      const milli = celsius === null ? null : Math.round(celsius * 1000);
      const there = sameInstant(stored, at);
      const [other] = there;
      if (other === undefined || there.some((kept) => kept.milli === milli)) continue;
      count++;
      if (found.length < CONFLICTS_SHOWN)
        found.push({
          at: iso(at),
          probe,
          fileCelsius: celsius,
          storedCelsius: celsiusOrNull(other.milli),
        });
    }
  }
  return { count, items: found };
}
