/** What is asked of the keeper about a logger's file: what it would change, and to take it in. */

import type { PackedReadings } from '../import/packed.ts';
import type { ReadingWay } from '../import/way.ts';
import type { ImportedEvidence } from './protocol.ts';

/** A file as its reader found it. `source` names it by its content: the SHA-256 of its bytes, hex. */
export type FileContents = {
  readonly source: string;
  /** Its serial number as it states it; null: it states none. */
  readonly serial: string | null;
  readonly readings: PackedReadings;
  readonly evidence: readonly ImportedEvidence[];
};

/** Into which device it goes. `device` null: the one that has its serial number. `unit` null: wherever that device was. */
export type FileTarget = { readonly device: string | null; readonly unit: string | null };

export type FileCommand =
  /** Takes a file in; answers `StoredFileView`. `way`: how it was read, remembered for the device's next one. */
  | { type: 'evidence.file'; contents: FileContents; target: FileTarget; name: string; way: ReadingWay }
  /** A file in the inbox that cannot be taken in: told to whoever keeps the service. */
  | { type: 'file.refused'; name: string; code: string; reason: string };

export type FileQuery =
  /** What taking it in would do; answers `FilePreviewView`. Nothing is stored. */
  | { type: 'evidence.preview'; contents: FileContents; target: FileTarget }
  /**
   * Whose a file may be: devices within one's place, the one that has this serial number, and how the last file of `device` (else
   * of that one) was read; answers `FileDevicesView`.
   */
  | { type: 'evidence.devices'; serial: string | null; device: string | null };
