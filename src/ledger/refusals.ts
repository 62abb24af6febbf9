/** Why a ledger is not signed and not exported. */

/**
 * - LEDGER_EMPTY: it has no event yet
 * - LEDGER_DAMAGED: an entry is missing, or its leaf is not that of its event
 * - LEDGER_BEHIND, LEDGER_FORKED, LEDGER_ANOTHER: it is not the one that was signed before (custody/checkpoint-standing.ts)
 * - CHECKPOINTS_DAMAGED: the file of signed checkpoints holds what no key of ours signed
 */
export class LedgerError extends Error {
  readonly code:
    | 'LEDGER_EMPTY'
    | 'LEDGER_DAMAGED'
    | 'LEDGER_BEHIND'
    | 'LEDGER_FORKED'
    | 'LEDGER_ANOTHER'
    | 'CHECKPOINTS_DAMAGED';
  constructor(code: LedgerError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
