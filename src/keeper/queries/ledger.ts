/** Questions about the ledger as a whole: its signed head, its keys, its proofs, and how it stands to its witnesses. */
import { type Checkpoint, parseCheckpoint } from '../../custody/checkpoint.ts';
import { may } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { Submission } from '../protocol.ts';
import { iso, isoOrNull } from '../show.ts';
import type {
  CheckpointView,
  ConsistencyView,
  HeadView,
  InclusionView,
  LedgerKeysView,
  LedgerStandingView,
} from '../views.ts';
import type { Of, View } from './view.ts';

/** CHECKPOINT_UNKNOWN while nothing was signed. */
export function checkpoint(view: View): Decision<HeadView> {
  const newest = signed(view);
  if (newest === null) return refuse('CHECKPOINT_UNKNOWN', 'Nothing was signed yet');
  return accept({ ...newest, cosigned: view.ledger.cosigned.show() });
}

export function keys({ ledger }: View): Decision<LedgerKeysView> {
  const all = ledger.signing?.keys() ?? [];
  const keys = all.map(({ key, publicText }) => ({
    key,
    publicKey: publicText,
    signs: key === all.at(-1)?.key,
  }));
  return accept({ keys });
}

export function standing(view: View): Decision<LedgerStandingView> {
  const allowed = may(view.actor, 'ledger.standing', null, view.province.tree);
  if (!allowed.ok) return allowed;
  const { tree, amnesia, witnesses, wrongRoots } = view.ledger;
  return accept({
    size: tree.size,
    root: tree.root(),
    origin: tree.origin,
    signed: signed(view),
    cosigned: view.ledger.cosigned.show(),
    wrongRoots:
      wrongRoots === null ? null : { ...wrongRoots, at: iso(wrongRoots.at), blocks: [...wrongRoots.blocks] },
    doubt: amnesia === null ? null : { since: iso(amnesia.since), found: [...amnesia.found] },
    witnesses: witnesses.map(({ takenAt, ...rest }) => ({ ...rest, takenAt: isoOrNull(takenAt) })),
  });
}

/**
 * One event with its path. Without `size` this is a proof that stands for itself (`giulanh verify --proof`).
 * Refuses CHECKPOINT_UNKNOWN, SEQ_UNKNOWN, SIZE_UNKNOWN.
 */
export async function inclusion(view: View, query: Of<'ledger.inclusion'>): Promise<Decision<InclusionView>> {
  const allowed = may(view.actor, 'ledger', null, view.province.tree);
  if (!allowed.ok) return allowed;
  const { tree, newest } = view.ledger;
  const size = query.size ?? newest?.checkpoint.size;
  if (size === undefined) return refuse('CHECKPOINT_UNKNOWN', 'Nothing was signed yet');
  if (size > tree.size) return unknownSize(size, tree.size);
  if (query.seq > size)
    return refuse('SEQ_UNKNOWN', `No event ${query.seq} among ${size}`, { seq: query.seq, size });
  const [row] = await view.store.ledgerPage(query.seq - 1, 1);
  const stored = await view.store.checkpoint(size);
  return accept({
    checkpoint: stored === null ? null : parseCheckpoint(stored),
    event: row?.event,
    index: query.seq - 1,
    path: await tree.inclusion(query.seq - 1, size),
  });
}

/** Refuses SIZE_UNKNOWN. */
export async function consistency(
  view: View,
  query: Of<'ledger.consistency'>,
): Promise<Decision<ConsistencyView>> {
  const allowed = may(view.actor, 'ledger', null, view.province.tree);
  if (!allowed.ok) return allowed;
  const { tree } = view.ledger;
  const { from, to = tree.size } = query;
  if (to > tree.size || from > to) return unknownSize(Math.max(from, to), tree.size);
  return accept({
    from,
    fromRoot: await tree.rootAt(from),
    path: await tree.consistency(from, to),
    to,
    toRoot: await tree.rootAt(to),
  });
}

/** What a witness that keeps `held` is to be given; null when there is nothing it could take yet. */
export async function submission(
  view: View,
  { held }: Of<'ledger.submission'>,
): Promise<Decision<Submission | null>> {
  const allowed = may(view.actor, 'ledger.submission', null, view.province.tree);
  if (!allowed.ok) return allowed;
  const { tree, newest, amnesia } = view.ledger;
  const given = signed(view);
  if (newest === null || given === null || amnesia !== null) return accept(null);
  const { publicKey: key, ...head } = given;
  const { size } = newest.checkpoint;
  if (held === null) return accept({ signed: head, key, path: [], accepted: null });
  if (await continues(view, held.checkpoint)) {
    // A command of this machine may have signed more than the service did, and told the witness.
    if (held.checkpoint.size > size) return accept(null);
    return accept({
      signed: head,
      key,
      path: await tree.consistency(held.checkpoint.size, size),
      accepted: null,
    });
  }
  const lost = view.ledger.accepted(held.checkpoint);
  if (lost === undefined || lost.seq > size) return accept(null);
  const [row] = await view.store.ledgerPage(lost.seq - 1, 1);
  const path = await tree.inclusion(lost.seq - 1, size);
  return accept({ signed: head, key, path: [], accepted: { event: row?.event, index: lost.seq - 1, path } });
}

async function continues({ ledger: { tree } }: View, { size, root }: Checkpoint): Promise<boolean> {
  return size <= tree.size && (await tree.rootAt(size)) === root;
}

function signed({ ledger: { newest, signing } }: View): CheckpointView | null {
  if (newest === null || signing === null) return null;
  const publicKey = signing.keys().find(({ key }) => key === newest.checkpoint.key)?.publicText ?? '';
  return { ...newest, publicKey };
}

const unknownSize = (size: number, most: number) =>
  refuse('SIZE_UNKNOWN', `The ledger has ${most} events, not ${size}`, { size, most });
