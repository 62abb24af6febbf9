/** What the environment says, checked once. A value that cannot be meant is refused with its name. */
import { resolve } from 'node:path';
import * as z from 'zod';
import type { GivenFiles } from './identity/listener-material.ts';
import { readTarget } from './influx/settings.ts';
import type { TargetSettings } from './influx/types.ts';
import { readTimes } from './schedule/due.ts';
import { readWitnesses, readWitnessTokens, type WitnessSettings } from './witness/settings.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const schema = z.object({
  GIULANH_DATA: z.string().min(1).default('./data'),
  GIULANH_MQTT_PORT: port.default(1883),
  /** The listener with TLS for devices. Left out: none. */
  GIULANH_MQTTS_PORT: port.optional(),
  /** PEM files for it, in place of those that the service makes itself; and of the authority that makes devices' certificates. */
  GIULANH_MQTTS_CERT: z.string().min(1).optional(),
  GIULANH_MQTTS_KEY: z.string().min(1).optional(),
  GIULANH_MQTTS_CA: z.string().min(1).optional(),
  GIULANH_HTTP_PORT: port.default(8080),
  GIULANH_HOST: z.string().min(1).default('127.0.0.1'),
  GIULANH_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** A province description to apply at the start. */
  GIULANH_APPLY: z.string().min(1).optional(),
  /** Readings in the journal beyond which they are packed per probe: more is a longer start, less is more writing. */
  GIULANH_PACK_AFTER: z.coerce.number().int().min(1).default(200_000),
  /** Who keeps the ledger's checkpoints elsewhere: addresses with tokens, or folders, separated by commas. */
  GIULANH_WITNESS: z.string().default(''),
  /** Tokens of the services that this one is a witness for, separated by commas. */
  GIULANH_WITNESS_TOKENS: z.string().default(''),
  /** Where people open this service (`https://giulanh.example.vn`): what passkeys are bound to. Without it they work at localhost alone. */
  GIULANH_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** When the report of a day is made, by the province's clock: hours `HH:MM`, separated by commas. */
  GIULANH_REPORT_TIMES: z
    .string()
    .default('17:00')
    .refine((text) => readTimes(text) !== null, 'hours HH:MM are wanted, separated by commas'),
  /** The file that says by which channels messages reach people (docs/notify.md). Without it: Web Push alone. */
  GIULANH_NOTIFY: z.string().min(1).optional(),
  /** The file that says which brokers of others are read (docs/bridges.md). */
  GIULANH_BRIDGES: z.string().min(1).optional(),
  /** A folder into which files of loggers are laid, and messages with such files attached (docs/logger-files.md). */
  GIULANH_INBOX: z.string().min(1).optional(),
  /** Addresses of proxies whose forwarded headers are believed, separated by commas. */
  GIULANH_TRUSTED_PROXIES: z.string().default(''),
});

export type Environment = {
  readonly data: string;
  readonly mqttPort: number;
  readonly mqtts: { readonly port: number; readonly files: GivenFiles | null } | null;
  readonly httpPort: number;
  readonly host: string;
  readonly logLevel: string;
  readonly apply: string | null;
  readonly packAfter: number;
  readonly publicUrl: string | null;
  /** The file of the channels; null: none. */
  readonly notify: string | null;
  /** The file of the brokers of others; null: none. */
  readonly bridges: string | null;
  /** The folder of logger files; null: none. */
  readonly inbox: string | null;
  /** Minutes after midnight at which the report of a day is made. */
  readonly reportTimes: readonly number[];
  readonly trustedProxies: readonly string[];
  readonly witnesses: readonly WitnessSettings[];
  readonly witnessTokens: readonly string[];
  /** The InfluxDB to keep a copy in; null: none. */
  readonly influx: TargetSettings | null;
};

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const read = schema.safeParse(env);
  if (!read.success) {
    const lines = read.error.issues.map((i) => `${i.path.join('.')}=${env[String(i.path[0])]}: ${i.message}`);
    throw new Error(`Cannot start with this environment: ${lines.join('; ')}`);
  }
  const e = read.data;
  return {
    data: resolve(e.GIULANH_DATA),
    mqttPort: e.GIULANH_MQTT_PORT,
    mqtts: e.GIULANH_MQTTS_PORT === undefined ? null : { port: e.GIULANH_MQTTS_PORT, files: filesOf(e) },
    httpPort: e.GIULANH_HTTP_PORT,
    host: e.GIULANH_HOST,
    logLevel: e.GIULANH_LOG,
    apply: e.GIULANH_APPLY === undefined ? null : resolve(e.GIULANH_APPLY),
    packAfter: e.GIULANH_PACK_AFTER,
    publicUrl: e.GIULANH_PUBLIC_URL ?? null,
    bridges: e.GIULANH_BRIDGES === undefined ? null : resolve(e.GIULANH_BRIDGES),
    notify: e.GIULANH_NOTIFY === undefined ? null : resolve(e.GIULANH_NOTIFY),
    inbox: e.GIULANH_INBOX === undefined ? null : resolve(e.GIULANH_INBOX),
    reportTimes: readTimes(e.GIULANH_REPORT_TIMES) ?? [],
    trustedProxies: e.GIULANH_TRUSTED_PROXIES.split(',')
      .map((p) => p.trim())
      .filter((p) => p !== ''),
    witnesses: readWitnesses(e.GIULANH_WITNESS),
    witnessTokens: readWitnessTokens(e.GIULANH_WITNESS_TOKENS),
    influx: readTarget({
      url: env.GIULANH_INFLUX_URL,
      token: env.GIULANH_INFLUX_TOKEN,
      tokenFile: env.GIULANH_INFLUX_TOKEN_FILE,
      org: env.GIULANH_INFLUX_ORG,
      bucket: env.GIULANH_INFLUX_BUCKET,
    }),
  };
}

/** A certificate and its key belong together; an authority elsewhere cannot make the listener's certificate here. */
function filesOf(e: z.infer<typeof schema>): GivenFiles | null {
  const { GIULANH_MQTTS_CERT: cert, GIULANH_MQTTS_KEY: key, GIULANH_MQTTS_CA: ca } = e;
  if (cert === undefined && key === undefined && ca === undefined) return null;
  if (cert === undefined || key === undefined)
    throw new Error(
      'Cannot start with this environment: GIULANH_MQTTS_CERT and GIULANH_MQTTS_KEY are wanted together',
    );
  return { cert: resolve(cert), key: resolve(key), ca: ca === undefined ? null : resolve(ca) };
}
