import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hasShared } from '../devices/shared.ts';
import { freshDirectory, giulanh, startService } from './house.ts';
import { PROVINCE, writeProvince } from './province.ts';

const fridgeTag = fileURLToPath(new URL('../devices/fixtures/fridge-tag.txt', import.meta.url));
const shared = (name: string): string =>
  fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
const into = ['--unit', 'tu-1', '--device', 'tag-1'];

/** A table with a reading a minute from 07:00 on 1 March 2026, local time. */
function table(directory: string, celsius: readonly number[], header = 'time,temp °C'): string {
  const file = join(directory, 'table.csv');
  const start = Date.parse('2026-03-01T07:00:00Z');
  const rows = celsius.map(
    (c, i) => `${new Date(start + i * 60_000).toISOString().slice(0, 19).replace('T', ' ')},${c}`,
  );
  writeFileSync(file, `${header}\n${rows.join('\n')}\n`);
  return file;
}

async function withProvince(text = PROVINCE): Promise<string> {
  const data = freshDirectory();
  const applied = await giulanh(data, 'apply', writeProvince(data, text));
  if (applied.code !== 0) throw new Error(applied.err);
  return data;
}

describe('giulanh import', () => {
  test('stores a day report, says what follows for the unit and the parcel in it, and knows the file again', async () => {
    const data = await withProvince();
    const first = await giulanh(data, 'import', fridgeTag, ...into);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Stored 3 readings and 3 day records of tag-1 in tu-1.');
    expect(first.out).toContain('of the 1 parcels that were in it');
    expect(first.out).toMatch(/parcel kien-1: heat, 2026-03-/);
    expect(first.out).toMatch(/kien-1 \(FK1234\) excursion/);

    const second = await giulanh(data, 'import', fridgeTag, ...into);
    expect(second.out).toContain('Nothing new: all of it was stored before.');
    const following = (out: string): string => out.slice(out.indexOf('Vi phạm'));
    expect(following(second.out)).toBe(following(first.out));
  });

  test('goes through the running service as well', async () => {
    const data = await withProvince();
    const service = await startService(data);
    const ran = await giulanh(data, 'import', table(data, [4, 4.5, 5]), ...into);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Stored 3 readings and 0 day records');
    await service.end('SIGKILL');
    expect((await giulanh(data, 'import', join(data, 'table.csv'), ...into)).out).toContain('Nothing new');
  });

  test('only shows a file when asked to, without unit, device or store', async () => {
    const ran = await giulanh(freshDirectory(), 'import', fridgeTag, '--dry-run');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Q-tag Fridge-tag 2');
    expect(ran.out).toContain('nothing was stored');
  });

  test('keeps what no thermometer can have measured as a fault, and says so', async () => {
    const data = await withProvince();
    const file = table(data, [4, 4, 4000, 4]);
    const ran = await giulanh(data, 'import', file, ...into);
    expect(ran.out).toContain('Stored 4 readings');
    expect(ran.out).toContain('1 impossible values');
    expect((await giulanh(data, 'import', file, ...into)).out).toContain('Nothing new');
  });

  test('leaves out what was measured before the device came into the unit', async () => {
    const since = PROVINCE.replace(
      '{ id: tag-1, unit: tu-1,',
      '{ id: tag-1, unit: tu-1, since: 2026-03-01T07:02:00+07:00,',
    );
    const data = await withProvince(since);
    const ran = await giulanh(data, 'import', table(data, [4, 4, 5, 5]), ...into);
    expect(ran.out).toContain('Stored 2 readings');
    expect(ran.out).toContain('Left out 2: the device was not in tu-1 then');
  });

  test.each([
    [
      'an unknown device',
      'readings',
      ['--unit', 'tu-1', '--device', 'tag-9'],
      'DEVICE_UNKNOWN',
      'run giulanh apply',
    ],
    ['an unknown unit', 'readings', ['--unit', 'tu-9', '--device', 'tag-1'], 'UNIT_UNKNOWN', 'storage unit'],
    ['a table without its unit', 'bare', into, 'LOGGER_UNIT_UNKNOWN', '--temperature'],
    ['day records of another place', 'days', into, 'DEVICE_NOT_IN_UNIT', '`since`'],
  ])('%s is refused, with the way out', async (_, kind, where, code, help) => {
    const since = kind === 'days' ? 'since: 2026-10-01, ' : '';
    const data = await withProvince(PROVINCE.replace('{ id: tag-1, ', `{ id: tag-1, ${since}`));
    const file = kind === 'days' ? fridgeTag : table(data, [4], kind === 'bare' ? 'time,temp' : undefined);
    const ran = await giulanh(data, 'import', file, ...where);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain(help);
  });

  test.skipIf(!hasShared)(
    'takes fifty thousand rows through the service, and again without a change',
    async () => {
      const data = await withProvince();
      const service = await startService(data);
      const file = shared('series/fridge_1hz_fahrenheit_2010.csv');
      const ran = await giulanh(data, 'import', file, ...into, '--temperature', 'F');
      expect(ran.out).toContain('52789 (không có giá trị / without value: 0)');
      // 191 of its rows repeat another's time and value.
      expect(ran.out).toContain('Stored 52598 readings');
      expect((await giulanh(data, 'import', file, ...into, '--temperature', 'F')).out).toContain(
        'Nothing new',
      );
      await service.end('SIGTERM');
    },
  );
});

describe('giulanh import of a registered serial number', () => {
  const registered = PROVINCE.replace(
    '{ id: tag-1, unit: tu-1, secret: a-secret-of-tag }',
    "{ id: tag-1, unit: tu-1, profile: fridge-tag-2, via: { gateway: file, address: '999000000001' } }",
  );
  test('finds device and unit by itself', async () => {
    const data = await withProvince(registered);
    const ran = await giulanh(data, 'import', fridgeTag);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Stored 3 readings and 3 day records of tag-1 in tu-1.');
  });
  test('refuses what nobody registered, with the way out', async () => {
    const ran = await giulanh(await withProvince(), 'import', fridgeTag);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('[FILE_DEVICE_UNKNOWN]');
    expect(ran.err).toContain('--device');
  });
});
