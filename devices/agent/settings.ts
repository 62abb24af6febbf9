/** What the agent's one file of configuration may say (docs/agent.md). Units are in the names. */
import * as z from 'zod';
import { ID_PATTERN } from '../../src/fleet/types.ts';
import { isProbeName } from '../../src/telemetry/measured.ts';

const id = z.string().regex(ID_PATTERN);
const probe = z.string().refine(isProbeName, 'a probe is named with letters, digits, - and _, 32 at most');
const secret = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ env: z.string().min(1) }),
]);
const everySeconds = z.number().int().min(1).max(3_600).default(60);
/** Whom a source names: the agent's probe. */
const probes = z.record(z.string().min(1), probe);

const oneWire = z.strictObject({
  kind: z.literal('one-wire'),
  everySeconds,
  folder: z.string().min(1).default('/sys/bus/w1/devices'),
  /** `28-0316a2795aff` → probe. */
  probes,
});

const named = (text: string): boolean => {
  try {
    return /\(\?<celsius>/.test(text) && new RegExp(text).source !== '';
  } catch {
    return false;
  }
};
const serial = z.strictObject({
  kind: z.literal('serial'),
  path: z.string().min(1),
  baud: z.number().int().min(300).max(4_000_000).default(9_600),
  /** A regular expression over one line with the groups `celsius` and, where lines speak of several, `probe`. */
  line: z.string().refine(named, 'a regular expression with a group (?<celsius>…) is wanted'),
  probes: probes.default({}),
});

const register = z.strictObject({
  probe,
  address: z.number().int().min(0).max(65_535),
  table: z.enum(['holding', 'input']).default('input'),
  type: z.enum(['int16', 'uint16', 'int32', 'float32']).default('int16'),
  /** Of two registers, which comes first: that of the high half, or of the low. */
  words: z.enum(['high-first', 'low-first']).default('high-first'),
  /** °C = number read × scale + offset. */
  scale: z.number().default(0.1),
  offsetCelsius: z.number().default(0),
  /** Numbers read that mean "no measurement". */
  faults: z.array(z.number()).default([]),
});
const modbus = z
  .strictObject({
    kind: z.literal('modbus'),
    everySeconds,
    host: z.string().min(1).optional(),
    port: z.number().int().min(1).max(65_535).default(502),
    path: z.string().min(1).optional(),
    baud: z.number().int().min(300).max(4_000_000).default(9_600),
    parity: z.enum(['none', 'even', 'odd']).default('none'),
    unit: z.number().int().min(0).max(255).default(1),
    registers: z.array(register).min(1).max(100),
  })
  .refine(({ host, path }) => (host === undefined) !== (path === undefined), {
    error: 'either host (Modbus TCP) or path (a serial line) is wanted',
  });

const mqtt = z.strictObject({
  kind: z.literal('mqtt'),
  url: z.string().regex(/^(mqtt|mqtts|tcp|ssl|ws|wss):\/\//),
  username: z.string().optional(),
  password: secret.optional(),
  topics: z.array(z.string().min(1)).min(1).max(50),
  /** A profile of devices/profiles whose format the messages are in; left out: a number and nothing else. */
  profile: id.optional(),
  /** The address that the message names (or the topic, where it names none) → probe; `*`: any other one → as the message says. */
  probes: z.record(z.string().min(1), z.union([probe, z.literal('*')])),
});

const rule = z.strictObject({
  id,
  side: z.enum(['above', 'below']),
  limitCelsius: z.number().min(-120).max(80),
  inclusive: z.boolean().default(false),
  allowedSeconds: z.number().min(0).max(172_800).default(0),
  mode: z.enum(['continuous', 'cumulative']).default('continuous'),
});
const watch = z.strictObject({
  name: id,
  probes: z.array(probe).min(1),
  rules: z.array(rule).default([]),
  maxGapSeconds: z.number().int().min(1).max(86_400).default(900),
  maxSilentSeconds: z.number().int().min(1).max(86_400).default(3_600),
});

const levels = z
  .array(z.enum(['beyond', 'breach', 'silent', 'disk']))
  .min(1)
  .default(['breach', 'silent', 'disk']);
const output = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), run: z.array(z.string()).min(1), levels }),
  z.strictObject({
    kind: z.literal('file'),
    path: z.string().min(1),
    on: z.string().default('1'),
    off: z.string().default('0'),
    levels,
  }),
]);

const device = z.strictObject({
  id,
  secret: secret.optional(),
  /** A client certificate in place of the secret. */
  certificate: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
  sources: z.array(z.discriminatedUnion('kind', [oneWire, serial, modbus, mqtt])).min(1),
  watches: z.array(watch).default([]),
  outputs: z.array(output).default([]),
});

export const settingsSchema = z
  .strictObject({
    service: z.strictObject({
      url: z.string().regex(/^(mqtt|mqtts):\/\//, 'an address mqtt://… or mqtts://… is wanted'),
      ca: z.string().min(1).optional(),
    }),
    data: z.string().min(1),
    /** For all devices together. */
    diskMegabytes: z.number().min(1).max(1_000_000).default(256),
    keepDays: z.number().int().min(1).max(400).default(30),
    clock: z.strictObject({ battery: z.boolean().default(false) }).prefault({}),
    devices: z.array(device).min(1).max(50),
  })
  .refine(({ devices }) => new Set(devices.map((one) => one.id)).size === devices.length, {
    error: 'a device is there twice',
    path: ['devices'],
  });

export type AgentSettings = Readonly<z.output<typeof settingsSchema>>;
export type DeviceSettings = AgentSettings['devices'][number];
export type SourceSettings = DeviceSettings['sources'][number];
export type SourceOf<K extends SourceSettings['kind']> = Extract<SourceSettings, { kind: K }>;
