/** The store, the histories over it and their packing, without the rest of the keeper: small enough for thousands of steps. */
import { onTestFinished } from 'vitest';
import { Deadlines } from '../../src/keeper/deadlines.ts';
import { Draft } from '../../src/keeper/draft.ts';
import { History, type ProbeDocument } from '../../src/keeper/history.ts';
import { Judging } from '../../src/keeper/judging.ts';
import { KeptTracks } from '../../src/keeper/kept-tracks.ts';
import { Packing, type PackingTerms } from '../../src/keeper/packing.ts';
import { Province } from '../../src/keeper/province.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { decodeBatch, encodeBatch } from '../../src/telemetry/journal.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { freshDirectory, only } from '../store/contents.ts';

export const DEVICE = 'do-1';

export class PackingHouse {
  readonly directory = freshDirectory();
  now: number;
  store = openSqlite(this.directory);
  history = new History(this.store);
  merged = 0;
  deleted = 0;
  /** Of the next start. */
  terms: PackingTerms;
  #packing: Packing;

  constructor(now: number, terms: PackingTerms) {
    this.now = now;
    this.terms = terms;
    this.#packing = this.#begun();
    onTestFinished(() => this.store.close());
  }

  /** A message of a probe, in a journal entry of its own. Answers how many of its readings were new. */
  async take(probe: string, readings: readonly Kept[]): Promise<number> {
    const { log, made } = this.history.log(DEVICE, probe);
    const known: Kept[] = [];
    for (const one of readings) {
      await this.history.load(log, one.at);
      const kept = this.history.add(log, one);
      if (kept !== null) known.push(kept);
    }
    this.history.forget();
    const journal = encodeBatch(
      known.map((one) => ({ ...one, probe: log.number })),
      [],
    );
    const doc: ProbeDocument = {
      number: log.number,
      device: DEVICE,
      probe,
      packedTo: null,
      packedJournal: 0,
    };
    const puts = made ? [{ kind: 'probe' as const, id: String(log.number), doc }] : [];
    await this.store.commit(only({ journal, puts }));
    this.#packing.committed(journal);
    return known.length;
  }

  /** A step of packing, merging or deleting; true while a round goes on. */
  async pack(): Promise<boolean> {
    const draft = new Draft(new Province(), this.now, () => '');
    const isMore = await this.#packing.step(draft);
    this.merged += draft.merged.length;
    this.deleted += draft.outlived.length;
    if (!draft.empty) await this.store.commit(draft.transaction());
    return isMore;
  }

  async restart(): Promise<void> {
    await this.store.close();
    this.store = openSqlite(this.directory);
    this.history = new History(this.store);
    this.#packing = this.#begun();
    const docs = (await this.store.documents('probe')).map(({ doc }) => doc as ProbeDocument);
    for (const doc of docs.toSorted((a, b) => a.number - b.number)) {
      this.history.restore(doc);
      this.#packing.journal = Math.max(this.#packing.journal, doc.packedJournal);
    }
    for (const { id, blob } of await this.store.journal(0, 100_000)) {
      this.#packing.journal = Math.max(this.#packing.journal, id);
      for (const { probe, ...kept } of decodeBatch(blob).readings) {
        const log = this.history.byNumber(probe);
        if (log === undefined || id <= log.packedJournal) continue;
        log.tail.add(kept);
        this.#packing.unpacked++;
      }
    }
  }

  /** All that is known of a probe in [from, to). */
  async readings(
    probe: string,
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
  ): Promise<Kept[]> {
    const log = this.history.ofDevice(DEVICE).find((one) => one.probe === probe);
    if (log === undefined) return [];
    await this.history.load(log, from, to);
    const kept = this.history.kept(log, from, to);
    this.history.forget();
    return kept;
  }

  #begun(): Packing {
    const province = new Province();
    const judging = new Judging(province, this.history, new Deadlines());
    return new Packing(this.history, new KeptTracks(province, judging), this.store, this.terms);
  }
}
