/** A real folder, the real reader, a real keeper: what is laid into the inbox, and what becomes of it. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { FileDesk } from '../../src/import/desk.ts';
import { Inbox } from '../../src/import/inbox.ts';
import { Reader } from '../../src/import/reader.ts';
import { AUDITOR, House, PROVINCE } from '../keeper/house.ts';

const DEVICES = PROVINCE.replace(
  'products:',
  "  - { id: tag-1, unit: tu-1, profile: logtag, since: 2026-11-01, via: { gateway: file, address: 'a0c1' } }\n  - { id: bang-1, unit: tu-2, profile: csv-logger, since: 2026-11-01 }\nproducts:",
);
const reader = new Reader();
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'giulanh-inbox-'));
});
afterAll(async () => {
  await reader.close();
  rmSync(root, { recursive: true, force: true });
});

async function open() {
  const house = await House.open({ descriptions: [DEVICES], now: 600 });
  const folder = mkdtempSync(join(root, 'box-'));
  const keeper = {
    ask: (...given: Parameters<typeof house.keeper.ask>) => house.keeper.ask(...given),
    execute: (...given: Parameters<typeof house.keeper.execute>) => house.keeper.execute(...given),
  };
  const logged: string[] = [];
  const log = { info() {}, warn() {}, error: (_: object, text: string) => void logged.push(text) };
  const inbox = new Inbox({
    ...{ folder, reader, keeper, log, desk: new FileDesk(reader, keeper) },
    ...{ clock: () => Date.UTC(2026, 10, 22, 10), everyMs: 3_600_000 },
  });
  await inbox.start();
  onTestFinished(() => inbox.close());
  const lay = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text);
  const files = (part: string): string[] =>
    (readdirSync(join(folder, part), { recursive: true }) as string[]).filter((n) => /\./.test(n)).sort();
  /** A file is taken when it lay there unchanged for a round. */
  const settle = async () => {
    await inbox.look();
    await inbox.look();
  };
  const readings = async (unit: string): Promise<number> => {
    const from = Date.UTC(2026, 10, 21);
    const page = await house.keeper.ask(AUDITOR, {
      type: 'readings',
      unit,
      from,
      to: from + 3 * 86_400_000,
      limit: 1000,
    });
    return page.ok ? (page.value as { items: unknown[] }).items.length : -1;
  };
  return { house, folder, inbox, lay, files, settle, readings, logged };
}

const rows = (n: number, celsius = 5): string =>
  Array.from({ length: n }, (_, i) => `${i},2026-11-22,07:${String(i).padStart(2, '0')}:00,${celsius}`).join(
    '\n',
  );
const logtag = (serial: string, n = 5) =>
  `Serial #,${serial}\nReading interval,60 seconds\nNon alert range,2.0  to  8.0 °C\n#,Date,Time,Reading\n${rows(n)}\n`;
const letter = (...attached: readonly { name: string; text: string }[]): string => {
  const parts = attached.map(
    ({ name, text }) =>
      `--x\r\nContent-Type: text/csv; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}\r\n`,
  );
  return `From: tram@example.vn\r\nTo: kho@example.vn\r\nSubject: =?utf-8?B?${Buffer.from('Tệp nhiệt kế').toString('base64')}?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n2026-11-22 07:00:00,99\r\n${parts.join('')}--x--\r\n`;
};

test('a file is taken by its serial number when it has lain there for a round, and put aside', async () => {
  const { lay, files, inbox, readings } = await open();
  lay('a.csv', logtag('A0C1', 3));
  await inbox.look();
  expect(files('done')).toEqual([]);
  // Somebody is still copying it.
  lay('a.csv', logtag('A0C1', 5));
  await inbox.look();
  expect([files('done'), await readings('tu-1')]).toEqual([[], 0]);
  await inbox.look();
  expect([files('done'), await readings('tu-1')]).toEqual([['2026-11/a.csv'], 5]);
});

test('the same file once more is put aside beside the first and changes nothing', async () => {
  const { lay, files, settle, readings, house } = await open();
  lay('a.csv', logtag('A0C1'));
  await settle();
  const { commits } = house.keeper.counts();
  lay('a.csv', logtag('A0C1'));
  await settle();
  expect(files('done')).toEqual(['2026-11/2 a.csv', '2026-11/a.csv']);
  expect([await readings('tu-1'), house.keeper.counts().commits]).toEqual([5, commits]);
});

