/**
 * Decides a split: some doses of a parcel go on as parcels of their own.
 *
 * A child was wherever its parent was, so it carries all stays of its parent (the open one too: the child is where the
 * parent is), all its excursions and all its holds as copies of its own. Approved dispositions are copied with what
 * they cover, so that a released excursion does not come back on the child by itself. A proposal nobody approved yet
 * is not copied: it was made for the parent's vials, and the child's hold is open until someone proposes for it.
 */
import type { UtcMs } from '../thermal/types.ts';
import { close, isWholeDoses, nextInstant, refuseDoses, refuseEnded } from './parcels.ts';
import { accept, type Context, type Decision, refuse, said } from './refusal.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from './types.ts';

export type SplitRequest = {
  readonly parts: readonly {
    readonly id?: string | undefined;
    readonly doses: number;
    readonly label?: string | undefined;
  }[];
  readonly at?: UtcMs | undefined;
};

/** All that was found and decided about the parent. */
export type SplitFacts = {
  readonly excursions: readonly ExcursionRecord[];
  readonly holds: readonly Hold[];
  readonly dispositions: readonly Disposition[];
  readonly idTaken: (id: string) => boolean;
};

/** The parent with what is left (ended `empty` when that is nothing), its children, and the copies they inherit. */
export type Split = {
  readonly parent: Parcel;
  readonly children: readonly Parcel[];
  readonly excursions: readonly ExcursionRecord[];
  readonly holds: readonly Hold[];
  readonly dispositions: readonly Disposition[];
};

/**
 * Refuses `PARCEL_ENDED`, `SPLIT_EMPTY`, `DOSES_INVALID`, `DOSES_NOT_PRESENT`, `PARCEL_EXISTS`, `TIME_IN_FUTURE`,
 * `PARCEL_MOVED_LATER`. Doses are conserved: what the parts get, the parent loses.
 */
export function split(
  parcel: Parcel,
  request: SplitRequest,
  facts: SplitFacts,
  ctx: Context,
): Decision<Split> {
  const { parts } = request;
  if (parcel.ended !== null) return refuseEnded(parcel);
  if (parts.length === 0)
    return refuse('SPLIT_EMPTY', `Cannot split parcel ${parcel.id}: no parts are given`);
  const wrong = parts.find((part) => !isWholeDoses(part.doses));
  if (wrong !== undefined) return refuseDoses(wrong.doses);
  const taken = parts.reduce((sum, part) => sum + part.doses, 0);
  if (taken > parcel.doses) {
    const message = `Cannot split ${taken} doses off parcel ${parcel.id}: it has ${parcel.doses}`;
    return refuse('DOSES_NOT_PRESENT', message, { parcel: parcel.id, wanted: taken, present: parcel.doses });
  }
  const at = nextInstant(parcel, request.at ?? ctx.now, ctx.now);
  if (!at.ok) return at;

  const ids = new Set<string>([parcel.id]);
  const children: Parcel[] = [];
  for (const part of parts) {
    const id = part.id ?? ctx.ids();
    if (ids.has(id) || facts.idTaken(id)) {
      return refuse('PARCEL_EXISTS', `Cannot make parcel ${id}: the id is taken`, { id });
    }
    ids.add(id);
    children.push({
      ...parcel,
      id,
      label: part.label === undefined ? null : said(part.label),
      parent: parcel.id,
      createdAt: at.value,
      dosesInitial: part.doses,
      doses: part.doses,
    });
  }
  const rest: Parcel = { ...parcel, doses: parcel.doses - taken };
  const copies = children.map((child) => inherit(child, facts, ctx));
  return accept({
    parent: rest.doses === 0 ? close(rest, 'empty', at.value) : rest,
    children,
    excursions: copies.flatMap((copy) => copy.excursions),
    holds: copies.flatMap((copy) => copy.holds),
    dispositions: copies.flatMap((copy) => copy.dispositions),
  });
}

/** What a part of a parcel has in common with it: copies of its excursions, holds and approved dispositions. */
export function inherit(
  child: Parcel,
  facts: Omit<SplitFacts, 'idTaken'>,
  ctx: Pick<Context, 'ids'>,
): Omit<Split, 'parent' | 'children'> {
  const approved = facts.dispositions.filter((d) => d.state === 'approved');
  const newExcursion = renaming(facts.excursions, ctx);
  const newHold = renaming(facts.holds, ctx);
  const newDisposition = renaming(approved, ctx);
  return {
    excursions: facts.excursions.map((excursion) => ({
      ...excursion,
      id: newExcursion(excursion.id),
      subject: { kind: 'parcel', id: child.id },
      inheritedFrom: excursion.id,
    })),
    holds: facts.holds.map((hold) => ({
      ...hold,
      id: newHold(hold.id),
      parcel: child.id,
      excursion: hold.excursion === null ? null : newExcursion(hold.excursion),
      afterRelease: hold.afterRelease === null ? null : newDisposition(hold.afterRelease),
      inheritedFrom: hold.id,
    })),
    dispositions: approved.map((disposition) => ({
      ...disposition,
      id: newDisposition(disposition.id),
      hold: newHold(disposition.hold),
      parcel: child.id,
    })),
  };
}

/** A reference to something the facts left out is a broken invariant: a copy would point at the parent's. */
function renaming(
  items: readonly { readonly id: string }[],
  ctx: Pick<Context, 'ids'>,
): (id: string) => string {
  const names = new Map(items.map((item) => [item.id, ctx.ids()]));
  return (id) => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`split: ${id} is referred to and was not given`);
    return name;
  };
}
