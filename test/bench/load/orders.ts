/** What a generator is told to do: JSON on its standard input, for an argument has no room for thousands of devices. */
import { readFileSync } from 'node:fs';

const STDIN = 0;

export const readOrders = <Orders>(): Orders => JSON.parse(readFileSync(STDIN, 'utf8')) as Orders;
