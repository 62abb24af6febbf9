import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { openTarget } from '../../src/influx/target.ts';
import { signingKey } from '../../src/ledger/keys.ts';
import { eventfulHouse, rebuilt, settle } from '../influx/copy-house.ts';
import { hasInfluxd, type Influxd, startInfluxd } from '../influx/influxd.ts';

describe.skipIf(!hasInfluxd)('giulanh verify beside an InfluxDB', () => {
  let server: Influxd;
  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(() => server.remove());

  test('also says whether the copy of the ledger there is the same', async () => {
    const house = await eventfulHouse();
    const influx = { version: 1, url: server.url, database: 'copy', username: null, password: null } as const;
    const target = openTarget(influx);
    await rebuilt(house, target);
    await settle(house, target);
    await target.close();
    const { publicText } = signingKey(house.directory);
    const verify = async () => {
      const said: string[] = [];
      const out = (text: string) => void said.push(text);
      const code = await run(['verify', '--key', publicText], {
        data: house.directory,
        influx,
        out,
        err: out,
      });
      return { code, said: said.join('\n') };
    };
    const events = (await house.ledger()).length;
    expect(await verify()).toMatchObject({
      code: 0,
      said: expect.stringContaining(`compared ${events} events, 0 differences, 0 not yet sent`),
    });
    await server.query('DROP SERIES FROM custody WHERE "type" = \'hold.placed\'', 'copy');
    const harmed = await verify();
    expect(harmed.code).toBe(1);
    expect(harmed.said).toContain('The ledger is whole');
    expect(harmed.said).toContain('[INFLUX_DIFFERS]');
  });
});
