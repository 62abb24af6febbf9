import { describe, expect, test } from 'vitest';
import { readTarget, type TargetVariables, targetName } from '../../src/influx/settings.ts';

const unset: TargetVariables = { url: undefined, token: undefined, org: undefined, bucket: undefined };
const v2: TargetVariables = {
  url: 'https://influx.example',
  token: 'tok==',
  org: 'So Y te',
  bucket: 'giulanh',
};

describe('which InfluxDB is meant', () => {
  test('none when nothing is set, or only set to nothing', () => {
    expect(readTarget(unset)).toBeNull();
    expect(readTarget({ url: '', token: '', org: '', bucket: '' })).toBeNull();
  });

  test.each([
    [
      'http://influx:8086/giulanh',
      { url: 'http://influx:8086', database: 'giulanh', username: null, password: null },
    ],
    [
      'http://influx:8086/giulanh/',
      { url: 'http://influx:8086', database: 'giulanh', username: null, password: null },
    ],
    [
      'https://kho:p%40ss%3A%25@[::1]/g-1.b',
      { url: 'https://[::1]', database: 'g-1.b', username: 'kho', password: 'p@ss:%' },
    ],
    [
      'http://kho@influx/giulanh',
      { url: 'http://influx', database: 'giulanh', username: 'kho', password: '' },
    ],
  ])('%s without a token is a 1.x', (url, settings) => {
    expect(readTarget({ ...unset, url })).toEqual({ version: 1, ...settings });
  });

  test.each([
    ['https://influx.example', 'https://influx.example'],
    ['https://influx.example/', 'https://influx.example'],
    ['http://proxy:81/influx/', 'http://proxy:81/influx'],
  ])('%s with a token, an organisation and a bucket is a 2.x', (url, base) => {
    expect(readTarget({ ...v2, url })).toEqual({
      version: 2,
      url: base,
      token: 'tok==',
      org: 'So Y te',
      bucket: 'giulanh',
    });
  });

  test.each<[string, string, TargetVariables]>([
    ['a token alone', 'GIULANH_INFLUX_URL', { ...unset, token: 't' }],
    ['no URL', 'GIULANH_INFLUX_URL', { ...unset, url: 'influx:8086 giulanh' }],
    ['another protocol', 'GIULANH_INFLUX_URL', { ...unset, url: 'udp://influx:8089/giulanh' }],
    [
      'a host and port that look like a protocol',
      'GIULANH_INFLUX_URL',
      { ...unset, url: 'influx:8086/giulanh' },
    ],
    ['a 1.x without a database', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://influx:8086' }],
    ['a path of two parts', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://influx:8086/a/b' }],
    ['a database that must be quoted', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://influx:8086/a%22b' }],
    [
      'a database that climbs out of its folder',
      'GIULANH_INFLUX_URL',
      { ...unset, url: 'http://influx:8086/%2E%2E%2Fx' },
    ],
    ['a broken percent-encoding', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://u:a%zz@influx/giulanh' }],
    ['a password without a user', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://:p@influx/giulanh' }],
    ['a user with a colon', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://a%3Ab:p@influx/giulanh' }],
    ['parameters after the path', 'GIULANH_INFLUX_URL', { ...unset, url: 'http://influx/giulanh?rp=x' }],
    ['an organisation without a token', 'GIULANH_INFLUX_TOKEN', { ...v2, token: undefined }],
    ['a token without an organisation', 'GIULANH_INFLUX_ORG', { ...v2, org: '' }],
    ['a token without a bucket', 'GIULANH_INFLUX_BUCKET', { ...v2, bucket: undefined }],
    ['a token with a line end', 'GIULANH_INFLUX_TOKEN', { ...v2, token: 'tok\n' }],
    ['a token beside a password', 'GIULANH_INFLUX_URL', { ...v2, url: 'https://u:p@influx.example' }],
    ['the path of the API', 'GIULANH_INFLUX_URL', { ...v2, url: 'https://influx.example/api/v2' }],
  ])('%s is refused, and %s is named', (_, name, variables) => {
    expect(() => readTarget(variables)).toThrow(name);
  });

  test('neither an error nor the name of a target repeats a secret', () => {
    const message = (variables: TargetVariables): string => {
      try {
        const settings = readTarget(variables);
        return settings === null ? '' : targetName(settings);
      } catch (error) {
        return String(error);
      }
    };
    const url = 'http://kho:SECRET@influx:8086/';
    for (const path of ['', 'giulanh', 'a/b', 'x?y', '%zz', 'a b'])
      expect(message({ ...unset, url: url + path })).not.toContain('SECRET');
    for (const changed of [{ org: '' }, { url: 'x' }, { url }, { token: 'SECRET\n' }, {}])
      expect(message({ ...v2, token: 'SECRET', ...changed })).not.toContain('SECRET');
    expect(message(v2)).toBe('https://influx.example So Y te/giulanh');
    expect(message({ ...unset, url: `${url}giulanh` })).toBe('http://influx:8086/giulanh');
  });
});
