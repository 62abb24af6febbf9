/** What goes between the thread that is asked for papers and the one that sets them. */
import type { PaperKind, Papers } from './kinds.ts';

export type PaperOrder = {
  [K in PaperKind]: { readonly id: number; readonly kind: K; readonly data: Papers[K] };
}[PaperKind];

/** `pdf` null: it could not be made, `reason` says why (for the log, not for people). */
export type PaperDone = {
  readonly id: number;
  readonly pdf: Uint8Array<ArrayBuffer> | null;
  readonly reason: string;
};
