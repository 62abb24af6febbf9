import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packReadings } from '../../src/import/packed.ts';
import type { FileContents } from '../../src/keeper/file-protocol.ts';
import type { FileDevicesView, FilePreviewView, StoredFileView } from '../../src/keeper/file-views.ts';
import type { Actor } from '../../src/keeper/protocol.ts';
import { DEPOT, House, iso, MINUTE, NURSE, type Point, PROVINCE, START, VIAL } from './house.ts';

const FRIDGE_TAG = `${PROVINCE.replace('{ id: do-1, unit: tu-1, secret: a-secret-of-one }', '{ id: do-1, unit: tu-1, secret: a-secret-of-one, since: 2026-11-21T00:00:00Z }')}`;
const ZONE = { zone: 'Asia/Ho_Chi_Minh' };

const contents = (points: readonly Point[], more: Partial<FileContents> = {}): FileContents => ({
  source: 'a'.repeat(64),
  serial: null,
  readings: packReadings(
    points.map(([minute, celsius]) => ({ at: START + minute * MINUTE, celsius, probe: '1' })),
  ),
  evidence: [],
  ...more,
});
const every = (from: number, to: number, celsius: number, step = 5): Point[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => [from + i * step, celsius] as const);

const into = (device: string | null, unit: string | null = null) => ({ device, unit });
async function preview(house: House, file: FileContents, target = into('do-1'), who: Actor = DEPOT) {
  const answer = await house.keeper.ask(who, { type: 'evidence.preview', contents: file, target });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value as FilePreviewView;
}
const store = (house: House, file: FileContents, target = into('do-1'), who: Actor = DEPOT) =>
  house.does(who, {
    ...{ type: 'evidence.file', contents: file, target, name: 'tag.csv', way: ZONE },
  }) as Promise<StoredFileView>;

/** Ids and the moment of a hold are each's own; what they are about is not. */
const plain = ({ excursions, holds, ...more }: StoredFileView['did']) => ({
  ...more,
  excursions: Object.values(excursions).map((l) => l.items.map(({ id: _, ...e }) => e)),
  holds: Object.values(holds).map((l) => l.items.map(({ id: _, excursion: __, placedAt: ___, ...h }) => h)),
});
const refusal = async (house: House, file: FileContents, target = into('do-1'), who: Actor = DEPOT) => {
  const asked = await house.keeper.ask(who, { type: 'evidence.preview', contents: file, target });
  const told = await house.keeper.execute(who, {
    ...{ type: 'evidence.file', contents: file, target, name: 'tag.csv', way: ZONE },
  });
  const codes = [asked, told].map((answer) => (answer.ok ? 'taken' : answer.refusal.code));
  expect(codes[1]).toBe(codes[0]);
  return codes[0];
};

const NOTHING = plain({
  excursions: { found: none(), changed: none(), gone: none() },
  holds: { placed: none(), unsupported: none(), withdrawn: none() },
  ...{ dosesHeld: 0, dosesGiven: 0, dosesGivenAfterBreach: 0, discoveredLate: 0 },
});
function none() {
  return { count: 0, items: [] };
}

