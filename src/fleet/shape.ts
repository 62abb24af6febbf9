/** Which keys each part of a description has, and which values they take on their own. Unknown keys are refused. */
import { z } from 'zod';
import { CHANNELS } from '../alerts/duty.ts';
import { DEFAULT_LADDER } from '../alerts/ladders.ts';
import { cset82 } from '../lots/gs1/charset.ts';
import { checkDigit } from '../lots/gs1/check-digit.ts';
import { isFit, isName, NAME_LENGTH_MAX } from './fit.ts';
import { type Path, type Problem, type ProblemCode, problem } from './problems.ts';
import { CANARY_DEVICE } from './service-device.ts';
import { FILE_GATEWAY, ID_PATTERN, ROLES, UNIT_KINDS } from './types.ts';

const USERNAME_PATTERN = /^[A-Za-z0-9._@-]{1,64}$/;
/** A year of unknown time or more is not monitoring. Ten years bound what a stability budget can allow. */
const DURATION_SECONDS_MAX = 10 * 366 * 86_400;
const DOSES_MAX = 100_000_000;
/** °C. A probe that is further off, or of which less is known, is no thermometer for vaccine. */
const MOST_OFFSET = 5;
const MOST_UNCERTAINTY = 3;

/** A check whose failure carries a code of ours. */
function coded(code: ProblemCode) {
  return { params: { code } };
}

const id = z.string().refine((value) => ID_PATTERN.test(value), coded('BAD_ID'));
const deviceId = id.refine(
  (value) => value !== CANARY_DEVICE && value !== FILE_GATEWAY,
  coded('ID_RESERVED'),
);
/** As a gateway writes it, whatever the case of its letters. */
const address = z
  .string()
  .overwrite((value) => value.normalize('NFC').trim().toLowerCase())
  .refine((value) => isName(value) && value.length <= 128, coded('BAD_TEXT'));
const username = z.string().refine((value) => USERNAME_PATTERN.test(value), coded('BAD_USERNAME'));
const name = z
  .string()
  // Spaces alone are cut off: a line break at the end is refused like one inside.
  .overwrite((value) => value.normalize('NFC').replace(/^ +| +$/g, ''))
  .refine(isName, coded('BAD_TEXT'));
/** May say nothing. */
const note = z
  .string()
  .overwrite((value) => value.normalize('NFC').trim())
  .refine((value) => isFit(value) && value.length <= NAME_LENGTH_MAX, coded('BAD_TEXT'));
const secret = z
  .string()
  .refine((value) => value !== '' && value.length <= 256 && isFit(value), coded('BAD_SECRET'));
/** Written as people write it, kept as it is dialled; a number within the country gets its code. */
const phone = z
  .string()
  .overwrite((value) => value.replace(/[ .()-]/g, '').replace(/^0(?=\d{7})/, '+84'))
  .refine((value) => /^(\+[1-9]\d{6,14}|\d{3,8})$/.test(value), coded('BAD_PHONE'));
const password = z.string().refine(isFit, coded('BAD_SECRET'));
/** Read as an instant once the zone is known. */
const date = z.string();

const seconds = z
  .number()
  .refine((value) => value >= 0, coded('NEGATIVE_DURATION'))
  .refine((value) => value <= DURATION_SECONDS_MAX, coded('OUT_OF_RANGE'));
const someSeconds = seconds.refine((value) => value < 0 || value >= 1, coded('OUT_OF_RANGE'));

/** GTIN-8, -12, -13 and -14 are one number; kept with 14 digits, as the DataMatrix carries it. */
const gtin = z
  .string()
  .refine(
    (value) =>
      /^(\d{8}|\d{12,14})$/.test(value) && checkDigit(value.slice(0, -1)) === Number(value.slice(-1)),
    coded('BAD_GTIN'),
  )
  .overwrite((value) => value.padStart(14, '0'));

const lot = z
  .string()
  .refine((value) => value !== '' && value.length <= 20 && cset82(value) === null, coded('BAD_LOT'));

const rule = z.strictObject({
  id,
  side: z.enum(['above', 'below']),
  limitCelsius: z.number().refine((value) => value >= -120 && value <= 80, coded('BAD_LIMIT')),
  inclusive: z.boolean().default(false),
  allowedSeconds: seconds,
  mode: z.enum(['continuous', 'cumulative']).default('continuous'),
});
const rules = z.array(rule).max(100);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('duty'), roster: id }),
  z.strictObject({ kind: z.literal('person'), username }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(ROLES), up: z.int().nullable().default(0) }),
]);
const level = z.strictObject({
  afterMinutes: z.number(),
  targets: z.array(target),
  channels: z.array(z.enum(CHANNELS)).default(['push', 'sms', 'zalo', 'mail']),
});

const versionParts = {
  effective: date.nullish(),
  source: name.optional(),
  labelVersion: name.optional(),
  maxUnmonitoredSeconds: someSeconds.optional(),
  notJudged: z.array(z.strictObject({ vi: name, en: name })).optional(),
};

