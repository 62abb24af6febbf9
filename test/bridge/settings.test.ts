/** The file that says which brokers of others are read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { filterOf, readBridges } from '../../src/bridge/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'giulanh-bridges-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'cau-noi.yaml');
writeFileSync(join(folder, 'mat-khau'), 'bi-mat\n');
const read = (text: string, env: Record<string, string> = {}) => {
  writeFileSync(file, text);
  return readBridges(file, env);
};
const one = (more: string): string => `connections:
  - name: ngoai
    host: mqtt.example.vn
    subscriptions: [{topic: 'a/#', profile: giulanh}]
${more}`;

describe('the file of the bridges', () => {
  test('a name, a host and a topic are enough: MQTT 5 without TLS, kept for a week', () => {
    expect(read(one(''))).toEqual([
      {
        ...{ name: 'ngoai', host: 'mqtt.example.vn', port: 1883, version: 5, clientId: 'giulanh-ngoai' },
        ...{ sessionSeconds: 604_800, keepaliveSeconds: 60, receiveMaximum: 100 },
        subscriptions: [{ topic: 'a/#', profile: 'giulanh' }],
      },
    ]);
  });

  test('secrets come from files beside it and from the environment; TLS has its own port', () => {
    const text = one(
      '    version: 3.1.1\n    tls: {ca: ca.pem, cert: c.pem, key: c.key, passphrase: {env: PASS}}\n    username: u\n    password: {file: mat-khau}\n',
    );
    expect(read(text, { PASS: 'mo' })).toMatchObject([
      { version: 4, port: 8883, password: 'bi-mat', tls: { ca: 'ca.pem', passphrase: 'mo' } },
    ]);
  });

  test('a shared subscription is asked for under its group', () => {
    const [settings] = read(one('').replace('profile: giulanh', 'profile: giulanh, shared: nhom'));
    expect(settings?.subscriptions.map(filterOf)).toEqual(['$share/nhom/a/#']);
  });

  test.each([
    ['none of it', '', 1, 'connections'],
    ['an unknown field', one('    pasword: x\n'), 5, 'connections.0.pasword'],
    ['a name that is kept for files', one('').replace('ngoai', 'file'), 2, 'connections.0.name'],
    [
      'a password that stands there',
      one('    username: u\n    password: bi-mat-o-day\n'),
      6,
      'connections.0.password',
    ],
    ['a password without a username', one('    password: {env: X}\n'), 5, 'connections.0.password'],
    ['a certificate without its key', one('    tls: {cert: c.pem}\n'), 5, 'connections.0.tls.cert'],
    ['MQTT 3.1', one('    version: 3.1\n'), 5, 'connections.0.version'],
    ['no such profile', one('').replace('giulanh', 'khong-co'), 4, 'connections.0.subscriptions.0.profile'],
    [
      'a profile that sends nothing',
      one('').replace('giulanh', 'ds18b20'),
      4,
      'connections.0.subscriptions.0.profile',
    ],
    ['no topic', one('').replace('a/#', 'a/#/b'), 4, 'connections.0.subscriptions.0.topic'],
    [
      'a shared topic written out',
      one('').replace('a/#', '$share/x/a'),
      4,
      'connections.0.subscriptions.0.topic',
    ],
  ])('%s is refused with its line and its field, and no secret is repeated', (_, text, line, field) => {
    const said = (() => {
      try {
        read(text, { X: 'y' });
      } catch (error) {
        return String(error);
      }
    })();
    expect(said).toContain(`GIULANH_BRIDGES`);
    expect(said).toContain(field === 'connections' ? field : `:${line}: ${field}: `);
    expect(said).not.toContain('bi-mat');
  });

  test('two connections have two names, and two client ids where they go to one broker', () => {
    const two = `${one('')}  - name: ngoai\n    host: MQTT.example.vn\n    subscriptions: [{topic: b, profile: giulanh}]\n`;
    expect(() => read(two)).toThrow(/connections\.1\.name: .*; .*connections\.1\.clientId: /);
    expect(read(two.replace(/name: ngoai\n {4}host: MQTT/, 'name: khac\n    host: MQTT'))).toHaveLength(2);
  });

  const docs = fileURLToPath(new URL('../../docs/bridges.md', import.meta.url));
  test('the examples in its document are taken as they stand', () => {
    const examples = [...readFileSync(docs, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)];
    expect(examples.length).toBeGreaterThan(0);
    for (const [, text] of examples)
      expect(read(text ?? '', { LORA_PASSWORD: 'x' }).length).toBeGreaterThan(0);
  });
});
