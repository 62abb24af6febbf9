import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { type SignedCheckpoint, signCheckpoint } from '../../src/custody/checkpoint.ts';
import { cosignedBytes } from '../../src/custody/cosignature.ts';
import { fromHex } from '../../src/custody/merkle-hex.ts';
import { type Submission, SYSTEM } from '../../src/keeper/protocol.ts';
import type { LedgerKeysView, WitnessedView } from '../../src/keeper/views.ts';
import { checkText, makeKey, signingKey } from '../../src/ledger/keys.ts';
import { DEPOT, House } from './house.ts';

const signedHouse = () => House.open({ signed: true });
const hold = (house: House) =>
  house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'hộp móp' });

/** What the house would give to a witness that keeps `held`. */
async function submissionOf(house: House, held: SignedCheckpoint | null): Promise<Submission> {
  await house.does(SYSTEM, { type: 'ledger.sign' });
  const submission = await house.ask<Submission | null>({ type: 'ledger.submission', held });
  if (submission === null) throw new Error('nothing to give');
  return submission;
}
const originOf = ({ signed }: Submission) => signed.checkpoint.origin;
const take = (witness: House, submission: Submission) =>
  witness.tell(SYSTEM, { type: 'witness.take', origin: originOf(submission), submission });
const kept = (witness: House, submission: Submission) =>
  witness.ask<WitnessedView>({ type: 'witness.newest', origin: originOf(submission) });

describe('a witness', () => {
  test('keeps the newest checkpoint of a ledger and signs that it does, also over a restart', async () => {
    const [house, witness] = [await signedHouse(), await signedHouse()];
    const first = await submissionOf(house, null);
    expect(await take(witness, first)).toMatchObject({ ok: true });
    await hold(house);
    const second = await submissionOf(house, first.signed);
    expect(second.path.length).toBeGreaterThan(0);
    expect(await take(witness, second)).toMatchObject({ ok: true });
    await witness.restart();
    const found = await kept(witness, second);
    expect(found).toMatchObject({ ...second.signed, publicKey: second.key });
    const { cosignature } = found;
    await witness.does(SYSTEM, { type: 'ledger.sign' });
    const { keys } = await witness.ask<LedgerKeysView>({ type: 'ledger.keys' });
    const key = keys.find((one) => one.key === cosignature.key)?.publicKey ?? '';
    const bytes = fromHex(cosignature.signature, 64) ?? new Uint8Array();
    expect(checkText(key)(cosignature.key, cosignedBytes(second.signed, cosignature), bytes)).toBe(true);
  });

  test('answers the same for the same checkpoint, however often it comes', async () => {
    const [house, witness] = [await signedHouse(), await signedHouse()];
    const submission = await submissionOf(house, null);
    const first = await take(witness, submission);
    witness.now = 5;
    expect(await take(witness, submission)).toEqual(first);
  });

  test('refuses what does not continue what it keeps, what is older, and what nobody signed', async () => {
    const [house, witness] = [await signedHouse(), await signedHouse()];
    const first = await submissionOf(house, null);
    await hold(house);
    const second = await submissionOf(house, first.signed);
    await take(witness, second);
    const code = async (submission: Submission) => {
      const answer = await take(witness, submission);
      return answer.ok ? 'ok' : answer.refusal.code;
    };
    const signer = signingKey(house.directory);
    const forged = (change: object, by = signer) => ({
      ...second,
      key: by.publicText,
      signed: signCheckpoint({ ...second.signed.checkpoint, ...change }, by),
    });
    expect(await code(first)).toBe('WITNESS_OLDER');
    expect(await code(forged({ root: 'ab'.repeat(32) }))).toBe('WITNESS_INCONSISTENT');
    expect(await code(forged({ size: 900, root: 'ab'.repeat(32) }))).toBe('WITNESS_INCONSISTENT');
    const unsigned = { ...second.signed, checkpoint: { ...second.signed.checkpoint, size: 900 } };
    expect(await code({ ...second, signed: unsigned })).toBe('WITNESS_SIGNATURE_INVALID');
    expect(await code({ ...second, path: ['no hash'] })).toBe('WITNESS_SHAPE_INVALID');
    expect(await code({ ...second, key: `ed25519:${'00'.repeat(32)}` })).toBe('WITNESS_KEY_WRONG');
    expect(await code(forged({}, makeKey(house.directory)))).toBe('WITNESS_KEY_CHANGED');
    expect(await kept(witness, second)).toMatchObject(second.signed);
  });

  test('lets a ledger give up what is kept only by an event that is in it and names exactly that', async () => {
    const [house, witness] = [await signedHouse(), await signedHouse()];
    await hold(house);
    const { origin, size } = (await submissionOf(house, null)).signed.checkpoint;
    // A world that this ledger does not continue, signed by its own key.
    const signer = signingKey(house.directory);
    const lost = signCheckpoint(
      { origin, root: 'cd'.repeat(32), size: size + 9, time: '2026-11-22T00:00:00.000Z' },
      signer,
    );
    const first = { signed: lost, key: signer.publicText, path: [], accepted: null };
    await take(witness, first);
    expect(await house.does(SYSTEM, { type: 'ledger.compare', witness: 'w', signed: lost })).toBe(false);
    expect(await house.ask({ type: 'ledger.submission', held: lost })).toBeNull();
    await house.does(SYSTEM, { type: 'ledger.accept', reason: 'đã xem' });
    const submission = await submissionOf(house, lost);
    const accepted = submission.accepted ?? { event: {}, index: 0, path: [] };
    expect(accepted.event).toMatchObject({ type: 'ledger.accepted', witnessed: [{ size: size + 9 }] });

    const code = async (wrong: Submission['accepted']) => {
      const answer = await take(witness, { ...submission, accepted: wrong });
      return answer.ok ? 'ok' : answer.refusal.code;
    };
    const edited = canonicalJson(accepted.event).replace('cd'.repeat(32), 'ce'.repeat(32));
    expect(await code(null)).toBe('WITNESS_OLDER');
    expect(await code({ ...accepted, event: JSON.parse(edited) })).toBe('WITNESS_OLDER');
    expect(await code({ ...accepted, event: { ...(accepted.event as object), reason: 'khác' } })).toBe(
      'WITNESS_OLDER',
    );
    expect(await code({ ...accepted, index: accepted.index - 1 })).toBe('WITNESS_OLDER');
    expect(await code(accepted)).toBe('ok');
    expect(await kept(witness, submission)).toMatchObject(submission.signed);
  });

  test('keeps nothing of a ledger that it never saw', async () => {
    const witness = await signedHouse();
    const answer = await witness.keeper.ask(SYSTEM, {
      type: 'witness.newest',
      origin: `giulanh/${'ab'.repeat(32)}`,
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'ORIGIN_UNKNOWN' } });
  });
});
