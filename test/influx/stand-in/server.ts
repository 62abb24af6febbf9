/**
 * A strict stand-in for InfluxDB 2.x over real HTTP: what its API documents (docs.influxdata.com/influxdb/v2/api/), with
 * faults on demand. Where the real server would let a mistake of ours pass, this one refuses it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, answerRefusal, Refusal } from './answers.ts';
import { control } from './control.ts';
import { type Faults, newFaults } from './faults.ts';
import { query } from './query-endpoint.ts';
import { Counter, type Statistics } from './statistics.ts';
import { PointStore } from './store.ts';
import { write } from './write-endpoint.ts';

export type StandInSettings = {
  readonly token: string;
  readonly org: string;
  readonly bucket: string;
  readonly port?: number;
  readonly retentionMs?: number | null;
  /** The largest body of a write, unpacked, bytes. */
  readonly maxBytes?: number;
  readonly clock?: () => number;
};

export type StandIn = {
  readonly url: string;
  readonly store: PointStore;
  /** Of writes, and of queries. */
  readonly faults: Faults;
  readonly queryFaults: Faults;
  maxBytes: number;
  statistics(): Statistics;
  /** Nobody listens on the port until `listen`; connections that stand are cut. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
};

/** Of InfluxDB itself no limit is documented; this one is far above what a batch should ever be. */
const MAX_BYTES = 50_000_000;

export async function startStandIn(settings: StandInSettings): Promise<StandIn> {
  const { token, org, bucket, clock = Date.now } = settings;
  const counter = new Counter();
  const store = new PointStore();
  store.makeBucket(bucket, settings.retentionMs ?? null);
  const parts = { store, counter, token, org, maxBytes: () => standIn.maxBytes, now: clock };
  const writeParts = { ...parts, now: () => BigInt(clock()) * 1_000_000n };
  let server: Server | null = null;
  let port = settings.port ?? 0;
  let closed = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = `${request.method} ${url.pathname}`;
    if (url.pathname.startsWith('/_faults')) return control(standIn, { request, response, url });
    switch (route) {
      case 'GET /ping':
      case 'HEAD /ping':
        return answer(response, 204);
      case 'GET /health':
        return answer(response, 200, {
          body: HEALTH,
          headers: { 'Content-Type': 'application/json; charset=utf-8' },
        });
      case 'POST /api/v2/query':
        counter.add('queries');
        return query({ request, response, url }, parts, standIn.queryFaults.take());
      case 'POST /api/v2/write': {
        counter.write(request, response);
        const fault = standIn.faults.take();
        if (fault?.kind === 'refuse') return outage(fault.ms);
        if (fault?.kind === 'reset' && fault.when === 'before-body') {
          request.socket.resetAndDestroy();
          return;
        }
        return write({ request, response, url }, writeParts, fault);
      }
      default:
        throw new Refusal(404, 'path not found');
    }
  }

  async function outage(ms: number): Promise<void> {
    await refuse();
    setTimeout(() => listen().catch((error: unknown) => console.error(error)), ms);
  }

  async function refuse(): Promise<void> {
    const listening = server;
    server = null;
    if (listening === null) return;
    const ended = once(listening, 'close');
    listening.close();
    listening.closeAllConnections();
    await ended;
  }

  async function listen(): Promise<void> {
    if (server !== null || closed) return;
    server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      handle(request, response).catch((error: unknown) => {
        // The connection broke: there is nobody to answer.
        if (request.socket.destroyed || response.headersSent) return;
        const known = error instanceof Refusal;
        if (!known) console.error('stand-in:', error);
        answerRefusal(response, known ? error : new Refusal(500, 'the stand-in itself failed'));
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  const standIn: StandIn = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    store,
    faults: newFaults(),
    queryFaults: newFaults(),
    maxBytes: settings.maxBytes ?? MAX_BYTES,
    statistics: () => counter.read(),
    refuse,
    listen,
    close: () => {
      closed = true;
      return refuse();
    },
  };
  await listen();
  return standIn;
}

const HEALTH = JSON.stringify({
  name: 'influxdb',
  message: 'ready for queries and writes',
  status: 'pass',
  checks: [],
  version: 'v2.7-stand-in',
});