describe('the preview of a logger’s file', () => {
  it('tells what would be discovered, and stores nothing', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG], now: 600 });
    const before = await house.everything();
    const file = contents([...every(0, 100, 5), ...every(105, 200, 12), ...every(205, 595, 5)]);
    const shown = await preview(house, file);
    expect(shown).toMatchObject({
      device: { id: 'do-1', unit: 'tu-1' },
      units: [{ id: 'tu-1', readings: 120 }],
      fresh: 120,
      known: 0,
      would: { discoveredLate: 2, dosesHeld: 240, holds: { placed: { count: 1 } } },
    });
    expect(shown.would.excursions.found.items.map((e) => [e.unit ?? e.parcel, e.rule])).toEqual(
      expect.arrayContaining([
        ['tu-1', 'warm'],
        ['kien-1', 'heat'],
      ]),
    );
    expect(await house.everything()).toEqual(before);
  });
  it('is what storing then does, and the same file twice changes nothing', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG], now: 600 });
    const file = contents([...every(0, 100, 5), ...every(105, 200, 12), ...every(205, 595, 5)]);
    const { would, ...shown } = await preview(house, file);
    const { did, ...stored } = await store(house, file);
    expect(stored).toEqual(shown);
    expect(plain(did)).toEqual(plain(would));
    const commits = house.keeper.counts().commits;
    const again = await store(house, file);
    expect(again).toMatchObject({ fresh: 0, known: 120, did: { discoveredLate: 0, dosesHeld: 0 } });
    expect(again.did.excursions.found.count).toBe(0);
    expect(house.keeper.counts().commits).toBe(commits);
  });

  it('shows what a file repairs: an excursion that ends earlier, and a hold for want of data that goes', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG] });
    await house.live('do-1', 0, 20, 5);
    await house.wait(400);
    expect(await house.holds()).toMatchObject([{ kind: 'unmonitored', state: 'open' }]);
    const file = contents(every(25, 395, 5));
    const { would } = await preview(house, file);
    expect(would).toMatchObject({ dosesHeld: 0, discoveredLate: 0, holds: { withdrawn: { count: 1 } } });
    expect(would.excursions.gone.items).toMatchObject([
      { rule: 'unmonitored', unit: 'tu-1' },
      { rule: 'unmonitored', parcel: 'kien-1' },
    ]);
    const { did } = await store(house, file);
    expect(plain(did)).toEqual(plain(would));
    expect(await house.holds()).toMatchObject([{ kind: 'unmonitored', state: 'withdrawn' }]);
  });

  it('counts doses that were given meanwhile: another probe of the unit had shown nothing', async () => {
    const second = FRIDGE_TAG.replace(
      'products:',
      '  - { id: tag-2, unit: tu-1, since: 2026-11-21, profile: logtag }\nproducts:',
    );
    const house = await House.open({ descriptions: [second], now: 600 });
    await house.send('do-1', every(0, 595, 5));
    await house.does(NURSE, { type: 'administer', barcode: VIAL, site: 'tinh', doses: 7 });
    const file = contents([...every(0, 100, 5), ...every(105, 300, 12), ...every(305, 590, 5)]);
    const { would } = await preview(house, file, into('tag-2'));
    expect(would).toMatchObject({ dosesHeld: 233, dosesGiven: 7, dosesGivenAfterBreach: 7 });
    const { did } = await store(house, file, into('tag-2'));
    expect(plain(did)).toEqual(plain(would));
  });

  it('reads what was packed long ago, and leaves the keeper as it was', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG], packAt: 10 });
    await house.live('do-1', 0, 300, 5);
    while (await house.keeper.pack());
    const before = house.keeper.counts();
    const overlap = contents([...every(100, 200, 5), ...every(202, 282, 9)]);
    const shown = await preview(house, overlap);
    expect(shown).toMatchObject({ known: 21, fresh: 17, conflicts: { count: 0 } });
    expect(house.keeper.counts()).toEqual(before);
    const { did, ...stored } = await store(house, overlap);
    const { would, ...counted } = shown;
    expect([stored, plain(did)]).toEqual([counted, plain(would)]);
  });
});

