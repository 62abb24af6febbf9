import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readWitnesses, readWitnessTokens } from '../../src/witness/settings.ts';

test.each([
  ['', []],
  ['/mnt/share', [{ kind: 'folder', path: '/mnt/share' }]],
  ['share', [{ kind: 'folder', path: resolve('share') }]],
  ['https://t%40ken@kho.vn:8443/', [{ kind: 'service', url: 'https://kho.vn:8443', token: 't@ken' }]],
  [
    ' http://a@10.0.0.7:8080 , /mnt/a b ,',
    [
      { kind: 'service', url: 'http://10.0.0.7:8080', token: 'a' },
      { kind: 'folder', path: '/mnt/a b' },
    ],
  ],
])('the witnesses of "%s"', (text, meant) => {
  expect(readWitnesses(text)).toEqual(meant);
});

test.each([
  ['https://kho.vn', 'needs its token'],
  ['https://user:matkhau@kho.vn', 'needs its token'],
  ['ftp://matkhau@kho.vn', 'ftp: is not known'],
  ['https://', 'is no URL'],
])('%s cannot be meant, and no secret is repeated', (text, why) => {
  expect(() => readWitnesses(text)).toThrow(why);
  expect(() => readWitnesses(text)).not.toThrow('matkhau');
});

test('a token that could be guessed is not given away', () => {
  expect(readWitnessTokens('')).toEqual([]);
  expect(readWitnessTokens('0123456789abcdef, fedcba9876543210')).toHaveLength(2);
  expect(() => readWitnessTokens('0123456789abcdef,ngan')).toThrow('shorter than 16');
});
