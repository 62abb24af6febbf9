/**
 * Packed readings that are damaged on the disk are set aside: from the transaction in which that is noticed on, their time counts as
 * not measured in every history, and people are told. What comes back of them is taken in like any reading that comes late.
 */
import { resolve } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { historyDamaged, historyDamagedKey } from '../alerts/watch.ts';
import { placementsOf, siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { DamagedRow, Store } from '../store/store.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { History, ProbeLog } from './history.ts';
import type { Judging } from './judging.ts';
import type { KeptTracks } from './kept-tracks.ts';
import type { Province } from './province.ts';

type Parts = {
  readonly province: Province;
  readonly history: History;
  readonly judging: Judging;
  readonly kept: KeptTracks;
};

/** From the first reading to the last. */
type Stretch = { readonly from: UtcMs; readonly to: UtcMs };

export class Damage {
  readonly #parts: Parts;
  /** What was set aside and has not come back, by the number of its chunk. */
  readonly #missing = new Map<number, DamagedRow>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Before any reading is read: what was set aside once is never believed again. */
  async restore(store: Store): Promise<void> {
    for (const row of await store.damaged()) {
      this.#parts.history.setAside.add(row.id);
      if (row.restoredAt === null) this.#missing.set(row.id, row);
    }
  }

  /** Is there something to settle? */
  get isMet(): boolean {
    return this.#parts.history.hasMet;
  }

  /** The chunks whose readings are missing. */
  get missing(): readonly DamagedRow[] {
    return [...this.#missing.values()];
  }

  /**
   * To be called before each commit; nearly always nothing was met.
   * @returns the devices of which less is known
   */
  async settle(draft: Draft, asOf: UtcMs): Promise<Set<string>> {
    const { history, judging, kept } = this.#parts;
    const devices = new Set<string>();
    const subjects: string[] = [];
    // Leading histories anew reads more, and may meet more.
    for (let met = history.takeMet(); met.length > 0; met = history.takeMet()) {
      for (const [log, chunks] of Map.groupBy(met, ({ probe }) => history.byNumber(probe))) {
        for (const chunk of chunks) {
          const { blob: _, ...row } = chunk;
          draft.damaged.push({ change: 'set-aside', chunk, at: draft.now });
          this.#missing.set(chunk.id, { ...row, noticedAt: draft.now, restoredAt: null });
        }
        if (log === undefined) continue;
        devices.add(log.device);
        draft.tracks.push(...kept.drop(log));
        const from = Math.min(...chunks.map(({ firstAt }) => firstAt));
        const to = Math.max(...chunks.map(({ lastAt }) => lastAt));
        subjects.push(...(await this.reread(log, { from, to }, draft)));
        this.#tell(log, { from, to }, chunks.length, draft);
      }
    }
    if (subjects.length > 0) judging.judge(subjects, asOf, draft);
    return devices;
  }

  /** Leads every history through the probe's units anew, for what is stored of it is another. Answers whom to judge. */
  async reread(log: ProbeLog, { from, to }: Stretch, draft: Draft): Promise<string[]> {
    const { province, history, judging } = this.#parts;
    const subjects: string[] = [];
    const device = province.devices.get(log.device);
    for (const id of new Set(device?.placements.map((placement) => placement.unit))) {
      const unit = province.units.get(id ?? '');
      if (device === undefined || unit === undefined) continue;
      const isThere = placementsOf(device, unit).some((p) => p.from <= to && (p.to === null || p.to > from));
      // What has no certain time may have been measured in any unit before.
      if (!isThere && !log.doubtful) continue;
      await judging.prepare(unit.id, from);
      if (log.doubtful) {
        const devices = [...(province.devicesEverIn.get(unit.id) ?? [])];
        await judging.declareUnit(
          unit,
          devices.flatMap((one) => province.devices.get(one) ?? []),
        );
      } else {
        const wanted = judging.engine.wantsAgain(unit.id, log.key, from, to);
        await history.load(log, wanted.from, wanted.to);
        judging.engine.reread(unit.id, log.key, from, to);
      }
      draft.units.add(unit.id);
      subjects.push(...judging.touchedBy(unit.id, log.doubtful ? Number.NEGATIVE_INFINITY : from));
    }
    return subjects;
  }

  /** The readings of these chunks are back. */
  restored(log: ProbeLog, chunks: readonly number[], draft: Draft): void {
    for (const id of chunks) {
      this.#missing.delete(id);
      draft.damaged.push({ change: 'restored', id, at: draft.now });
    }
    const alert = this.#parts.province.openAlerts.get(historyDamagedKey(log.device, log.probe));
    const isMore = this.missing.some(({ probe }) => probe === log.number);
    if (alert !== undefined && !isMore) draft.put('alert', alert.id, resolve(alert, draft.now));
  }

  #tell(log: ProbeLog, { from, to }: Stretch, pieces: number, draft: Draft): void {
    const { province } = this.#parts;
    const { device, probe } = log;
    const unit = unitOfDevice(province.devices.get(device), from);
    const site = siteOfUnit(province.units.get(unit ?? ''), draft.now);
    const told = province.openAlerts.get(historyDamagedKey(device, probe))?.data;
    const condition = historyDamaged(
      { device, unit, site },
      {
        probe,
        from: Math.min(from, told === undefined ? from : Date.parse(String(told.from))),
        to: Math.max(to, told === undefined ? to : Date.parse(String(told.to))),
        pieces,
        noticedAt: draft.now,
      },
    );
    for (const alert of reconcileAlerts(province.openAlerts, [condition], [], draft))
      draft.put('alert', alert.id, alert);
  }
}
