/** What goes between the thread that is given files and the one that reads them. */
import type { ReadOptions } from '../../devices/loggers/types.ts';
import type { Letter } from './letter.ts';
import type { ReadFile } from './reading.ts';

export type ReadOrder =
  | { readonly id: number; readonly kind: 'file'; readonly bytes: Uint8Array; readonly options: ReadOptions }
  | { readonly id: number; readonly kind: 'letter'; readonly bytes: Uint8Array };

export type ReadDone =
  | { readonly id: number; readonly kind: 'file'; readonly file: ReadFile }
  | { readonly id: number; readonly kind: 'letter'; readonly letter: Letter }
  /** A defect: `reason` is for the log. */
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
