/**
 * A day of everything that an InfluxDB 2.x and the network before it can do, six hundred times as fast: the real keeper, store,
 * sender and client library on one side, the strict stand-in on the other, which meets a third of the requests with a fault,
 * is away for whole stretches, and will not have some points at all. Every point ends up stored or set aside with a reason.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after, setImmediate as breathe } from 'node:timers/promises';
import { random } from '../../../simulator/random.ts';
import { Delivery } from '../../../src/influx/delivery.ts';
import { servicePoint } from '../../../src/influx/points.ts';
import { type Retried, retry } from '../../../src/influx/retry.ts';
import { Sender } from '../../../src/influx/sender.ts';
import { openTarget } from '../../../src/influx/target.ts';
import type { Target } from '../../../src/influx/types.ts';
import { Keeper } from '../../../src/keeper/keeper.ts';
import { type Command, type Query, SYSTEM } from '../../../src/keeper/protocol.ts';
import type { InfluxView, Paged, SetAsideView } from '../../../src/keeper/views.ts';
import { openArchive } from '../../../src/store/archive.ts';
import { BEGINNING, openOutbox } from '../../../src/store/outbox.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import type { Report } from '../../bench/report.ts';
import { QUIET } from '../../influx/quiet-service.ts';
import type { PoisonRule } from '../../influx/stand-in/control.ts';
import { MIXED_FAULTS } from '../../influx/stand-in/faults.ts';
import { readingId } from '../oracle.ts';
import { Story } from '../story.ts';
import { GTIN, LOT, world } from '../world.ts';
import { LiveMemory } from './live-memory.ts';
import { StandInProcess } from './stand-in-process.ts';

const MINUTES = 1_440;
/** A minute of that day in ms. */
const MINUTE = 100;
const FASTER = 60_000 / MINUTE;
/** A request that hangs costs this: real time, for the work of a request is not faster. */
const PATIENCE_MS = 300;
const SHARE_OF_FAULTS = 0.33;
/** Points that the server never takes: some readings of one logger, and one event of the ledger. */
const POISON: readonly PoisonRule[] = [
  { measurement: 'temperature', tags: { device: 'logger-7' }, fields: { celsius: '5.2' } },
  { measurement: 'custody', fields: { parcel: 'day-500' } },
];
/** Stretches in which the server is not there at all. */
const OUTAGES = 4;
const OUTAGE_MINUTES = 45;
const PACK_AT = 5_000;
const SETTLED_WITHIN_MS = 120_000;
const MORE_MEMORY_MOST_MB = 200;
const LOOK_EVERY_MINUTES = 15;

