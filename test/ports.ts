/**
 * A port for a process that is started in a moment, and perhaps again after it was killed. Below those that the kernel hands out by
 * itself (from 32,768 on): none of the many connections that tests open meanwhile can take it.
 */
import { randomInt } from 'node:crypto';
import { freePort } from '../simulator/demo/ports.ts';

export const quietPort = (): Promise<number> => freePort(randomInt(20_000, 32_000), '127.0.0.1');
