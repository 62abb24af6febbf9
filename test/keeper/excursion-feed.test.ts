/** What a copy is told of excursions: each change once, and nothing where nothing changed. */
import { describe, expect, test } from 'vitest';
import { BEGINNING, openOutbox } from '../../src/store/outbox.ts';
import { House } from './house.ts';

describe('the feed of excursions', () => {
  const changes = (house: House): [string, number][] => {
    const outbox = openOutbox(house.directory);
    const { page } = outbox.read(BEGINNING, 100_000);
    outbox.close();
    return page.excursions.map((e) => [e.record.id, e.change]);
  };

  test('does not grow while nothing new is known, however often it is asked for and judged', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 100, 12);
    // An open excursion lasts until the moment it is asked for.
    await house.unitExcursions('tu-1');
    await house.excursions('kien-1');
    const before = changes(house);
    expect(before).toHaveLength(2);
    for (let i = 0; i < 3; i++) {
      await house.unitExcursions('tu-1');
      await house.excursions('kien-1');
      await house.keeper.tick();
      await house.send('do-1', [[100, 12]]);
    }
    expect(changes(house)).toEqual(before);
    await house.restart();
    expect(changes(house)).toEqual(before);
    await house.send('do-1', [[100, 13]]);
    expect(changes(house)).not.toEqual(before);
  });
});
