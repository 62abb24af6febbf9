import { describe, expect, test } from 'vitest';
import { type Asker, EpcisLog } from '../../src/epcis/log.ts';
import { type EpcisQuery, LISTS, readQuery } from '../../src/epcis/query.ts';
import type { EpcisEvent } from '../../src/epcis/types.ts';
import { at, EXCURSION, GTIN, Ledger, PARCEL, PLACES, sha256 } from './ledger.ts';
import { expectSound, hasOfficial, readJson } from './official.ts';

const queryOf = (raw: Record<string, unknown>): EpcisQuery => {
  const read = readQuery(raw);
  if (!read.ok) throw new Error(`${read.parameter} ${read.message}`);
  return read.query;
};
const asker: Asker = { places: PLACES, sha256, sees: () => true, measured: async () => null };
const logOf = (ledger: Ledger, bounds?: ConstructorParameters<typeof EpcisLog>[1]) =>
  new EpcisLog(
    {
      rows: async (after, limit) => ledger.rows.slice(after, after + limit),
      size: async () => ledger.rows.length,
      countsFrom: () => 0,
    },
    bounds,
  );
async function answerOf<T>(steps: AsyncGenerator<undefined, T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}
async function pageOf(log: EpcisLog, raw: Record<string, unknown>, who = asker) {
  const page = await answerOf(log.page(queryOf(raw), who));
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value;
}
/** All pages, one after the other, as a client follows them. */
async function all(log: EpcisLog, raw: Record<string, unknown>) {
  const pages: (readonly EpcisEvent[])[] = [];
  for (let token: string | null | undefined; token !== null; ) {
    const page = await pageOf(log, token === undefined ? raw : { ...raw, nextPageToken: token });
    pages.push(page.events);
    token = page.next;
    if (pages.length > 500) throw new Error('never ends');
  }
  return { pages, events: pages.flat() };
}

function world(): Ledger {
  const ledger = new Ledger().received('395200000000000012').held('excursion', 100, EXCURSION);
  ledger.released('excursion', 200).handedOver(300);
  ledger.add('doses.administered', 20, { ...PARCEL, administration: 'a-1', site: 'xa', doses: 3 });
  ledger.add('partner.event', 50, {
    capture: 'c-1',
    eventID: 'urn:ext:1',
    event: JSON.stringify({
      type: 'TransactionEvent',
      eventID: 'urn:ext:1',
      eventTime: '2026-11-22T07:50:00+07:00',
      eventTimeZoneOffset: '+07:00',
      action: 'ADD',
      bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:ext:po:1' }],
      epcList: [],
    }),
  });
  return ledger;
}

describe('a parameter', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ EQ_colour: 'red' }, 'EQ_colour'],
    [{ site: 'tinh' }, 'site'],
    [{ __proto__x: '1' }, '__proto__x'],
    [{ GE_eventTime: 'yesterday' }, 'GE_eventTime'],
    [{ GE_eventTime: '2026-11-22T00:00:00' }, 'GE_eventTime'],
    [{ LT_recordTime: ['2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'] }, 'LT_recordTime'],
    [{ GE_quantity: 'many' }, 'GE_quantity'],
    // Values of sensors are not searched: no unit is ever mistaken for another.
    [{ GE_maxValue_CEL: '8' }, 'GE_maxValue_CEL'],
    [{ WD_readPoint: 'urn:a:b' }, 'WD_readPoint'],
    [{ EQ_action: '' }, 'EQ_action'],
    [{ orderBy: 'quantity' }, 'orderBy'],
    [{ orderBy: 'eventTime', orderDirection: 'UP' }, 'orderDirection'],
    [{ orderDirection: 'ASC' }, 'orderDirection'],
    [{ eventCountLimit: '3' }, 'eventCountLimit'],
    [{ orderBy: 'eventTime', eventCountLimit: '3', maxEventCount: '3' }, 'maxEventCount'],
    [{ perPage: '0' }, 'perPage'],
    [{ nextPageToken: '../x' }, 'nextPageToken'],
  ])('%j that is not understood is refused by its name', (raw, parameter) => {
    expect(readQuery(raw)).toMatchObject({ ok: false, parameter });
  });

  test('takes several values: repeated, with a bar, or with commas', () => {
    const anyOf = ['shipping', 'receiving'];
    for (const value of [
      anyOf,
      'shipping|receiving',
      'shipping,receiving',
      'cbv:BizStep-shipping,cbv:BizStep-receiving',
    ])
      expect(queryOf({ EQ_bizStep: value }).tests).toEqual([{ on: 'bizStep', anyOf }]);
    expect(queryOf({ MATCH_epcClass: 'https://id.gs1.org/01/1/10/A,B' }).tests).toEqual([
      { on: 'epcClass', anyOf: ['https://id.gs1.org/01/1/10/A,B'] },
    ]);
  });

  test.skipIf(!hasOfficial)('has a name of the official query schema', () => {
    const text = JSON.stringify(readJson('epcis/schema/query-schema.json'));
    for (const name of Object.keys(LISTS)) expect(text, name).toContain(`"${name}"`);
  });
});

