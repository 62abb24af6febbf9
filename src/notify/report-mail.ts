/**
 * Mails each report that was made, once, to each address of the settings, with its PDF and its tables as CSV. What is to go is asked of the
 * keeper, which has committed that it is being sent; the Message-ID is the same each time, so that a mailbox that looks shows it once.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Press } from '../http/paper-door.ts';
import type { ReportToMail } from '../keeper/commands/report-mail.ts';
import { type Actor, type Answer, type Command, type Query, SYSTEM } from '../keeper/protocol.ts';
import { tablesCsv } from '../papers/csv.ts';
import { dailyTables } from '../papers/daily-tables.ts';
import { monthlyTables } from '../papers/monthly-tables.ts';
import type { NamedDaily, NamedMonthly } from '../papers/report-types.ts';
import type { DurationMs } from '../thermal/types.ts';
import { reportMailText } from '../wording/report-mail.ts';
import type { Sent } from './door.ts';
import type { Mail } from './mail.ts';

/** How often the keeper is asked: a report leaves half so much later on the average. */
const PULSE_MS = 20_000;
/** At once: each is two files of a report that may be of a whole province. */
const LIMIT = 4;
/** Two attachments of some megabytes take longer than a message. */
const WITHIN_MS = 60_000;

export type ReportMailParts = {
  readonly addresses: readonly string[];
  readonly mailer: { mail(mail: Mail, withinMs?: number): Promise<Sent> };
  readonly press: Press;
  readonly keeper: {
    execute(actor: Actor, command: Command): Promise<Answer>;
    ask(actor: Actor, query: Query): Promise<Answer>;
  };
  readonly publicUrl: string | null;
  readonly log: { warn(facts: object, text: string): void; error(facts: object, text: string): void };
};

export class ReportMail {
  readonly #parts: ReportMailParts;
  /** What is under way belongs to this start of the service. */
  readonly #run = randomUUID();
  #passing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: ReportMailParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => void this.pass(), PULSE_MS);
    void this.pass();
  }

  /** Everything that is due; resolves when it went or failed. Never throws. */
  pass(): Promise<void> {
    this.#passing ??= this.#pass()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'reports could not be mailed'))
      .finally(() => {
        this.#passing = null;
      });
    return this.#passing;
  }

  /** What is on its way has so long to end. What does not goes out once more at the next start. */
  async close(withinMs: DurationMs): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([late, this.#passing]);
    clearTimeout(timer);
  }

  async #pass(): Promise<void> {
    const { keeper, addresses } = this.#parts;
    for (let more = true; more && !this.#closed; ) {
      const order = { type: 'report.mail.claim', addresses, run: this.#run, limit: LIMIT } as const;
      const answer = await keeper.execute(SYSTEM, order);
      if (!answer.ok) return;
      const due = answer.value as readonly ReportToMail[];
      await Promise.all(due.map((one) => this.#send(one)));
      more = due.length === LIMIT;
    }
  }

  async #send({ report, address }: ReportToMail): Promise<void> {
    const { keeper, log, mailer } = this.#parts;
    let end: Sent;
    try {
      end = await mailer.mail(await this.#mail(report, address), WITHIN_MS);
    } catch (error) {
      end = { ok: false, code: 'REPORT_NOT_SET', reason: String(error), final: false };
    }
    if (!end.ok) log.warn({ report, code: end.code, reason: end.reason }, 'a report was not mailed');
    await keeper.execute(SYSTEM, {
      ...{ type: 'report.mail.settle', report, address },
      end: end.ok ? { ok: true } : { ok: false, code: end.code, final: end.final },
    });
  }

  async #mail(report: string, address: string): Promise<Mail> {
    const { keeper, press, publicUrl } = this.#parts;
    const answer = await keeper.ask(SYSTEM, { type: 'report.named', id: report });
    if (!answer.ok) throw new Error(answer.refusal.message);
    const one = answer.value as NamedDaily | NamedMonthly;
    const path = `/bao-cao?so=${encodeURIComponent(report)}`;
    const url = publicUrl === null ? path : publicUrl.replace(/\/+$/, '') + path;
    const paper = { url, printedAt: one.report.madeAt };
    const pdf =
      one.kind === 'daily'
        ? await press('daily-report', { ...one, ...paper })
        : await press('monthly-report', { ...one, ...paper });
    const tables = one.kind === 'daily' ? dailyTables(one, 'vi') : monthlyTables(one, 'vi');
    const name = `bao-cao-${one.number}`;
    return {
      id: `${report}-${createHash('sha256').update(address).digest('hex').slice(0, 16)}`,
      to: address,
      ...reportMailText(one, tables, publicUrl === null ? null : url),
      attachments: [
        { filename: `${name}.pdf`, content: Buffer.from(pdf), contentType: 'application/pdf' },
        {
          filename: `${name}.csv`,
          content: Buffer.from(tablesCsv(tables, one.zone)),
          contentType: 'text/csv; charset=utf-8',
        },
      ],
    };
  }
}

/** Nobody to mail to, or no way to: nothing is begun. */
export function startReportMail(
  parts: Omit<ReportMailParts, 'mailer'> & { readonly mailer: ReportMailParts['mailer'] | null },
): Pick<ReportMail, 'close'> {
  const { mailer } = parts;
  if (mailer === null || parts.addresses.length === 0) return { close: () => Promise.resolve() };
  const mail = new ReportMail({ ...parts, addresses: [...new Set(parts.addresses)], mailer });
  mail.start();
  return mail;
}
