import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublic } from '../../src/notify/addresses.ts';

test.each([
  '0.0.0.0',
  '10.0.0.0',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.168.255.255',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '',
  'localhost',
  '127.1',
  '0x7f000001',
  '2130706433',
])('%j is not of the open Internet', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each([
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '203.113.131.1',
  '223.255.255.255',
  '2001:ee0::1',
  '2400:cb00:2048::1',
  '2606:4700::1111',
])('%s is of the open Internet', (address) => {
  expect(isPublic(address)).toBe(true);
});

test('an IPv4 address is never let in by being written as IPv6', () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      (address) => isPublic(`::ffff:${address}`) === false && isPublic(`64:ff9b::${address}`) === false,
    ),
  );
});
