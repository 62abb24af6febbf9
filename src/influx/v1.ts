/** Writes to an InfluxDB 1.x through the library `influx`. */
import { type IPoint, Raw } from 'influx';
import type { TargetLimits } from './limits.ts';
import { outcomeOf } from './outcome.ts';
import { timesOf } from './point.ts';
import { SCHEMA } from './schema.ts';
import { sharedTags } from './shared-tags.ts';
import { type FieldValue, MEASUREMENTS, type Point, type Target } from './types.ts';
import type { ClientV1 } from './v1-client.ts';

/** @param clock for a Retry-After that is a date */
export function writerV1(
  client: ClientV1,
  { writeWithinMs, clock }: TargetLimits,
): Pick<Target, 'write' | 'ping' | 'create'> {
  return {
    async write(points) {
      if (points.length === 0) return { kind: 'stored' };
      const { unit, time } = timesOf(points);
      const lines = points.map((point) => libraryPoint(point, time(point)));
      const answer = await client.ask(
        (influx) =>
          influx.writePoints(lines, { database: client.database, precision: unit === 'ms' ? 'ms' : 'n' }),
        writeWithinMs,
      );
      return outcomeOf(answer, clock());
    },
    async ping() {
      const answer = await client.ask((influx) => influx.ping(writeWithinMs), writeWithinMs);
      return answer.kind === 'answered' && answer.status < 300;
    },
    async create() {
      const answer = await client.ask((influx) => influx.createDatabase(client.database), writeWithinMs);
      // A query that failed in itself is answered with 200 too.
      return answer.kind === 'answered' && answer.status === 200 && !answer.body.includes('"error"');
    },
  };
}

/** Measurements of floats and booleans only, which the library writes rightly by itself: nearly all points. */
const AS_THEY_ARE = new Set(
  MEASUREMENTS.filter((name) =>
    Object.values(SCHEMA[name].fields).every((type) => type === 'float' || type === 'boolean'),
  ),
);

/** `timestamp` is text: a number cannot hold it, and the library takes the number 0 for none. */
function libraryPoint({ measurement, tags, fields }: Point, timestamp: string): IPoint {
  if (AS_THEY_ARE.has(measurement)) return { measurement, tags: libraryTags(tags), fields, timestamp };
  const types = SCHEMA[measurement].fields;
  const written: Record<string, FieldValue | Written> = {};
  for (const name in fields) {
    const value = fields[name] as FieldValue;
    const type = types[name];
    written[name] = type === 'string' || type === 'integer' ? new Written(type, value) : value;
  }
  return { measurement, tags, fields: written, timestamp };
}

/** Escaping the same few tags for every point is most of what the library does; what is `Raw` it takes as it is. */
const ofSeries = new WeakMap<Point['tags'], Record<string, string>>();

function libraryTags(tags: Point['tags']): Record<string, string> {
  const known = ofSeries.get(tags);
  if (known !== undefined) return known;
  const text = sharedTags(tags);
  if (text === null) return tags;
  const [first, ...rest] = text.split('=') as [string, ...string[]];
  // Its types know tags as text only.
  const made = { [first]: new Raw(rest.join('=')) as unknown as string };
  ofSeries.set(tags, made);
  return made;
}

/**
 * A field's value as the line protocol writes it. The library does not know that a number is an integer unless told by
 * a schema of its own, and it spoils a string that holds a backslash before an apostrophe; what is neither string nor
 * number it asks for its text, and takes that as it is.
 */
class Written {
  readonly #text: string;
  constructor(type: 'string' | 'integer', value: FieldValue) {
    this.#text = type === 'integer' ? `${value}i` : `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`;
  }
  toString(): string {
    return this.#text;
  }
}
