/**
 * The leaves, roots and proofs are the reference vectors of Certificate Transparency, which every implementation of RFC 6962 and RFC
 * 9162 carries: github.com/transparency-dev/merkle, proof/verify_test.go (Apache-2.0). They number leaves from 1.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, NO_LEAVES, nodeOf, rootOf, treeOf } from '../../src/custody/merkle.ts';
import { BLOCK, LedgerTree } from '../../src/custody/merkle-blocks.ts';
import { fromHex, toHex } from '../../src/custody/merkle-hex.ts';
import { consistencySpans, inclusionSpans } from '../../src/custody/merkle-path.ts';
import { isConsistent, isIncluded } from '../../src/custody/merkle-proof.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hash = (text: string): Uint8Array => Buffer.from(text, 'hex');
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => sha256(Buffer.from(`00${hex}`, 'hex')));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const LEAF_2 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const NODE_3_4 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const NODE_5_8 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const LEAF_5 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const NODE_7_8 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const NODE_5_6 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const LEAF_7 = 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f';

const ledger = (all: readonly Uint8Array[]) => {
  const tree = new LedgerTree(sha256);
  for (const leaf of all) tree.append(leaf);
  return tree;
};
const reader =
  (all: readonly Uint8Array[]) =>
  async ({ from, to }: { from: number; to: number }) =>
    all.slice(from, to);

describe('the tree of the reference leaves', () => {
  test.each(ROOTS.map((root, size) => [size, root] as const))(
    'with %i of them has its root',
    (size, root) => {
      expect(toHex(rootOf(treeOf(leaves.slice(0, size), sha256), sha256))).toBe(root);
      expect(toHex(ledger(leaves.slice(0, size)).root())).toBe(root);
    },
  );

  test.each([
    [1, 1, []],
    [1, 8, [LEAF_2, NODE_3_4, NODE_5_8]],
    [6, 8, [LEAF_5, NODE_7_8, ROOTS[4]]],
    [3, 3, [ROOTS[2]]],
    [2, 5, [ROOTS[1], NODE_3_4, LEAF_5]],
  ])('leaf %i of %i is proved by the reference path', async (number, size, path) => {
    const made = await ledger(leaves).inclusion(number - 1, size, reader(leaves));
    expect(made.map(toHex)).toEqual(path);
    const claim = { leaf: leaves[number - 1] ?? hash(''), index: number - 1, path: made };
    expect(isIncluded(claim, { size, root: hash(ROOTS[size] ?? '') }, sha256)).toBe(true);
  });

  test.each([
    [1, 1, []],
    [1, 8, [LEAF_2, NODE_3_4, NODE_5_8]],
    [6, 8, [NODE_5_6, NODE_7_8, ROOTS[4]]],
    [2, 5, [NODE_3_4, LEAF_5]],
    [6, 7, [NODE_5_6, LEAF_7, ROOTS[4]]],
  ])('the first %i of %i are proved by the reference path', async (earlier, size, path) => {
    const made = await ledger(leaves).consistency(earlier, size, reader(leaves));
    expect(made.map(toHex)).toEqual(path);
    const heads = [earlier, size].map((n) => ({ size: n, root: hash(ROOTS[n] ?? '') }));
    const [was, is] = heads as [(typeof heads)[0], (typeof heads)[0]];
    expect(isConsistent(was, is, made, sha256)).toBe(true);
  });
});

/** Up to three blocks, so that whole blocks, part of one and both together occur. */
const many = Array.from({ length: 3 * BLOCK + 37 }, (_, i) => sha256(Buffer.from(`leaf ${i}`)));
const manyTree = ledger(many);
const manyTrees = [NO_LEAVES];
for (const leaf of many) manyTrees.push(append(manyTrees.at(-1) ?? NO_LEAVES, leaf, sha256));
const headOf = (size: number) => ({ size, root: rootOf(manyTrees[size] ?? NO_LEAVES, sha256) });
const aSize = fc.oneof(
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 1, max: many.length }),
  fc.constantFrom(BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1, 3 * BLOCK),
);
const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, i) => (i === Math.floor(bit / 8) % bytes.length ? byte ^ (1 << (bit % 8)) : byte));

/** Every way in which a list of hashes can be a little wrong. */
function* wrongPaths(path: readonly Uint8Array[], root: Uint8Array, bit: number): Generator<Uint8Array[]> {
  for (let i = 0; i < path.length; i++) {
    yield path.map((one, at) => (at === i ? flip(one, bit) : one));
    yield path.toSpliced(i, 1);
    yield path.toSpliced(i, 0, root);
    if (i > 0) yield path.with(i, path[i - 1] ?? root).with(i - 1, path[i] ?? root);
  }
  yield [...path, root];
  yield [...path, new Uint8Array()];
}

