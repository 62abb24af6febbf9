import { expect, test } from 'vitest';
import { checkExport } from '../../verifier/export.ts';
import { readKeys } from '../../verifier/keys.ts';
import { keyFrom, type LedgerWorld, ledgerWorld } from '../faults/ledger-world.ts';

/** A world with checkpoints of several sizes that a witness signed back. */
const worldOf = (seed: string): LedgerWorld => {
  for (let i = 0; ; i++) {
    const world = ledgerWorld(`${seed}/${i}`);
    if (world.sizes.length > 3) return world;
  }
};
const world = worldOf('cosigned');
const last = world.sizes.at(-2) ?? 0;
const found = (lines: readonly string[], witnessKeys: string) =>
  checkExport(
    [Buffer.from(lines.map((line) => `${line}\n`).join(''))],
    readKeys(world.key.publicText, 'keys'),
    [],
    readKeys(witnessKeys, 'witness keys'),
  );

test('with a witness’s key the verifier says how many events that witness saw, and when', async () => {
  const { signedBack, unchecked } = await found(world.cosigned, world.witness.publicText);
  expect(signedBack).toEqual([
    { key: world.witness.key, size: last, time: expect.stringMatching(/^\d{4}-/) },
  ]);
  expect(unchecked).toBe(0);
});

test('without it cosignatures are counted and nothing is said of them', async () => {
  expect(await found(world.cosigned, '')).toMatchObject({
    signedBack: [],
    unchecked: world.sizes.length - 1,
  });
  expect(await found(world.lines, '')).toMatchObject({ signedBack: [], unchecked: 0 });
});

test.each([
  ['that signed nothing in it', () => keyFrom('a stranger').publicText, 'NOT_COSIGNED'],
  [
    'that signed, and one that did not',
    () => `${world.witness.publicText}\n${keyFrom('a stranger').publicText}`,
    'NOT_COSIGNED',
  ],
  [
    'that was replaced before it signed last',
    () => `${world.witness.publicText}@${last - 1}`,
    'COSIGNATURE_WRONG',
  ],
])('an export is wrong before the key of a witness %s', async (_, keys, code) => {
  await expect(found(world.cosigned, keys())).rejects.toMatchObject({ code });
});

test('a key that was replaced counts for what it signed before', async () => {
  expect((await found(world.cosigned, `${world.witness.publicText}@${last}`)).signedBack).toHaveLength(1);
});
