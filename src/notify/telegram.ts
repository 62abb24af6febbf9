/** Telegram's Bot API. Off unless the settings say otherwise: in Viet Nam it is not to be relied on. */
import type { UtcMs } from '../thermal/types.ts';
import { type ChannelDoor, failed, taken } from './door.ts';
import { NoAnswer, retryAfterMs, send } from './outgoing.ts';
import type { TelegramSettings } from './settings.ts';
import { at, readAnswer } from './template.ts';

export function telegramDoor(settings: TelegramSettings, clock: () => UtcMs): ChannelDoor {
  const { host } = new URL(settings.url);
  return {
    channel: 'telegram',
    name: host,
    async send({ address, text, link }) {
      const words = [text.subject, ...text.lines, ...(link === null ? [] : [link])].join('\n');
      try {
        const { status, headers, body } = await send({
          url: new URL(`/bot${settings.token}/sendMessage`, settings.url),
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            chat_id: address,
            text: words,
            link_preview_options: { is_disabled: true },
          }),
          withinMs: settings.timeoutSeconds * 1_000,
          mayBePrivate: true,
        });
        const said = readAnswer(body);
        if (status === 200 && at(said, 'ok') === true)
          return taken(String(at(said, 'result.message_id') ?? '') || null);
        const wait = retryAfterMs(headers, clock());
        // 400: no such chat; 403: the person has blocked the bot.
        return failed(
          `HTTP_${status}`,
          `${host} answered ${status} ${at(said, 'description') ?? ''}`,
          status === 400 || status === 403,
          wait,
        );
      } catch (error) {
        return error instanceof NoAnswer
          ? failed(error.code, error.message, false)
          : failed('REQUEST_BROKEN', String(error), false);
      }
    },
  };
}
