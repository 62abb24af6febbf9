/** The small checks that documents of partners are checked with: each says what is wrong, and where, as a JSON pointer. */

export type Issue = { readonly path: string; readonly message: string };
export type Check = (value: unknown, path: string, issues: Issue[]) => void;

/** Enough for a person to mend a document by; a hostile one must not fill an answer. */
export const ISSUES_MOST = 50;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const say = (issues: Issue[], path: string, message: string): void => {
  if (issues.length < ISSUES_MOST) issues.push({ path, message });
};

/** A value that holds. */
export const that =
  (holds: (value: unknown) => boolean, message: string): Check =>
  (value, path, issues) => {
    if (!holds(value)) say(issues, path, message);
  };

/** An absolute URI or a compact one (`ext:name`): a scheme, a colon, and no character that no URI may hold. */
const URI = /^[A-Za-z][A-Za-z0-9+._-]*:[^\s<>"{}|\\^`\p{Cc}\p{Cs}]+$/u;
export const isUri = (value: unknown): value is string => typeof value === 'string' && URI.test(value);

const TIME =
  /^(?!0000|9999)(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** A date and a time of day with its offset (RFC 3339), of a day that exists. */
export function isTime(value: unknown): value is string {
  const found = typeof value === 'string' ? TIME.exec(value) : null;
  if (found === null) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const uri = that(isUri, 'a URI');
export const time = that(isTime, 'a date and time with offset');
export const text = that((value) => typeof value === 'string', 'a string');
export const flag = that((value) => typeof value === 'boolean', 'true or false');
export const number = that((value) => typeof value === 'number' && Number.isFinite(value), 'a number');
export const object = that(isObject, 'an object');
export const matching = (pattern: RegExp, message: string): Check =>
  that((value) => typeof value === 'string' && pattern.test(value), message);
export const oneOf = (...allowed: string[]): Check =>
  that((value) => typeof value === 'string' && allowed.includes(value), `one of ${allowed.join(', ')}`);

export const list =
  (item: Check, { min = 0, unique = false } = {}): Check =>
  (value, path, issues) => {
    if (!Array.isArray(value)) {
      say(issues, path, 'a list');
      return;
    }
    if (value.length < min) say(issues, path, `at least ${min}`);
    if (unique && new Set(value.map((one) => JSON.stringify(one))).size < value.length)
      say(issues, path, 'nothing twice');
    value.forEach((one, index) => {
      item(one, `${path}/${index}`, issues);
    });
  };

/** Passes when one of them has nothing to say. */
export const either =
  (...checks: readonly Check[]): Check =>
  (value, path, issues) => {
    const told = checks.map((check) => {
      const own: Issue[] = [];
      check(value, path, own);
      return own;
    });
    if (told.every((own) => own.length > 0))
      say(issues, path, told.flatMap((own) => own[0]?.message ?? []).join(', or '));
  };

export type Shape = {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
  /** `uri`: other members whose names are URIs, as extensions are. */
  readonly more?: 'uri' | 'none' | 'any';
};

export const shape =
  ({ required, optional, more = 'uri' }: Shape): Check =>
  (value, path, issues) => {
    if (!isObject(value)) {
      say(issues, path, 'an object');
      return;
    }
    for (const name of Object.keys(required))
      if (!Object.hasOwn(value, name)) say(issues, `${path}/${name}`, 'must be there');
    for (const [name, member] of Object.entries(value)) {
      const check = own(required, name) ?? own(optional, name);
      const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (check !== undefined) check(member, at, issues);
      else if (more === 'none' || (more === 'uri' && !isUri(name))) say(issues, at, 'no such member');
    }
  };

const own = (checks: Readonly<Record<string, Check>>, name: string): Check | undefined =>
  Object.hasOwn(checks, name) ? checks[name] : undefined;

/** Both of them. */
export const also =
  (...checks: readonly Check[]): Check =>
  (value, path, issues) => {
    for (const check of checks) check(value, path, issues);
  };

/** Further demands on an object that already has its shape. */
export const demand =
  (holds: (value: Readonly<Record<string, unknown>>) => boolean, message: string): Check =>
  (value, path, issues) => {
    if (isObject(value) && !holds(value)) say(issues, path, message);
  };
