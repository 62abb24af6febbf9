/** What is known when a message is put into words. */
import type { Reason } from '../alerts/telling.ts';
import type { Alert } from '../alerts/types.ts';
import type { UtcMs } from '../thermal/types.ts';

export type NoticeAlert = {
  readonly alert: Alert;
  /** How people call it: "Trạm Y tế xã Ea Kao – Tủ 1". */
  readonly place: string;
  /** When a rule is broken if all stays as it is, or when it was; null: none is on its way. */
  readonly breachAt: UtcMs | null;
  /** Of the vaccine in that unit, or that the alert itself is about; 0: none, or not known. */
  readonly lots: number;
  readonly doses: number;
};

export type NoticeFacts = {
  readonly reason: Reason;
  /** Null: a digest over several groups. */
  readonly group: string | null;
  readonly siteName: string | null;
  /** The gravest first. A message that tries a channel has none. */
  readonly alerts: readonly NoticeAlert[];
  /** How many alerts the message stands for, also those that are not in `alerts`. */
  readonly total: number;
  readonly now: UtcMs;
  /** The province's; Asia/Ho_Chi_Minh when it is left out. */
  readonly zone?: string;
};
