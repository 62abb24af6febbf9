/** E-mail over SMTP: one message to one address, and whatever else has to be mailed. */
import { connect, type Socket } from 'node:net';
import type { Transporter } from 'nodemailer';
import { type ChannelDoor, failed, type Message, type Sent, taken } from './door.ts';
import { configuredNames, lookupBy } from './names.ts';
import type { MailSettings } from './settings.ts';

/** `id`: makes the Message-ID, the same however often it is sent; a mailbox that looks shows it once. */
export type Mail = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly urgent?: boolean;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
};

export class Mailer implements ChannelDoor {
  readonly channel = 'mail';
  readonly name: string;
  readonly #settings: MailSettings;
  readonly #domain: string;

  constructor(settings: MailSettings) {
    this.#settings = settings;
    this.name = settings.host;
    this.#domain = /@([^\s<>@]+)>?$/.exec(settings.from)?.[1] ?? settings.host;
  }

  send({ id, address, severity, text, link }: Message): Promise<Sent> {
    const body = [...text.lines, ...(link === null ? [] : ['', link])].join('\n');
    return this.mail({ id, to: address, subject: text.subject, text: body, urgent: severity === 'critical' });
  }

  /** Never throws. A recipient or a content that the server refuses for good is `final`. `withinMs`: default the settings' own. */
  async mail(mail: Mail, withinMs = this.#settings.timeoutSeconds * 1_000): Promise<Sent> {
    const { createTransport } = await import('nodemailer');
    const { host, port, security, username, password, from } = this.#settings;
    const { socket, open } = this.#socket(withinMs);
    const transport: Transporter = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
      socketTimeout: withinMs,
      greetingTimeout: withinMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      getSocket: (_: unknown, callback: (error: Error | null, options?: { connection: Socket }) => void) =>
        void open.then(
          () => callback(null, { connection: socket }),
          (error: Error) => callback(error),
        ),
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Sent>((resolve) => {
      timer = setTimeout(
        () => resolve(failed('TIMEOUT', `${host} did not take it within ${withinMs} ms`, false)),
        withinMs,
      );
    });
    try {
      return await Promise.race([
        late,
        transport
          .sendMail(this.#envelope(mail, from))
          .then(({ response }) => taken(response ?? null), outcomeOf),
      ]);
    } finally {
      clearTimeout(timer);
      transport.close();
      socket.destroy();
    }
  }

  /** One's own, so that it can be closed whatever the server does. */
  #socket(withinMs: number): { socket: Socket; open: Promise<void> } {
    const { host, port } = this.#settings;
    const socket = connect({ host, port, timeout: withinMs, lookup: lookupBy(configuredNames) });
    const open = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    open.catch(() => undefined);
    socket.on('error', () => undefined);
    return { socket, open };
  }

  #envelope(mail: Mail, from: string) {
    const { id, to, subject, text, urgent = false, attachments = [] } = mail;
    return {
      from,
      // As an object: an address is never read as a list of them.
      to: { name: '', address: to },
      subject: subject.replaceAll(/[\r\n]+/g, ' '),
      text,
      messageId: `<${id}@${this.#domain}>`,
      // No holiday answers to a service.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      ...(urgent ? { priority: 'high' as const } : {}),
      attachments: attachments.map((one) => ({ ...one })),
    };
  }
}

type MailError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/** 5xx at the recipient or the content is about this message; at the greeting, the login or the sender it is about the way there. */
function outcomeOf(error: MailError): Sent {
  const status = error.responseCode ?? 0;
  const ours = error.command === 'RCPT TO' || error.command === 'DATA' || error.code === 'EMESSAGE';
  const code = status > 0 ? `SMTP_${status}` : (error.code ?? 'SMTP_FAILED');
  return failed(
    code,
    error.response ?? error.message,
    (ours && status >= 500) || (status === 0 && error.code === 'EENVELOPE'),
  );
}
