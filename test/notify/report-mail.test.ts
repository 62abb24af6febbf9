import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { AlertView, Paged } from '../../src/keeper/views.ts';
import { Mailer } from '../../src/notify/mail.ts';
import { ReportMail } from '../../src/notify/report-mail.ts';
import type { MailSettings } from '../../src/notify/settings.ts';
import { Press } from '../../src/papers/press.ts';
import { House, MINUTE, START } from '../keeper/house.ts';
import { textOf } from '../papers/reading.ts';
import { csvRows } from '../papers/reading-csv.ts';
import { startSmtp } from './parts/child.ts';
import { settings } from './parts/message.ts';

const AT = Date.UTC(2026, 10, 22, 10);
const press = new Press();
let server: Awaited<ReturnType<typeof startSmtp>>;
beforeAll(async () => {
  server = await startSmtp();
});
afterEach(() => server.behave('takes'));
afterAll(() => Promise.all([server.stop(), press.close()]));

const mailer = () => {
  const { mail } = settings({
    mail: { host: '127.0.0.1', port: server.port, security: 'none', from: 'bao-cao@cdc.example.vn' },
  });
  return new Mailer(mail as MailSettings);
};

/** A keeper with the report of the day, and the way to mail it; `begin` is another start of the service. */
async function made(addresses: readonly string[]) {
  const house = await House.open();
  house.now = (AT - START) / MINUTE;
  const order = { type: 'report.make', kind: 'daily', day: '2026-11-22', at: AT, late: false } as const;
  await house.does(SYSTEM, order);
  const begin = (door: Pick<Mailer, 'mail'> = mailer()) => {
    const mail = new ReportMail({
      ...{ addresses, mailer: door, publicUrl: 'https://giulanh.example.vn' },
      press: (kind, data) => press.renderPaper(kind, data),
      keeper: {
        execute: (actor, command) => house.keeper.execute(actor, command),
        ask: (actor, query) => house.keeper.ask(actor, query),
      },
      log: { warn: () => undefined, error: (facts) => expect.fail(JSON.stringify(facts)) },
    });
    onTestFinished(() => mail.close(100));
    return mail;
  };
  const alerts = async () => {
    const answer = await house.keeper.ask(SYSTEM, { type: 'alerts' });
    if (!answer.ok) throw new Error(answer.refusal.message);
    return (answer.value as Paged<AlertView>).items.filter(({ kind }) => kind === 'report-late');
  };
  return { house, begin, alerts };
}

/** The decoded parts of a mail with attachments, by file name; the words themselves under ''. */
function partsOf(raw: string): Map<string, Buffer> {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  return new Map(
    raw.split(`--${boundary}`).flatMap((part): [string, Buffer][] => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const type = /Content-Transfer-Encoding: (\S+)/i.exec(head)?.[1];
      if (type === undefined) return [];
      const name = /filename="?([^"\r\n;]+)/.exec(head)?.[1] ?? '';
      const text = body.join('\r\n\r\n');
      if (type === 'base64') return [[name, Buffer.from(text, 'base64')]];
      const plain = text
        .replaceAll(/=\r\n/g, '')
        .replaceAll(/(?:=[0-9A-F]{2})+/g, (codes) =>
          Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'),
        );
      return [[name, Buffer.from(plain)]];
    }),
  );
}

test('a report reaches each address once, with words, PDF and CSV that say the same, however often the service starts', async () => {
  const { begin, alerts } = await made(['so-y-te@tinh.example.vn', 'cdc@tinh.example.vn']);
  const before = server.took.length;
  const mail = begin();
  await mail.pass();
  await mail.pass();
  await begin().pass();
  const took = (await server.tookAll(before + 2)).slice(before);
  expect(took.map(({ to }) => to[0]).sort()).toEqual(['cdc@tinh.example.vn', 'so-y-te@tinh.example.vn']);
  for (const { raw } of took) {
    const parts = partsOf(raw);
    const pdf = parts.get('bao-cao-BN-20261122-1700.pdf');
    const csv = parts.get('bao-cao-BN-20261122-1700.csv');
    if (pdf === undefined || csv === undefined) throw new Error(`without its files: ${[...parts.keys()]}`);
    expect((await textOf(new Uint8Array(pdf))).join(' ').replaceAll(/\s+/g, ' ')).toContain(
      'Liều tồn kho 240',
    );
    expect(csvRows(csv.toString('utf8'))).toContainEqual(['Liều tồn kho', '240']);
    expect(parts.get('')?.toString('utf8')).toContain('Liều tồn kho: 240');
    expect(parts.get('')?.toString('utf8')).toContain('https://giulanh.example.vn/bao-cao?so=');
  }
  expect(await alerts()).toEqual([]);
});

test('while the server puts it off it is tried again, from the third time people are told, and it is over when it went', async () => {
  const { house, begin, alerts } = await made(['cdc@tinh.example.vn']);
  const before = server.took.length;
  await server.behave('busy');
  const mail = begin();
  await mail.pass();
  expect(await alerts()).toEqual([]);
  for (const wait of [1, 2]) {
    await mail.pass();
    house.now += wait;
    await mail.pass();
  }
  expect(await alerts()).toMatchObject([{ kind: 'report-late', state: 'open', data: { mail: true } }]);
  await server.behave('takes');
  house.now += 5;
  // After a restart of the keeper too: what was tried is on the disk.
  await house.restart();
  await begin().pass();
  expect((await server.tookAll(before + 1)).slice(before)).toHaveLength(1);
  expect((await alerts()).filter(({ state }) => state === 'open')).toEqual([]);
});

test('an address that is refused keeps no other from its report, and is told at once', async () => {
  const { begin, alerts } = await made(['khong-co@tinh.example.vn', 'cdc@tinh.example.vn']);
  const before = server.took.length;
  await begin().pass();
  expect((await server.tookAll(before + 1)).slice(before).map(({ to }) => to[0])).toEqual([
    'cdc@tinh.example.vn',
  ]);
  expect(await alerts()).toHaveLength(1);
});

test('killed between sending and noting it, it goes out once more at most, with the same Message-ID', async () => {
  const { begin } = await made(['cdc@tinh.example.vn']);
  const before = server.took.length;
  const door = mailer();
  // The mail goes, and its end is never learned of: the process is gone.
  const gone = Promise.withResolvers<never>();
  const sent = Promise.withResolvers<void>();
  void begin({
    mail: async (mail) => {
      await door.mail(mail);
      sent.resolve();
      return gone.promise;
    },
  }).pass();
  await sent.promise;
  await begin().pass();
  await begin().pass();
  gone.reject(new Error('killed'));
  const took = (await server.tookAll(before + 2)).slice(before);
  expect(took).toHaveLength(2);
  const ids = took.map(({ raw }) => /^Message-ID:\s+(\S+)/im.exec(raw)?.[1]);
  expect(ids[0]).toMatch(/@cdc\.example\.vn>/);
  expect(ids[1]).toBe(ids[0]);
});
