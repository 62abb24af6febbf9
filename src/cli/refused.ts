/** A command that cannot be done as asked: carries the refusal to the one place where it is printed. */
import type { Refusal } from '../keeper/protocol.ts';

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** What was typed makes no sense: the usage is shown beside it, and the exit status is 2. */
export class WrongUsage extends Refused {}
