import { describe, expect, test } from 'vitest';
import { SCHEMA } from '../../src/influx/schema.ts';
import { MEASUREMENTS } from '../../src/influx/types.ts';

describe('the schema of the copy', () => {
  test('knows every measurement', () => {
    expect(Object.keys(SCHEMA).sort()).toEqual([...MEASUREMENTS].sort());
  });

  test.each([...MEASUREMENTS])(
    '%s has no name that is both tag and field, or that a server keeps for itself',
    (name) => {
      const { required, optional, fields } = SCHEMA[name];
      const names = [...Object.keys(required), ...Object.keys(optional), ...Object.keys(fields)];
      expect(new Set(names).size).toBe(names.length);
      for (const each of names) {
        expect(each).toMatch(/^[A-Za-z]+$/);
        expect(['time', '_time', '_field', '_measurement', '_value', 'table', 'result']).not.toContain(each);
      }
    },
  );

  test('no tag may hold what would end it, begin another, or turn a sign into another', () => {
    for (const name of MEASUREMENTS) {
      for (const [tag, rule] of Object.entries({ ...SCHEMA[name].required, ...SCHEMA[name].optional })) {
        for (const value of ['', '\n', 'a\n', '\na', ' ', '\\', 'a\\', '\\a', '\0', '\r', '\t', 'ơ', '🧊'])
          expect(rule.test(value), `${name} ${tag} ${JSON.stringify(value)}`).toBe(false);
      }
    }
  });
});
