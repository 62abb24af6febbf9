/** What every command has at hand when its turn comes, and the few things that most of them do. */
import { holdPlaced } from '../../custody/events.ts';
import { inPlace, may } from '../../fleet/rights.ts';
import { accept, type Context, type Decision, refuse } from '../../lots/refusal.ts';
import type { Hold, Parcel } from '../../lots/types.ts';
import type { Store } from '../../store/store.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { Alarming } from '../alarming.ts';
import type { Receipts } from '../custody-receipts.ts';
import type { Damage } from '../damage.ts';
import type { Deadlines } from '../deadlines.ts';
import { isOfficialFor } from '../deciding.ts';
import type { Draft } from '../draft.ts';
import type { History } from '../history.ts';
import type { InfluxCopy } from '../influx.ts';
import { type Judging, parcelSubject } from '../judging.ts';
import type { LedgerKeeping } from '../ledger.ts';
import type { Lookout } from '../lookout.ts';
import type { Actor, Command } from '../protocol.ts';
import { type Province, subjectKey } from '../province.ts';
import { showParcel, siteOfParcel } from '../show.ts';
import type { Verdicts } from '../verdicts.ts';
import type { Witnessing } from '../witnessing.ts';

export type Turn = {
  readonly actor: Actor;
  readonly draft: Draft;
  /** Up to when histories are judged: never earlier than they were before. */
  readonly asOf: UtcMs;
  readonly province: Province;
  readonly judging: Judging;
  readonly deadlines: Deadlines;
  readonly receipts: Receipts;
  readonly history: History;
  readonly damage: Damage;
  readonly verdicts: Verdicts;
  readonly influx: InfluxCopy;
  readonly ledger: LedgerKeeping;
  readonly witnessing: Witnessing;
  readonly store: Store;
  readonly alarming: Alarming;
  readonly lookout: Lookout;
};

/** `subjects` are judged in the same transaction, before the answer is given. */
export type Done = { readonly value: () => unknown; readonly subjects: readonly string[] };
export type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export const done = (value: unknown): Decision<Done> => accept({ value: () => value, subjects: [] });
export const unknown = (what: string, id: string) =>
  refuse(`${what}_UNKNOWN`, `No such ${what.toLowerCase()}: ${id}`, { id });

export const contextOf = ({ actor, draft }: Turn): Context => ({
  now: draft.now,
  ids: draft.ids,
  by: actor.username,
});

export function forbidden(turn: Turn, action: Command['type'], site: string | null): Decision<never> {
  const answer = may(turn.actor, action, site, turn.province.tree);
  if (!answer.ok) return answer;
  return refuse('FORBIDDEN_PLACE', `${action} is outside this person's place`, { action, site });
}

/** A parcel within the actor's place. One that is under way is at no site: whoever may move parcels may take it in. */
export function parcelOf(turn: Turn, action: Command['type'], id: string): Decision<Parcel> {
  const parcel = turn.province.parcels.get(id);
  if (parcel === undefined) return unknown('PARCEL', id);
  const site = siteOfParcel(turn.province, parcel, turn.draft.now);
  if (site !== null && !inPlace(turn.actor, site, turn.province.tree)) return forbidden(turn, action, site);
  return accept(parcel);
}

/** Is this person an official for a place that contains the parcel's present site? */
export const isOfficial = ({ actor, province, draft }: Turn, username: string, parcel: string): boolean =>
  isOfficialFor(province, actor, username, parcel, draft.now);

export function placeHolds({ actor, draft, province }: Turn, holds: readonly Hold[]): void {
  for (const hold of holds) {
    draft.put('hold', hold.id, hold);
    const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: hold.parcel }));
    const excursion = records.find((e) => e.id === hold.excursion) ?? null;
    draft.write(actor.username, (stamp) => holdPlaced(stamp, hold, excursion));
  }
}

/** The answer for a parcel whose history is another one now. */
export async function changed({ province, judging, draft }: Turn, parcel: Parcel): Promise<Decision<Done>> {
  await judging.declareParcel(parcel);
  return accept({
    value: () => showParcel(province, parcel, draft.now),
    subjects: [parcelSubject(parcel.id)],
  });
}
