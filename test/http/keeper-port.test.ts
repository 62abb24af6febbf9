import { describe } from 'vitest';
import { keeperPortContract } from './keeper-port.contract.ts';
import { KeeperTwin, unitAt } from './keeper-twin.ts';

describe('the twin in memory', () => {
  keeperPortContract(async () => {
    const keeper = await KeeperTwin.create();
    let celsius = 0;
    return {
      keeper,
      username: 'thukho',
      change: async () => {
        celsius += 1;
        keeper.publish({ units: [unitAt('tu-a', 'tram-a', celsius)] });
      },
      close: async () => undefined,
    };
  });
});
