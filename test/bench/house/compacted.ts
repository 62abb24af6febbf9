/** The same months in a real InfluxDB 1.x, fully compacted: how many bytes do its data files have? */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Kept } from '../../../src/telemetry/tail.ts';
import { hasInfluxd, startInfluxd } from '../../influx/influxd.ts';
import { deviceName, type Loggers, logger } from './months.ts';

const DATABASE = 'tu';
const LINES_PER_WRITE = 5_000;
const QUIET_MS = 4_000;
const PATIENCE_MS = 600_000;

export type Compacted = { readonly bytes: number; readonly files: number };

/** Fails where no influxd is installed: a comparison without its peer is none. */
export async function compacted(loggers: Loggers): Promise<Compacted> {
  if (!hasInfluxd) throw new Error('Cannot measure: influxd is missing (apt-get install influxdb)');
  const influx = await startInfluxd({
    INFLUXDB_DATA_CACHE_SNAPSHOT_WRITE_COLD_DURATION: '1s',
    INFLUXDB_DATA_COMPACT_FULL_WRITE_COLD_DURATION: '1s',
  });
  try {
    await influx.query(`CREATE DATABASE ${DATABASE}`);
    for (const body of bodies(loggers)) {
      const answer = await fetch(`${influx.url}/write?db=${DATABASE}&precision=ms`, { method: 'POST', body });
      if (answer.status !== 204) throw new Error(`InfluxDB: ${answer.status} ${await answer.text()}`);
    }
    return await settled(join(influx.directory, 'data', DATABASE));
  } finally {
    await influx.remove();
  }
}

/** In the order of time, as they would come. */
function* bodies({ probes, days, everything }: Loggers): Generator<string> {
  const all = Array.from({ length: probes }, (_, p) => ({
    series: `temperature,device=${deviceName(p)},probe=1,site=tram-${p % 50},unit=tu-${p}`,
    next: logger(p, everything),
  }));
  let lines: string[] = [];
  for (let minute = 0; minute < days * 1_440; minute++)
    for (const { series, next } of all) {
      lines.push(lineOf(series, next()));
      if (lines.length < LINES_PER_WRITE) continue;
      yield lines.join('\n');
      lines = [];
    }
  if (lines.length > 0) yield lines.join('\n');
}

function lineOf(series: string, { at, milli, extras }: Kept): string {
  const fields = Object.entries(extras ?? {}).map(([name, value]) => `,${name}=${value}`);
  return `${series} celsius=${(milli ?? 0) / 1000}${fields.join('')} ${at}`;
}

/** Each shard is one file, nothing is in a log, and for some seconds nothing changed. */
async function settled(directory: string): Promise<Compacted> {
  let before = -1;
  for (let waited = 0; waited < PATIENCE_MS; waited += QUIET_MS) {
    await wait(QUIET_MS);
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    const data = files.filter((file) => file.endsWith('.tsm'));
    const bytes = data.reduce((sum, file) => sum + statSync(join(directory, file)).size, 0);
    const shards = new Set(data.map((file) => file.slice(0, file.lastIndexOf('/'))));
    if (bytes === before && data.length === shards.size && data.length > 0)
      return { bytes, files: data.length };
    before = bytes;
  }
  throw new Error(`InfluxDB was not done with compacting after ${PATIENCE_MS / 1000} s`);
}
