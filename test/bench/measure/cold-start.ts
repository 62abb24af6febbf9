/** From the spawn of the service on a filled store until it says that it is ready, with nothing of the store in memory; by part. */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATABASE_FILE } from '../../../src/store/sqlite.ts';
import { type Size, USUAL } from '../filled/size.ts';
import { spread } from '../histogram.ts';
import { rssOf } from '../house/cost.ts';
import { freshDirectory, startOn } from '../house/processes.ts';
import type { Report } from '../report.ts';

const FILL = fileURLToPath(new URL('../filled/main.ts', import.meta.url));
const REACH_MS = 3_000;
const AIM_MS = 1_000;

type Parts = Readonly<Record<string, number>>;
type Start = { readonly ms: number; readonly parts: Parts; readonly rssMb: number };

/** @param share of 50,000,000 readings and 100,000 parcels; the units go with it */
export async function coldStart(name: string, share: number, rounds: number): Promise<Report> {
  const size = scaled(USUAL, share);
  const data = freshDirectory(name);
  try {
    const filled = await filledStore(data, size);
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round++) starts.push(await start(data));
    const { median, low, high } = spread(starts.map(({ ms }) => ms));
    const parts = partsOf(starts);
    const { bytes } = filled;
    return {
      name,
      asked: `ready within ${REACH_MS / 1000} s (aim ${AIM_MS / 1000} s) with ${thousands(USUAL.readings)} readings and ${thousands(USUAL.parcels)} parcels`,
      met: share >= 1 && median <= REACH_MS,
      lines: [
        `ready after **${Math.round(median)} ms** [${Math.round(low)}–${Math.round(high)}] with ${thousands(size.readings)} readings, ${thousands(size.parcels)} parcels, ${thousands(size.units)} units (${Math.round(bytes / 1e6)} MB, not in the page cache)${share < 1 ? '; a part of what is asked' : ''}`,
        `of which, ms: ${Object.entries(parts)
          .map(([part, ms]) => `${part} ${ms}`)
          .join(', ')}; memory ${spread(starts.map(({ rssMb }) => rssMb)).median} MB`,
      ],
      data: { size, filled, starts },
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function scaled(full: Size, share: number): Size {
  const part = (n: number) => Math.max(1, Math.round(n * share));
  const { units, readings, parcels, unpacked } = full;
  return {
    ...full,
    units: part(units),
    readings: part(readings),
    parcels: part(parcels),
    unpacked: part(unpacked),
  };
}

/** In a process of its own: what it held must not count for anything here. */
async function filledStore(data: string, size: Size): Promise<{ bytes: number; seconds: number }> {
  const begun = performance.now();
  const flags = {
    units: size.units,
    readings: size.readings,
    parcels: size.parcels,
    unpacked: size.unpacked,
    living: size.livingPercent,
    step: size.stepSeconds,
    'per-chunk': size.perChunk,
  };
  const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
  const child = spawn(process.execPath, ['--max-old-space-size=8192', FILL, ...args, '--settle', data], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the store was not filled: the process ended with ${code}`);
  const seconds = (performance.now() - begun) / 1000;
  return { bytes: statSync(join(data, DATABASE_FILE)).size, seconds };
}

async function start(data: string): Promise<Start> {
  outOfCache(join(data, DATABASE_FILE));
  const begun = performance.now();
  const house = await startOn(data, null);
  const ms = performance.now() - begun;
  try {
    const { detail } = (await (await fetch(`${house.http}/readyz`)).json()) as { detail?: Parts };
    const parts = Object.entries(detail ?? {}).filter(([key]) => key.startsWith('start'));
    return { ms, parts: Object.fromEntries(parts), rssMb: rssOf(house.pid) };
  } finally {
    await house.end();
  }
}

/** Asks the kernel to let go of the file's pages, as after a boot. */
function outOfCache(file: string): void {
  spawnSync('dd', [`of=${file}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0'], { stdio: 'ignore' });
}

function partsOf(starts: readonly Start[]): Record<string, number> {
  const names = Object.keys(starts[0]?.parts ?? {});
  return Object.fromEntries(
    names.map((name) => [
      name.replace(/^start(.*)Ms$/, '$1').toLowerCase(),
      Math.round(spread(starts.map(({ parts }) => parts[name] ?? 0)).median),
    ]),
  );
}

const thousands = (n: number): string => n.toLocaleString('en-US');