describe('whose a file is', () => {
  const TAGGED = FRIDGE_TAG.replace(
    'products:',
    "  - { id: tag-2, unit: tu-2, since: 2026-11-21, profile: fridge-tag-2, via: { gateway: file, address: '1604-x' } }\nproducts:",
  );
  const open = () => House.open({ descriptions: [TAGGED], now: 600 });
  const some = every(0, 100, 5);

  it('says its serial number, in whatever case', async () => {
    const house = await open();
    const shown = await preview(house, contents(some, { serial: ' 1604-X' }), into(null));
    expect(shown).toMatchObject({ device: { id: 'tag-2', serial: '1604-x' }, units: [{ id: 'tu-2' }] });
  });
  it.each([
    ['a number that nobody has', '77', null, 'FILE_DEVICE_UNKNOWN'],
    ['no number and no choice', null, null, 'FILE_DEVICE_UNKNOWN'],
    ['another’s number', '1604-x', 'do-1', 'FILE_OF_ANOTHER_DEVICE'],
    ['a number that is not the chosen one’s', '77', 'tag-2', 'FILE_OF_ANOTHER_DEVICE'],
    ['a device that is not there', null, 'do-9', 'DEVICE_UNKNOWN'],
    ['no number, and the choice', null, 'tag-2', 'taken'],
    ['an unknown number, and a device without one', '77', 'do-1', 'taken'],
  ])('%s', async (_, serial, device, code) => {
    expect(await refusal(await open(), contents(some, { serial }), into(device))).toBe(code);
  });
  it('and within whose place', async () => {
    const house = await open();
    const village: Actor = { ...DEPOT, site: 'xa' };
    expect(await refusal(house, contents(some), into('do-1'), village)).toBe('FORBIDDEN_PLACE');
    expect(await refusal(house, contents(some), into('tag-2'), village)).toBe('taken');
    expect(await refusal(house, contents(some), into('tag-2'), NURSE)).toBe('FORBIDDEN_ROLE');
    const devices = await house.keeper.ask(village, {
      type: 'evidence.devices',
      serial: '1604-x',
      device: null,
    });
    expect(devices).toMatchObject({ ok: true, value: { match: 'tag-2', zone: 'Asia/Ho_Chi_Minh' } });
    const ids = devices.ok ? (devices.value as FileDevicesView).items.map(({ id }) => id) : [];
    expect(ids).toEqual(['tag-2', 'do-2']);
  });
});

describe('what belongs nowhere', () => {
  it('is left out by its reason, and told once', async () => {
    const moved = FRIDGE_TAG.replace('2026-11-21T00:00:00Z', '2026-11-22T00:10:00Z');
    const house = await House.open({ descriptions: [moved], now: 60 });
    const file = contents(every(0, 90, 5));
    const shown = await preview(house, file);
    expect(shown).toMatchObject({ fresh: 11, outside: 2, ahead: 6, elsewhere: 0 });
    await store(house, file);
    await store(house, file);
    const reasons = (await house.rejected('do-1')).map(({ reason }) => reason).sort();
    expect(reasons).toEqual(['AT_IN_FUTURE', 'DEVICE_NOT_PLACED']);
    expect(await refusal(house, contents(every(70, 90, 5)))).toBe('DEVICE_NOT_IN_UNIT');
  });

  it('a logger that was moved is split over its units, of which only those within one’s place are taken', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG], now: 600 });
    await house.apply('devices: [{ id: do-1, unit: tu-2, since: 2026-11-22T05:00:00Z }]');
    const file = contents(every(0, 595, 5));
    const village: Actor = { ...DEPOT, site: 'xa' };
    expect(await preview(house, file, into('do-1'), village)).toMatchObject({
      units: [{ id: 'tu-2', readings: 60 }],
      elsewhere: 60,
    });
    const { units } = await store(house, file);
    expect(units.map(({ id, readings }) => [id, readings])).toEqual([
      ['tu-1', 60],
      ['tu-2', 60],
    ]);
    expect(await preview(house, file, into('do-1', 'tu-2'))).toMatchObject({ known: 60, outside: 60 });
  });

  it('contradictions are kept beside what is stored, and the worse counts', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG] });
    await house.live('do-1', 0, 100, 5);
    const file = contents(every(20, 90, 12));
    const shown = await preview(house, file);
    expect(shown.conflicts.count).toBe(15);
    expect(shown.conflicts.items[0]).toEqual({
      ...{ at: iso(20), probe: '1', fileCelsius: 12, storedCelsius: 5 },
    });
    expect(shown.would.holds.placed.count).toBe(1);
    const { did } = await store(house, file);
    expect(plain(did)).toEqual(plain(shown.would));
  });
});

it('of two reports that overlap only the days that grew are new', async () => {
  const DAY = 1440;
  const house = await House.open({ descriptions: [FRIDGE_TAG], now: 3 * DAY });
  const days = (...spans: readonly (readonly [from: number, to: number])[]): FileContents =>
    contents([], {
      evidence: spans.map(([from, to]) => ({
        ...{ from: START + from * MINUTE, to: START + to * MINUTE },
        ...{ minCelsius: 3, maxCelsius: 6, beyond: [] },
      })),
    });
  const first = days([0, DAY], [DAY, DAY + 600]);
  expect(await store(house, first)).toMatchObject({ freshDays: 2, knownDays: 0 });
  const later = days([0, DAY], [DAY, 2 * DAY], [2 * DAY, 2 * DAY + 60]);
  expect(await store(house, later)).toMatchObject({ freshDays: 2, knownDays: 1 });
  for (const again of [first, later, first])
    expect(await store(house, again)).toMatchObject({ freshDays: 0, did: { discoveredLate: 0 } });
});

