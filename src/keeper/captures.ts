/** What is remembered of partners' captures: each job, and which events were captured before. */

/** The standard's capture job. It is always finished: a document is kept whole in one commit, or refused whole. */
export type CaptureJob = {
  readonly captureID: string;
  readonly createdAt: string;
  readonly finishedAt: string;
  readonly running: false;
  readonly success: true;
  readonly captureErrorBehaviour: 'rollback';
  readonly errors: readonly [];
  /** Kept now, and known from before. */
  readonly events: number;
  readonly duplicates: number;
  readonly by: string;
};

export const jobKey = (id: string): string => `epcis/job/${id}`;
/** By the event's own name; the value is the digest of its text. */
export const eventKey = (key: string): string => `epcis/event/${key}`;
