import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { PROVINCE } from '../fleet/province.ts';
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

describe('the real keeper in its thread', () => {
  keeperPortContract(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-port-'));
    const quiet = { info: () => undefined, error: () => undefined };
    const client = new KeeperClient({ directory, clock: Date.now, log: quiet });
    await client.start();
    const applied = await client.execute(SYSTEM, {
      type: 'province.apply',
      description: PROVINCE,
      file: null,
    });
    if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
    return {
      keeper: client.port(() => ''),
      username: 'kho',
      change: async () => {
        await client.execute(SYSTEM, { type: 'parcel.hold', parcel: 'kien-1', reason: 'thử' });
      },
      close: async () => {
        await client.close();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  });
});
