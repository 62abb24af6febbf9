/** What time brings to parcels on their way: disputes, expired offers, gaps that become holds, overdue shipments, boxes at risk. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { tellBoxesAtRisk } from './custody-alerts.ts';
import { rederive } from './custody-world.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import type { Judging } from './judging.ts';
import type { LedgerKeeping } from './ledger.ts';
import type { Province } from './province.ts';

/** How often boxes under way are looked at: a box warms slowly. */
const LOOK_EVERY: DurationMs = 30_000;
const KINDS: ReadonlySet<string> = new Set(['handoff', 'shipment', 'custody']);

export class CustodyTime {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #deadlines: Deadlines;
  readonly #ledger: LedgerKeeping;
  /** Whose moment has come and that were not looked at yet. */
  readonly #due = new Map<string, { readonly kind: string; readonly id: string }>();
  #lookedAt: UtcMs = Number.NEGATIVE_INFINITY;

  constructor(province: Province, judging: Judging, deadlines: Deadlines, ledger: LedgerKeeping) {
    this.#province = province;
    this.#judging = judging;
    this.#deadlines = deadlines;
    this.#ledger = ledger;
  }

  /** After a start everything that is not over may have had its moment meanwhile. */
  begin(): void {
    const { handoffs, shipments, chains } = this.#province.custody;
    for (const { id, completedAt, state } of handoffs.values())
      if (completedAt === null && state !== 'withdrawn') this.note('handoff', id);
    for (const { id, state } of shipments.values())
      if (state !== 'closed' && state !== 'cancelled') this.note('shipment', id);
    for (const { parcel, conflicts } of chains.values())
      if (conflicts.length > 0) this.note('custody', parcel);
  }

  /** A moment has come; false when it is not custody's. */
  note(kind: string, id: string): boolean {
    if (!KINDS.has(kind)) return false;
    this.#due.set(`${kind}:${id}`, { kind, id });
    return true;
  }

  /** Answers the subjects that are to be judged again. */
  async pass(draft: Draft): Promise<string[]> {
    if (draft.now - this.#lookedAt >= LOOK_EVERY) {
      this.#lookedAt = draft.now;
      tellBoxesAtRisk({ province: this.#province, judging: this.#judging, draft });
    }
    if (this.#due.size === 0) return [];
    const { custody } = this.#province;
    const due = [...this.#due.values()];
    const seeds = {
      parcels: due.filter(({ kind }) => kind === 'custody').map(({ id }) => id),
      events: due.flatMap(({ kind, id }) => {
        if (kind === 'handoff') return custody.eventsOfHandoff(id);
        return kind === 'shipment' ? custody.eventsOfShipment(id) : [];
      }),
    };
    const parts = {
      province: this.#province,
      judging: this.#judging,
      deadlines: this.#deadlines,
      draft,
      ledgerSize: this.#ledger.tree.size,
    };
    const subjects = await rederive(parts, seeds);
    this.#due.clear();
    return subjects;
  }
}
