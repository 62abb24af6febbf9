/** Writes to an InfluxDB 2.x through the library `@influxdata/influxdb-client`. */
import { InfluxDB, Point as LibraryPoint, type WriteOptions } from '@influxdata/influxdb-client';
import type { TargetLimits } from './limits.ts';
import { outcomeOf } from './outcome.ts';
import { timesOf } from './point.ts';
import { SCHEMA } from './schema.ts';
import { sharedTags } from './shared-tags.ts';
import type { FieldValue, Point, Target } from './types.ts';
import type { ClientV2, SettingsV2 } from './v2-client.ts';

/** Bytes from which a write is compressed: below, it fits into one packet or two anyway. */
const GZIP_FROM = 4096;

/** @param clock for a Retry-After that is a date */
export function writerV2(
  client: ClientV2,
  settings: SettingsV2,
  { writeWithinMs, clock }: TargetLimits,
): Pick<Target, 'write' | 'ping' | 'create'> {
  return {
    async write(points) {
      if (points.length === 0) return { kind: 'stored' };
      const { unit, time } = timesOf(points);
      const answer = await client.ask((transport) => {
        const api = new InfluxDB({ url: settings.url, transport }).getWriteApi(
          settings.org,
          settings.bucket,
          unit,
          oneRequest(points.length),
        );
        for (const point of points) {
          const tags = sharedTags(point.tags);
          if (tags === null) api.writePoint(libraryPoint(point, time(point)));
          else api.writeRecord(record(point, tags, time(point)));
        }
        // How it went is seen on the transport, which sees more.
        api.flush().catch(() => {});
      }, writeWithinMs);
      return outcomeOf(answer, clock());
    },
    async ping() {
      const answer = await client.ask(
        (transport) => transport.send('/ping', '', { method: 'GET' }),
        writeWithinMs,
      );
      return answer.kind === 'answered' && answer.status < 300;
    },
    // A bucket has an owner, a retention and rights: an administrator makes it.
    create: async () => false,
  };
}

/** No buffer that sends on its own, and no retries: the outbox is the buffer, and the sender repeats. */
const oneRequest = (points: number): Partial<WriteOptions> => ({
  batchSize: points + 1,
  maxBatchBytes: Number.POSITIVE_INFINITY,
  flushInterval: 0,
  maxRetries: 0,
  maxBufferLines: 0,
  gzipThreshold: GZIP_FROM,
  // Taken over from the library, which would else count "hinted handoff queue not empty" as stored.
  writeFailed: () => Promise.resolve(),
});

/** The very text that the library makes of the point, without making the series' part of it anew for each. */
export function record(point: Point, tags: string, time: string): string {
  const types = SCHEMA[point.measurement].fields;
  const made = new LibraryPoint('');
  for (const name of Object.keys(point.fields).sort())
    setField(made, name, types[name], point.fields[name] as FieldValue);
  const fields = Object.entries(made.fields).map(([name, value]) => `${name}=${value}`);
  return `${point.measurement},${tags} ${fields.join(',')} ${time}`;
}

export function libraryPoint(point: Point, time: string): LibraryPoint {
  const types = SCHEMA[point.measurement].fields;
  const made = new LibraryPoint(point.measurement).timestamp(time);
  for (const name in point.tags) made.tag(name, point.tags[name] as string);
  for (const name in point.fields) setField(made, name, types[name], point.fields[name] as FieldValue);
  return made;
}

function setField(made: LibraryPoint, name: string, type: string | undefined, value: FieldValue): void {
  if (type === 'float') made.floatField(name, value);
  else if (type === 'integer') made.intField(name, value);
  else if (type === 'boolean') made.booleanField(name, value);
  else made.stringField(name, value);
}
