/** A filled store with a service on it, and what its tables scan: every question about a lot that is at that very site. */
import { rmSync } from 'node:fs';
import { vialBarcode } from '../../../simulator/gs1.ts';
import { fill } from '../filled/fill.ts';
import { perUnit } from '../filled/parcels.ts';
import { GTIN } from '../filled/registry.ts';
import { deviceId, EXPIRY, lotId, type Size, secretOf, siteId } from '../filled/size.ts';
import { freshDirectory, type House, startOn } from './processes.ts';
import { signIn } from './session.ts';

/** Of one process's one argument: as many as fit. */
const PATHS = 500;

export type Gates = House & {
  readonly token: string;
  readonly paths: readonly string[];
  readonly devices: readonly { readonly device: string; readonly secret: string }[];
  readonly startSeconds: number;
};

/** `devices`: how many of the store's loggers may publish. The directory goes with the service. */
export async function startGates(name: string, size: Size, devices: number): Promise<Gates> {
  const directory = freshDirectory(name);
  const clear = () => rmSync(directory, { recursive: true, force: true });
  try {
    process.stderr.write(`  ${name} filling ${size.parcels} parcels …\n`);
    await fill(directory, size, Date.now());
    const began = performance.now();
    const house = await startOn(directory, null);
    const startSeconds = (performance.now() - began) / 1000;
    process.stderr.write(`  ${name} ready after ${startSeconds.toFixed(1)} s\n`);
    const end = async () => {
      await house.end();
      clear();
    };
    try {
      const token = await signIn(house.http);
      return { ...house, end, token, paths: pathsOf(size), devices: loggers(size, devices), startSeconds };
    } catch (error) {
      await end();
      throw error;
    }
  } catch (error) {
    clear();
    throw error;
  }
}

const loggers = (size: Size, count: number) =>
  Array.from({ length: Math.min(count, size.units) }, (_, u) => ({
    device: deviceId(u),
    secret: secretOf(u),
  }));

/** Spread over all units and all parcels that live. */
function pathsOf(size: Size): string[] {
  const { coming, ended } = perUnit(size);
  return Array.from({ length: PATHS }, (_, i) => {
    const u = Math.floor((i * size.units) / PATHS);
    const k = ended + (i % Math.max(1, coming - ended));
    const barcode = vialBarcode({ gtin: GTIN, lot: lotId(u, k), expiry: EXPIRY });
    return `/api/v1/eligibility?barcode=${encodeURIComponent(barcode)}&site=${siteId(u)}`;
  });
}
