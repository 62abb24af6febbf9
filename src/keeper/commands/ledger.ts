/** What is asked of the ledger itself: to be signed, compared with what witnesses keep, accepted; and to be another's witness. */
import { may } from '../../fleet/rights.ts';
import { type Decision, isBlank, refuse, said } from '../../lots/refusal.ts';
import type { Command } from '../protocol.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

export type LedgerCommand = Extract<Command, { type: `ledger.${string}` | 'witness.take' }>;

export async function keepLedger(turn: Turn, command: LedgerCommand): Promise<Decision<Done>> {
  const { ledger, witnessing, draft } = turn;
  const allowed = may(turn.actor, command.type, null, turn.province.tree);
  if (!allowed.ok) return allowed;
  switch (command.type) {
    case 'ledger.sign':
      ledger.sign(draft);
      return done(ledger.newest);
    case 'ledger.compare':
      return done(await ledger.compare(command.witness, command.signed, draft));
    case 'ledger.report':
      ledger.report(command.witnesses);
      return done(null);
    case 'ledger.cosigned':
      return done(ledger.cosigned.keep(command, draft));
    case 'ledger.accept':
      return acceptLedger(turn, command);
    case 'witness.take': {
      const taken = await witnessing.take(command.origin, command.submission, draft);
      return taken.ok ? done(taken.value) : taken;
    }
    default:
      throw new Error(`No command ${JSON.stringify(command satisfies never)}`);
  }
}

/** Refuses LEDGER_NOT_IN_DOUBT, REASON_REQUIRED. */
async function acceptLedger(turn: Turn, command: Of<'ledger.accept'>): Promise<Decision<Done>> {
  const { ledger, actor, draft } = turn;
  const { amnesia } = ledger;
  if (amnesia === null)
    return refuse('LEDGER_NOT_IN_DOUBT', 'Accept the ledger: it is the one that was signed');
  if (isBlank(command.reason)) return refuse('REASON_REQUIRED', 'Accept the ledger: a reason is wanted');
  const { size } = ledger.tree;
  await ledger.accept(actor.username, said(command.reason), amnesia, draft);
  return done({ size, found: amnesia.found });
}
