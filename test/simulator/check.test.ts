import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { signIn } from '../../simulator/api.ts';
import { type CheckReport, check, passed, reportText } from '../../simulator/check.ts';
import type { Fault } from '../../simulator/faults.ts';
import { loggers } from '../../simulator/logger.ts';
import type { TrueReading } from '../../simulator/pieces.ts';
import { province } from '../../simulator/province.ts';
import { mustBeHeld, type TrueExcursion, truth } from '../../simulator/truth.ts';

const now = Date.UTC(2026, 10, 22);
const startAt = now - 86_400_000;
const description = province({
  seed: 'tet',
  size: 'demo',
  startAt,
  packedAt: now - 600_000,
  sampling: 'field',
});
const fridge = description.units.find(({ kind }) => kind === 'refrigerator')?.id ?? '';
const fault: Fault = {
  kind: 'door-left-open',
  unit: fridge,
  timeConstantSeconds: 1500,
  from: startAt + 6 * 3_600_000,
  to: startAt + 7 * 3_600_000,
};
const delivered = new Map<string, TrueReading[]>(
  loggers('tet', description, [fault], startAt).map(({ device, samplesUntil }) => [
    device.id,
    samplesUntil(now).map(({ at, celsius }) => ({ at, celsius, arrivedAt: at })),
  ]),
);
const right = truth({ description, readings: delivered, asOf: now });
const held = mustBeHeld(right);

let server: Server;
afterEach(() => {
  server.close();
});

test('a service that knows the truth passes', async () => {
  const report = await ask({});
  expect(report).toMatchObject({ missed: [], invented: [], notHeld: [], letThrough: [] });
  expect(report.expected).toBeGreaterThan(2);
  expect(passed(report)).toBe(true);
  expect(reportText(report)).toContain('PASSED');
});

test('an excursion that the service does not report is missed', async () => {
  const report = await ask({ excursions: right.slice(1) });
  expect(report.missed.length).toBe(1);
  expect(passed(report)).toBe(false);
});

test('an excursion that began a millisecond later is both missed and invented', async () => {
  const report = await ask({
    excursions: right.map((each, i) => (i ? each : { ...each, start: each.start + 1 })),
  });
  expect([report.missed.length, report.invented.length]).toEqual([1, 1]);
});

test('an excursion that never was is invented', async () => {
  const [first] = right;
  const extra = first ? [{ ...first, rule: 'another' }] : [];
  expect((await ask({ excursions: [...right, ...extra] })).invented.length).toBe(1);
});

test('a parcel with an excursion and no hold is named', async () => {
  expect((await ask({ held: new Set([...held].slice(1)) })).notHeld).toEqual([...held].slice(0, 1));
});

test('a held vial that the gate lets through is named', async () => {
  expect((await ask({ gate: 'open' })).letThrough.length).toBe(held.size);
});

type Answers = { excursions?: readonly TrueExcursion[]; held?: Set<string>; gate?: 'open' };

/** A service that says what it is told to say, one item a page. */
async function ask(answers: Answers): Promise<CheckReport> {
  const excursions = (answers.excursions ?? right).map((each) => ({
    [each.subject.kind]: each.subject.id,
    rule: each.rule,
    start: iso(each.start),
    breachedAt: iso(each.breachedAt),
    end: each.end === null ? null : iso(each.end),
    peakCelsius: each.peakMilli === null ? null : each.peakMilli / 1000,
    beyondSeconds: each.beyondMs / 1000,
  }));
  const holds = [...(answers.held ?? held)].map((parcel) => ({ parcel, kind: 'excursion', state: 'open' }));
  const blocked = description.parcels
    .filter(({ id }) => held.has(id))
    .map(({ gtin, lot, unit }) => `${gtin}/${lot}/${description.units.find(({ id }) => id === unit)?.site}`);
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const page = (items: unknown[]) => {
      const index = Number(url.searchParams.get('cursor') ?? 0);
      return {
        items: items.slice(index, index + 1),
        next: index + 1 < items.length ? String(index + 1) : null,
      };
    };
    const barcode = url.searchParams.get('barcode') ?? '';
    const vial = `${barcode.slice(5, 19)}/${barcode.slice(29)}/${url.searchParams.get('site')}`;
    const verdict = answers.gate === 'open' || !blocked.includes(vial) ? 'allowed' : 'blocked';
    const bodies: Record<string, () => unknown> = {
      '/api/v1/session': () => ({ token: 'token' }),
      '/api/v1/excursions': () => page(excursions),
      '/api/v1/holds': () => page(holds),
      '/api/v1/eligibility': () => ({ verdict, reasons: [] }),
    };
    response.end(JSON.stringify(bodies[url.pathname]?.()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api = await signIn(`http://127.0.0.1:${port}`, 'canbo1', 'x');
  return check({ api, description, delivered, realNow: () => now });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
