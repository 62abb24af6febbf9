/** Does the ledger keep what was promised? Every receipt's event once, at its place, under its leaf, and every signature good. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Oracle, Receipt } from './oracle.ts';
import type { Stored } from './stored.ts';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 public key. */
const SPKI_ED25519 = '302a300506032b6570032100';

/** RFC 8785 for what the ledger holds: written here again, apart from the program's own. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

export function checkLedger(stored: Stored, oracle: Oracle): string[] {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  for (const [i, { seq, event, leaf }] of stored.rows.entries()) {
    const body = stored.ledger[i];
    if (body === undefined) continue;
    const hash = createHash('sha256')
      .update(Buffer.from([0]))
      .update(event, 'utf8')
      .digest();
    if (seq !== i + 1) wrong.push(`ledger: ${seq} at place ${i + 1}`);
    if (!hash.equals(leaf)) wrong.push(`ledger: ${seq} has another hash`);
    if (canonical(body) !== event) wrong.push(`ledger: ${seq} is not canonical`);
    if (seen.has(body.id)) wrong.push(`ledger: ${body.id} is there twice, ${seen.get(body.id)} and ${seq}`);
    seen.set(body.id, seq);
    if (typeof body.signature === 'string') wrong.push(...signatureOf(body, oracle));
  }
  const key = publicKeyOf(oracle.publicKey);
  for (const receipt of oracle.receipts.values()) {
    const { event, ledgerSeq, leaf } = receipt;
    const row = stored.rows[ledgerSeq - 1];
    if (seen.get(event) !== ledgerSeq)
      wrong.push(`receipt: ${event} is not at ${ledgerSeq} but ${seen.get(event)}`);
    if (row?.leaf.toString('hex') !== leaf) wrong.push(`receipt: ${event} has another leaf`);
    if (!isSigned(receipt, key)) wrong.push(`receipt: that of ${event} is not signed`);
  }
  // A plan that was refused while its parcel was on hold may be taken when it is sent again; what must not count may not.
  for (const id of oracle.refused)
    if (seen.has(id) && oracle.mustNot.has(id)) wrong.push(`refused at the door and in the ledger: ${id}`);
  return wrong;
}

/** The phone's own signature, over the body that it signed. */
function signatureOf(event: Stored['ledger'][number], { keys, said }: Oracle): string[] {
  const { recorded: _recorded, key, signature, ...body } = event;
  const jwk = keys.get(String(key));
  // Enrolled, and killed before it was answered: nobody knows the key yet.
  if (jwk === undefined) return said.has(event.id) ? [] : [`ledger: ${event.id} was never said`];
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const bytes = Buffer.from(String(signature), 'base64url');
  const good = verify(
    'sha256',
    Buffer.from(canonical(body)),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    bytes,
  );
  return good ? [] : [`ledger: the signature of ${event.id} is not good`];
}

const publicKeyOf = (text: string) =>
  createPublicKey({
    key: Buffer.from(SPKI_ED25519 + text.slice('ed25519:'.length), 'hex'),
    format: 'der',
    type: 'spki',
  });

function isSigned(receipt: Receipt, key: ReturnType<typeof publicKeyOf>): boolean {
  const { event, leaf, ledgerSeq, recordedAt, v } = receipt;
  const text = canonical({ event, leaf, ledgerSeq, recordedAt, v });
  return verify(null, Buffer.from(text), key, Buffer.from(receipt.signature, 'base64url'));
}
