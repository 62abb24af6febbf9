/** The real service with a folder for files: what is laid there is stored, and found again by the next start. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDirectory, giulanh, startService } from '../cli/house.ts';
import { PROVINCE, writeProvince } from '../cli/province.ts';

const REGISTERED = PROVINCE.replace(
  '{ id: tag-1, unit: tu-1, secret: a-secret-of-tag }',
  '{ id: tag-1, unit: tu-1, profile: logtag, via: { gateway: file, address: a0c1 } }',
);
const rows = Array.from({ length: 30 }, (_, i) => `${i},2026-03-01,07:${String(i).padStart(2, '0')}:00,4.5`);
const LOGTAG = `Serial #,A0C1\nReading interval,60 seconds\nNon alert range,2.0  to  8.0 °C\n#,Date,Time,Reading\n${rows.join('\n')}\n`;
const PATIENCE = { timeout: 60_000, interval: 200 };

test('a file that is laid there is stored before it is put aside; killed, the service has nothing new of it', async () => {
  const data = freshDirectory();
  const inbox = join(data, 'inbox');
  mkdirSync(inbox);
  const applied = await giulanh(data, 'apply', writeProvince(data, REGISTERED));
  expect(applied.code).toBe(0);
  const service = await startService(data, { GIULANH_INBOX: inbox });
  writeFileSync(join(inbox, 'a.csv'), LOGTAG);
  writeFileSync(join(inbox, 'b.csv'), 'nothing of use');
  const put = (part: string): string[] => {
    const folder = join(inbox, part);
    return existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];
  };
  await expect.poll(() => put('done').some((name) => name.endsWith('a.csv')), PATIENCE).toBe(true);
  await expect.poll(() => put('failed').sort(), PATIENCE).toEqual(['b.csv', 'b.csv.ly-do.txt']);
  await service.end('SIGKILL');
  writeFileSync(join(data, 'a.csv'), LOGTAG);
  const again = await giulanh(data, 'import', join(data, 'a.csv'));
  expect(again.out).toContain('Nothing new: all of it was stored before.');
}, 180_000);

test('a folder that cannot be used stops the start, and says so', async () => {
  const data = freshDirectory();
  writeFileSync(join(data, 'no-folder'), '');
  await expect(startService(data, { GIULANH_INBOX: join(data, 'no-folder') })).rejects.toThrow();
}, 120_000);
