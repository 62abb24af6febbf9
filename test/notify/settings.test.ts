import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noSettings } from '../../src/notify/settings.ts';
import { readSettings } from '../../src/notify/settings-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'giulanh-notify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'kenh.yaml');
writeFileSync(join(folder, 'mat-khau'), 'bi-mat\n');
writeFileSync(join(folder, 'rong'), '\n');
writeFileSync(join(folder, 'hai-dong'), 'a\nb\n');
const read = (text: string, env: Record<string, string> = {}) => {
  writeFileSync(file, text);
  return readSettings(file, env);
};

describe('the file of the channels', () => {
  test('none of it: Web Push alone, with ten seconds for everything', () => {
    expect(noSettings()).toEqual(read(''));
    expect(noSettings()).toMatchObject({
      push: { timeoutSeconds: 10, privateHosts: [] },
      webhooks: { to: [] },
    });
    for (const channel of ['mail', 'sms', 'zalo', 'telegram'] as const)
      expect(noSettings()[channel]).toBeUndefined();
  });

  test('secrets come from files beside it and from the environment, never from the file itself', () => {
    const text = `
mail: {host: smtp.example.vn, from: Giữ Lạnh <canh-bao@cdc.example.vn>, username: may, password: {file: mat-khau}}
sms:
  url: https://gw.example.vn/send
  secrets: {token: {env: SMS_TOKEN}}
webhooks:
  hosts: [hooks.example.vn]
  to: [{name: so-y-te, url: https://hooks.example.vn/x, secret: {env: HOOK}}]
`;
    expect(read(text, { SMS_TOKEN: 'tok', HOOK: 'key' })).toMatchObject({
      mail: { password: 'bi-mat', port: 587, security: 'starttls' },
      sms: { secrets: { token: 'tok' }, accepted: { status: [200, 201, 202] } },
      webhooks: { to: [{ secret: 'key' }] },
    });
  });

  test('the same as JSON', () => {
    expect(read('{"telegram": {"token": {"env": "T"}}}', { T: 'x' }).telegram).toMatchObject({
      enabled: false,
      token: 'x',
    });
  });

  test.each([
    ['mail:\n  host: a\n  from: [a]\n', 3, 'mail.from'],
    ['mail:\n  host: smtp\n', 1, 'mail.from'],
    ['mail:\n  host: smtp\n  from: a@b.vn\n  pasword: {env: X}\n', 4, 'mail.pasword'],
    ['mail:\n  host: smtp\n  from: a@b.vn\n  username: a\n  password: bi-mat-o-day\n', 5, 'mail.password'],
    ['mail:\n  host: smtp\n  from: a@b.vn\n  port: 70000\n', 4, 'mail.port'],
    ['sms:\n  url: https://x\n\n  timeoutSeconds: 600\n', 4, 'sms.timeoutSeconds'],
    ['push:\n  contact: someone\n', 2, 'push.contact'],
    [
      'webhooks:\n  to:\n    - name: A B\n      url: https://h/x\n      secret: {env: X}\n',
      3,
      'webhooks.to.0.name',
    ],
    [
      'webhooks:\n  to:\n    - name: a\n      url: https://h/x\n      secret: {env: X}\n',
      4,
      'webhooks.to.0.url',
    ],
    [
      'webhooks:\n  hosts: [h]\n  to:\n    - name: a\n      url: http://h/x\n      secret: {env: X}\n',
      5,
      'webhooks.to.0.url',
    ],
    ['fax:\n  number: 1\n', 1, 'fax'],
    [
      'mail:\n  host: smtp\n  security: none\n  from: a@b.vn\n  username: a\n  password: {env: P}\n',
      3,
      'mail.security',
    ],
    [
      'sms:\n  url: https://x\n  receipt: {secret: {env: P}, reference: id, state: s, received: [1], failed: [2]}\n',
      1,
      'sms.reference',
    ],
    ['sms:\n  url: https://x\n  body: "{text} {nguoi}"\n', 3, 'sms.body'],
    ['sms:\n  url: not a url\n', 2, 'sms.url'],
    ['mail:\n  host: smtp\n  from: a@b.vn\n  username: a\n', 4, 'mail.username'],
    [
      'mail:\n  host: smtp\n  from: a@b.vn\n  password: {env: NOT_THERE}\n  username: a\n',
      4,
      'mail.password',
    ],
    ['mail:\n  host: smtp\n  from: a@b.vn\n  username: a\n  password: {file: rong}\n', 5, 'mail.password'],
    [
      'mail:\n  host: smtp\n  from: a@b.vn\n  username: a\n  password: {file: hai-dong}\n',
      5,
      'mail.password',
    ],
    [
      'mail:\n  host: smtp\n  from: a@b.vn\n  username: a\n  password: {file: khong-co}\n',
      5,
      'mail.password',
    ],
  ])('%j is refused with its line %i and its field %s', (text, line, field) => {
    let told = '';
    try {
      read(text);
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told).toContain(`${file}:${line}: ${field}`);
    expect(told).not.toContain('bi-mat-o-day');
  });

  test('what is no YAML is refused with its line', () => {
    expect(() => read('mail:\n  host: [a\n')).toThrow(/kenh\.yaml:\d+: /);
  });

  test('a file that is not there is refused by its name', () => {
    expect(() => readSettings(join(folder, 'khong.yaml'), {})).toThrow(
      /khong\.yaml cannot be read \(ENOENT\)/,
    );
  });

  test('the example of docs/notify.md is one that the service takes', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../docs/notify.md'), 'utf8');
    const example = /```yaml\n(# notify\.yaml[\s\S]*?)```/.exec(docs)?.[1] ?? '';
    const env = { MAIL_PASSWORD: 'a', SMS_TOKEN: 'b', ZALO_TOKEN: 'c', TELEGRAM_TOKEN: 'd' };
    for (const name of ['sms-receipts', 'hook', 'dead-man-url']) writeFileSync(join(folder, name), 'x');
    const settings = read(example, env);
    const channels = ['mail', 'push', 'sms', 'telegram', 'webhooks', 'zalo'];
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(channels));
    expect(settings.telegram?.enabled).toBe(false);
  });
});
