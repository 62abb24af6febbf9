/** EPCIS 2.0 events as the service tells them, and the events of the ledger that they are told from. */
import type { LedgerEvent } from '../custody/events.ts';
import type { Counted, CountedBox } from '../custody/types.ts';
import type { UtcMs } from '../thermal/types.ts';

export type Quantity = { readonly epcClass: string; readonly quantity?: number };
export type SensorElement = {
  readonly sensorMetadata: Readonly<Record<string, string>>;
  readonly sensorReport: readonly Readonly<Record<string, string | number>>[];
};
type Common = {
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly bizTransactionList?: readonly { readonly type: string; readonly bizTransaction: string }[];
  readonly sourceList?: readonly { readonly type: string; readonly source: string }[];
  readonly destinationList?: readonly { readonly type: string; readonly destination: string }[];
  readonly sensorElementList?: readonly SensorElement[];
};
/** What is told, without its id and times. Only an ObjectEvent has a persistentDisposition. */
export type Told =
  | (Common & {
      readonly type: 'ObjectEvent';
      readonly action: 'OBSERVE' | 'DELETE';
      readonly epcList?: readonly string[];
      readonly quantityList?: readonly Quantity[];
      readonly persistentDisposition?: {
        readonly set?: readonly string[];
        readonly unset?: readonly string[];
      };
    })
  | (Common & {
      readonly type: 'AggregationEvent';
      readonly action: 'ADD' | 'DELETE';
      readonly parentID: string;
      readonly childEPCs?: readonly string[];
      readonly childQuantityList?: readonly Quantity[];
    });
/** Whose n-th event is told once more to take it back, why, and the entries whose first events stand instead. */
export type Untrue = {
  readonly of: string;
  readonly index: number;
  readonly reason: 'did_not_occur' | 'incorrect_data';
  readonly instead: readonly string[];
};
/**
 * One thing that a ledger event says. `at`: where it is not the event's own. `sites`: whose business it is. `of`: the entry whose
 * id it bears, where that is another.
 */
export type Telling = {
  readonly told: Told;
  readonly at?: UtcMs;
  readonly sites: readonly string[];
  readonly of?: string;
  readonly untrue?: Untrue;
  readonly measure?: Measure;
};
/** What sensors showed there then, by the readings that had been received by `knownAt`. */
export type Measure = {
  readonly stays: readonly { readonly unit: string; readonly from: UtcMs; readonly to: UtcMs }[];
  readonly knownAt: UtcMs;
};
/** °C; the mean is weighted by time. */
export type Measured = { readonly min: number; readonly max: number; readonly mean: number };
/** As it is handed out: plain JSON of the standard. Partners' events are handed out as they came. */
export type EpcisEvent = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly eventID: string;
  readonly eventTime: string;
  readonly recordTime: string;
};
/** `measure`: what is still to be told of the sensors, see holds.withMeasured. */
export type Placed = {
  readonly event: EpcisEvent;
  readonly sites: readonly string[];
  readonly measure?: Measure;
};

/** An entry of the ledger; of its types only some are told. */
export type Entry = LedgerEvent;
export type Row = { readonly seq: number; readonly event: Entry };
/** A packing or unpacking, and the entry that holds it. */
export type Pack = {
  readonly seq: number;
  readonly event: Extract<Entry, { type: 'shipment.packed' | 'shipment.unpacked' }>;
};
export type Count = { readonly parcels: readonly Counted[]; readonly boxes: readonly CountedBox[] };

/** Where things were, by what the service knows of its places. */
export type Places = {
  readonly zone: string;
  siteOf(unit: string, at: UtcMs): string | null;
  deviceIn(unit: string, at: UtcMs): string | null;
  isBox(unit: string): boolean;
};
