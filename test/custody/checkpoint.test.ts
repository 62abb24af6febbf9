import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkpointText,
  isSigned,
  originOf,
  parseCheckpoint,
  type SignedCheckpoint,
  type Signer,
  signCheckpoint,
  signedBytes,
} from '../../src/custody/checkpoint.ts';
import { inclusionProofText } from '../../src/custody/checkpoint-proof.ts';
import { isWhole, standingOf } from '../../src/custody/checkpoint-standing.ts';
import { witness } from '../../src/custody/checkpoint-witness.ts';
import { LedgerTree } from '../../src/custody/merkle-blocks.ts';
import { toHex } from '../../src/custody/merkle-hex.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const leaves = Array.from({ length: 9 }, (_, i) => sha256(Uint8Array.of(i)));
const keyOf = (key: string): Signer & { check(bytes: Uint8Array, signature: Uint8Array): boolean } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    key,
    sign: (bytes) => sign(null, bytes, privateKey),
    check: (bytes, signature) => verify(null, bytes, publicKey, signature),
  };
};
const ours = keyOf('0123456789abcdef');
const next = keyOf('fedcba9876543210');
const thief = keyOf('0123456789abcdef');
const check = (key: string, bytes: Uint8Array, signature: Uint8Array): boolean =>
  [ours, next].some((one) => one.key === key && one.check(bytes, signature));

const treeOf = (all: readonly Uint8Array[]): LedgerTree => {
  const tree = new LedgerTree(sha256);
  for (const leaf of all) tree.append(leaf);
  return tree;
};
const signedAt = (size: number, signer: Signer = ours, all = leaves): SignedCheckpoint =>
  signCheckpoint(
    {
      origin: originOf(all[0] ?? new Uint8Array()),
      root: toHex(treeOf(all.slice(0, size)).root()),
      size,
      time: `2026-11-22T03:00:0${size}.000Z`,
    },
    signer,
  );
const forked = leaves.with(2, sha256(Uint8Array.of(99)));

