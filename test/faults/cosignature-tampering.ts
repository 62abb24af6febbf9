/** The ways in which somebody may tamper with what witnesses signed back, before a verifier that has the witness's key. */
import type { Random } from '../../simulator/random.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { parseCheckpoint } from '../../src/custody/checkpoint.ts';
import { type Cosignature, cosign } from '../../src/custody/cosignature.ts';
import {
  forkedEvents,
  type Given,
  given,
  isCheckpoint,
  lineAt,
  mended,
  placesOf,
} from './ledger-tampering.ts';
import { exportOf, type LedgerWorld } from './ledger-world.ts';

const isCosignature = (line: string): boolean => line.startsWith('{"cosignature"');
const before = (lines: readonly string[], { witness }: LedgerWorld): Given =>
  given(lines, { witnessKeys: witness.publicText });
/** By a witness whose key the verifier was not given: it says how many of those it did not check, and cannot say more. */
const isOfAnother = (line: Buffer, { witness }: LedgerWorld): boolean => {
  const key = /^\{"cosignature":\{"key":"([0-9a-f]{16})"/.exec(line.toString('latin1'))?.[1];
  return key !== undefined && key !== witness.key;
};
const aCosignature = (lines: readonly string[], draw: Random): number =>
  draw.pick(placesOf(lines, isCosignature));

export const COSIGNATURE_TAMPERINGS: Readonly<Record<string, (world: LedgerWorld, draw: Random) => Given>> = {
  'a byte of a cosignature is changed': (world, draw) => {
    const at = aCosignature(world.cosigned, draw);
    const line = Buffer.from(lineAt(world.cosigned, at));
    do {
      const byte = draw.whole(0, line.length - 1);
      line[byte] = ((line[byte] ?? 0) + draw.whole(1, 255)) % 256;
    } while (isOfAnother(line, world));
    const rest = { before: world.cosigned.slice(0, at), after: world.cosigned.slice(at + 1) };
    const bytes = [given(rest.before).bytes, line, Buffer.from('\n'), given(rest.after).bytes];
    return { ...before([], world), bytes: Buffer.concat(bytes) };
  },
  'a cosignature says another time': (world, draw) => {
    const at = aCosignature(world.cosigned, draw);
    const { cosignature } = JSON.parse(lineAt(world.cosigned, at)) as { cosignature: Cosignature };
    const time = new Date(Date.parse(cosignature.time) + draw.whole(1, 1e9)).toISOString();
    return before(world.cosigned.with(at, canonicalJson({ cosignature: { ...cosignature, time } })), world);
  },
  'a cosignature is left out': (world, draw) =>
    before(world.cosigned.toSpliced(aCosignature(world.cosigned, draw), 1), world),
  'all cosignatures are left out, and nothing tells': (world) =>
    before(mended(world.cosigned.filter((line) => !isCosignature(line))), world),
  'a cosignature is there twice': (world, draw) => {
    const at = aCosignature(world.cosigned, draw);
    return before(mended(world.cosigned.toSpliced(at, 0, lineAt(world.cosigned, at))), world);
  },
  'a cosignature stands after another checkpoint': (world, draw) => {
    const at = aCosignature(world.cosigned, draw);
    const moved = world.cosigned.toSpliced(at, 1);
    const others = placesOf(moved, isCheckpoint).filter((place) => place !== at - 1);
    return before(mended(moved.toSpliced(draw.pick(others) + 1, 0, lineAt(world.cosigned, at))), world);
  },
  'a cosignature is by somebody else under the witness’s name': (world, draw) => {
    const at = aCosignature(world.cosigned, draw);
    const signed = parseCheckpoint(lineAt(world.cosigned, at - 1));
    if (signed === null) throw new Error('no checkpoint before a cosignature');
    const forged = cosign(signed, signed.checkpoint.time, { ...world.thief, key: world.witness.key });
    return before(world.cosigned.with(at, canonicalJson({ cosignature: forged })), world);
  },
  'a fork under the stolen key, with the cosignatures there were': (world, draw) => {
    const forked = exportOf(forkedEvents(world, draw), world.sizes, world.key);
    const first = lineAt(world.cosigned, placesOf(world.cosigned, isCosignature)[0] ?? 0);
    const at = placesOf(forked, isCheckpoint).at(-1) ?? 0;
    return before(mended(draw.chance(0.5) ? forked.toSpliced(at + 1, 0, first) : forked), world);
  },
};
