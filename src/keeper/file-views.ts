/** What a logger's file would change, or has changed, as screens and programs see it. Lists hold at most `LISTED_MOST`. */
import type { ReadingWay } from '../import/way.ts';
import type { ExcursionView, HoldView } from './views.ts';

/** More of anything is counted, not listed. */
export const LISTED_MOST = 200;

export type Listed<T> = { readonly count: number; readonly items: readonly T[] };

/** A device that a file may go into, and where it is now. */
export type FileDeviceView = {
  readonly id: string;
  readonly profile: string;
  /** The serial number by which files name it; null: none was registered. */
  readonly serial: string | null;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly site: string | null;
  readonly siteName: string | null;
};

export type FileDevicesView = {
  /** Those that are read out as files first. */
  readonly items: readonly FileDeviceView[];
  /** More than are listed. */
  readonly more: number;
  /** The one that has the serial number, where it is within one's place. */
  readonly match: string | null;
  readonly way: ReadingWay | null;
  /** The province's zone. */
  readonly zone: string;
};

/** What differs in judgement. An excursion carries the vaccine that went through it. */
export type FileChangesView = {
  readonly excursions: {
    readonly found: Listed<ChangedExcursionView>;
    readonly changed: Listed<ChangedExcursionView>;
    /** The evidence no longer shows them; their holds stay until an official decides. */
    readonly gone: Listed<ChangedExcursionView>;
  };
  readonly holds: {
    readonly placed: Listed<FileHoldView>;
    readonly unsupported: Listed<FileHoldView>;
    /** Holds for want of data that the file filled. */
    readonly withdrawn: Listed<FileHoldView>;
  };
  /** Of the parcels with new holds: doses in them now. */
  readonly dosesHeld: number;
  /** Of what was discovered late: doses already given, and how many of them after the breach. */
  readonly dosesGiven: number;
  readonly dosesGivenAfterBreach: number;
  /** Alerts of what is over and nobody knew. */
  readonly discoveredLate: number;
};

export type ChangedExcursionView = ExcursionView & {
  readonly unitName: string | null;
  readonly product: string | null;
  readonly lot: string | null;
};
export type FileHoldView = HoldView & { readonly product: string; readonly doses: number };

/** Where the readings of a file belong. */
export type FileUnitView = {
  readonly id: string;
  readonly name: string;
  readonly site: string | null;
  readonly siteName: string | null;
  readonly readings: number;
};

export type FileSortedView = {
  readonly device: FileDeviceView;
  readonly units: readonly FileUnitView[];
  /** Not stored yet, and stored already. */
  readonly fresh: number;
  readonly known: number;
  readonly freshDays: number;
  readonly knownDays: number;
  /** No thermometer measures this: kept as faults. */
  readonly implausible: number;
  /** Ahead of the service's clock. */
  readonly ahead: number;
  /** While the device was in no unit. */
  readonly outside: number;
  /** In a unit that is outside this person's place. */
  readonly elsewhere: number;
  /** The same probe, the same instant, another value. Both are kept, and the worse counts. */
  readonly conflicts: Listed<{
    readonly at: string;
    readonly probe: string;
    readonly fileCelsius: number | null;
    readonly storedCelsius: number | null;
  }>;
};

export type FilePreviewView = FileSortedView & { readonly would: FileChangesView };
export type StoredFileView = FileSortedView & { readonly did: FileChangesView };
