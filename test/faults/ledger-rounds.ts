/** Gives the verifier true exports and tampered ones, in turn, and counts which it accepted. */
import { random } from '../../simulator/random.ts';
import { checkpointText } from '../../src/custody/checkpoint.ts';
import { readCheckpoints } from '../../verifier/checkpoint.ts';
import { checkExport } from '../../verifier/export.ts';
import { readKeys } from '../../verifier/keys.ts';
import { Wrong } from '../../verifier/wrong.ts';
import { COSIGNATURE_TAMPERINGS } from './cosignature-tampering.ts';
import { type Given, given, TAMPERINGS as OF_THE_LEDGER, type Tampering } from './ledger-tampering.ts';
import { type LedgerWorld, ledgerWorld, signedAt } from './ledger-world.ts';

export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  ...OF_THE_LEDGER,
  ...COSIGNATURE_TAMPERINGS,
};

export type MutationResult = {
  readonly mutations: number;
  /** How often each kind was tried, and how often it was found. */
  readonly kinds: ReadonlyMap<string, { readonly tried: number; readonly found: number }>;
  /** What the verifier said was wrong, and how often. */
  readonly codes: ReadonlyMap<string, number>;
  readonly untouched: number;
  /** A tampered export that was accepted, a true one that was refused, a verifier that fell over. */
  readonly broken: readonly string[];
};

/** Mutations of one ledger before the next one is drawn. */
const MUTATIONS_A_LEDGER = 50;

export async function ledgerMutations(wish: {
  readonly seed: string;
  readonly mutations: number;
}): Promise<MutationResult> {
  const names = Object.keys(TAMPERINGS);
  const kinds = new Map(names.map((name) => [name, { tried: 0, found: 0 }]));
  const codes = new Map<string, number>();
  const broken: string[] = [];
  let untouched = 0;
  let world = ledgerWorld(wish.seed);
  for (let i = 0; i < wish.mutations; i++) {
    if (i % MUTATIONS_A_LEDGER === 0) {
      world = ledgerWorld(`${wish.seed}/${i}`);
      for (const witnessedAt of [null, 1, world.events.length, 'cosigned'] as const) {
        const said = await verdict(trueOne(world, witnessedAt), world);
        if (said !== null) broken.push(`mutation ${i}: the untouched export is refused: ${said}`);
        untouched++;
      }
    }
    const name = names[i % names.length] ?? '';
    const said = await verdict(TAMPERINGS[name]?.(world, random(wish.seed, String(i))) ?? null, world);
    const kind = kinds.get(name);
    if (kind !== undefined)
      kinds.set(name, { tried: kind.tried + 1, found: kind.found + (said === null ? 0 : 1) });
    if (said === null) broken.push(`mutation ${i}: accepted though ${name}`);
    else if (said.startsWith('FELL OVER')) broken.push(`mutation ${i}: ${name}: ${said}`);
    codes.set(said ?? 'accepted', (codes.get(said ?? 'accepted') ?? 0) + 1);
  }
  return { mutations: wish.mutations, kinds, codes, untouched, broken };
}

function trueOne(world: LedgerWorld, witnessedAt: number | null | 'cosigned'): Given {
  const { lines, events, key, witness } = world;
  if (witnessedAt === 'cosigned') return given(world.cosigned, { witnessKeys: witness.publicText });
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return witnessedAt === null
    ? { bytes }
    : { bytes, witnessed: checkpointText(signedAt(events, witnessedAt, key)) };
}

/** The code of what is wrong, or null when the verifier is content. */
async function verdict(shown: Given | null, world: LedgerWorld): Promise<string | null> {
  if (shown === null) throw new Error('nothing to verify');
  try {
    const keys = readKeys(shown.keys ?? world.key.publicText, 'keys');
    const witnesses = shown.witnessed === undefined ? [] : readCheckpoints(shown.witnessed, keys, 'witness');
    await checkExport([shown.bytes], keys, witnesses, readKeys(shown.witnessKeys ?? '', 'witness keys'));
    return null;
  } catch (error) {
    return error instanceof Wrong ? error.code : `FELL OVER: ${error}`;
  }
}
