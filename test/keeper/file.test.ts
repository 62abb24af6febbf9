import { describe, expect, it } from 'vitest';
import { packReadings } from '../../src/import/packed.ts';
import type { FileContents } from '../../src/keeper/file-protocol.ts';
import type { FilePreviewView, StoredFileView } from '../../src/keeper/file-views.ts';
import type { Actor } from '../../src/keeper/protocol.ts';
import { DEPOT, House, MINUTE, type Point, PROVINCE, START } from './house.ts';

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
    const plain = ({ excursions, holds, ...more }: typeof did) => ({
      ...more,
      excursions: Object.values(excursions).map((l) => l.items.map(({ id: _, ...e }) => e)),
      holds: Object.values(holds).map((l) => l.items.map(({ id: _, excursion: __, ...h }) => h)),
    });
    expect(plain(did)).toEqual(plain(would));
    const commits = house.keeper.counts().commits;
    const again = await store(house, file);
    expect(again).toMatchObject({ fresh: 0, known: 120, did: { discoveredLate: 0, dosesHeld: 0 } });
    expect(again.did.excursions.found.count).toBe(0);
    expect(house.keeper.counts().commits).toBe(commits);
  });
});
