/**
 * Kills the service between an alert and its message, again and again: fridges get too warm, their people are told through an SMS
 * gateway that counts, and `kill -9` comes at a moment drawn from the seed: before the alert is kept, while it waits for
 * companions, when its message is claimed, on its way, or settled. In the end each message was taken once, or twice where
 * nobody could know whether it had been.
 */
import { Stretch } from './stretch.ts';

export type Wish = { readonly seed: string; readonly kills: number; readonly say: (line: string) => void };

export type NoticeKills = {
  readonly seed: string;
  readonly kills: number;
  /** Fridges whose reading was acknowledged. */
  readonly alerts: number;
  readonly notices: number;
  readonly once: number;
  /** Sent again, for nobody knew. */
  readonly twice: number;
  readonly broken: readonly string[];
};

const ROUNDS_A_DIRECTORY = 20;

export async function killNotices(wish: Wish): Promise<NoticeKills> {
  const total = { kills: 0, alerts: 0, notices: 0, once: 0, twice: 0 };
  const broken: string[] = [];
  for (let part = 0; total.kills < wish.kills && broken.length === 0; part++) {
    const rounds = Math.min(ROUNDS_A_DIRECTORY, wish.kills - total.kills);
    const stretch = await Stretch.open(`${wish.seed}-${part}`, rounds, broken);
    try {
      for (let i = 0; i < rounds; i++) {
        await stretch.round();
        total.kills++;
      }
      const counts = await stretch.finish();
      total.alerts += counts.alerts;
      total.notices += counts.notices;
      total.once += counts.once;
      total.twice += counts.twice;
    } catch (error) {
      broken.push(String(error));
    } finally {
      await stretch.close();
    }
    wish.say(`${total.kills} kills, ${total.notices} messages, ${total.twice} of them sent twice`);
    if (broken.length > 0) wish.say(`kept for a look: ${stretch.directory}`);
  }
  return { seed: wish.seed, ...total, broken };
}
