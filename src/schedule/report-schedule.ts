/**
 * Has the reports made at their hour, by the province's clock, and what was missed while the service was down as soon as it is up.
 * The keeper knows what is made; the hours only say when to ask it, so that nothing is made twice and nothing is forgotten.
 */
import cron, { type ScheduledTask } from 'node-cron';
import { type Actor, type Answer, type Command, type Query, SYSTEM } from '../keeper/protocol.ts';
import type { ReportsKept, ReportView } from '../keeper/report-protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { type Due, dueBy, MONTHLY_AT, RECONCILE_AT } from './due.ts';

/** One that is made later says so on its face. */
const LATE_AFTER: DurationMs = 60_000;
/** One that is not there by then raises an alert. */
const MISSING_AFTER: DurationMs = 15 * 60_000;

export type ScheduleParts = {
  readonly keeper: {
    execute(actor: Actor, command: Command): Promise<Answer>;
    ask(actor: Actor, query: Query): Promise<Answer>;
  };
  readonly clock: () => UtcMs;
  /** Minutes after midnight at which a day's report is made. */
  readonly times: readonly number[];
  readonly log: { info(facts: object, text: string): void; error(facts: object, text: string): void };
  /** Called once for each report that was made, in their order; what it throws is only logged. */
  readonly onMade?: (view: ReportView) => Promise<void> | void;
};

export class ReportSchedule {
  readonly #parts: ScheduleParts;
  #tasks: ScheduledTask[] = [];
  #zone: string | null = null;
  #passing: Promise<void> | null = null;
  #again = false;
  #closed = false;
  /** What was said to be missing last; null: nothing was said since the start. */
  #told: string | null = null;

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
  }

  /** Makes up what was missed; from then on each hour has its report. */
  async start(): Promise<void> {
    await this.pass();
  }

  /** The next run of each task, the first one first; for who wants to know when a report will come. */
  nextRuns(): Date[] {
    return this.#tasks.flatMap((task) => task.getNextRun() ?? []).sort((a, b) => a.getTime() - b.getTime());
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#tasks.splice(0)) await task.destroy();
    await this.#passing;
  }

  /** Makes all that is due by now. One pass at a time; asked meanwhile, it looks once more when it is done. */
  pass(): Promise<void> {
    this.#again = true;
    this.#passing ??= this.#passes().finally(() => {
      this.#passing = null;
    });
    return this.#passing;
  }

  async #passes(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#once();
      } catch (error) {
        this.#parts.log.error({ err: error }, 'the reports could not be looked after');
      }
    }
  }

  async #once(): Promise<void> {
    const { keeper, clock, times } = this.#parts;
    const kept = await keeper.ask(SYSTEM, { type: 'reports.kept' });
    if (!kept.ok) {
      this.#parts.log.error({ code: kept.refusal.code }, 'which reports are made is not known now');
      return;
    }
    const known = kept.value as ReportsKept;
    this.#follow(known.zone);
    const open: Due[] = [];
    for (const due of dueBy(known, times, clock())) if (!(await this.#make(due))) open.push(due);
    await this.#tell(open.filter(({ what, at }) => what !== 'reconcile' && clock() - at >= MISSING_AFTER));
  }

  async #make(due: Due): Promise<boolean> {
    const { keeper, clock, log, onMade } = this.#parts;
    if (this.#closed) return false;
    const answer = await keeper.execute(SYSTEM, commandOf(due, clock()));
    if (!answer.ok) {
      const { code, message } = answer.refusal;
      log.error({ period: due.period, what: due.what, code, reason: message }, 'a report could not be made');
      return false;
    }
    log.info({ period: due.period, what: due.what, dueAt: due.at }, 'made');
    if (due.what !== 'reconcile')
      try {
        await onMade?.(answer.value as ReportView);
      } catch (error) {
        log.error({ err: error, period: due.period }, 'a report was made and could not be sent');
      }
    return true;
  }

  async #tell(missing: readonly Due[]): Promise<void> {
    const said = missing.map(({ period, at }) => ({ period, dueAt: at }));
    const text = JSON.stringify(said);
    if (text === this.#told) return;
    const answer = await this.#parts.keeper.execute(SYSTEM, { type: 'report.missing', missing: said });
    if (answer.ok) this.#told = text;
  }

  /** The tasks of the province's zone; it may change while the service runs. */
  #follow(zone: string): void {
    if (zone === this.#zone) return;
    this.#zone = zone;
    for (const task of this.#tasks.splice(0)) void task.destroy();
    const hours = [...new Set([...this.#parts.times, RECONCILE_AT])].map(
      (minutes) => `${minutes % 60} ${Math.floor(minutes / 60)} * * *`,
    );
    const month = `${MONTHLY_AT % 60} ${Math.floor(MONTHLY_AT / 60)} 1 * *`;
    // The last one looks for what could not be made, and for clocks that were set.
    for (const expression of [...hours, month, EVERY_MINUTE])
      this.#tasks.push(
        cron.schedule(expression, () => this.pass(), {
          ...{ name: `reports ${expression}`, timezone: zone, noOverlap: true },
          ...{ suppressMissedWarning: true, maxRandomDelay: 0, unref: true },
        }),
      );
  }
}

const EVERY_MINUTE = '* * * * *';

function commandOf(due: Due, now: UtcMs): Command {
  switch (due.what) {
    case 'daily':
      return {
        type: 'report.make',
        kind: 'daily',
        day: due.day,
        at: due.at,
        late: now - due.at > LATE_AFTER,
      };
    case 'monthly':
      return { type: 'report.make', kind: 'monthly', month: due.period };
    case 'reconcile':
      return { type: 'reconcile', due: due.at };
    default:
      throw new Error(`Nothing is due as ${JSON.stringify(due satisfies never)}`);
  }
}
