/**
 * Which application identifiers exist, and how is the value of each one built?
 *
 * Facts from the GS1 Barcode Syntax Dictionary (gs1/gs1-syntax-dictionary, Apache-2.0) and the GS1 General
 * Specifications, section 3.2. All AIs are here, since one that is not known makes the rest of a message
 * unreadable; contents are checked where they can concern a vaccine (numbers, characters, keys, dates).
 * Currency, country, address, coupon and bank codes are only measured.
 *
 * A format is a list of parts: `n` digits, `x` character set 82, `y` character set 39, `z` base64url; then a length
 * (`6`) or a longest length (`..20`); `?` for a part that may be missing; `:` and the name of a check.
 */
import { base64url, cset39, cset82, digits, type Lint, nonzero, zero } from './charset.ts';
import { checkedModel, checkedNumber } from './check-digit.ts';
import { hour, hourMinute, longDate, shortDate, shortDateOrMonth, sixtieth } from './date.ts';

/** One part of a value: between `min` and `max` characters that all pass every lint. */
export type Part = {
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly lints: readonly Lint[];
};
export type Format = readonly Part[];

const CHARSETS: Readonly<Record<string, Lint>> = { n: digits, x: cset82, y: cset39, z: base64url };
const CHECKS: Readonly<Record<string, Lint>> = {
  key: checkedNumber,
  model: checkedModel,
  month: shortDateOrMonth,
  day: shortDate,
  birth: longDate,
  time: hourMinute,
  hour,
  sixtieth,
  zero,
  nonzero,
};

const WEIGHTS_AND_MEASURES =
  '310 311 312 313 314 315 316 320 321 322 323 324 325 326 327 328 329 330 331 332 333 334 335 336 337 ' +
  '340 341 342 343 344 345 346 347 348 349 350 351 352 353 354 355 356 357 360 361 362 363 364 365 366 367 368 369';

/** Format → the AIs that have it. `310-5` stands for 3100 to 3105: the last digit counts decimals or occurrences. */
const AIS_BY_FORMAT: Readonly<Record<string, string>> = {
  'n18:key': '00 8017 8018',
  'n14:key': '01 02 03',
  'n14:key n4': '8006 8026',
  'n13:key': '410 411 412 413 414 415 416 417',
  'n13:key x..17?': '253',
  'n13:key n..12?': '255',
  'n17:key': '402',
  'n1:zero n13:key x..16?': '8003',
  'x..25:model': '8013 8014',
  'n6:month': '11 12 13 15 16 17',
  'n6:month n4:time': '4324 4325',
  'n6:day': '4326 7006',
  'n6:day n4:time': '7003',
  'n6:day n4?:time': '7011',
  'n6:day n6?:day': '7007',
  'n6:day n2:hour n2?:sixtieth n2?:sixtieth': '8008',
  'n8:birth': '7250',
  'n8:birth n4:time': '7251',
  'x..20': '10 21 22 243 254 420 4318 7020 7021 7022 710 711 712 713 714 715 716 717 7240 8002 8012',
  'x..28': '235',
  'x..30': '240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90',
  'x..35': '4300 4301 4310 4311 4320',
  'x..70': '4302 4303 4304 4305 4306 4312 4313 4314 4315 4316 7257 8110 8112 8200',
  'x..90': '91 92 93 94 95 96 97 98 99 7256',
  'x..2': '7010',
  'x..3': '427 7008',
  'x..4': '7041',
  'x..10': '7009 7255',
  'x..12': '7005',
  'x..25': '7242 8020',
  'x..34': '8007',
  'x..40': '7253 7254 7259',
  'x..50': '8009',
  x2: '4307 4317',
  x3: '7258',
  'x2 x..28': '723-9',
  'y..30': '8010',
  'z..90': '8030',
  n1: '4321 4322 4323 7252',
  n2: '20 7241',
  n3: '422 424 426',
  'n3 n3? n3? n3? n3?': '423 425',
  'n3 x..9': '421',
  'n3 x..27': '703-9',
  'n3 n..15': '391-9 393-9',
  n4: '394-3 8111',
  n6: `395-5 8005 ${WEIGHTS_AND_MEASURES.split(' ')
    .map((family) => `${family}-5`)
    .join(' ')}`,
  'n6 x1?': '4330 4331 4332 4333',
  'n..4': '7004',
  'n..6': '242',
  'n..8': '30 37',
  'n..10': '8019',
  'n..12': '8011',
  'n..15': '390-9 392-9',
  'n10 n10': '4309',
  n13: '7001',
  n15: '8040 8041',
  n32: '8042',
  'n18 n..2?': '8043',
  'n1 x1 x1 x1': '7040',
  'n4:nonzero n5:nonzero n3:nonzero n1 n1': '8001',
};

/** Every AI with its format. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(
  Object.entries(AIS_BY_FORMAT).flatMap(([format, ais]) => {
    const parts = format.split(' ').map(readPart);
    return ais.split(' ').flatMap((entry) => expand(entry).map((ai) => [ai, parts] as const));
  }),
);

/**
 * Whether the value of an AI has a length that every scanner knows, so that no FNC1 follows it
 * (GS1 General Specifications, figure 7.8.5-2: a closed list by the first two digits).
 */
export const hasKnownLength = (ai: string): boolean => /^(0[0-4]|1[1-9]|20|3[1-6]|41)/.test(ai);

function expand(entry: string): readonly string[] {
  const [stem = '', last] = entry.split('-');
  if (last === undefined) return [stem];
  return Array.from({ length: Number(last) + 1 }, (_, digit) => `${stem}${digit}`);
}

function readPart(text: string): Part {
  const match = /^([nxyz])(\.\.)?(\d+)(\?)?(?::(\w+))?$/.exec(text);
  const charset = CHARSETS[match?.[1] ?? ''];
  const check = match?.[5] === undefined ? undefined : CHECKS[match[5]];
  if (!match || !charset || (match[5] !== undefined && !check))
    throw new Error(`Cannot read AI format: "${text}"`);
  const max = Number(match[3]);
  return {
    min: match[2] ? 1 : max,
    max,
    optional: match[4] !== undefined,
    lints: check ? [charset, check] : [charset],
  };
}
