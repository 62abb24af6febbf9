/** Which channels are there, and how is each reached? The shape of the file that GIULANH_NOTIFY names (docs/notify.md). */
import { isIP } from 'node:net';
import * as z from 'zod';
import { type Resolved, secret } from '../settings/secret.ts';
import { CANARY_HOOK, canarySettings } from '../watchdog/settings.ts';
import { gateway } from './settings-gateway.ts';
import { pace } from './settings-parts.ts';

const host = z
  .string()
  .regex(
    /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/,
    'a host name or address, perhaps with :port',
  )
  .transform((text) => text.toLowerCase());

const OWN_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

const mail = z
  .strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(587),
    /** `starttls`: refused when the server does not offer it; `tls`: from the first byte (465); `none`: for a server on this machine. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    username: z.string().min(1).optional(),
    password: secret.optional(),
    /** `Name <address>` or an address. */
    from: z.string().regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, 'an address, or a name with <address>'),
    ...pace,
  })
  .superRefine(({ host, security, username, password }, ctx) => {
    if (security === 'none' && password !== undefined && !OWN_MACHINE.test(host))
      ctx.addIssue({
        code: 'custom',
        message: 'without TLS a password goes to this machine alone',
        path: ['security'],
      });
    if ((username === undefined) !== (password === undefined))
      ctx.addIssue({
        code: 'custom',
        message: 'a username and a password belong together',
        path: [username === undefined ? 'password' : 'username'],
      });
  });

const hook = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and -'),
  url: z.url({ protocol: /^https?$/ }),
  /** What the HMAC-SHA256 signature is made with. */
  secret,
});

const shape = z.strictObject({
  canary: canarySettings.optional(),
  mail: mail.optional(),
  push: z
    .strictObject({
      /** Where a push service complains: `mailto:` or `https:`. */
      contact: z
        .string()
        .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'mailto:… or https:…')
        .optional(),
      /** Push services of one's own network, also without TLS. */
      privateHosts: z.array(host).default([]),
      ...pace,
      atOnce: pace.atOnce.default(16),
    })
    .prefault({}),
  sms: gateway.optional(),
  zalo: gateway.optional(),
  /** Whom each report is mailed to, with its PDF and CSV, when it is made. */
  reports: z.strictObject({ mail: z.array(z.email()).max(100).default([]) }).prefault({}),
  webhooks: z
    .strictObject({
      /** Only these are ever connected to. */
      hosts: z.array(host).default([]),
      /** These too, although their addresses are of one's own network or machine; they need no TLS. */
      privateHosts: z.array(host).default([]),
      to: z.array(hook).default([]),
      ...pace,
      atOnce: pace.atOnce.default(8),
    })
    .prefault({})
    .superRefine(({ hosts, privateHosts, to }, ctx) => {
      const names = new Set<string>();
      for (const [i, { name, url }] of to.entries()) {
        const wrong = (message: string, field: string) =>
          ctx.addIssue({ code: 'custom', message, path: ['to', i, field] });
        if (names.has(name)) wrong('another one has this name', 'name');
        names.add(name);
        const at = new URL(url);
        if (!isListed(at, [...hosts, ...privateHosts]))
          wrong(`${at.host} stands neither in hosts nor in privateHosts`, 'url');
        else if (at.protocol !== 'https:' && !isListed(at, privateHosts))
          wrong('https: is needed outside one’s own network', 'url');
      }
    }),
  telegram: z
    .strictObject({
      enabled: z.boolean().default(false),
      token: secret,
      /** Another Bot API server than Telegram's own. */
      url: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
      ...pace,
    })
    .optional(),
});
export const settingsSchema = shape.superRefine(({ canary, mail: server, reports, webhooks }, ctx) => {
  if (server === undefined && reports.mail.length > 0)
    ctx.addIssue({
      code: 'custom',
      message: 'reports go by mail: `mail` is needed too',
      path: ['reports', 'mail'],
    });
  if (canary === undefined || webhooks.to.some(({ name }) => name === CANARY_HOOK)) return;
  const message = `a webhook named ${CANARY_HOOK} is needed in webhooks.to: what the chain tries itself with goes there`;
  ctx.addIssue({ code: 'custom', message, path: ['canary'] });
});

/** As the file says it, with each secret in its place. */
export type NotifySettings = Resolved<z.output<typeof settingsSchema>>;

export type MailSettings = NonNullable<NotifySettings['mail']>;
export type PushSettings = NotifySettings['push'];
export type GatewaySettings = NonNullable<NotifySettings['sms']>;
export type WebhookSettings = NotifySettings['webhooks'];
export type TelegramSettings = NonNullable<NotifySettings['telegram']>;

/** No file: no channels but Web Push. */
export const noSettings = (): NotifySettings => settingsSchema.parse({}) as unknown as NotifySettings;

/** A list names a host for all its ports, or with one port. */
export function isListed(url: URL, hosts: readonly string[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const name = url.hostname.toLowerCase();
  return (
    hosts.includes(name) || hosts.includes(`${name}:${port}`) || (isIP(name) !== 0 && hosts.includes(name))
  );
}
