import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** InfluxDB's command line tool as far as the script uses it: its tokens are lines of a file, `id<TAB>description<TAB>token`. */
const INFLUX = `#!/bin/sh
echo "$*" >>"$STATE/calls"
case "$1 $2" in
'bucket list') printf 'b0c\\tgiulanh\\tinfinite\\n' ;;
'auth list') cat "$STATE/auths" ;;
'auth delete') grep -v "^$4	" "$STATE/auths" >"$STATE/rest"; mv "$STATE/rest" "$STATE/auths" ;;
'auth create')
  n=$(wc -l <"$STATE/calls")
  printf 'id%s\\t%s\\ttok-%s_==\\n' "$n" "$4" "$n" >>"$STATE/auths"
  printf '{\\n\\t"id": "id%s",\\n\\t"description": "%s",\\n\\t"token": "tok-%s_==",\\n\\t"status": "active"\\n}\\n' "$n" "$4" "$n" ;;
query*) cut -f3 "$STATE/auths" | grep -qxF -e "$INFLUX_TOKEN" ;;
*) exit 9 ;;
esac
`;
const script = fileURLToPath(new URL('../../docker/influx-tokens.sh', import.meta.url));
let state: string;
let tokens: string;
const auths = () => readFileSync(join(state, 'auths'), 'utf8').trim().split('\n');
const token = (name: string) => readFileSync(join(tokens, name), 'utf8').trim();
const run = () =>
  spawnSync('sh', [script], {
    encoding: 'utf8',
    env: {
      PATH: `${state}:${process.env.PATH}`,
      STATE: state,
      INFLUX_HOST: 'http://influxdb:8086',
      INFLUX_TOKEN: 'operator',
      INFLUX_ORG: 'giulanh',
      BUCKET: 'giulanh',
      TOKENS: tokens,
    },
  });

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'giulanh-tokens-'));
  tokens = join(state, 'tokens');
  mkdirSync(tokens);
  writeFileSync(join(state, 'influx'), INFLUX);
  chmodSync(join(state, 'influx'), 0o755);
  writeFileSync(join(state, 'auths'), 'op\toperator of all\toperator\n');
});
afterEach(() => rmSync(state, { recursive: true }));

test('the service gets a token that may write and read one bucket, Grafana one that may read it', () => {
  expect(run()).toMatchObject({ status: 0, stderr: '' });
  const created = readFileSync(join(state, 'calls'), 'utf8')
    .split('\n')
    .filter((call) => call.startsWith('auth create'));
  expect(created).toEqual([
    'auth create --description giulanh service --json --read-bucket b0c --write-bucket b0c',
    'auth create --description giulanh grafana --json --read-bucket b0c',
  ]);
  expect(token('service')).not.toBe(token('grafana'));
  expect(statSync(join(tokens, 'service')).mode & 0o777).toBe(0o400);
  expect(statSync(join(tokens, 'grafana')).mode & 0o777).toBe(0o444);
});

test('tokens that work are kept, however often the stack starts', () => {
  run();
  const before = [token('service'), token('grafana'), ...auths()];
  expect(run()).toMatchObject({ status: 0, stderr: '' });
  expect([token('service'), token('grafana'), ...auths()]).toEqual(before);
});

test('a token that was lost or taken away is replaced, and its former one ends', () => {
  run();
  rmSync(join(tokens, 'service'));
  const former = token('grafana');
  writeFileSync(
    join(state, 'auths'),
    auths()
      .filter((line) => !line.includes('grafana'))
      .join('\n')
      .concat('\n'),
  );
  expect(run()).toMatchObject({ status: 0, stderr: '' });
  expect(token('grafana')).not.toBe(former);
  expect(auths()).toHaveLength(3);
  expect(auths()[0]).toBe('op\toperator of all\toperator');
});

test('without the bucket it fails, so that it is tried again', () => {
  writeFileSync(join(state, 'influx'), '#!/bin/sh\nexit 1\n');
  expect(run().status).not.toBe(0);
  expect(() => token('service')).toThrow(/ENOENT/);
});
