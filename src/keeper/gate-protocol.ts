/** What injection tables ask of the keeper and tell it, beside the question about one vial. */
import type { Page } from './protocol.ts';

/** 1 to 200 scans as a table noted them (ScanSaid in gate-views.ts), each checked and answered by itself. */
export type GateCommand = { type: 'scans.record'; scans: unknown[] };

export type GateQuery =
  /** What the gate says of every lot at a site, signed, for a table without a signal. */
  | { type: 'lots.signed'; site: string }
  /** The log of scans, the newest first. */
  /** `by` and `lot` as they stand in the scan, in any case. */
  | ({
      type: 'scans';
      site?: string | undefined;
      verdict?: 'allowed' | 'blocked' | 'unknown' | undefined;
      offline?: boolean | undefined;
      lot?: string | undefined;
      by?: string | undefined;
    } & Page);