test('in a device’s folder it is that device’s, read as its last file was', async () => {
  const { folder, lay, files, settle, readings, house } = await open();
  mkdirSync(join(folder, 'bang-1'));
  const table = `no,date,time,inside,outside\n${rows(4).replaceAll(',5', ',5,30')}\n`;
  lay('bang-1/t.csv', table);
  await settle();
  expect(files('failed')).toEqual(['bang-1 t.csv', 'bang-1 t.csv.ly-do.txt']);
  const desk = new FileDesk(reader, {
    ask: (actor, query) => house.keeper.ask(actor, query),
    execute: (actor, command) => house.keeper.execute(actor, command),
  });
  const said = await desk.store(AUDITOR, {
    ...{ bytes: Buffer.from(table), name: 't.csv', target: { device: 'bang-1', unit: null } },
    way: { column: 'inside', temperature: 'C' },
  });
  expect(said.ok).toBe(true);
  lay('bang-1/next.csv', `no,date,time,inside,outside\n${rows(9).replaceAll(',5', ',5,30')}\n`);
  await settle();
  expect([files('done'), await readings('tu-2')]).toEqual([['2026-11/bang-1 next.csv'], 9]);
});

test('of a message the attached tables are taken, and nothing of its text', async () => {
  const { lay, files, settle, readings } = await open();
  lay(
    'thu.eml',
    letter({ name: 'LogTag.csv', text: logtag('a0c1') }, { name: 'LogTag.pdf', text: '%PDF-1.7' }),
  );
  await settle();
  expect([files('done'), files('failed'), await readings('tu-1')]).toEqual([['2026-11/thu.eml'], [], 5]);
});

test.each([
  ['of a logger that nobody registered', 'a.csv', logtag('ZZ9'), 'FILE_DEVICE_UNKNOWN'],
  ['that is no text', 'a.csv', '%PDF-1.7', 'LOGGER_FILE_NOT_TEXT'],
  ['that is empty', 'a.txt', '', 'LOGGER_FILE_EMPTY'],
  ['that is a message without a file', 'a.eml', letter(), 'MAIL_WITHOUT_FILES'],
  ['that is a message of bytes', 'a.eml', Buffer.from([0, 255, 7, 13, 10]), 'MAIL_WITHOUT_FILES'],
])(
  'a file %s is put aside with its reason, and told once for all until seen',
  async (_, name, text, code) => {
    const { folder, lay, files, settle, house } = await open();
    lay(name, text);
    lay(`2${name}`, text);
    await settle();
    expect(files('failed')).toEqual([`2${name}`, `2${name}.ly-do.txt`, name, `${name}.ly-do.txt`].sort());
    expect(readFileSync(join(folder, 'failed', `${name}.ly-do.txt`), 'utf8')).toContain(`[${code}]`);
    expect(await house.alerts('file-refused')).toMatchObject([{ count: 2, data: { reason: code } }]);
  },
);

test('links, hidden files and unfinished ones are left alone', async () => {
  const { folder, lay, files, settle } = await open();
  writeFileSync(join(root, 'elsewhere.csv'), logtag('A0C1'));
  symlinkSync(join(root, 'elsewhere.csv'), join(folder, 'link.csv'));
  for (const name of ['.hidden.csv', 'a.csv.part', '~a.csv']) lay(name, logtag('A0C1'));
  await settle();
  expect([files('done'), files('failed')]).toEqual([[], []]);
});

test('a service in trouble leaves the file where it lies', async () => {
  const { house, lay, files, settle } = await open();
  lay('a.csv', logtag('A0C1'));
  const { ask } = house.keeper;
  house.keeper.ask = async () => ({ ok: false, refusal: { code: 'SERVICE_DEGRADED', message: 'starting' } });
  await settle();
  expect([files('done'), files('failed')]).toEqual([[], []]);
  house.keeper.ask = ask;
  await settle();
  expect(files('done')).toEqual(['2026-11/a.csv']);
});
