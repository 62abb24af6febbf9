import { expect, test } from 'vitest';
import { CANARY_DEVICE } from '../../src/fleet/service-device.ts';
import { withCanary } from '../../src/watchdog/credentials.ts';

const registry = {
  verify: (device: string, secret: Uint8Array) =>
    device === 'do-1' && Buffer.from(secret).equals(Buffer.from('one')),
  knows: (device: string) => device === 'do-1',
};
const bytes = (text: string) => Buffer.from(text);

test('the service’s own device comes in with its secret of this run alone, and changes nothing for the others', () => {
  const both = withCanary(registry, 'of-this-run');
  expect(both.verify(CANARY_DEVICE, bytes('of-this-run'))).toBe(true);
  expect(both.verify(CANARY_DEVICE, bytes('of-this-ruin'))).toBe(false);
  expect(both.verify(CANARY_DEVICE, bytes(''))).toBe(false);
  expect(both.verify('do-1', bytes('one'))).toBe(true);
  expect(both.verify('do-1', bytes('of-this-run'))).toBe(false);
  expect([both.knows?.(CANARY_DEVICE), both.knows?.('do-1'), both.knows?.('do-2')]).toEqual([
    true,
    true,
    false,
  ]);
});
