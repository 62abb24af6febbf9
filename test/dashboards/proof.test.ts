import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Flaw, type Proof, type Verdict, verdictOf } from '../../dashboards/web/src/proof/check.ts';
import { handoffDiffers } from '../../dashboards/web/src/proof/record.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { originOf, signCheckpoint } from '../../src/custody/checkpoint.ts';
import { hashOfText } from '../../src/custody/leaf.ts';
import { LedgerTree } from '../../src/custody/merkle-blocks.ts';
import { toHex } from '../../src/custody/merkle-hex.ts';
import type { HandoffView } from '../../src/keeper/custody-views.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const keyOf = (key: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    signer: { key, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) },
    trusted: { key, publicKey: `ed25519:${toHex(raw)}` },
  };
};
const ours = keyOf('0123456789abcdef');
const other = keyOf('fedcba9876543210');

const AT = '2026-11-22T03:00:00.000Z';
const parcels = [{ parcel: 'kien-1', doses: 99 }];
const events = Array.from({ length: 7 }, (_, i) => ({
  ...{ id: `event-${i + 1}`, type: i === 3 ? 'handoff.offered' : 'handoff.taken', handoff: 'lan-giao' },
  ...{ at: AT, by: i === 3 ? 'lan' : 'bao', recorded: AT, parcels },
}));
const leaves = events.map((event) => hashOfText(canonicalJson(event), sha256));

async function proofOf(seq: number, by = ours): Promise<Proof> {
  const tree = new LedgerTree(sha256);
  for (const leaf of leaves) tree.append(leaf);
  const path = await tree.inclusion(seq - 1, 7, async ({ from, to }) => leaves.slice(from, to));
  const [first = new Uint8Array(), event] = [leaves[0], events[seq - 1]];
  if (event === undefined) throw new Error(`no event ${seq}`);
  const head = { origin: originOf(first), root: toHex(tree.root()), size: 7, time: AT };
  return {
    entry: {
      ...{ seq, hash: toHex(leaves[seq - 1] ?? first), id: event.id, type: event.type, at: AT },
      ...{ recorded: AT, by: event.by, byName: event.by, words: { vi: '', en: '' }, event },
    },
    checkpoint: signCheckpoint(head, by.signer),
    path: path.map(toHex),
  };
}
const keys = [ours.trusted];
const flaw = (what: Flaw): Verdict => ({ kind: 'false', flaw: what });

describe('a proof that is checked in the browser', () => {
  test.each([1, 4, 7])('holds for event %i of seven', async (seq) => {
    expect(await verdictOf(await proofOf(seq), keys)).toEqual({ kind: 'proven', size: 7, time: AT });
  });

  test('is not there yet while no checkpoint is over the event', async () => {
    expect(await verdictOf({ ...(await proofOf(4)), checkpoint: null, path: [] }, keys)).toEqual({
      kind: 'pending',
    });
  });

  const bent: [string, (proof: Proof) => Proof, Verdict][] = [
    [
      'a dose more in the event',
      (proof) => ({
        ...proof,
        entry: {
          ...proof.entry,
          event: { ...proof.entry.event, parcels: [{ parcel: 'kien-1', doses: 100 }] },
        },
      }),
      flaw('leaf'),
    ],
    [
      'a dose more, and a hash that fits it',
      (proof) => {
        const event = { ...proof.entry.event, parcels: [{ parcel: 'kien-1', doses: 100 }] };
        const hash = toHex(hashOfText(canonicalJson(event), sha256));
        return { ...proof, entry: { ...proof.entry, event, hash } };
      },
      flaw('path'),
    ],
    [
      'another place in the ledger',
      (proof) => ({ ...proof, entry: { ...proof.entry, seq: 5 } }),
      flaw('path'),
    ],
    ['a step of the path left out', (proof) => ({ ...proof, path: proof.path.slice(1) }), flaw('path')],
    ['a path of no hashes', (proof) => ({ ...proof, path: ['x', ...proof.path] }), flaw('path')],
    [
      'another size under the same signature',
      (proof) =>
        proof.checkpoint === null
          ? proof
          : {
              ...proof,
              checkpoint: {
                ...proof.checkpoint,
                checkpoint: { ...proof.checkpoint.checkpoint, size: 8 },
              },
            },
      flaw('signature'),
    ],
  ];
  test.each(bent)('does not hold with %s', async (_, bend, wanted) => {
    expect(await verdictOf(bend(await proofOf(4)), keys)).toEqual(wanted);
  });

  test('does not hold when a stranger signed the checkpoint', async () => {
    expect(await verdictOf(await proofOf(4, other), keys)).toEqual(flaw('key'));
    const posing = { key: other.trusted.key, publicKey: ours.trusted.publicKey };
    expect(await verdictOf(await proofOf(4, other), [posing])).toEqual(flaw('signature'));
  });
});

describe('a record beside what was signed', async () => {
  const side = (event: string, by: string) => ({ event, by, name: by, at: AT, signed: true });
  const handoff = {
    ...{ id: 'lan-giao', parcels, counted: parcels },
    ...{ given: side('event-4', 'lan'), taken: side('event-5', 'bao') },
  } as unknown as HandoffView;
  const proofs = [await proofOf(4), await proofOf(5)];

  test('fits', () => {
    expect(handoffDiffers(handoff, proofs)).toEqual([]);
  });

  test.each([
    ['another taker', { taken: side('event-5', 'wan') }, ['side']],
    ['another count', { counted: [{ parcel: 'kien-1', doses: 100 }] }, ['doses']],
    ['another handoff', { id: 'lan-khac' }, ['side']],
    ['a side that nobody signed', { taken: side('event-9', 'bao') }, ['missing-side']],
  ])('does not with %s', (_, change, wanted) => {
    expect(handoffDiffers({ ...handoff, ...change } as HandoffView, proofs)).toEqual(wanted);
  });
});
