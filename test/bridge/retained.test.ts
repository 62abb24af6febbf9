/** Whether a message says itself when it measured. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { profiles } from '../../devices/profiles/profiles.ts';
import { payloadOf, sampleSchema } from '../../devices/samples/types.ts';
import { tellsItsTime } from '../../src/bridge/retained.ts';

const profileOf = (id: string) => {
  const profile = profiles.get(id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return profile;
};

describe('a message that a broker kept', () => {
  test.each([
    ['chirpstack', 'milesight-em300-th', true],
    ['teltonika', 'extended', true],
    ['esphome', 'temperature', false],
    ['shelly-gen1', 'add-on', false],
  ])('of %s, as its maker prints it (%s), is dated: %s', (id, name, dated) => {
    const path = new URL(`../../devices/samples/${id}/${name}.json`, import.meta.url);
    const sample = sampleSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const delivered = {
      payload: payloadOf(sample),
      topic: sample.topic,
      receivedAt: Date.parse(sample.receivedAt),
    };
    expect(tellsItsTime(delivered, profileOf(id))).toBe(dated);
  });

  test.each([
    ['{"readings":[{"at":1760000000000,"celsius":4}]}', true],
    ['{"readings":[{"celsius":4}]}', false],
    ['{"readings":[{"at":1760000000000,"celsius":4},{"celsius":5}]}', false],
    ['no measurement', true],
  ])('of our own, %s, is dated: %s', (text, dated) => {
    const delivered = { payload: new TextEncoder().encode(text), topic: 'x', receivedAt: 1_760_000_000_000 };
    expect(tellsItsTime(delivered, profileOf('giulanh'))).toBe(dated);
  });
});
