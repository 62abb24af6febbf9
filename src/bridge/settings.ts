/** Which brokers of others are read, and how is each reached? The shape of the file that GIULANH_BRIDGES names (docs/bridges.md). */
import * as z from 'zod';
import { profiles } from '../../devices/profiles/profiles.ts';
import { CANARY_DEVICE } from '../fleet/service-device.ts';
import { FILE_GATEWAY, ID_PATTERN } from '../fleet/types.ts';
import { readSettingsFile } from '../settings/file.ts';
import { type Resolved, secret } from '../settings/secret.ts';
import { isFilter } from './filter.ts';

/** MQTT's own numbers for its versions. */
const version = z
  .union([z.literal(5), z.literal('5'), z.literal('3.1.1')], { error: '5 or 3.1.1' })
  .transform((text) => (text === '3.1.1' ? (4 as const) : (5 as const)));

/** Kept for loggers that are read by file, and for the service itself. */
const RESERVED: readonly string[] = [FILE_GATEWAY, CANARY_DEVICE];

const subscription = z.strictObject({
  /** A filter; `$share/<group>/` is not written here but as `shared`. */
  topic: z
    .string()
    .refine((filter) => isFilter(filter) && !filter.startsWith('$share/'), 'a topic, perhaps with + and #'),
  /** How what comes on it is read: a profile whose device speaks for itself or for others. */
  profile: z.string().refine((id) => (profiles.get(id)?.payload ?? null) !== null, {
    error: 'no profile in devices/profiles that sends messages',
  }),
  /** The group of a shared subscription: each message goes to one of its members. */
  shared: z
    .string()
    .regex(/^[^/+#\0]{1,64}$/, 'a name without / + #')
    .optional(),
});

const tls = z.strictObject({
  /** Files, from the folder of this one: who vouches for the broker (left out: whom the system trusts), and our own certificate. */
  ca: z.string().min(1).optional(),
  cert: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
  passphrase: secret.optional(),
  /** The name in the broker's certificate, where it is not `host`. */
  servername: z.string().min(1).optional(),
});

const connection = z
  .strictObject({
    /** What `via.gateway` of the devices behind it says. */
    name: z
      .string()
      .regex(ID_PATTERN)
      .refine((name) => !RESERVED.includes(name), 'this name is the service’s own'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).optional(),
    version: version.default(5),
    tls: tls.optional(),
    username: z.string().min(1).optional(),
    password: secret.optional(),
    /** Never the same twice at one broker. The broker keeps what comes while we are away under this name. */
    clientId: z.string().min(1).max(128).optional(),
    /** How long the broker of MQTT 5 shall keep what comes while we are away. */
    sessionSeconds: z.int().min(60).max(4_294_967_294).default(604_800),
    keepaliveSeconds: z.int().min(5).max(3_600).default(60),
    /** Messages on their way into a commit. */
    receiveMaximum: z.int().min(1).max(1_000).default(100),
    subscriptions: z.array(subscription).min(1).max(100),
  })
  .superRefine(({ tls: secured, username, password }, ctx) => {
    const wrong = (message: string, path: string[]) => ctx.addIssue({ code: 'custom', message, path });
    if (password !== undefined && username === undefined) wrong('a password needs a username', ['password']);
    if ((secured?.cert === undefined) !== (secured?.key === undefined))
      wrong('a certificate and its key belong together', [
        'tls',
        secured?.cert === undefined ? 'key' : 'cert',
      ]);
  })
  .transform(({ port, clientId, ...rest }) => ({
    ...rest,
    port: port ?? (rest.tls === undefined ? 1883 : 8883),
    clientId: clientId ?? `giulanh-${rest.name}`,
  }));

export const bridgesSchema = z.strictObject({
  connections: z.array(connection).superRefine((list, ctx) => {
    const names = new Set<string>();
    const clients = new Set<string>();
    for (const [i, { name, host, port, clientId }] of list.entries()) {
      const client = `${clientId}@${host.toLowerCase()}:${port}`;
      const wrong = (message: string, field: string) =>
        ctx.addIssue({ code: 'custom', message, path: [i, field] });
      if (names.has(name)) wrong('another one has this name', 'name');
      if (clients.has(client)) wrong('another one signs in to this broker under this client id', 'clientId');
      names.add(name);
      clients.add(client);
    }
  }),
});

export type BridgeSettings = Resolved<z.output<typeof bridgesSchema>>['connections'][number];
export type Subscription = BridgeSettings['subscriptions'][number];

/** What is said to the broker for it. */
export const filterOf = ({ topic, shared }: Subscription): string =>
  shared === undefined ? topic : `$share/${shared}/${topic}`;

/** Throws an Error for people. */
export const readBridges = (file: string, env: NodeJS.ProcessEnv): readonly BridgeSettings[] =>
  readSettingsFile(file, bridgesSchema, { env, what: 'these bridges (GIULANH_BRIDGES)' }).connections;