describe('a logger with a certificate', () => {
  const OFF = (celsius: number) =>
    `devices: [{ id: do-1, unit: tu-1, calibrations: [{ on: 2026-11-21, due: 2027-12-31, offsetCelsius: ${celsius} }] }]`;
  const day = (max: number): FileContents =>
    contents([], {
      evidence: [
        {
          ...{ from: START, to: START + 600 * MINUTE, minCelsius: 4, maxCelsius: max },
          beyond: [{ side: 'above', limitCelsius: 8, seconds: 0 }],
        },
      ],
    });

  it('is judged by what it says of its readings, in the preview as when they are stored', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG, OFF(0.5)], now: 600 });
    const shown = await preview(house, contents(every(0, 595, 8.4)));
    expect(shown.would.holds.placed.count).toBe(0);
    const warm = contents(every(1, 596, 8.6));
    const { would } = await preview(house, warm);
    expect(would.excursions.found.items[0]).toMatchObject({ peakCelsius: 8.1 });
    expect(plain((await store(house, warm)).did)).toEqual(plain(would));
  });

  it('and of its days: an extreme that is past the limit only by the certificate counts for all of its interval', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG, OFF(-0.5)], now: 600 });
    const { would } = await preview(house, day(7.8));
    expect(would.excursions.found.items).toMatchObject([
      { rule: 'warm' },
      { rule: 'heat', peakCelsius: 8.3 },
    ]);
    const { did } = await store(house, day(7.8));
    expect(plain(did)).toEqual(plain(would));
    await house.restart();
    expect(await house.excursions('kien-1')).toMatchObject([{ rule: 'heat', peakCelsius: 8.3 }]);
  });

  it('that is written down late: what was stored of days is judged anew', async () => {
    const house = await House.open({ descriptions: [FRIDGE_TAG], now: 600 });
    await store(house, day(7.8));
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).not.toContain('heat');
    await house.apply(OFF(-0.5));
    expect((await house.excursions('kien-1')).map(({ rule }) => rule)).toContain('heat');
  });
});

it('whatever was there and whatever the file says, the preview is what storing does', async () => {
  const celsius = fc.constantFrom(-2, 3, 5, 7.9, 8.1, 12, null);
  const stretch = fc.tuple(fc.integer({ min: 0, max: 110 }), fc.integer({ min: 1, max: 30 }), celsius);
  const points = fc
    .array(stretch, { minLength: 1, maxLength: 6 })
    .map((stretches) =>
      stretches.flatMap(([from, length, value]) =>
        Array.from({ length }, (_, i): Point => [(from + i) * 5, value]),
      ),
    );
  const day = fc.record({
    from: fc.integer({ min: 0, max: 400 }),
    minutes: fc.integer({ min: 1, max: 300 }),
    min: fc.integer({ min: -3, max: 9 }),
    more: fc.integer({ min: 0, max: 8 }),
  });
  const property = fc.asyncProperty(
    points,
    points,
    fc.array(day, { maxLength: 3 }),
    async (known, brought, days) => {
      const house = await House.open({ descriptions: [FRIDGE_TAG], now: 720, packAt: 20 });
      await house.send('do-1', known);
      while (await house.keeper.pack());
      const file = contents(brought, {
        evidence: days.map(({ from, minutes, min, more }) => ({
          ...{ from: START + from * MINUTE, to: START + (from + minutes) * MINUTE },
          ...{ minCelsius: min, maxCelsius: min + more, beyond: [] },
        })),
      });
      const { would, ...counted } = await preview(house, file);
      const { did, ...stored } = await store(house, file);
      expect([stored, plain(did)]).toEqual([counted, plain(would)]);
      const { commits } = house.keeper.counts();
      expect(plain((await store(house, file)).did)).toEqual(NOTHING);
      expect(house.keeper.counts().commits).toBe(commits);
    },
  );
  await fc.assert(property, { numRuns: 12 });
}, 120_000);