describe('a question', () => {
  const steps = async (raw: Record<string, unknown>) =>
    (await all(logOf(world()), raw)).events.map(({ bizStep }) => String(bizStep).replace(/^.*-/, ''));
  const everything = [
    'receiving',
    'holding',
    'inspecting',
    'shipping',
    'receiving',
    'dispensing',
    'shipping',
  ];

  test.each<[Record<string, unknown>, string[]]>([
    [{}, everything],
    [{ eventType: 'ObjectEvent' }, everything.slice(0, 6)],
    [{ eventType: ['TransactionEvent', 'AggregationEvent'] }, ['shipping']],
    [{ EQ_bizStep: 'shipping' }, ['shipping', 'shipping']],
    [{ EQ_action: 'ADD' }, ['shipping']],
    [{ EQ_disposition: 'unavailable|available' }, ['holding', 'inspecting']],
    [{ EQ_persistentDisposition_set: 'non_conformant' }, ['holding']],
    [{ EQ_persistentDisposition_unset: 'non_conformant' }, ['inspecting']],
    [{ GE_eventTime: at(100), LT_eventTime: at(300) }, ['holding', 'inspecting']],
    [{ GE_eventTime: '2026-11-22T07:50:00+07:00', LT_eventTime: at(51) }, ['shipping']],
    [{ LT_recordTime: at(22) }, ['receiving', 'dispensing']],
    [{ EQ_bizLocation: 'urn:giulanh:site:xa' }, ['dispensing']],
    [{ EQ_readPoint: 'urn:giulanh:site:xa' }, ['dispensing']],
    [{ MATCH_epc: 'https://id.gs1.org/00/395200000000000012' }, everything.slice(0, 5)],
    [{ MATCH_epc: 'urn:giulanh:unit:hom-1' }, ['shipping', 'receiving']],
    [{ MATCH_epcClass: `https://id.gs1.org/01/${GTIN}/10/*` }, everything.slice(0, 6)],
    [{ MATCH_epcClass: `https://id.gs1.org/01/${GTIN}/10/FK` }, []],
    [{ EQ_bizTransaction_desadv: 'urn:giulanh:handoff:bg-1' }, ['shipping']],
    [{ EQ_bizTransaction_po: 'urn:ext:po:1' }, ['shipping']],
    [{ EQ_source_possessing_party: 'urn:giulanh:site:tinh' }, ['shipping', 'receiving']],
    [{ EQ_destination_possessing_party: 'urn:giulanh:person:*', EQ_bizStep: 'receiving' }, ['receiving']],
    [{ GE_quantity: '240' }, ['receiving', 'holding', 'inspecting', 'shipping']],
    [{ LT_quantity: '230' }, ['dispensing']],
    [{ EQ_eventID: 'urn:ext:1' }, ['shipping']],
  ])('%j is answered with what fits, and nothing else', async (raw, expected) => {
    expect(await steps(raw)).toEqual(expected);
  });

  test('is answered in the order asked for, the latest first unless said otherwise', async () => {
    const times = async (raw: Record<string, unknown>) =>
      (await all(logOf(world()), { perPage: '2', ...raw })).events.map(({ eventTime }) =>
        Date.parse(eventTime),
      );
    const down = await times({ orderBy: 'eventTime' });
    expect(down).toHaveLength(7);
    expect(down).toEqual([...down].sort((a, b) => b - a));
    expect(await times({ orderBy: 'eventTime', orderDirection: 'ASC' })).toEqual(down.toReversed());
    expect(await times({ orderBy: 'eventTime', eventCountLimit: '3' })).toEqual(down.slice(0, 3));
  });

  test('that may have too many answers, or a ledger too long to sort, is refused by the standard’s name', async () => {
    const refused = { ok: false, refusal: { code: 'QueryTooLargeException' } };
    expect(await answerOf(logOf(world()).page(queryOf({ maxEventCount: '6' }), asker))).toMatchObject(
      refused,
    );
    expect((await all(logOf(world()), { maxEventCount: '7' })).events).toHaveLength(7);
    const bounds = { rows: 5, learned: 5, sorted: 3 };
    const steps = logOf(world(), bounds).page(queryOf({ orderBy: 'eventTime' }), asker);
    expect(await answerOf(steps)).toMatchObject(refused);
  });

  test('has the sensors asked only for what is on the page, and their answer beside the excursion’s own extreme', async () => {
    const asked: unknown[] = [];
    const curious: Asker = {
      ...asker,
      measured: async (measure) => {
        asked.push(measure);
        return { min: 8.4, max: 11.5, mean: 10.1 };
      },
    };
    expect((await pageOf(logOf(world()), { EQ_bizStep: 'receiving' }, curious)).events).toHaveLength(2);
    expect(asked).toEqual([]);
    const [event] = (await pageOf(logOf(world()), { EQ_bizStep: 'holding' }, curious)).events;
    expect(asked).toEqual([
      {
        stays: [{ unit: 'tu-1', from: Date.parse(at(40)), to: Date.parse(at(101)) + 1 }],
        knownAt: Date.parse(at(101)),
      },
    ]);
    expect(event?.sensorElementList).toMatchObject([
      {
        sensorReport: [
          { type: 'Temperature', minValue: 8.4, maxValue: 11.9, meanValue: 10.1, uom: 'CEL' },
          { type: 'Time', value: 3600 },
        ],
      },
    ]);
    expectSound(event ?? {});
  });

  test('is answered in steps, so that others have their turn on a long way', async () => {
    const ledger = new Ledger().received();
    for (let i = 0; i < 1_000; i += 1)
      ledger.add('unit.placed', i, { unit: 'tu-9', from: null, to: 'xa', parcels: [] });
    for (const raw of [{}, { orderBy: 'eventTime' }]) {
      let steps = 0;
      for (const log = logOf(ledger).page(queryOf(raw), asker); (await log.next()).done !== true; )
        steps += 1;
      expect(steps).toBeGreaterThanOrEqual(10);
    }
  });

  test('shows an asker only what lies within their place', async () => {
    const near = { ...asker, sees: (sites: readonly string[]) => sites.includes('xa') };
    const page = await pageOf(logOf(world()), {}, near);
    expect(page.events.map(({ bizStep }) => bizStep)).toEqual(['dispensing']);
  });
});

