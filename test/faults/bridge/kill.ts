/**
 * Kills the real service and a real Mosquitto that it reads from as often as it is told, and says what that did:
 *
 *   npm run bridge-kill -- --service 20 --broker 5 --seed one
 */
import { parseArgs } from 'node:util';
import { hasMosquitto } from '../../bridge/mosquitto.ts';
import { killBridge } from './rounds.ts';

const { values } = parseArgs({
  options: {
    service: { type: 'string', default: '20' },
    broker: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});
if (!hasMosquitto) {
  console.error('Mosquitto is not installed here');
  process.exit(1);
}
console.log(`seed ${values.seed}`);
const result = await killBridge({
  seed: values.seed,
  serviceKills: Number(values.service),
  brokerKills: Number(values.broker),
  say: console.log,
});
console.log(
  [
    `kills of the service ${result.serviceKills}, of the broker ${result.brokerKills}`,
    `messages ${result.messages}, sent once more ${result.again}`,
    `readings sent ${result.sent}, stored ${result.stored}, missing ${result.missing}, doubled ${result.broken.filter((line) => line.includes('stored twice')).length}`,
    result.broken.length === 0 ? 'nothing lost, nothing twice' : `BROKEN\n  ${result.broken.join('\n  ')}`,
  ].join('\n'),
);
process.exit(result.broken.length === 0 ? 0 : 1);
