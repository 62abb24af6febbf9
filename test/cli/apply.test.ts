import { describe, expect, test } from 'vitest';
import { freshDirectory, giulanh, signIn, startService } from './house.ts';
import { PROVINCE, writeProvince } from './province.ts';

describe('giulanh apply', () => {
  test('works without a service, and the same file twice changes nothing', async () => {
    const data = freshDirectory();
    const file = writeProvince(data, PROVINCE.replace(', secret: a-secret-of-tag', ''));
    const dry = await giulanh(data, 'apply', file, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('would change');
    expect(dry.out).not.toContain('shown only once');

    const first = await giulanh(data, 'apply', file);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('tủ/hòm "tu-1": thêm | unit "tu-1": created');
    expect(first.out.match(/thiết bị \| device tag-1: \S{43}\n/g)).toHaveLength(1);
    expect(first.out).not.toContain('a-secret-of-one');

    expect(await giulanh(data, 'apply', file)).toEqual({
      code: 0,
      out: 'Không có gì thay đổi. | Nothing changed.\n',
      err: '',
    });
  });

  test('goes through the running service, which knows the new people at once', async () => {
    const data = freshDirectory();
    const service = await startService(data);
    const file = writeProvince(data);
    expect((await signIn(service.http, 'bang', 'mat-khau-man-hinh')).status).toBe(401);
    expect(await giulanh(data, 'apply', file)).toMatchObject({ code: 0, err: '' });
    expect((await signIn(service.http, 'bang', 'mat-khau-man-hinh')).ok).toBe(true);
    expect((await giulanh(data, 'apply', file)).out).toContain('Nothing changed');
  });

  test('names every error with file, line and code, and then has changed nothing', async () => {
    const data = freshDirectory();
    const file = writeProvince(data, PROVINCE.replace('site: tinh, name: Tủ', 'site: hue, name: Tủ'));
    const ran = await giulanh(data, 'apply', file);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(`${file}:5: units[0].site: cơ sở không được biết: "hue" | unknown site`);
    expect(ran.err).toContain('[UNKNOWN_SITE]');
    expect(ran.err).toContain('[DESCRIPTION_REFUSED]');
    expect((await giulanh(data, 'apply', writeProvince(data), '--dry-run')).out).toContain(
      'site "tinh": created',
    );
  });

  test('prints what differs and is left as it is', async () => {
    const data = freshDirectory();
    await giulanh(data, 'apply', writeProvince(data));
    const ran = await giulanh(
      data,
      'apply',
      writeProvince(data, PROVINCE.replace('a-secret-of-one', 'another-one')),
    );
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('device "do-1": its secret differs from the file; left as it is');
  });
});