export const SHAPES = {
  sites: z.strictObject({
    id,
    name: name.optional(),
    level: name.optional(),
    parent: id.nullish(),
    phone: phone.nullish(),
  }),
  units: z.strictObject({
    id,
    kind: z.enum(UNIT_KINDS),
    site: id.nullish(),
    name: name.optional(),
    litres: z
      .number()
      .refine((value) => value > 0 && value <= 1_000_000, coded('OUT_OF_RANGE'))
      .nullish(),
    rules: rules.optional(),
    samplingSeconds: someSeconds.optional(),
    maxGapSeconds: someSeconds.optional(),
    maxUnmonitoredSeconds: someSeconds.optional(),
    since: date.nullish(),
    retired: date.nullish(),
  }),
  devices: z.strictObject({
    id: deviceId,
    unit: id.nullish(),
    since: date.nullish(),
    secret: secret.nullish(),
    profile: id.optional(),
    via: z.strictObject({ gateway: id, address }).nullish(),
    inside: z.array(id).min(1).max(64).nullish(),
    calibrations: z
      .array(
        z.strictObject({
          probe: id.default('1'),
          on: date,
          due: date,
          by: name.optional(),
          certificate: name.optional(),
          correction: name.optional(),
          offsetCelsius: z
            .number()
            .refine((value) => Math.abs(value) <= MOST_OFFSET, coded('OUT_OF_RANGE'))
            .optional(),
          uncertaintyCelsius: z
            .number()
            .refine((value) => value >= 0 && value <= MOST_UNCERTAINTY, coded('OUT_OF_RANGE'))
            .optional(),
        }),
      )
      .max(1000)
      .optional(),
    retired: date.nullish(),
  }),
  products: z.strictObject({
    gtin,
    name: name.optional(),
    dosesPerVial: z.int().min(1).max(1000).optional(),
    packedCm3PerDose: z
      .number()
      .refine((value) => value > 0 && value <= 10_000, coded('OUT_OF_RANGE'))
      .nullish(),
    packedSource: name.optional(),
    catalogue: id.optional(),
    rules: rules.optional(),
    versions: z
      .array(z.strictObject({ version: z.int().min(1).optional(), rules, ...versionParts }))
      .min(1)
      .optional(),
    ...versionParts,
  }),
  people: z.strictObject({
    username,
    name: name.optional(),
    roles: z.array(z.enum(ROLES)).min(1),
    site: id.nullish(),
    password: password.nullish(),
    retired: date.nullish(),
    phone: z.string().nullish(),
    mail: z.string().nullish(),
    zalo: z.string().nullish(),
    telegram: z.string().nullish(),
    language: z.enum(['vi', 'en']).optional(),
  }),
  lots: z.strictObject({ gtin, lot, expiry: date }),
  parcels: z.strictObject({
    id,
    gtin,
    lot,
    doses: z.int().min(1).max(DOSES_MAX),
    unit: id,
    since: date.nullish(),
    label: name.nullish(),
  }),
  rosters: z.strictObject({
    id,
    name: name.optional(),
    site: id.nullish(),
    shifts: z
      .array(
        z.strictObject({
          person: username,
          standIn: username.nullish(),
          from: date,
          to: date,
          note: note.default(''),
        }),
      )
      .max(4_000)
      .optional(),
  }),
  ladders: z.strictObject({
    site: id.nullish(),
    levels: z.array(level),
    stillMinutes: z.int().default(DEFAULT_LADDER.stillMinutes),
    forgottenMinutes: z.int().default(DEFAULT_LADDER.forgottenMinutes),
    quiet: z.strictObject({ from: z.string(), to: z.string() }).nullish(),
  }),
};

export type Section = keyof typeof SHAPES;
export const SECTIONS = Object.keys(SHAPES) as Section[];
export type Shape<S extends Section> = z.output<(typeof SHAPES)[S]>;
export type RuleShape = z.output<typeof rule>;

/** The library's finding in our codes: one problem each, an unknown key at its own line. */
export function problemsOf(
  error: z.ZodError,
  at: Path,
  data: unknown,
  lineOf: (path: Path) => number,
): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path.map((step) => (typeof step === 'symbol' ? '' : step))];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problem('UNKNOWN_KEY', lineOf([...path, key]), [...path, key], key));
    }
    const value = valueAt(data, issue.path);
    // A secret is never repeated in a message.
    const secretive = path.at(-1) === 'password' || path.at(-1) === 'secret';
    return [problem(codeOf(issue, value), lineOf(path), path, secretive ? undefined : value)];
  });
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): ProblemCode {
  switch (issue.code) {
    case 'custom':
      return (issue.params?.code as ProblemCode | undefined) ?? 'BAD_VALUE';
    case 'invalid_type':
      return value === undefined || value === null ? 'MISSING_KEY' : 'WRONG_TYPE';
    case 'too_small':
    case 'too_big':
      return 'OUT_OF_RANGE';
    case 'invalid_value':
      return value === undefined || value === null ? 'MISSING_KEY' : 'BAD_VALUE';
    default:
      return 'BAD_VALUE';
  }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
