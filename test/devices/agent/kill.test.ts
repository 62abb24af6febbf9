import { expect, test } from 'vitest';
import { random } from '../../../simulator/random.ts';
import { hasMosquitto } from '../../bridge/mosquitto.ts';
import { killAgent } from './kills/run.ts';

if (!hasMosquitto) console.warn('Not tried here, for there is no Mosquitto: kills of an agent');

test.skipIf(!hasMosquitto)(
  'an agent killed at random moments, with a network that comes and goes, loses nothing and doubles nothing',
  async () => {
    const draw = random('agent-kills', 'moments');
    const found = await killAgent(
      4,
      () => draw.between(0, 1),
      () => {},
    );
    expect(found.measured).toBeGreaterThan(100);
    expect(found).toMatchObject({ missing: 0, doubled: 0, stored: found.measured, furthestMs: 0 });
  },
);