test('every leaf is proved in every tree, and any change of leaf, place, path or root is refused', async () => {
  await fc.assert(
    fc.asyncProperty(aSize, fc.nat(), fc.nat(255), async (size, some, bit) => {
      const index = some % size;
      const head = headOf(size);
      const path = await manyTree.inclusion(index, size, reader(many));
      const claim = { leaf: many[index] ?? hash(''), index, path };
      expect(isIncluded(claim, head, sha256)).toBe(true);
      expect(isIncluded({ ...claim, leaf: flip(claim.leaf, bit) }, head, sha256)).toBe(false);
      expect(isIncluded({ ...claim, leaf: claim.leaf.subarray(1) }, head, sha256)).toBe(false);
      expect(isIncluded(claim, { ...head, root: flip(head.root, bit) }, sha256)).toBe(false);
      for (const other of [index - 1, index + 1, index ^ 2, index + 0.5, Number.NaN, -1, size])
        if (other !== index) expect(isIncluded({ ...claim, index: other }, head, sha256)).toBe(false);
      for (const other of [0, index, size * 2, 2 ** 60])
        expect(isIncluded(claim, { ...head, size: other }, sha256)).toBe(false);
      for (const wrong of wrongPaths(path, head.root, bit))
        expect(isIncluded({ ...claim, path: wrong }, head, sha256)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('every tree is proved to continue every earlier one, and any change of size, path or root is refused', async () => {
  await fc.assert(
    fc.asyncProperty(aSize, fc.nat(), fc.nat(255), async (size, some, bit) => {
      const was = headOf(1 + (some % size));
      const is = headOf(size);
      const path = await manyTree.consistency(was.size, size, reader(many));
      expect(isConsistent(was, is, path, sha256)).toBe(true);
      expect(isConsistent({ ...was, root: flip(was.root, bit) }, is, path, sha256)).toBe(false);
      expect(isConsistent(was, { ...is, root: flip(is.root, bit) }, path, sha256)).toBe(false);
      if (was.size !== size) expect(isConsistent(is, was, path, sha256)).toBe(false);
      for (const other of [0, was.size + 0.5, size + 1, Number.NaN])
        expect(isConsistent({ ...was, size: other }, is, path, sha256)).toBe(false);
      for (const other of [0, was.size - 1, size * 2])
        expect(isConsistent(was, { ...is, size: other }, path, sha256)).toBe(false);
      for (const wrong of wrongPaths(path, is.root, bit))
        expect(isConsistent(was, is, wrong, sha256)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('a ledger whose earlier part was changed cannot be proved to continue what it was', async () => {
  await fc.assert(
    fc.asyncProperty(aSize, fc.nat(), fc.nat(), async (size, some, place) => {
      const was = headOf(1 + (some % size));
      const changed = many.slice(0, size).with(place % was.size, sha256(Buffer.from('another event')));
      const tree = ledger(changed);
      const path = await tree.consistency(was.size, size, reader(changed));
      expect(isConsistent(was, { size, root: tree.root() }, path, sha256)).toBe(false);
    }),
    { numRuns: 100 },
  );
});

test('the root of any earlier size is found again, with at most a block of leaves read', async () => {
  for (const size of [
    1,
    2,
    BLOCK - 1,
    BLOCK,
    BLOCK + 1,
    2 * BLOCK - 1,
    2 * BLOCK,
    2 * BLOCK + 700,
    many.length,
  ]) {
    let read = 0;
    const root = await manyTree.rootAt(size, async ({ from, to }) => {
      read += to - from;
      return many.slice(from, to);
    });
    expect(toHex(root)).toBe(toHex(headOf(size).root));
    expect(read).toBe(size % BLOCK);
  }
});

test('a tree that goes on from the roots of its blocks is the same, and says beforehand which ones it will fill', () => {
  const whole = ledger([]);
  for (let from = 0, step = 1; from < many.length; from += step, step += 97) {
    const next = many.slice(from, from + step);
    const filled = whole.filledBy(next);
    const before = whole.blocks;
    for (const leaf of next) whole.append(leaf);
    expect(filled.map(({ place }) => place)).toEqual(
      Array.from({ length: whole.blocks - before }, (_, i) => before + i),
    );
    for (const { place, root } of filled) expect(toHex(root)).toBe(toHex(whole.blockAt(place)));
  }
  const begun = ledger([]);
  for (let place = 0; place < whole.blocks; place++) begun.appendBlock(whole.blockAt(place));
  for (const leaf of many.slice(begun.size)) begun.append(leaf);
  expect(begun.size).toBe(many.length);
  expect(toHex(begun.root())).toBe(toHex(headOf(many.length).root));
  expect(() => begun.appendBlock(whole.blockAt(0))).toThrow('of another');

  const right = whole.blockAt(1);
  begun.correct({ place: 1, root: whole.blockAt(0) });
  expect(toHex(begun.root())).not.toBe(toHex(whole.root()));
  begun.correct({ place: 1, root: right });
  expect(toHex(begun.root())).toBe(toHex(whole.root()));
  expect(() => begun.correct({ place: 3, root: right })).toThrow(RangeError);
});

test('a tree is kept as no more hashes than its size has binary ones', () => {
  let tree = NO_LEAVES;
  for (const leaf of many) {
    tree = append(tree, leaf, sha256);
    expect(tree.hashes.length).toBe(tree.size.toString(2).replaceAll('0', '').length);
  }
});

test.each<[string, () => unknown]>([
  ['a leaf that is not there', () => inclusionSpans(3, 3)],
  ['a leaf before the first', () => inclusionSpans(-1, 3)],
  ['half a leaf', () => inclusionSpans(0.5, 3)],
  ['no beginning', () => consistencySpans(0, 3)],
  ['a beginning longer than the whole', () => consistencySpans(4, 3)],
  ['a ledger longer than this one', () => manyTree.inclusion(0, many.length + 1, reader(many))],
  ['an end longer than this one', () => manyTree.consistency(1, many.length + 1, reader(many))],
  ['a node of something that is no hash', () => nodeOf(new Uint8Array(31), new Uint8Array(32), sha256)],
])('%s cannot be proved', (_, prove) => {
  expect(prove).toThrow(RangeError);
});

test('a reader that brings too few leaves is no proof', async () => {
  await expect(manyTree.rootAt(10, async () => [])).rejects.toThrow('read 0 leaves');
  await expect(manyTree.rootAt(0, reader(many))).rejects.toThrow(RangeError);
});

test('hexadecimal has one spelling', () => {
  expect(fromHex('00ff', 2)).toEqual(Uint8Array.of(0, 255));
  for (const text of ['00FF', '00f', '00ff0', '0x00', '  ff', '']) expect(fromHex(text, 2)).toBeNull();
});
