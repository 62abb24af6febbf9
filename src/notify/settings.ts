/** Which channels are there, and how is each reached? The shape of the file that GIULANH_NOTIFY names (docs/notify.md). */
import { isIP } from 'node:net';
import * as z from 'zod';

/** Never written into the file itself: read from another file, or from the environment. */
const secret = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({
    env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable'),
  }),
]);
export type SecretPlace = z.infer<typeof secret>;

const seconds = z.number().min(0.05).max(60);
/** Numbers of HTTP's answers, texts and booleans are compared as they are written. */
const values = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1);
/** Names and places in an answer, parted by dots: `data.messages.0.id`. */
const path = z.string().regex(/^[^.]+(\.[^.]+)*$/, 'names parted by dots');
const host = z
  .string()
  .regex(
    /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/,
    'a host name or address, perhaps with :port',
  )
  .transform((text) => text.toLowerCase());

/** What every channel has. */
const pace = {
  /** Given up after so long, whatever the other side does. */
  timeoutSeconds: seconds.default(10),
  /** Messages on their way at once. */
  atOnce: z.int().min(1).max(64).default(4),
  /** Messages a minute; left out: as they come. */
  perMinute: z.int().min(1).max(100_000).optional(),
};

const mail = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `starttls`: refused when the server does not offer it; `tls`: from the first byte (465); `none`: for a server on this machine. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  username: z.string().min(1).optional(),
  password: secret.optional(),
  /** `Name <address>` or an address. */
  from: z.string().regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, 'an address, or a name with <address>'),
  ...pace,
});

const gateway = z.strictObject({
  url: z.string().min(1),
  method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, 'a header name'), z.string()).default({}),
  /** {to} {text} {subject} {short} {link} {id} {severity} and the names of `secrets`; how they are escaped follows from Content-Type. */
  body: z.string().optional(),
  secrets: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'letters and digits'), secret).default({}),
  /** `+84912345678`, `84912345678` or `0912345678`; left out: the address as it is. */
  phone: z.enum(['plus', 'digits', 'national']).optional(),
  /** It has the message when the status is one of these and, where a path is given, what stands there is one of `values`. */
  accepted: z
    .strictObject({
      status: z.array(z.int().min(200).max(299)).min(1).default([200, 201, 202]),
      path: path.optional(),
      values: values.optional(),
    })
    .prefault({}),
  /** What says that this recipient or this text will never be taken. */
  refused: z.strictObject({ path, values }).optional(),
  /** Where its own number of the message stands in the answer. */
  reference: path.optional(),
  /** It says later whether the message arrived. */
  receipt: z
    .strictObject({
      /** Shown by the gateway as `Authorization: Bearer`, or in the header that `header` names. */
      secret,
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]+$/, 'a header name')
        .optional(),
      reference: path,
      state: path,
      received: values,
      failed: values,
      code: path.optional(),
    })
    .optional(),
  ...pace,
});

const hook = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and -'),
  url: z.url({ protocol: /^https?$/ }),
  /** What the HMAC-SHA256 signature is made with. */
  secret,
});

export const settingsSchema = z.strictObject({
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

/** As the file says it, with each secret in its place. */
export type NotifySettings = Resolved<z.output<typeof settingsSchema>>;
type Resolved<T> = T extends SecretPlace
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Resolved<T[K]> }
    : T;

export type MailSettings = NonNullable<NotifySettings['mail']>;
export type PushSettings = NotifySettings['push'];
export type GatewaySettings = NonNullable<NotifySettings['sms']>;
export type WebhookSettings = NotifySettings['webhooks'];
export type TelegramSettings = NonNullable<NotifySettings['telegram']>;
export type Pace = {
  readonly timeoutSeconds: number;
  readonly atOnce: number;
  readonly perMinute?: number | undefined;
};

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