export async function mixedDay(seed: string): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-day-'));
  const draw = random(seed, 'day');
  const { devices, description } = world(seed, Date.now());
  const keeper = await Keeper.start({ store: openSqlite(directory), clock: Date.now, packAt: PACK_AT });
  const execute = async (command: Command) => {
    const answer = await keeper.execute(SYSTEM, command);
    if (!answer.ok) throw new Error(`${command.type}: ${answer.refusal.message}`);
  };
  const ask = async <T>(query: Query): Promise<T> => {
    const answer = await keeper.ask(SYSTEM, query);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as T;
  };
  await execute({ type: 'province.apply', description, file: null });
  const account = { token: 'a token', org: 'tinh', bucket: 'giulanh' };
  const standIn = await StandInProcess.start(account);
  const settings = { version: 2, url: standIn.url, ...account } as const;
  await standIn.order({ poison: POISON });
  const target = openTarget(settings, { writeWithinMs: PATIENCE_MS, readWithinMs: PATIENCE_MS });
  const outbox = openOutbox(directory);
  const sender = new Sender({
    outbox,
    target,
    cursor: BEGINNING,
    settle: async (cursor, setAside) => {
      await execute({ type: 'influx.settle', target: target.name, cursor, setAside: [...setAside] });
      return true;
    },
    report: (link) => void execute({ type: 'influx.report', link }),
    health: () => servicePoint(Date.now(), QUIET),
    now: Date.now,
    elapsed: () => performance.now() * FASTER,
    random: Math.random,
    wait: (ms, signal) => after(ms / FASTER, undefined, { signal }).catch(() => {}),
    breathe: () => breathe(),
  });
  const sent = new Set<string>();
  const memory = new LiveMemory();
  try {
    await standIn.order({
      plan: { seed: draw.whole(1, 2 ** 31), share: SHARE_OF_FAULTS, faults: MIXED_FAULTS },
    });
    const away = Array.from({ length: OUTAGES }, () => draw.whole(30, MINUTES - 2 * OUTAGE_MINUTES));
    const running = sender.run();
    running.catch(() => {});
    const stories = devices.map((d) => ({ id: d.id, story: new Story(seed, d, Date.now()) }));
    for (let minute = 0; minute < MINUTES; minute++) {
      const next = after(MINUTE);
      if (away.includes(minute))
        await standIn.order({ queue: [{ kind: 'refuse', ms: OUTAGE_MINUTES * MINUTE }] });
      await keeper.ingest(
        stories.map(({ id, story }) => {
          const { payload, readings } = story.next(Date.now());
          for (const told of readings) sent.add(readingId(id, told));
          const bytes = Buffer.from(payload);
          return {
            device: id,
            kind: 'telemetry',
            payload: bytes,
            size: bytes.length,
            receivedAt: Date.now(),
          };
        }),
      );
      await keeper.pack();
      if (minute % 10 === 0) await execute(received(minute));
      if (minute % 60 === 0) await keeper.tick();
      if (minute % LOOK_EVERY_MINUTES === 0) memory.look(minute);
      await next;
    }
    await standIn.order({ clear: true, plan: null });
    await drained(ask);
    const more = memory.beyondTheLine(MINUTES);
    await sender.stop();
    const first = await allSetAside(ask);
    await retryAll(directory, target, async (retried) => execute({ type: 'influx.retried', ...retried }));
    const aside = await allSetAside(ask);
    const stored = new Map<string, number>();
    let events = 0;
    for await (const { measurement, tags, fields, time } of standIn.points()) {
      if (measurement === 'custody') events++;
      if (measurement !== 'temperature') continue;
      const id = idOf(tags, fields, Number(BigInt(time) / 1_000_000n));
      stored.set(id, (stored.get(id) ?? 0) + 1);
    }
    const asideIds = new Set(
      aside
        .filter(({ measurement }) => measurement === 'temperature')
        .map(({ tags, fields, time }) => idOf(tags, fields, Date.parse(time))),
    );
    const asideEvents = aside.filter(({ measurement }) => measurement === 'custody').length;
    const missing = [...sent].filter((id) => !stored.has(id) && !asideIds.has(id));
    const extra = [...stored.keys()].filter((id) => !sent.has(id));
    const twice = [...stored].filter(([, n]) => n > 1);
    const both = [...asideIds].filter((id) => stored.has(id));
    const nameless = aside.filter(({ reason }) => !reason.includes('poison'));
    const ledger = await ledgerSize(ask);
    const { answers, writes, overlap, gzipped } = await standIn.order({});
    const broken = [
      missing.length > 0
        ? `${missing.length} readings neither stored nor set aside, such as ${missing[0]}`
        : '',
      extra.length > 0 ? `${extra.length} readings that nobody sent, such as ${extra[0]}` : '',
      twice.length > 0 ? `${twice.length} readings in two series, such as ${twice[0]?.[0]}` : '',
      both.length > 0 ? `${both.length} readings both stored and set aside` : '',
      nameless.length > 0 ? `${nameless.length} good points set aside: ${nameless[0]?.reason}` : '',
      events + asideEvents !== ledger
        ? `${events} custody events and ${asideEvents} set aside, ${ledger} in the ledger`
        : '',
      overlap > 1 ? `${overlap} writes in flight at once` : '',
      more > MORE_MEMORY_MOST_MB ? `${more} MB more memory while it was away` : '',
    ].filter((line) => line !== '');
    return {
      name: 'day',
      asked:
        'a day of mixed faults of a 2.x server, 600 times as fast: every point stored once or set aside with a reason',
      met: broken.length === 0,
      lines: [
        `${sent.size} readings: ${stored.size} stored, ${asideIds.size} set aside for good (each one the server never takes); of ${ledger} custody events ${events} stored, ${asideEvents} set aside`,
        `${first.length} were set aside during the day, because the server refused them alone; sent once more afterwards, all but those ${aside.length} were stored`,
        `${writes} writes (${gzipped} gzipped), answers ${JSON.stringify(answers)} (0: none); live memory at most ${more} MB beyond the straight line from beginning to drained end`,
        ...broken,
      ],
      data: { sent: sent.size, stored: stored.size, aside: asideIds.size, answers, more },
    };
  } finally {
    await sender.stop();
    outbox.close();
    await target.close();
    await standIn.close();
    await keeper.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function received(minute: number): Command {
  const parcel = { id: `day-${minute}`, gtin: GTIN, lot: LOT, doses: 10, unit: `unit-${minute % 50}` };
  return { type: 'province.apply', description: { parcels: [parcel] }, file: null };
}

/** As `giulanh influx retry` does it, now that the server is well again. */
async function retryAll(
  directory: string,
  target: Target,
  settle: (retried: Retried) => Promise<void>,
): Promise<void> {
  const archive = openArchive(directory);
  try {
    const delivery = new Delivery({
      target,
      control: () => servicePoint(Date.now(), QUIET),
      signal: new AbortController().signal,
      elapsed: () => performance.now(),
      random: Math.random,
      wait: (ms, signal) => after(ms / FASTER, undefined, { signal }).catch(() => {}),
      waiting: () => {},
    });
    await retry({ archive, delivery }, archive.copy(target.name).setAside, settle);
  } finally {
    archive.close();
  }
}

async function drained(ask: <T>(query: Query) => Promise<T>): Promise<void> {
  for (const end = performance.now() + SETTLED_WITHIN_MS; performance.now() < end; await after(50)) {
    const { backlog } = await ask<InfluxView>({ type: 'influx' });
    if (backlog.journal + backlog.chunks + backlog.ledger + backlog.excursions === 0) return;
  }
  throw new Error(`Not drained ${SETTLED_WITHIN_MS / 1000} s after the last fault`);
}

async function allSetAside(ask: <T>(query: Query) => Promise<T>): Promise<SetAsideView[]> {
  const all: SetAsideView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ask<Paged<SetAsideView>>({ type: 'influx.setAside', limit: 1000, cursor });
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

async function ledgerSize(ask: <T>(query: Query) => Promise<T>): Promise<number> {
  let size = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await ask<Paged<unknown>>({ type: 'ledger', limit: 1000, cursor });
    size += page.items.length;
    if (page.next === null) return size;
    cursor = page.next;
  }
}

function idOf(tags: Readonly<Record<string, string>>, fields: Readonly<Record<string, unknown>>, at: number) {
  const { celsius } = fields;
  const value = celsius === undefined ? null : Number(celsius);
  return readingId(tags.device ?? '', { at, celsius: value });
}
