/** Another Giữ Lạnh as a witness, over HTTP. */
import { canonicalJson } from '../custody/canonical.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../custody/checkpoint.ts';
import { type Cosignature, isCosigned, readCosignature } from '../custody/cosignature.ts';
import { checkText, keyIdOf } from '../ledger/keys.ts';
import type { DurationMs } from '../thermal/types.ts';
import { type Witness, WitnessError } from './witness.ts';

const ANSWER_WITHIN: DurationMs = 10_000;

export function serviceWitness(settings: { readonly url: string; readonly token: string }): Witness {
  const call = async (origin: string, body: unknown): Promise<{ status: number; json: Answered }> => {
    const response = await fetch(`${settings.url}/api/v1/witness/${origin.replace(/^giulanh\//, '')}`, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${settings.token}`, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    return { status: response.status, json: (await response.json()) as Answered };
  };
  return {
    name: new URL(settings.url).host,
    async newest(origin) {
      const { status, json } = await call(origin, null);
      if (status === 404 && json.code === 'ORIGIN_UNKNOWN') return null;
      return keptOf(status, json);
    },
    async take(origin, submission) {
      const { status, json } = await call(origin, submission);
      const kept = keptOf(status, json);
      if (canonicalJson(kept) !== canonicalJson(submission.signed))
        throw new WitnessError('WITNESS_ANSWER', 'It answered with another checkpoint than it was given');
      return cosignatureOf(kept, json);
    },
  };
}

type Answered = {
  code?: unknown;
  detail?: unknown;
  checkpoint?: unknown;
  signature?: unknown;
  cosignature?: unknown;
  witnessKey?: unknown;
};

/** Checked with the key that it answers with: that catches mistakes only. Whether the key is the witness's, a verifier finds out. */
function cosignatureOf(kept: SignedCheckpoint, { cosignature, witnessKey }: Answered): Cosignature | null {
  const read = readCosignature(cosignature);
  if (read === null || typeof witnessKey !== 'string') return null;
  if (keyIdOf(witnessKey) !== read.key || !isCosigned(kept, read, checkText(witnessKey)))
    throw new WitnessError('WITNESS_ANSWER', 'What it signed back is not signed by the key it names');
  return read;
}

function keptOf(
  status: number,
  { code, detail, checkpoint = null, signature = null }: Answered,
): SignedCheckpoint {
  if (status !== 200) throw new WitnessError(String(code ?? status), String(detail ?? `status ${status}`));
  const kept = parseCheckpoint(canonicalJson({ checkpoint, signature }));
  if (kept === null)
    throw new WitnessError('WITNESS_ANSWER', 'It answered with something that is no checkpoint');
  return kept;
}
