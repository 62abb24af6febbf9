/**
 * The peer of the scan gate: an empty Fastify route that answers what it is given in its argument (JSON), to whoever asks,
 * whatever is asked. Prints its port.
 */
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

const answer = JSON.parse(process.argv[2] ?? '{}') as object;
const app = Fastify();
app.get('/api/v1/eligibility', async () => answer);
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
