import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { unitAt } from './keeper-twin.ts';
import { type Frame, refusedUpgrade, type Service, startService, Viewer } from './service.ts';
import { alertView, holdView } from './views.ts';

let service: Service;
const begin = async (options = {}) => {
  service = await startService(options);
};
const watch = async (username: string, query = '') =>
  new Viewer(service, await service.tokenOf(username), query);
afterEach(async () => {
  await service.edge.close();
  expect(service.keeper.listeners).toBe(0);
});
const ids = (items: { id: string }[]) => items.map((item) => item.id);
const metric = async (name: string) => {
  const { text } = await service.call('/root/metrics');
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await turn();
};

describe('the upgrade', () => {
  test.each([
    ['without a session', '', {}, 401, 'UNAUTHENTICATED'],
    ['with a wrong token', '', { authorization: `Bearer ${'a'.repeat(43)}` }, 401, 'UNAUTHENTICATED'],
    ['from another site’s page', '', { origin: 'https://evil.example' }, 403, 'FORBIDDEN_ORIGIN'],
  ])('%s is refused in plain HTTP', async (_, query, headers, status, code) => {
    await begin();
    expect(await refusedUpgrade(service, query, headers)).toEqual({ status, code });
  });

  test('with a good cookie from another site’s page is refused, from the service’s own page it is not', async () => {
    await begin();
    const cookie = `giulanh_session=${await service.tokenOf('tiem-a')}`;
    expect(await refusedUpgrade(service, '', { cookie, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    });
    const own = new Viewer(service, null, '', { cookie, origin: service.origin });
    expect((await own.next()).type).toBe('snapshot');
  });

  test.each(['?site=tram-b', '?site=kho', '?site=nowhere'])(
    'for %s, outside of one’s place, is refused',
    async (query) => {
      await begin();
      const authorization = `Bearer ${await service.tokenOf('tiem-a')}`;
      expect(await refusedUpgrade(service, query, { authorization })).toEqual({
        status: 403,
        code: 'FORBIDDEN_PLACE',
      });
    },
  );

  test('is refused while the service cannot be trusted, and when there are too many', async () => {
    await begin({ live: { perPersonMax: 1 } });
    const authorization = `Bearer ${await service.tokenOf('tiem-a')}`;
    await (await watch('tiem-a')).next();
    expect(await refusedUpgrade(service, '', { authorization })).toEqual({
      status: 503,
      code: 'TOO_MANY_CONNECTIONS',
    });
    service.keeper.state = { ready: true, degraded: 'disk full', detail: {} };
    expect(await refusedUpgrade(service, '', { authorization })).toEqual({
      status: 503,
      code: 'SERVICE_DEGRADED',
    });
  });

  test.each([
    'GET / HTTP/1.1',
    'GET //[ HTTP/1.1',
    'GET /api/v1/units HTTP/1.1',
    'GET /api/v1/live%00 HTTP/1.1',
  ])('"%s" as an upgrade is answered and harms nothing', async (line) => {
    await begin();
    const socket = connect(service.edge.port, '127.0.0.1');
    socket.write(`${line}\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect((await service.call('/root/healthz')).status).toBe(200);
  });
});

describe('what is seen', () => {
  test('first how everything is, then what changes, each frame one revision after the other', async () => {
    await begin();
    service.keeper.publish({ alerts: [alertView({ id: 'a-1', site: 'tram-a' })] });
    const viewer = await watch('canbo');
    const first = await viewer.next();
    expect(first).toMatchObject({ type: 'snapshot', revision: 1, serverTime: '2026-11-22T03:00:00.000Z' });
    expect([ids(first.sites ?? []), ids(first.units), ids(first.alerts)]).toEqual([
      ['kho', 'tram-a', 'tram-b'],
      ['tu-kho', 'tu-a', 'tu-b'],
      ['a-1'],
    ]);
    service.keeper.publish({ units: [unitAt('tu-a', 'tram-a', 9.1)] });
    service.keeper.publish({ holds: [holdView({ id: 'h-1', site: 'tram-a' })] });
    service.keeper.publish({ alerts: [alertView({ id: 'a-1', site: 'tram-a', state: 'resolved' })] });
    expect(await viewer.next()).toMatchObject({
      type: 'delta',
      revision: 2,
      units: [{ id: 'tu-a', celsius: 9.1 }],
    });
    expect(await viewer.next()).toMatchObject({ revision: 3, units: [], holds: [{ id: 'h-1' }] });
    expect(await viewer.next()).toMatchObject({ revision: 4, alerts: [{ id: 'a-1', state: 'resolved' }] });
  });

  test('a command over HTTP is on the live feed as soon as it is answered', async () => {
    await begin();
    const viewer = await watch('tiem-a');
    await viewer.next();
    const token = await service.tokenOf('thukho');
    await service.call('/parcels/p-1/hold', { method: 'POST', token, body: { reason: 'vỡ' } });
    expect(await viewer.next()).toMatchObject({ revision: 2, holds: [{ id: 'h-1', reason: 'vỡ' }] });
  });

  test.each([
    ['tiem-a', '', ['tu-a']],
    ['bang-a', '', ['tu-a']],
    ['thukho', '', ['tu-kho', 'tu-a', 'tu-b']],
    ['thukho', '?site=tram-b', ['tu-b']],
    ['quantri', '?site=tram-a', ['tu-a']],
  ])('%s with "%s" sees %j, in the snapshot and in every delta', async (username, query, seen) => {
    await begin();
    const viewer = await watch(username, query);
    const first = await viewer.next();
    expect(ids(first.units)).toEqual(seen);
    const everywhere = ['kho', 'tram-a', 'tram-b'];
    service.keeper.publish({
      units: [unitAt('tu-kho', 'kho', 5), unitAt('tu-a', 'tram-a', 5), unitAt('tu-b', 'tram-b', 5)],
      alerts: everywhere.map((site) => alertView({ id: `a-${site}`, site })),
      holds: everywhere.map((site) => holdView({ id: `h-${site}`, site })),
    });
    const delta = await viewer.next();
    expect([delta.revision, ids(delta.units)]).toEqual([2, seen]);
    const sites = seen.map((unit) => ({ 'tu-kho': 'kho', 'tu-a': 'tram-a', 'tu-b': 'tram-b' })[unit]);
    expect(delta.alerts.map((alert) => alert.site)).toEqual(sites);
    expect(delta.holds.map((hold) => hold.site)).toEqual(sites);
  });

  test('what happens elsewhere takes no revision', async () => {
    await begin();
    const viewer = await watch('tiem-a');
    await viewer.next();
    service.keeper.publish({ units: [unitAt('tu-b', 'tram-b', 9)] });
    service.keeper.publish({ units: [unitAt('tu-a', 'tram-a', 9)] });
    expect(await viewer.next()).toMatchObject({ revision: 2, units: [{ id: 'tu-a' }] });
  });

  test('a box that leaves the place is gone with a new snapshot, and comes back with a delta', async () => {
    await begin();
    const viewer = await watch('tiem-a');
    await viewer.next();
    service.keeper.publish({ units: [unitAt('tu-a', null, 4)] });
    expect(await viewer.next()).toMatchObject({ type: 'snapshot', revision: 2, units: [] });
    service.keeper.publish({ units: [unitAt('tu-a', null, 5)] });
    service.keeper.publish({ units: [unitAt('tu-a', 'tram-a', 6)] });
    expect(await viewer.next()).toMatchObject({
      type: 'delta',
      revision: 3,
      units: [{ id: 'tu-a', celsius: 6 }],
    });
  });

  test('a hold that follows its parcel elsewhere leaves one screen and appears on the other', async () => {
    await begin();
    service.keeper.publish({ holds: [holdView({ id: 'h-1', site: 'tram-a' })] });
    const [from, to] = [await watch('tiem-a'), await watch('tiem-b')];
    expect([ids((await from.next()).holds), ids((await to.next()).holds)]).toEqual([['h-1'], []]);
    service.keeper.publish({ holds: [holdView({ id: 'h-1', site: 'tram-b' })] });
    expect(await from.next()).toMatchObject({ type: 'snapshot', revision: 2, holds: [] });
    expect(await to.next()).toMatchObject({ type: 'delta', revision: 2, holds: [{ id: 'h-1' }] });
  });

  test('markup in a name arrives as the text it is', async () => {
    await begin();
    const name = '</script><img src=x onerror=alert(1)>\u2028"';
    const viewer = await watch('tiem-a');
    await viewer.next();
    service.keeper.publish({ units: [{ ...unitAt('tu-a', 'tram-a', 4), name }] });
    expect((await viewer.next()).units).toMatchObject([{ name }]);
  });

  test('a client that missed something asks for everything anew on the same connection', async () => {
    await begin();
    const viewer = await watch('tiem-a');
    await viewer.next();
    service.time.now += 1_000;
    viewer.socket.send('not json');
    viewer.socket.send(JSON.stringify({ type: 'snapshot' }));
    expect(await viewer.next()).toMatchObject({ type: 'snapshot', revision: 2, units: [{ id: 'tu-a' }] });
    service.keeper.publish({ units: [unitAt('tu-a', 'tram-a', 5)] });
    expect(await viewer.next()).toMatchObject({ type: 'delta', revision: 3 });
  });

  test('after the province was applied everybody gets everything anew', async () => {
    await begin();
    const viewer = await watch('tiem-a');
    await viewer.next();
    const token = await service.tokenOf('quantri');
    await service.call('/province', { method: 'POST', token, body: { description: {} } });
    expect(await viewer.next()).toMatchObject({ type: 'snapshot', revision: 2 });
  });

  test('a client that says too much is cut off', async () => {
    await begin();
    const viewer = await watch('tiem-a');
    await viewer.next();
    viewer.socket.send('x'.repeat(5_000));
    expect((await viewer.closed).code).toBe(1009);
  });
});

describe('nothing is lost and nothing doubled', () => {
  test('what changes while the snapshot is being made is in it, what changes after follows', async () => {
    await begin();
    const early = await watch('tiem-a');
    await early.next();
    let open: () => void = () => undefined;
    service.keeper.gate = new Promise((resolve) => {
      open = resolve;
    });
    const viewer = await watch('tiem-a');
    const asked = () => service.keeper.queries.filter(({ query }) => query.type === 'live.snapshot').length;
    await until(() => asked() === 2);
    service.keeper.publish({ units: [unitAt('tu-a', 'tram-a', 5)] });
    const late = await watch('tiem-a');
    await until(async () => (await metric('giulanh_live_connections')) === 3);
    service.keeper.publish({
      units: [unitAt('tu-a', 'tram-a', 6)],
      holds: [holdView({ id: 'h-1', site: 'tram-a' })],
    });
    service.keeper.publish({ holds: [holdView({ id: 'h-1', site: 'tram-a', state: 'withdrawn' })] });
    expect(await early.next()).toMatchObject({ revision: 2, units: [{ celsius: 5 }] });
    expect(await early.next()).toMatchObject({ revision: 3, holds: [{ state: 'open' }] });
    expect(await early.next()).toMatchObject({ revision: 4, holds: [{ state: 'withdrawn' }] });
    open();
    for (const each of [viewer, late]) {
      const snapshot = await each.next();
      expect(snapshot).toMatchObject({ type: 'snapshot', revision: 1, units: [{ celsius: 6 }], holds: [] });
    }
    expect(asked()).toBe(2);
    service.keeper.publish({ units: [unitAt('tu-a', 'tram-a', 7)] });
    for (const [each, revision] of [
      [early, 5],
      [viewer, 2],
      [late, 2],
    ] as const)
      expect(await each.next()).toMatchObject({ type: 'delta', revision, units: [{ celsius: 7 }] });
  });

  test('whatever the order of joining and publishing, a screen ends with the state of the keeper', async () => {
    await begin();
    const token = await service.tokenOf('canbo');
    const step = fc.oneof(
      fc.constant({ do: 'join' as const }),
      fc.record({
        do: fc.constant('publish' as const),
        unit: fc.constantFrom('tu-a', 'tu-b', 'tu-kho'),
        site: fc.constantFrom('tram-a', 'tram-b', 'kho', null),
        celsius: fc.integer({ min: -20, max: 40 }),
      }),
      fc.constant({ do: 'breathe' as const }),
      fc.constant({ do: 'hold the answers back' as const }),
      fc.constant({ do: 'let the answers go' as const }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom('', '?site=tram-a', '?site=kho'),
        async (steps, query) => {
          const joined: Viewer[] = [];
          let letGo: () => void = () => undefined;
          for (const each of [...steps, { do: 'join' as const }]) {
            if (each.do === 'join') joined.push(new Viewer(service, token, query));
            else if (each.do === 'breathe') await turn();
            else if (each.do === 'hold the answers back') {
              letGo();
              service.keeper.gate = new Promise((resolve) => {
                letGo = resolve;
              });
            } else if (each.do === 'let the answers go') letGo();
            else service.keeper.publish({ units: [unitAt(each.unit, each.site, each.celsius)] });
          }
          letGo();
          for (const viewer of joined) await viewer.next();
          // The last word, at a place that every query contains: when it is on the screen, so is all before it.
          service.keeper.publish({ units: [unitAt('mark', 'tram-a', 0)] });
          for (const viewer of joined) {
            await until(() => viewer.frames.at(-1)?.units.some((unit) => unit.id === 'mark') === true);
            expect(screenOf(viewer.frames)).toEqual(expected(query));
            viewer.socket.terminate();
          }
          await Promise.all(joined.map((viewer) => viewer.closed));
        },
      ),
      { numRuns: 25 },
    );
  });

  const expected = (query: string) => {
    const below: Record<string, (string | null)[]> = {
      '': ['tram-a', 'tram-b', 'kho', null],
      '?site=kho': ['tram-a', 'tram-b', 'kho'],
      '?site=tram-a': ['tram-a'],
    };
    const here = [...service.keeper.units.values()].filter((unit) => below[query]?.includes(unit.site));
    return Object.fromEntries(here.map((unit) => [unit.id, unit.celsius]));
  };

  /** What a faithful screen shows: a snapshot replaces, a delta overwrites. */
  const screenOf = (frames: Frame[]) => {
    const shown = new Map<string, { celsius?: number }>();
    for (const [index, frame] of frames.entries()) {
      if (frame.revision !== index + 1) throw new Error(`a gap before revision ${frame.revision}`);
      if (frame.type === 'snapshot') shown.clear();
      for (const unit of frame.units) shown.set(unit.id, unit);
    }
    return Object.fromEntries([...shown].map(([id, unit]) => [id, unit.celsius]));
  };
});

describe('a slow consumer', () => {
  /** Joins as a WebSocket and reads nothing until told to; answers every frame it finds then. */
  const stalled = async (username: string) => {
    const token = await service.tokenOf(username);
    const socket = connect({ port: service.edge.port, host: '127.0.0.1' });
    socket.pause();
    socket.write(
      'GET /api/v1/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    await until(async () => (await metric('giulanh_live_connections')) === 1);
    await until(async () => (await metric('giulanh_live_messages_total')) === 1);
    return socket;
  };
  const flood = (round: number) =>
    service.keeper.publish({
      units: Array.from({ length: 300 }, (_, index) => ({
        ...unitAt(`u-${index}`, 'tram-a', round),
        name: 'Tủ '.repeat(100),
      })),
    });

  test('gets the newest state of each unit once it reads again, without a gap, and memory stays bounded', async () => {
    await begin();
    const socket = await stalled('tiem-a');
    let round = 0;
    for (; (await metric('giulanh_live_connections_behind')) === 0; round += 1) flood(round);
    const framesWhenBehind = await metric('giulanh_live_messages_total');
    for (const last = round + 50; round < last; round += 1) flood(round);
    expect(await metric('giulanh_live_messages_total')).toBe(framesWhenBehind);

    const frames = readMessages(socket, (frame) => frame.units.some((unit) => unit.celsius === round - 1));
    const seen = await frames;
    expect(seen.map((frame) => frame.revision)).toEqual(seen.map((_, index) => index + 1));
    expect(seen.length).toBe(framesWhenBehind + 1);
    expect(seen.at(-1)?.units.length).toBe(300);
    expect(seen.at(-1)?.units.every((unit) => unit.celsius === round - 1)).toBe(true);
    flood(round);
    const next = await readMessages(socket, () => true);
    expect(next).toMatchObject([{ revision: seen.length + 1 }]);
    socket.destroy();
  });

  test('that stays behind is cut off, while others go on', async () => {
    await begin({ live: { sweepEvery: 10, behindMax: 1_000 } });
    const socket = await stalled('tiem-a');
    const other = await watch('tiem-a');
    await other.next();
    while ((await metric('giulanh_live_connections_behind')) === 0) flood(1);
    service.time.now += 1_001;
    await until(async () => (await metric('giulanh_live_cut_off_total')) === 1);
    await until(async () => (await metric('giulanh_live_connections')) === 1);
    service.keeper.publish({ units: [unitAt('last', 'tram-a', 1)] });
    await until(() => other.frames.at(-1)?.units.some((unit) => unit.id === 'last') === true);
    socket.destroy();
  });

  test('that does not answer pings is cut off, one that does is not', async () => {
    await begin({ live: { pingEvery: 40 } });
    const socket = await stalled('tiem-a');
    const other = await watch('tiem-a');
    await other.next();
    await until(async () => (await metric('giulanh_live_cut_off_total')) === 1);
    expect(other.socket.readyState).toBe(other.socket.OPEN);
    socket.destroy();
  });
});

describe('a live connection ends', () => {
  test('with its session: by signing out, for that session alone', async () => {
    await begin();
    const token = await service.tokenOf('tiem-a');
    const viewer = new Viewer(service, token);
    const other = await watch('tiem-a');
    await Promise.all([viewer.next(), other.next()]);
    await service.call('/session', { method: 'DELETE', token });
    expect(await viewer.closed).toEqual({ code: 4401, reason: 'UNAUTHENTICATED' });
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });

  test.each([
    ['when the person is retired', 4401, { retiredAt: 0 }],
    ['when the person’s place changes', 4403, { site: 'tram-b' }],
  ])('%s', async (_, code, change) => {
    await begin({ live: { sweepEvery: 10 } });
    const viewer = await watch('tiem-a');
    await viewer.next();
    const person = service.keeper.people.get('tiem-a');
    if (person === undefined) throw new Error('no tiem-a');
    service.keeper.people.set('tiem-a', { ...person, ...change });
    expect((await viewer.closed).code).toBe(code);
  });

  test('when the session expires', async () => {
    await begin({ live: { sweepEvery: 10 } });
    const viewer = await watch('tiem-a');
    await viewer.next();
    service.time.now += 12 * 3_600_000;
    expect((await viewer.closed).code).toBe(4401);
  });

  test('when the service can no longer be trusted, so that the screen says so', async () => {
    await begin({ live: { sweepEvery: 10 } });
    const viewer = await watch('tiem-a');
    await viewer.next();
    service.keeper.state = { ready: true, degraded: 'disk full', detail: {} };
    expect(await viewer.closed).toEqual({ code: 1013, reason: 'SERVICE_DEGRADED' });
  });

  test('when no snapshot can be had', async () => {
    await begin();
    const token = await service.tokenOf('tiem-a');
    service.keeper.fault = new Error('the keeper died');
    const viewer = new Viewer(service, token);
    expect(await viewer.closed).toEqual({ code: 1013, reason: 'SERVICE_DEGRADED' });
  });
});

/** Messages of a server (unmasked), read until one satisfies `isLast`; the handshake's answer is skipped. */
function readMessages(
  socket: ReturnType<typeof connect>,
  isLast: (frame: Frame) => boolean,
): Promise<Frame[]> {
  return new Promise((resolve) => {
    let buffer = Buffer.alloc(0);
    const frames: Frame[] = [];
    let message = '';
    const take = (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      if (buffer.subarray(0, 4).toString() === 'HTTP') {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        buffer = buffer.subarray(end + 4);
      }
      for (;;) {
        const short = (buffer[1] ?? 0) & 0x7f;
        const head = short === 127 ? 10 : short === 126 ? 4 : 2;
        if (buffer.length < head) return;
        const length =
          short === 127 ? Number(buffer.readBigUInt64BE(2)) : short === 126 ? buffer.readUInt16BE(2) : short;
        if (buffer.length < head + length) return;
        const first = buffer[0] ?? 0;
        const text = buffer.subarray(head, head + length).toString();
        buffer = buffer.subarray(head + length);
        const isControl = (first & 0x08) !== 0;
        if (isControl) continue;
        message += text;
        const isFinal = (first & 0x80) !== 0;
        if (!isFinal) continue;
        const frame: Frame = JSON.parse(message);
        message = '';
        frames.push(frame);
        if (!isLast(frame)) continue;
        socket.off('data', take);
        resolve(frames);
        return;
      }
    };
    socket.on('data', take);
    socket.resume();
  });
}
