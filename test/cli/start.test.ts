import { describe, expect, test } from 'vitest';
import { freshDirectory, signIn, startService } from './house.ts';

describe('npm start', () => {
  test('on an empty directory one administrator is made and the password printed, once', async () => {
    const data = freshDirectory();
    const first = await startService(data);
    const password = /shown only once: (\S+)/.exec(first.printed)?.[1] ?? '';
    expect(first.printed.match(/administrator: admin/g)).toHaveLength(1);
    expect((await signIn(first.http, 'admin', password)).ok).toBe(true);
    expect((await signIn(first.http, 'admin', `${password}x`)).status).toBe(401);
    await first.end('SIGTERM');

    const second = await startService(data);
    expect(second.printed).not.toMatch(/password|administrator/);
    expect((await signIn(second.http, 'admin', password)).ok).toBe(true);
  });

  test('a second service on the same data is refused and leaves the first alone', async () => {
    const data = freshDirectory();
    const first = await startService(data);
    await expect(startService(data)).rejects.toThrow(/another process is using it/);
    expect((await fetch(`${first.http}/openapi.json`)).ok).toBe(true);
  });
});
