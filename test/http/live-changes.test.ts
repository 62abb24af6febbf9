/** What a delta carries for who asks for changes only; and that a screen which puts them together knows all that is known. */
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  afterDeltas,
  type LiveFrame,
  type Picture,
  pictureOf,
} from '../../dashboards/web/src/live/picture.ts';
import type { UnitView } from '../../src/keeper/views.ts';
import { type Service, startService, Viewer } from './service.ts';
import { alertView, unitView } from './views.ts';

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.edge.close());

const CHANGES = '?units=changes';
const watch = async (query = CHANGES) => new Viewer(service, await service.tokenOf('canbo'), query);
const until = async (condition: () => boolean) => {
  while (!condition()) await turn();
};
/** The screens' own way from frames to a picture. */
const pictureAfter = (frames: readonly unknown[]): Picture | null =>
  (frames as LiveFrame[]).reduce<Picture | null>(
    (picture, frame) =>
      frame.type === 'snapshot' ? pictureOf(frame) : picture && afterDeltas(picture, [frame]),
    null,
  );

describe('a delta for who wants changes', () => {
  const before = unitView({ id: 'tu-a', site: 'tram-a', spark: [4.1, null, 4.2] });

  test('has the whole unit once, then what is new; others go on getting it whole', async () => {
    const [viewer, plain] = [await watch(), await watch('')];
    await Promise.all([viewer.next(), plain.next()]);
    service.keeper.publish({ units: [before] });
    service.keeper.publish({ units: [{ ...before, celsius: 9.1 }] });
    expect((await viewer.next()).units).toEqual([before]);
    expect((await viewer.next()).units).toEqual([{ id: 'tu-a', celsius: 9.1 }]);
    await plain.next();
    expect((await plain.next()).units).toEqual([{ ...before, celsius: 9.1 }]);
  });

  test('has it whole again when somebody joined who knows something newer than the others', async () => {
    const early = await watch();
    await early.next();
    service.keeper.publish({ units: [before] });
    await early.next();
    // Measured, but in no frame yet: a snapshot has it, a screen that is there already does not.
    service.keeper.units.set('tu-a', { ...before, celsius: 7, doses: 80 });
    const late = await watch();
    await late.next();
    service.keeper.publish({ units: [{ ...before, celsius: 7.5 }] });
    const whole = [{ ...before, celsius: 7.5 }];
    expect((await early.next()).units).toEqual(whole);
    expect((await late.next()).units).toEqual(whole);
  });

  test('has it whole when a unit comes to the place', async () => {
    const everywhere = await watch();
    const here = await watch('?units=changes&site=tram-b');
    await Promise.all([everywhere.next(), here.next()]);
    service.keeper.publish({ units: [before] });
    await everywhere.next();
    const moved = { ...before, site: 'tram-b' };
    service.keeper.publish({ units: [moved] });
    expect((await everywhere.next()).units).toEqual([{ id: 'tu-a', site: 'tram-b' }]);
    expect((await here.next()).units).toEqual([moved]);
  });

  test('ends with a new beginning for who still shows a unit that left while somebody else joined', async () => {
    const here = '?units=changes&site=tram-a';
    const early = await watch(here);
    await early.next();
    service.keeper.publish({ units: [before] });
    await early.next();
    const moved = { ...before, site: 'tram-b' };
    service.keeper.units.set('tu-a', moved);
    const late = await watch(here);
    expect((await late.next()).units).toEqual([]);
    service.keeper.publish({ units: [moved] });
    expect(await early.next()).toMatchObject({ type: 'snapshot', units: [] });
  });

  test('has alerts and holds whole', async () => {
    const viewer = await watch();
    await viewer.next();
    const alert = alertView({ id: 'a-1', site: 'tram-a' });
    service.keeper.publish({ alerts: [alert] });
    service.keeper.publish({ alerts: [{ ...alert, count: 2 }] });
    await viewer.next();
    expect((await viewer.next()).alerts).toEqual([{ ...alert, count: 2 }]);
  });

  test('of thousands of units that report is a fraction of what they are', async () => {
    const many = (celsius: number) =>
      Array.from({ length: 5_000 }, (_, i) =>
        unitView({ id: `u-${i}`, site: 'tram-a', celsius, spark: Array.from({ length: 36 }, () => 4.25) }),
      );
    const viewer = await watch();
    await viewer.next();
    service.keeper.publish({ units: many(4) });
    service.keeper.publish({ units: many(5) });
    const [whole, news] = [await viewer.next(), await viewer.next()];
    expect(JSON.stringify(news).length).toBeLessThan(JSON.stringify(whole).length / 5);
    expect(pictureAfter(viewer.frames)?.units.get('u-4999')?.celsius).toBe(5);
  });
});

test('whatever the order of joining, measuring and publishing, a screen of changes ends with the state of the keeper', async () => {
  const token = await service.tokenOf('canbo');
  const units = fc.constantFrom('tu-a', 'tu-b', 'tu-kho');
  const step = fc.oneof(
    fc.constant({ do: 'join' as const }),
    fc.constant({ do: 'breathe' as const }),
    fc.record({
      do: fc.constantFrom('publish' as const, 'measure' as const),
      unit: units,
      site: fc.constantFrom('tram-a', 'tram-b', 'kho', null),
      celsius: fc.integer({ min: 4, max: 6 }),
      spark: fc.array(fc.constantFrom(1, 2, null), { minLength: 2, maxLength: 2 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.constantFrom('', '&site=tram-a'),
      async (steps, query) => {
        const joined: Viewer[] = [];
        const behind = new Set<string>();
        for (const each of [...steps, { do: 'join' as const }]) {
          if (each.do === 'join') joined.push(new Viewer(service, token, CHANGES + query));
          else if (each.do === 'breathe') await turn();
          else {
            const { unit: id, site, celsius, spark } = each;
            if (each.do === 'publish') behind.delete(id);
            else behind.add(id);
            const unit = unitView({ id, site, celsius, spark });
            if (each.do === 'publish') service.keeper.publish({ units: [unit] });
            else service.keeper.units.set(id, unit);
          }
        }
        for (const viewer of joined) await viewer.next();
        // What was measured is told in the end, as the keeper's next frame does.
        const left = [...behind].flatMap((id) => service.keeper.units.get(id) ?? []);
        const turns = service.keeper.units.get('mark')?.doses ?? 0;
        const mark = unitView({ id: 'mark', site: 'tram-a', doses: turns + 1 });
        service.keeper.publish({ units: [...left, mark] });
        const here = [...service.keeper.units.values()].filter(
          ({ site }) => query === '' || site === 'tram-a',
        );
        for (const viewer of joined) {
          await until(() => pictureAfter(viewer.frames)?.units.get('mark')?.doses === turns + 1);
          const picture = pictureAfter(viewer.frames);
          // A gap of the curve is NaN in the page's memory.
          const kept = (unit: UnitView) => ({ ...unit, spark: unit.spark.map((c) => c ?? Number.NaN) });
          expect(picture?.units).toEqual(new Map(here.map((unit) => [unit.id, kept(unit)])));
          viewer.socket.terminate();
        }
        await Promise.all(joined.map((viewer) => viewer.closed));
      },
    ),
    { numRuns: 40 },
  );
});
