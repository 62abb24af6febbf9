/**
 * Kills the service and the broker it reads from, again and again, while a gateway of others goes on sending: nothing that was sent may
 * be missing in the end, nothing may be there twice, and after each kill of the service its store is whole.
 */
import { BridgeHouse } from './house.ts';

export type BridgeKillWish = {
  readonly seed: string;
  readonly serviceKills: number;
  readonly brokerKills: number;
  readonly say: (line: string) => void;
};

export type BridgeKillResult = {
  readonly serviceKills: number;
  readonly brokerKills: number;
  readonly messages: number;
  /** Messages that were sent once more because the broker was gone. */
  readonly again: number;
  /** Different readings. */
  readonly sent: number;
  readonly stored: number;
  readonly missing: number;
  readonly broken: readonly string[];
};

export async function killBridge(wish: BridgeKillWish): Promise<BridgeKillResult> {
  const house = await BridgeHouse.open(wish.seed);
  const kills = house.draw.shuffle([
    ...Array.from({ length: wish.serviceKills }, () => 'service' as const),
    ...Array.from({ length: wish.brokerKills }, () => 'broker' as const),
  ]);
  const done = { serviceKills: 0, brokerKills: 0 };
  try {
    await house.begin();
    for (const [i, kill] of kills.entries()) {
      if (house.broken.length > 0) break;
      await (kill === 'service' ? house.killService() : house.killBroker());
      done[`${kill}Kills`]++;
      wish.say(`${i + 1} of ${kills.length}: ${kill}; ${house.sender.messages} messages sent`);
    }
    const stored = await house.finish();
    const sent = house.oracle.sent.size;
    const missing = sent - stored;
    if (missing !== 0) house.broken.push(`${missing} readings are missing`);
    const { messages, again } = house.sender;
    return { ...done, messages, again, sent, stored, missing, broken: house.broken };
  } catch (error) {
    house.broken.push(String(error));
    throw error;
  } finally {
    await house.close();
    if (house.broken.length > 0) wish.say(`kept for a look: ${house.directory}`);
  }
}
