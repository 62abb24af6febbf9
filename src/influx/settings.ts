/** Which InfluxDB does the environment mean? Every mistake is named with its variable, and no secret is repeated. */
import { TOKEN } from './token.ts';
import type { TargetSettings } from './types.ts';

/** The values of GIULANH_INFLUX_URL, _TOKEN (or _TOKEN_FILE), _ORG and _BUCKET; undefined or '' where one is not set. */
export type TargetVariables = {
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly org: string | undefined;
  readonly bucket: string | undefined;
};

/** Names a server keeps as they are in its folders and needs no quoting for. */
const DATABASE = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/;

/**
 * Null when no InfluxDB is configured. A token makes it 2.x, otherwise the database is the URL's path and it is 1.x.
 * Throws an Error for people when the variables contradict each other or cannot be meant.
 */
export function readTarget(variables: TargetVariables): TargetSettings | null {
  const { url = '', token = '', tokenFile = '', org = '', bucket = '' } = variables;
  if (url === '') {
    if (token + tokenFile + org + bucket === '') return null;
    throw wrong('GIULANH_INFLUX_URL', 'is missing, but other GIULANH_INFLUX_ variables are there');
  }
  const address = readUrl(url);
  if (token !== '' && tokenFile !== '')
    throw wrong('GIULANH_INFLUX_TOKEN', 'is there beside GIULANH_INFLUX_TOKEN_FILE: give one of them');
  if (token + tokenFile !== '') return readV2(address, { token, tokenFile, org, bucket });
  if (org + bucket !== '')
    throw wrong('GIULANH_INFLUX_TOKEN', 'is missing, but an organisation or a bucket is there');
  return readV1(address);
}

/** Server and database, or server, organisation and bucket: for people, and the name under which a cursor is kept. */
export const targetName = (settings: TargetSettings): string =>
  settings.version === 1
    ? `${settings.url}/${settings.database}`
    : `${settings.url} ${settings.org}/${settings.bucket}`;

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw wrong('GIULANH_INFLUX_URL', 'is no URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw wrong('GIULANH_INFLUX_URL', `begins with ${url.protocol}, http: or https: is needed`);
  if (url.search !== '' || url.hash !== '')
    throw wrong('GIULANH_INFLUX_URL', 'has something after the path (? or #)');
  return url;
}

function readV1(url: URL): TargetSettings {
  const database = decoded(url.pathname.replace(/^\//, '').replace(/\/$/, ''));
  if (database === '')
    throw wrong(
      'GIULANH_INFLUX_URL',
      'names no database (http://host:8086/<database>), and without GIULANH_INFLUX_TOKEN it must',
    );
  if (!DATABASE.test(database))
    throw wrong(
      'GIULANH_INFLUX_URL',
      `names the database ${JSON.stringify(database)}: letters, digits, - _ . are allowed`,
    );
  if (url.username === '' && url.password !== '')
    throw wrong('GIULANH_INFLUX_URL', 'has a password without a user');
  const username = decoded(url.username);
  // HTTP's basic authentication cannot carry it.
  if (username.includes(':')) throw wrong('GIULANH_INFLUX_URL', 'has a user with a colon');
  return {
    version: 1,
    url: url.origin,
    database,
    username: username === '' ? null : username,
    password: username === '' ? null : decoded(url.password),
  };
}

function readV2(
  url: URL,
  { token, tokenFile, org, bucket }: Record<'token' | 'tokenFile' | 'org' | 'bucket', string>,
): TargetSettings {
  if (org === '') throw wrong('GIULANH_INFLUX_ORG', 'is missing, but a token is there');
  if (bucket === '') throw wrong('GIULANH_INFLUX_BUCKET', 'is missing, but a token is there');
  if (url.username !== '' || url.password !== '')
    throw wrong('GIULANH_INFLUX_URL', 'has a user or password beside GIULANH_INFLUX_TOKEN: give one of them');
  // It would fail at every request.
  if (tokenFile === '' && !TOKEN.test(token))
    throw wrong('GIULANH_INFLUX_TOKEN', 'holds a blank, a line end or a letter beyond ASCII');
  const base = url.pathname.replace(/\/+$/, '');
  if (/\/api(\/v2)?$/.test(base)) throw wrong('GIULANH_INFLUX_URL', 'ends with /api: the base URL is needed');
  const settings = { version: 2, url: url.origin + base, token, org, bucket } as const;
  return tokenFile === '' ? settings : { ...settings, tokenFile };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong('GIULANH_INFLUX_URL', 'has a % that is no percent-encoding (write % as %25)');
  }
}

const wrong = (name: string, what: string): Error => new Error(`Cannot use this InfluxDB: ${name} ${what}`);
