/** What passes between the socket thread and the thread that speaks with InfluxDB. Plain data only. */
import type { InfluxLink, InfluxVerified, RefusedPoint } from '../keeper/protocol.ts';
import type { Cursor } from '../store/outbox.ts';
import type { HistoryAnswer, HistoryRequest } from './history-reader.ts';
import type { ServiceHealth } from './points.ts';
import type { SenderCounts } from './sender.ts';
import type { InfluxError, TargetSettings } from './types.ts';

/** What the thread begins with. `cursor`: where the copy in this target ends. */
export type Beginning = {
  readonly directory: string;
  readonly settings: TargetSettings;
  readonly cursor: Cursor;
  readonly health: ServiceHealth;
};

export type ToInflux =
  /** Whether a settlement was committed. */
  | { readonly type: 'settled'; readonly id: number; readonly done: boolean }
  | { readonly type: 'health'; readonly health: ServiceHealth }
  | { readonly type: 'read'; readonly id: number; readonly request: HistoryRequest }
  | { readonly type: 'stop' };

export type FromInflux =
  | {
      readonly type: 'settle';
      readonly id: number;
      readonly cursor: Cursor;
      readonly setAside: readonly RefusedPoint[];
    }
  | { readonly type: 'report'; readonly link: InfluxLink }
  | { readonly type: 'counts'; readonly counts: SenderCounts }
  | { readonly type: 'verified'; readonly result: InfluxVerified }
  | { readonly type: 'read'; readonly id: number; readonly answer: HistoryAnswer }
  | {
      readonly type: 'unread';
      readonly id: number;
      readonly code: InfluxError['code'];
      readonly message: string;
    }
  | { readonly type: 'stopped' };
