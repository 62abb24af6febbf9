import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Mailer } from '../../src/notify/mail.ts';
import type { MailSettings } from '../../src/notify/settings.ts';
import { startSmtp } from './parts/child.ts';
import { message, settings } from './parts/message.ts';

let server: Awaited<ReturnType<typeof startSmtp>>;
beforeAll(async () => {
  server = await startSmtp();
});
afterEach(() => server.behave('takes'));
afterAll(() => server.stop());

const mailer = (more: object = {}) =>
  new Mailer(
    settings({
      mail: {
        host: '127.0.0.1',
        port: server.port,
        security: 'none',
        from: 'Giữ Lạnh <canh-bao@cdc.example.vn>',
        ...more,
      },
    }).mail as MailSettings,
  );
const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.+(?:\\r\\n[ \\t].+)*)`, 'mi').exec(raw)?.[1];

describe('a message by mail', () => {
  test('arrives with its words, its link, and the same id each time it is sent', async () => {
    const before = server.took.length;
    expect(await mailer().send(message())).toMatchObject({ ok: true, unconfirmed: false });
    expect(await mailer().send(message())).toMatchObject({ ok: true });
    const took = (await server.tookAll(before + 2)).slice(before);
    for (const { to, raw } of took) {
      expect(to).toEqual(['lan@tram.example.vn']);
      expect(header(raw, 'Message-ID')).toBe('<01939f6e-7b00-7000-8000-000000000001@cdc.example.vn>');
      expect(header(raw, 'Auto-Submitted')).toBe('auto-generated');
      expect(header(raw, 'X-Priority')).toMatch(/^1/);
      const encoded = (header(raw, 'Subject') ?? '').replaceAll(/\r\n\s+/g, ' ');
      expect(decodeWords(encoded)).toBe(message().text.subject);
      const body = bodyOf(raw);
      for (const line of message().text.lines) expect(body).toContain(line);
      expect(body).toContain('https://giulanh.example.vn/su-co/a-1');
    }
  });

  test('a recipient that the server refuses is refused for good, and the next one is served', async () => {
    expect(await mailer().send(message({ address: 'khong-co@tram.example.vn' }))).toMatchObject({
      ok: false,
      code: 'SMTP_550',
      final: true,
      reason: expect.stringContaining('No such user'),
    });
    expect(await mailer().send(message())).toMatchObject({ ok: true });
  });

  test('a server that puts everybody off fails for now', async () => {
    await server.behave('busy');
    expect(await mailer().send(message())).toMatchObject({ ok: false, code: 'SMTP_451', final: false });
  });

  test.each(['slow', 'deaf'] as const)('a %s server is given up in time', async (mode) => {
    await server.behave(mode);
    const end = await mailer({ timeoutSeconds: 0.5 }).send(message());
    expect(end).toMatchObject({ ok: false, final: false });
    expect(!end.ok && /^(TIMEOUT|ETIMEDOUT|ESOCKET)$/.test(end.code)).toBe(true);
  });

  test('nobody listens there: the channel fails, not the message', async () => {
    expect(await mailer({ port: 1 }).send(message())).toMatchObject({ ok: false, final: false });
  });

  test('an address never becomes a list of addresses, a subject never a header', async () => {
    const before = server.took.length;
    const text = { ...message().text, subject: 'Tủ 1\r\nBcc: la@example.vn' };
    await mailer().send(message({ address: 'lan@tram.example.vn, la@example.vn', text }));
    await mailer().send(message({ text }));
    const took = (await server.tookAll(before + 1)).slice(before);
    expect(took.every(({ to }) => to.length === 1 && !to.includes('la@example.vn'))).toBe(true);
    expect(took.every(({ raw }) => header(raw, 'Bcc') === undefined)).toBe(true);
  });

  test('a report goes with its papers', async () => {
    const before = server.took.length;
    const content = Buffer.from('%PDF-1.7 báo cáo');
    const attachments = [{ filename: 'báo cáo.pdf', content, contentType: 'application/pdf' }];
    const mail = { id: 'r-1', to: 'cdc@example.vn', subject: 'Báo cáo ngày', text: 'Kèm theo.', attachments };
    expect(await mailer().mail(mail)).toMatchObject({ ok: true });
    const { raw } = (await server.tookAll(before + 1))[before] ?? { raw: '' };
    expect(raw.replaceAll('\r\n', '')).toContain(content.toString('base64'));
  });
});

describe('who the mail server is', () => {
  test('where TLS is wanted and the server offers none, no password is sent', async () => {
    const end = await mailer({ security: 'starttls', username: 'a', password: { env: 'bi_mat' } }).send(
      message(),
    );
    expect(end).toMatchObject({ ok: false, final: false });
  });

  test('a certificate that nobody vouches for is refused', async () => {
    const withTls = await startSmtp({ SMTP_TLS: '1' });
    const end = await mailer({ port: withTls.port, security: 'starttls' }).send(message());
    expect(end).toMatchObject({ ok: false, final: false });
    expect(withTls.took).toEqual([]);
    await withTls.stop();
  });

  test('a wrong password is the channel’s failure, the right one is taken', async () => {
    const locked = await startSmtp({ SMTP_LOGIN: 'may:bi_mat' });
    const as = (password: string) =>
      mailer({ port: locked.port, username: 'may', password: { env: password } }).send(message());
    expect(await as('sai')).toMatchObject({ ok: false, code: 'SMTP_535', final: false });
    expect(await as('bi_mat')).toMatchObject({ ok: true });
    await locked.stop();
  });
});

const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, how: string, word: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('latin1')
        : unquoted(word.replaceAll('_', ' ')),
    )
    .replace(/[\s\S]*/, (bytes) => Buffer.from(bytes, 'latin1').toString());
const unquoted = (text: string): string =>
  text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The words of a mail of one part, however they were carried. */
function bodyOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const text = rest.join('\r\n\r\n');
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(text, 'base64').toString();
  if (/^content-transfer-encoding: quoted-printable/im.test(head))
    return Buffer.from(unquoted(text), 'latin1').toString();
  return text;
}
