/** Messages read from their bytes: what is read there is what the general reading says, and the usual messages are read there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../src/telemetry/message.ts';
import { readBytes, readPlain } from '../../src/telemetry/plain.ts';

/** 2026-11-22T03:00:00Z */
const NOW = 1_795_316_400_000;
const FAULTS = [-127_000, 85_000, 0];
const AHEAD = 'xx{';
const BEHIND = '}yy';

/** The bytes lie in the middle of others, as they do in a batch. */
function plainly(text: string) {
  const bytes = Buffer.from(AHEAD + text + BEHIND);
  return readPlain(bytes, AHEAD.length, bytes.length - BEHIND.length, NOW, FAULTS);
}
function anyhow(text: string) {
  const bytes = Buffer.from(AHEAD + text + BEHIND);
  return readBytes(bytes, AHEAD.length, bytes.length - BEHIND.length, NOW, FAULTS);
}
const generally = (text: string) => readMessage(text, NOW, FAULTS);

/** Numbers as devices write them, and as they do not. */
const numberText = fc.oneof(
  fc.integer({ min: -40_000, max: 40_000 }).map((n) => (n / 1000).toFixed(3)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.maxSafeInteger().map(String),
  fc.stringMatching(/^-?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?$/),
  fc.constantFrom(
    '-0',
    '0.0',
    '-0.0',
    '-0.0001',
    '4.1250',
    '01',
    '-',
    '1.',
    '.5',
    '+1',
    '1e3',
    '9007199254740993',
    '85',
    'NaN',
  ),
);
const instantText = fc.oneof(
  numberText,
  fc
    .date({ min: new Date('1960-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    .chain((date) => fc.constantFrom(date.toISOString(), `${date.toISOString().slice(0, 19)}Z`))
    .map((text) => JSON.stringify(text)),
  fc.stringMatching(
    /^"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,9})?(Z|[+-]0[07]:?00)"$/,
  ),
);
const anyValue = fc.json({ maxDepth: 2 });
const truthText = fc.oneof(fc.constantFrom('true', 'false', '0', '1', '2', 'null', '1.0'), anyValue);
const wordText = fc.oneof(
  fc.stringMatching(/^"[A-Za-z0-9_-]{1,34}"$/),
  fc.constantFrom('"tủ"', '"\\u0031"', '"a b"', '""', '1'),
);
const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n  ');

/** An object of these fields in any order, some left out, some twice, some of any value or name. */
function objectText(fields: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> {
  const names = Object.keys(fields);
  const field = fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .constantFrom(...names)
        .chain((name) => fc.tuple(fc.constant(name), fields[name] ?? anyValue)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom(...names, 'uptimeSeconds', 'clock', 'lost', '__proto__', 'más'),
        anyValue,
      ),
    },
  );
  return fc
    .tuple(
      fc.uniqueArray(field, { maxLength: names.length, selector: ([name]) => name }),
      fc.array(field, { maxLength: 1 }),
      space,
      fc.nat(40),
    )
    .map(([all, again, gap, twice]) => {
      const shown = (twice === 0 ? [...all, ...again] : all).map(
        ([name, value]) => `"${name}"${gap}:${gap}${value}`,
      );
      return `{${gap}${shown.join(`${gap},`)}${gap}}`;
    });
}

const reading = objectText({
  at: instantText,
  celsius: numberText,
  probe: wordText,
  humidity: numberText,
  battery: numberText,
  lat: numberText,
  lon: numberText,
  door: truthText,
  power: truthText,
});
const readings = fc.array(fc.oneof({ weight: 20, arbitrary: reading }, { weight: 1, arbitrary: anyValue }), {
  maxLength: 4,
});
const message = objectText({
  boot: numberText,
  seq: numberText,
  readings: readings.map((all) => `[${all.join(', ')}]`),
});

describe('a message that is read from its bytes', () => {
  test('says what the general reading says of it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(message, anyValue), (text) => {
        const plain = plainly(text);
        if (plain !== null) expect(plain).toStrictEqual(generally(text));
        expect(anyhow(text)).toStrictEqual(generally(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('says the same of every message cut short, and of every one with a byte changed', () => {
    const whole = `{"boot":7,"seq":12, "readings":[{"at":${NOW},"celsius":-4.25,"probe":"top"},{"at":"2026-11-22T03:00:00Z","celsius":3,"door":true}]}`;
    for (let i = 0; i <= whole.length; i++) {
      const cut = plainly(whole.slice(0, i));
      expect(cut === null).toBe(i < whole.length);
      for (const byte of ['"', '}', '0', '-', '.', ' ', 'e', ',', '\\', 'ệ']) {
        const changed = whole.slice(0, i) + byte + whole.slice(i + 1);
        expect(anyhow(changed)).toStrictEqual(generally(changed));
      }
    }
  });

  test('whose times are those of every day of a leap year and of the next says the same', () => {
    for (let day = Date.UTC(2028, 0, 1); day < Date.UTC(2030, 0, 1); day += 86_399_877) {
      const text = JSON.stringify({ readings: [{ at: new Date(day).toISOString(), celsius: 4 }] });
      expect(anyhow(text)).toStrictEqual(generally(text));
    }
  });
});

test.each([
  [
    'one reading with a time in milliseconds',
    `{"boot":${NOW},"seq":1,"readings":[{"at":${NOW},"celsius":4.52}]}`,
  ],
  [
    'one with a time as text',
    '{"boot":7,"seq":1042,"readings":[{"at":"2026-11-22T03:00:00Z","celsius":4.1,"probe":"1"}]}',
  ],
  ['thousandths of a second', '{"readings":[{"at":"2026-11-22T03:00:00.250Z","celsius":4.125}]}'],
  ['no clock at all', '{"seq":1,"readings":[{"celsius":-20.5}]}'],
  [
    'every channel',
    '{"readings":[{"celsius":4,"humidity":45.5,"battery":88,"door":true,"power":0,"lat":12.67,"lon":108.04}]}',
  ],
  ['two probes', '{"readings":[{"celsius":4.1,"probe":"top"},{"celsius":5.2,"probe":"A_b-9"}]}'],
  [
    'spaces, as Python writes it',
    '{"boot": 7, "seq": 1, "readings": [{"at": 1795316400000, "celsius": 4.1}, {"celsius": 5}]}',
  ],
  ['nothing but that the device is alive', '{"readings":[]}'],
])('a message of %s needs no general reading', (_, text) => {
  expect(plainly(text)).toStrictEqual(generally(text));
});

test.each([
  ['a word of its clock', '{"clock":"untrusted","readings":[{"celsius":4.1}]}'],
  ['a running time', '{"readings":[{"celsius":4.1,"uptimeSeconds":5}]}'],
  ['what it lost', '{"lost":{"rounds":3},"readings":[]}'],
  ['a fault code', '{"readings":[{"celsius":85}]}'],
  ['no temperature', '{"readings":[{"at":0}]}'],
  ['a value that no place has', '{"readings":[{"celsius":80.001}]}'],
  ['a field twice', '{"readings":[{"celsius":4,"celsius":5}]}'],
])('a message with %s is left to the general reading', (_, text) => {
  expect(plainly(text)).toBeNull();
});

test('a message of 4,096 readings is taken whole; of one more, as many', () => {
  const of = (count: number) =>
    `{"readings":[${Array.from({ length: count }, () => '{"celsius":4}').join(',')}]}`;
  expect(plainly(of(4096))?.measured).toHaveLength(4096);
  expect(plainly(of(4097))).toBeNull();
  expect(anyhow(of(4097)).measured).toHaveLength(4096);
});
