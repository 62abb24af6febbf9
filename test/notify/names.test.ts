import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { lookupBy, together } from '../../src/notify/names.ts';

test('a name that hangs is asked for once, whoever wants it; another name does not wait for it', async () => {
  const asked: string[] = [];
  const answers: ((addresses: string[]) => void)[] = [];
  const resolve = together((name) => {
    asked.push(name);
    return name === 'hangs' ? new Promise((done) => answers.push(done)) : Promise.resolve(['192.0.2.2']);
  });
  const waiting = Array.from({ length: 50 }, () => resolve('hangs'));
  expect(await resolve('works')).toEqual(['192.0.2.2']);
  expect(asked).toEqual(['hangs', 'works']);
  answers[0]?.(['192.0.2.1']);
  expect(new Set((await Promise.all(waiting)).flat())).toEqual(new Set(['192.0.2.1']));
  resolve('hangs');
  expect(asked).toEqual(['hangs', 'works', 'hangs']);
});

test('what failed is asked for again', async () => {
  let times = 0;
  const resolve = together(async () => {
    times += 1;
    throw new Error('no');
  });
  for (let i = 0; i < 2; i++) await expect(resolve('x')).rejects.toThrow('no');
  expect(times).toBe(2);
});

test.each([true, false])(
  'a socket finds its way by it, trying several addresses: %s',
  async (autoSelectFamily) => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const lookup = lookupBy(async () => ['127.0.0.1']);
    const socket = connect({ host: 'mail.example.vn', port, lookup, autoSelectFamily });
    const [hello] = await once(socket, 'data');
    expect(String(hello)).toBe('hello');
    server.close();
  },
);

test.each([[[]], [null]])('a name without an address (%j) is an error of the socket', async (found) => {
  const lookup = lookupBy(async () => {
    if (found === null) throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    return found;
  });
  const socket = connect({ host: 'mail.example.vn', port: 1, lookup, autoSelectFamily: false });
  await expect(once(socket, 'connect')).rejects.toThrow();
});
