/**
 * Is the ledger of a store what was signed of it? Writes the rows up to the last signature as an export, by itself, and lets the
 * verifier, a process of its own that shares no code with the service, say so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../process.ts';

export type LedgerRow = { readonly seq: number; readonly event: string; readonly leaf: Buffer };

/** @param signed checkpoints as text, of the database; those of the file beside it join them. Answers what is wrong. */
export function verifyLedger(options: {
  rows: readonly LedgerRow[];
  signed: readonly string[];
  data: string;
  file: string;
  publicKey: string;
}): { readonly wrong: string | null; readonly size: number } {
  const { rows, data, file, publicKey } = options;
  const beside = join(data, 'ledger', 'checkpoints.jsonl');
  // What follows the last line break was never finished.
  const lines = existsSync(beside) ? readFileSync(beside, 'utf8').split('\n').slice(0, -1) : [];
  const bySize = new Map<number, Set<string>>();
  for (const line of [...options.signed, ...lines]) {
    const { checkpoint } = JSON.parse(line) as { checkpoint: { size: number } };
    bySize.set(checkpoint.size, (bySize.get(checkpoint.size) ?? new Set()).add(line));
  }
  const size = Math.max(0, ...bySize.keys());
  const [first] = rows;
  if (size === 0 || first === undefined) return { wrong: null, size: 0 };
  if (size > rows.length) return { wrong: `${size} events were signed, ${rows.length} are there`, size };
  const origin = `giulanh/${first.leaf.toString('hex')}`;
  const out = [JSON.stringify({ format: 'giulanh-ledger-export', origin, version: 1 })];
  let checkpoints = 0;
  for (const { seq, event } of rows.slice(0, size)) {
    out.push(`{"event":${event},"seq":${seq}}`);
    for (const line of bySize.get(seq) ?? []) {
      out.push(line);
      checkpoints++;
    }
  }
  out.push(JSON.stringify({ end: { checkpoints, events: size } }));
  writeFileSync(file, `${out.join('\n')}\n`);
  const verifier = ['verifier/main.ts', file, '--key', publicKey];
  const { status, stderr } = spawnSync(process.execPath, verifier, { cwd: ROOT, encoding: 'utf8' });
  return { wrong: status === 0 ? null : `verifier ended ${status}: ${stderr}`, size };
}