describe('pages', () => {
  test.each(['1', '2', '3', '7', '30'])(
    'of %s hold every event once, in one order, also within an entry',
    async (perPage) => {
      const whole = await all(logOf(world()), {});
      const { pages, events } = await all(logOf(world()), { perPage });
      expect(events).toEqual(whole.events);
      expect(pages.every((page) => page.length <= Number(perPage))).toBe(true);
      expect(pages).toHaveLength(Math.ceil(7 / Number(perPage)));
    },
  );

  test('stay the same when the ledger grows between them, and a service that was restarted goes on from the same token', async () => {
    const ledger = world();
    const first = await pageOf(logOf(ledger), { perPage: '3' });
    ledger.held('manual', 600);
    const rest = await pageOf(logOf(ledger), { perPage: '30', nextPageToken: first.next });
    expect([...first.events, ...rest.events]).toHaveLength(8);
    expect(new Set([...first.events, ...rest.events].map(({ eventID }) => eventID)).size).toBe(8);
  });

  test('are found through a long ledger by bounded steps, each of which may be empty and still leads on', async () => {
    const ledger = new Ledger().received();
    for (let i = 0; i < 4_000; i += 1)
      ledger.add('unit.placed', i, { unit: 'tu-9', from: null, to: 'xa', parcels: [] });
    ledger.held('manual', 5_000);
    let most = 0;
    let asked = 0;
    const bounds = { rows: 1_000, learned: 1_500, sorted: 100 };
    const counted = () =>
      new EpcisLog(
        {
          rows: async (after, limit) => {
            asked += limit;
            return ledger.rows.slice(after, after + limit);
          },
          size: async () => ledger.rows.length,
          countsFrom: () => 0,
        },
        bounds,
      );
    const seen: string[] = [];
    let log = counted();
    for (let token: string | null | undefined; token !== null; ) {
      asked = 0;
      const page = await pageOf(log, token === undefined ? {} : { nextPageToken: token });
      most = Math.max(most, asked);
      seen.push(...page.events.map(({ bizStep }) => String(bizStep)));
      // As if the service had been started anew far into the ledger, once.
      if (token === '2001-0' && page.next === '3001-0') log = counted();
      token = page.next;
    }
    expect(seen).toEqual(['receiving', 'holding']);
    expect(most).toBeLessThanOrEqual(2_500);
  });

  test('a token of another kind is refused, not read as the beginning', async () => {
    for (const raw of [
      { nextPageToken: 'x' },
      { nextPageToken: '1.2' },
      { orderBy: 'eventTime', nextPageToken: '1-0' },
    ])
      expect(await answerOf(logOf(world()).page(queryOf(raw), asker))).toMatchObject({
        ok: false,
        refusal: { code: 'QueryParameterException' },
      });
  });
});