describe('a signed checkpoint', () => {
  const five = signedAt(5);
  const text = checkpointText(five);

  test('is one line that reads back as it was, and its signature holds', () => {
    expect(text).not.toContain('\n');
    expect(parseCheckpoint(text)).toEqual(five);
    expect(isSigned(five, check)).toBe(true);
  });

  test('signs the canonical text under a context of its own', () => {
    const { key, origin, root, size, time } = five.checkpoint;
    expect(Buffer.from(signedBytes(five.checkpoint)).toString()).toBe(
      `giulanh-checkpoint-v1\n{"key":"${key}","origin":"${origin}","root":"${root}","size":${size},"time":"${time}"}`,
    );
  });

  test('is refused whatever single character of it is changed', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        fc.pre(changed !== text);
        const read = parseCheckpoint(changed);
        expect(read !== null && isSigned(read, check)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('of a new key is trusted beside one of the old key, and one of a thief with the same key id is not', () => {
    expect(isSigned(signedAt(5, next), check)).toBe(true);
    expect(isSigned(signedAt(5, thief), check)).toBe(false);
  });

  test.each<[string, (c: SignedCheckpoint) => unknown]>([
    ['without a signature', ({ checkpoint }) => ({ checkpoint })],
    ['with a field too many', (c) => ({ ...c, note: '' })],
    ['with an inner field too many', (c) => ({ ...c, checkpoint: { ...c.checkpoint, note: '' } })],
    ['of no events', (c) => ({ ...c, checkpoint: { ...c.checkpoint, size: 0 } })],
    ['of part of an event', (c) => ({ ...c, checkpoint: { ...c.checkpoint, size: 1.5 } })],
    ['with a size in quotes', (c) => ({ ...c, checkpoint: { ...c.checkpoint, size: '5' } })],
    ['with a time of another form', (c) => ({ ...c, checkpoint: { ...c.checkpoint, time: '2026-11-22' } })],
    ['with a root in capitals', (c) => ({ ...c, checkpoint: { ...c.checkpoint, root: 'A'.repeat(64) } })],
    ['with half a signature', (c) => ({ ...c, signature: c.signature.slice(64) })],
    ['that is null', () => null],
    ['that is a list', (c) => [c]],
  ])('%s is no checkpoint', (_, change) => {
    expect(parseCheckpoint(JSON.stringify(change(five)))).toBeNull();
  });

  test.each([
    ['a space', text.replace(':', ': ')],
    ['a line break', `${text}\n`],
    ['a name twice', text.replace('{"checkpoint"', '{"signature":"","checkpoint"')],
    ['names in another order', JSON.stringify({ signature: five.signature, checkpoint: five.checkpoint })],
    ['half of it', text.slice(0, 100)],
  ])('is no checkpoint with %s', (_, written) => {
    expect(parseCheckpoint(written)).toBeNull();
  });

  test('of nonsense is never signed', () => {
    expect(() => signCheckpoint({ ...five.checkpoint, size: 0 }, ours)).toThrow('not a checkpoint');
  });
});

describe('a ledger held against what was signed before', () => {
  const witnessed = signedAt(5).checkpoint;
  const { origin } = witnessed;
  const rootOf = (all: readonly Uint8Array[]) => toHex(treeOf(all.slice(0, 5)).root());
  test.each([
    ['nothing was ever signed', { origin, size: 7 }, null, null, 'unwitnessed', true],
    ['nothing happened since', { origin, size: 5 }, witnessed, rootOf(leaves), 'level', true],
    ['it went on', { origin, size: 7 }, witnessed, rootOf(leaves), 'ahead', true],
    ['an older world was restored', { origin, size: 4 }, witnessed, null, 'behind', false],
    ['an empty one was put in its place', { origin: null, size: 0 }, witnessed, null, 'behind', false],
    ['an event was rewritten', { origin, size: 5 }, witnessed, rootOf(forked), 'forked', false],
    ['rewritten, and it went on', { origin, size: 9 }, witnessed, rootOf(forked), 'forked', false],
    [
      'another was put in its place',
      { origin: originOf(leaves[1] ?? new Uint8Array()), size: 9 },
      witnessed,
      rootOf(leaves.slice(1)),
      'another',
      false,
    ],
  ] as const)('%s', (_, own, before, rootThen, standing, whole) => {
    expect(standingOf(own, before, rootThen)).toBe(standing);
    expect(isWhole(standing)).toBe(whole);
  });
});

describe('a witness', () => {
  const parts = { check, sha256 };
  const pathOf = (all: readonly Uint8Array[], from: number, to: number) =>
    treeOf(all).consistency(from, to, async (span) => all.slice(span.from, span.to));

  test('takes the first one that is signed, and each that continues it', async () => {
    const first = witness(null, signedAt(3), [], parts);
    expect(first).toEqual({ outcome: 'kept', newest: signedAt(3) });
    const later = witness(first.newest, signedAt(8, next), await pathOf(leaves, 3, 8), parts);
    expect(later).toEqual({ outcome: 'kept', newest: signedAt(8, next) });
    expect(witness(later.newest, signedAt(8), [], parts).outcome).toBe('kept');
  });

  test.each<[string, string, SignedCheckpoint, number]>([
    ['unsigned', 'by nobody that is trusted', signedAt(8, thief), 3],
    ['another', 'of a ledger that begins otherwise', signedAt(8, ours, leaves.toReversed()), 3],
    ['older', 'of fewer events', signedAt(2), 3],
    ['inconsistent', 'of a history rewritten, with its own proof', signedAt(8, ours, forked), 3],
    ['inconsistent', 'of as many events, but others', signedAt(3, ours, forked), 3],
  ])('keeps what it has and says %s: one %s', async (outcome, _, offered, had) => {
    const path = offered.checkpoint.size > had ? await pathOf(forked, had, offered.checkpoint.size) : [];
    expect(witness(signedAt(had), offered, path, parts)).toEqual({ outcome, newest: signedAt(had) });
  });

  test('is not content without a proof', () => {
    expect(witness(signedAt(3), signedAt(8), [], parts).outcome).toBe('inconsistent');
  });
});

test('the proof of an event holds all that is needed to check it', async () => {
  const signed = signedAt(5);
  const path = await treeOf(leaves).inclusion(2, 5, async ({ from, to }) => leaves.slice(from, to));
  const text = inclusionProofText({ event: { type: 'a' }, index: 2, path, signed });
  expect(JSON.parse(text)).toEqual({
    checkpoint: signed,
    event: { type: 'a' },
    index: 2,
    path: path.map(toHex),
  });
});
