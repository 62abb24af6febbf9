/** Has the reports made while the service runs. Loaded when it is ready: nobody waits for a report at the start. */
import type { ReportSchedule, ScheduleParts } from './report-schedule.ts';

export type RunningSchedule = { close(): Promise<void> };

export function startSchedule(parts: ScheduleParts): RunningSchedule {
  let schedule: ReportSchedule | null = null;
  let closed = false;
  const begun = import('./report-schedule.ts').then(async ({ ReportSchedule }) => {
    if (closed) return;
    schedule = new ReportSchedule(parts);
    await schedule.start();
  });
  begun.catch((error: unknown) => parts.log.error({ err: error }, 'the reports have no schedule'));
  return {
    async close() {
      closed = true;
      await schedule?.close();
    },
  };
}
