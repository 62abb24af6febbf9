/** A whole province at work: the real service as a process of its own, and every device of it on the wire. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { realTime } from '../../simulator/clock.ts';
import { freePort } from '../../simulator/demo/ports.ts';
import { endChild, startService } from '../../simulator/demo/service.ts';
import { buildWeb } from '../../simulator/demo/web.ts';
import type {
  Description,
  LotDescription,
  SiteDescription,
  UnitDescription,
} from '../../simulator/description.ts';
import { type Fleet, startFleet } from '../../simulator/fleet.ts';
import { province } from '../../simulator/province.ts';

const HOST = '127.0.0.1';
const SEED = 'e2e';
/** The depot, two regional centres, and a few stations and boxes. */
const UNITS = 18;
const PAST_MS = 40 * 60_000;
const PAST_SAMPLING_MS = 60_000;
/** Boxes left the depot a moment ago: a box may be without news for an hour only. */
const PACKED_MS = 20 * 60_000;

/** A name that is markup, a script, a quote and a line of another language at once. */
export const HOSTILE_NAME = `<img src=x onerror="window.hostile=1">'"&amp;</h2> tủ`;

/** A refrigerator at a vaccination point, and one lot in it. */
export type Fridge = {
  readonly unit: UnitDescription;
  readonly site: SiteDescription;
  readonly lot: LotDescription;
  readonly parcels: number;
};

export type House = {
  readonly url: string;
  readonly description: Description;
  readonly fleet: Fleet;
  readonly fridges: readonly Fridge[];
  readonly close: () => Promise<void>;
};

export async function startHouse(): Promise<House> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const data = mkdtempSync(join(tmpdir(), 'giulanh-e2e-'));
  const liveAt = Date.now();
  const startAt = liveAt - PAST_MS;
  const description = withHostileName(
    province({ seed: SEED, size: 'demo', startAt, packedAt: liveAt - PACKED_MS, units: UNITS }),
  );
  const apply = join(data, 'province.yaml');
  writeFileSync(apply, stringify(description));
  const httpPort = await freePort(0, HOST);
  const mqttPort = await freePort(0, HOST);
  const service = startService({ root, data, host: HOST, mqttPort, httpPort, apply });
  const problems: string[] = [];
  let fleet: Fleet | null = null;
  const close = async () => {
    await fleet?.stop(true);
    await endChild(service.child, 5_000);
    rmSync(data, { recursive: true, force: true });
    if (problems.length > 0) throw new Error(`The devices had trouble:\n${problems.join('\n')}`);
  };
  try {
    await service.ready();
    fleet = startFleet({
      seed: SEED,
      description,
      faults: [],
      host: HOST,
      port: mqttPort,
      clock: realTime(Date.now, startAt),
      realNow: Date.now,
      coarse: { until: liveAt, every: PAST_SAMPLING_MS },
      onProblem: (device, problem) => problems.push(`${device}: ${problem}`),
    });
    await Promise.all([...fleet.devices.values()].map((device) => device.drained()));
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://${HOST}:${httpPort}`, description, fleet, fridges: fridgesOf(description), close };
}

export async function signIn(page: Page, house: House, role: string, path = '/'): Promise<void> {
  const person = house.description.people.find(({ roles }) => roles.some((each) => each === role));
  if (person === undefined) throw new Error(`Cannot sign in: nobody is ${role}`);
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(person.username);
  await page.getByLabel('Mật khẩu').fill(person.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** The cold room of the depot gets the name that tries to be more than a name. */
function withHostileName(description: Description): Description {
  const units = description.units.map((unit) =>
    unit.kind === 'cold-room' ? { ...unit, name: HOSTILE_NAME } : unit,
  );
  return { ...description, units };
}

function fridgesOf({ units, sites, lots, parcels }: Description): Fridge[] {
  return units.flatMap((unit) => {
    const site = sites.find(({ id }) => id === unit.site);
    const inside = parcels.filter((parcel) => parcel.unit === unit.id);
    const lot = lots.find((each) => inside.some((one) => one.gtin === each.gtin && one.lot === each.lot));
    if (unit.kind !== 'refrigerator' || !unit.site.startsWith('tyt-')) return [];
    return site && lot ? [{ unit, site, lot, parcels: inside.length }] : [];
  });
}
