import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TelegramSettings } from '../../src/notify/settings.ts';
import { telegramDoor } from '../../src/notify/telegram.ts';
import { startHttpServer } from './parts/child.ts';
import { message, NOW, settings, TEXT } from './parts/message.ts';

const WELL = { status: 200, body: '{"ok":true,"result":{"message_id":77}}' };
let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer();
  await server.behave(WELL);
});
afterEach(() => server.behave(WELL));
afterAll(() => server.stop());

const door = () => {
  const telegram = { enabled: true, token: { env: 'abc' }, url: `http://127.0.0.1:${server.port}` };
  return telegramDoor(settings({ telegram }).telegram as TelegramSettings, () => NOW);
};

test('a message goes to the chat of the person', async () => {
  const before = server.took.length;
  expect(await door().send(message({ address: '4711' }))).toMatchObject({ ok: true, reference: '77' });
  const asked = (await server.tookAll(before + 1))[before];
  expect(asked?.url).toBe('/botabc/sendMessage');
  const said = JSON.parse(Buffer.from(asked?.body ?? '', 'base64').toString());
  expect(said).toMatchObject({ chat_id: '4711', text: expect.stringContaining(TEXT.lines[0] ?? '?') });
});

test.each([
  [
    'who blocked the bot is reached another way',
    { status: 403, body: '{"ok":false,"description":"blocked"}' },
    true,
  ],
  ['too many', { status: 429, headers: { 'retry-after': '5' }, body: '{"ok":false}' }, false],
  ['a page in between', { status: 200, body: '<html>' }, false],
])('%s', async (_, answer, final) => {
  await server.behave(answer);
  const end = await door().send(message({ address: '4711' }));
  expect(end).toMatchObject({ ok: false, final });
  expect(JSON.stringify(end)).not.toContain('botabc');
});
