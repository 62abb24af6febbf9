/** What crosses a phone's line: long answers packed for who can unpack them, short ones and paper as they are. */
import { get } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from './service.ts';

let service: Service;
let token: string;
beforeAll(async () => {
  service = await startService();
  token = await service.tokenOf('thukho');
});
afterAll(() => service.edge.close());

/** As it comes over the line: fetch would unpack it. */
async function bytesOf(path: string, accepts: string): Promise<{ packed: string | null; body: Buffer }> {
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': accepts };
  return new Promise((resolve, reject) => {
    get(`${service.api}${path}`, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ packed: response.headers['content-encoding'] ?? null, body: Buffer.concat(chunks) });
    }).on('error', reject);
  });
}

test('a long answer is packed for who can unpack it, and says the same', async () => {
  const plain = await bytesOf('/openapi.json', 'identity');
  const packed = await bytesOf('/openapi.json', 'gzip, deflate, br');
  expect([plain.packed, packed.packed]).toEqual([null, 'gzip']);
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  expect(packed.body.length).toBeLessThan(plain.body.length / 4);
});

test('a short answer is not: it would grow', async () => {
  const { packed, body } = await bytesOf('/units/tu-a', 'gzip');
  expect(packed).toBe(null);
  expect(JSON.parse(body.toString())).toMatchObject({ id: 'tu-a' });
});

test('what is sent here packed is refused and not unpacked: a small body could become any size', async () => {
  const send = (body: Buffer<ArrayBuffer>, encoding: Record<string, string>) =>
    fetch(`${service.api}/parcels/p-1/hold`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...encoding },
      body,
    });
  const body = Buffer.from('{"reason":"rơi"}');
  expect((await send(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await send(body, {})).status).toBe(201);
});
