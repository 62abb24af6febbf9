/** What a person is shown of a file that they brought, before anything is stored. */
import type { FileDevicesView, FilePreviewView } from '../keeper/file-views.ts';
import type { Refusal } from '../keeper/protocol.ts';
import type { FileSeen } from './seen.ts';
import type { ReadingWay } from './way.ts';

/** `refusal`: why it cannot be stored as it is; what is missing is then asked. */
export type LookedAt = {
  readonly seen: FileSeen | null;
  /** How it was read. */
  readonly way: ReadingWay;
  readonly devices: FileDevicesView;
  readonly preview: FilePreviewView | null;
  readonly refusal: Refusal | null;
};

/** The same for a screen: the refusal in words. */
export type LookedAtView = Omit<LookedAt, 'refusal'> & {
  readonly refusal: (Refusal & { readonly vi?: string; readonly en?: string }) | null;
};
