/** The service as a process with a strict stand-in for InfluxDB 2.x beside it. One service lives through all of it, in this order. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { readTarget } from '../../src/influx/settings.ts';
import { poisonBy } from '../influx/stand-in/control.ts';
import { type StandIn, startStandIn } from '../influx/stand-in/server.ts';
import type { StoredPoint } from '../influx/stand-in/store.ts';
import { beginService, type CopyService, readings, until } from './copy-service.ts';

const [TOKEN, ORG, BUCKET] = ['right', 'tinh', 'giulanh'];
const LONG = { timeout: 180_000 };
/** Longer than the sender waits by itself after one failure. */
const AWAY_SECONDS = 2;

describe('with an InfluxDB 2.x', () => {
  let standIn: StandIn;
  let service: CopyService;
  let folder: string;
  let tokenFile: string;
  let sent = 0;

  beforeAll(async () => {
    standIn = await startStandIn({ token: TOKEN, org: ORG, bucket: BUCKET });
    standIn.store.dropBucket(BUCKET);
    folder = mkdtempSync(join(tmpdir(), 'giulanh-token-'));
    tokenFile = join(folder, 'token');
    service = await beginService({
      GIULANH_INFLUX_URL: standIn.url,
      GIULANH_INFLUX_TOKEN_FILE: tokenFile,
      GIULANH_INFLUX_ORG: ORG,
      GIULANH_INFLUX_BUCKET: BUCKET,
    });
  }, LONG.timeout);
  afterAll(async () => {
    await service?.remove();
    await standIn?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const temperatures = (): StoredPoint[] =>
    [...standIn.store.points(BUCKET)].filter((p) => p.measurement === 'temperature');
  const send = async (count: number, id = 'log-1') => {
    await service.send(id, readings(sent, count));
    sent += count;
  };
  const isState = (state: string) => until(async () => (await service.status()).link?.state === state);
  const allThere = () => until(() => temperatures().length === sent);

  async function giulanhInflux(...args: string[]) {
    const influx = readTarget({ url: standIn.url, token: TOKEN, org: ORG, bucket: BUCKET });
    if (influx === null) throw new Error('no target');
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(['influx', ...args], {
      data: service.data,
      influx,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }
  const verified = () => giulanhInflux('verify', '--from', new Date(Date.now() - 7_200_000).toISOString());

  test('without a token nothing is asked of it, and with a wrong one nothing is stored', LONG, async () => {
    await send(3);
    await send(2, 'log-2');
    await isState('INFLUX_UNAUTHORIZED');
    expect(standIn.statistics().writes).toBe(0);
    writeFileSync(tokenFile, 'wrong');
    await until(() => (standIn.statistics().answers[401] ?? 0) > 0);
    expect((await service.status()).cursor).toEqual({ journal: 0, chunk: 0, ledger: 0, excursion: 0 });
  });

  test('with the right one, as soon as it is in its file, what lacks is the bucket', LONG, async () => {
    writeFileSync(tokenFile, TOKEN);
    await isState('INFLUX_MISSING');
    expect((await service.get('/readyz')).status).toBe(200);
  });

  test(
    'once an administrator made the bucket, everything is there from the beginning, with its tags',
    LONG,
    async () => {
      standIn.store.makeBucket(BUCKET, null);
      await allThere();
      const tags = temperatures().map((p) => Object.fromEntries(p.tags));
      expect(tags.filter((t) => t.device === 'log-1')).toEqual(
        Array.from({ length: 3 }, () => ({ device: 'log-1', probe: '1', unit: 'tl-1', site: 'kho' })),
      );
      expect(tags.filter((t) => t.device === 'log-2')).toEqual(
        Array.from({ length: 2 }, () => ({ device: 'log-2', probe: '1', unit: 'hom-1' })),
      );
      await isState('ok');
      await until(async () => (await service.status()).backlog.ledger === 0);
    },
  );

  test('a bucket that only seems to be missing, once, is not filled again', LONG, async () => {
    const before = standIn.statistics().answers[404] ?? 0;
    const written = temperatures().map((p) => p.writes);
    standIn.faults.queue({ kind: 'status', status: 404 });
    await send(4);
    await allThere();
    expect(standIn.statistics().answers[404]).toBe(before + 1);
    await until(async () => (await service.status()).backlog.journal === 0);
    expect(
      temperatures()
        .map((p) => p.writes)
        .slice(0, written.length),
    ).toEqual(written);
  });

  test('it is left alone for as long as it asks for', LONG, async () => {
    standIn.faults.queue({
      kind: 'status',
      status: 429,
      retryAfter: { seconds: AWAY_SECONDS, as: 'seconds' },
    });
    await send(1);
    await until(() => standIn.statistics().answers[429] === 1);
    const { writes } = standIn.statistics();
    const heard = performance.now();
    await until(() => standIn.statistics().writes > writes);
    expect(performance.now() - heard).toBeGreaterThan(AWAY_SECONDS * 1_000 - 500);
    await allThere();
  });

  test(
    'what it refuses is set aside with its words, and sent again by giulanh influx retry',
    LONG,
    async () => {
      standIn.store.poison = poisonBy([{ measurement: 'temperature', tags: { device: 'log-2' } }]);
      await send(1, 'log-2');
      await until(async () => (await service.status()).setAside === 1);
      const status = await giulanhInflux('status');
      expect(status).toMatchObject({ code: 0, err: '' });
      expect(status.out).toContain(`${standIn.url} ${ORG}/${BUCKET}`);
      expect(status.out).toMatch(/#1 temperature log-2\/1 .*poison/);
      expect(await giulanhInflux('retry')).toMatchObject({ code: 1 });
      standIn.store.poison = () => null;
      const retried = await giulanhInflux('retry');
      expect(retried).toMatchObject({ code: 0, err: '' });
      expect(retried.out).toContain('1 stored, 0 still refused');
      expect((await service.status()).setAside).toBe(0);
      await allThere();
    },
  );

  test(
    'giulanh influx verify finds it equal; emptied behind the service’s back it differs, and rebuild makes it whole',
    LONG,
    async () => {
      expect(await verified()).toMatchObject({ code: 0, err: '' });
      standIn.store.makeBucket(BUCKET, null);
      const differs = await verified();
      expect(differs.code).toBe(1);
      expect(differs.err).toContain('[INFLUX_DIFFERS]');
      const rebuilt = await giulanhInflux('rebuild');
      expect(rebuilt).toMatchObject({ code: 0, err: '' });
      expect(rebuilt.out).toContain(`Written: ${sent} readings`);
      expect(temperatures()).toHaveLength(sent);
      expect(await verified()).toMatchObject({ code: 0, err: '' });
      expect((await service.status()).verified?.differences).toBe(0);
    },
  );

  test('a bucket that is deleted and made again later is filled from the beginning', LONG, async () => {
    standIn.store.dropBucket(BUCKET);
    await send(1);
    await isState('INFLUX_MISSING');
    standIn.store.makeBucket(BUCKET, null);
    await allThere();
  });
});
