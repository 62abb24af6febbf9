/** The HTTP edge put together: `/api/v1`, the live feed, operations and the dashboards on one port. */
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import compress from '@fastify/compress';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Issuer } from '../identity/open.ts';
import type { Reader } from '../import/reader.ts';
import type { HistoryReader } from '../influx/history-reader.ts';
import { adminRoutes } from './admin-routes.ts';
import { bookRoutes } from './book-routes.ts';
import { type ChannelDesk, channelRoutes } from './channel-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { custodyRoutes } from './custody-routes.ts';
import { decisionRoutes } from './decision-routes.ts';
import { type Deadlines, Desk } from './desk.ts';
import { type DeviceLine, NO_DEVICES } from './device-line.ts';
import { ds01Routes } from './ds01-routes.ts';
import { dutyRoutes } from './duty-routes.ts';
import { enrolRoutes } from './enrol-routes.ts';
import { epcisRoutes } from './epcis-routes.ts';
import { errorAnswer } from './errors.ts';
import { fileRoutes } from './file-routes.ts';
import { fleetRoutes } from './fleet-routes.ts';
import { gateRoutes } from './gate-routes.ts';
import { credentialOf, isOwnOrigin, SESSION_COOKIE } from './guard.ts';
import { identityRoutes } from './identity-routes.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { LIVE_PATH, LiveHub } from './live.ts';
import type { LiveBounds } from './live-member.ts';
import { Login } from './login.ts';
import { HttpMetrics } from './metrics.ts';
import { noticeRoutes } from './notice-routes.ts';
import { officialRoutes } from './official-routes.ts';
import { opener } from './opening.ts';
import { operation } from './operation.ts';
import { opsRoutes } from './ops-routes.ts';
import type { Press } from './paper-door.ts';
import { paperRoutes } from './paper-routes.ts';
import { parcelRoutes } from './parcel-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { Passkeys } from './passkeys.ts';
import { planningRoutes } from './planning-routes.ts';
import type { Clock, KeeperPort, Log } from './ports.ts';
import { httpProblem } from './problem.ts';
import { proofRoutes } from './proof-routes.ts';
import { registryRoutes } from './registry-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { SessionBook } from './session-book.ts';
import { sessionRoutes } from './session-routes.ts';
import { stockRoutes } from './stock-routes.ts';
import type { TelemetryDoor } from './supplier-door.ts';
import { unitRoutes } from './unit-routes.ts';
import { anyObject } from './view-schemas.ts';
import { SECURITY_HEADERS, serveWeb } from './web.ts';

const BODY_BYTES_MAX = 1024 * 1024;
const HEADER_BYTES_MAX = 16 * 1024;
const HEADERS_DEADLINE_MS = 10_000;
/** An import of 16 MiB over a country line must get through. */
const REQUEST_DEADLINE_MS = 120_000;
/** A trip of 200 parcels is 180 kB, packed 16 kB. What is sent here is never unpacked: a small body could become any size. */
const COMPRESSION = {
  globalCompression: true,
  globalDecompression: false,
  encodings: ['gzip' as const],
  threshold: 1_024,
};
const SOCKETS_MAX = 5_000;
const SWEEP_SESSIONS_MS = 3_600_000;
/** Lot numbers and ids arrive percent-encoded: three characters a byte. */
const PARAMETER_LENGTH_MAX = 1_000;

export type HttpOptions = {
  host: string;
  /** 0 takes a free one. */
  port: number;
  keeper: KeeperPort;
  /** The folder of the built dashboards. */
  webRoot: string;
  log: Log;
  clock: Clock;
  /** The copy in InfluxDB, for charts older than what the store answers for; asked for with each of them. Default: none. */
  history?: () => HistoryReader | null;
  /** The devices' broker, for commands to them and who was turned away there. Default: none. */
  devices?: DeviceLine;
  /** Makes certificates for devices. Default: none are made here. */
  issuer?: Issuer | null;
  /** The way of telemetry to the keeper. Default: none is taken here. */
  telemetry?: TelemetryDoor | null;
  /** Reads logger files. Default: none are taken here. */
  reader?: Reader | null;
  /** Sets papers as PDF. Default: none. */
  press?: Press | null;
  /** The ways to people. Default: none. */
  channels?: ChannelDesk | null;
  /** Tokens of the services that this one is a witness for. Default: of none. */
  witnessTokens?: readonly string[];
  /** Addresses of proxies whose X-Forwarded-For, -Proto and -Host are believed. Default: nobody's. */
  trustedProxies?: readonly string[];
  /** Where people open the service; what passkeys are bound to. Default: none, so that they work at localhost alone. */
  publicUrl?: string | null;
  live?: Partial<LiveBounds>;
  deadlines?: Partial<Deadlines>;
};
export type HttpEdge = { port: number; close(): Promise<void> };
/** All that can be done before anybody may ask; it asks nothing itself. */
export type PreparedHttp = { listen(): Promise<HttpEdge> };

export const startHttp = async (options: HttpOptions): Promise<HttpEdge> =>
  (await prepareHttp(options)).listen();

export async function prepareHttp(options: HttpOptions): Promise<PreparedHttp> {
  const { keeper, clock, log } = options;
  const isTrusted = (address: string | undefined) =>
    address !== undefined && (options.trustedProxies ?? []).includes(address.replace(/^::ffff:/, ''));
  const answerError = errorAnswer(log);
  const app = Fastify({
    // Addresses that cannot be read never reach the error handler.
    frameworkErrors: answerError,
    trustProxy: isTrusted,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_DEADLINE_MS,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    forceCloseConnections: true,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_DEADLINE_MS,
      connectionsCheckingInterval: HEADERS_DEADLINE_MS / 2,
    },
  });
  app.server.maxConnections = SOCKETS_MAX;

  const desk = new Desk(keeper, clock, log, options.deadlines);
  const sessions = new SessionBook(keeper, desk, clock);
  const login = new Login(keeper, clock);
  await login.prepare();
  const metrics = new HttpMetrics();
  const live = new LiveHub({
    keeper,
    desk,
    sessions,
    clock,
    log,
    bounds: options.live,
    hostOf: (request) => hostOf(request, isTrusted(request.socket.remoteAddress)),
  });
  app.server.on('upgrade', (request, socket, head) => live.upgrade(request, socket, head));
  const sweeper = setInterval(() => sessions.sweep(), SWEEP_SESSIONS_MS).unref();

  // Answers come from the keeper in the API's own shapes; their schemas are the promise, which tests hold them to.
  // Encoding every list through zod once more would cost the socket thread more than all else it does.
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  acceptJsonOnly(app);
  app.setErrorHandler(answerError);
  app.decorateRequest('signedIn', null);
  // Hooks call on: a promise for each at every request costs more than what they do.
  app.addHook('onRequest', (_, reply, next) => {
    void reply.headers(SECURITY_HEADERS);
    next();
  });
  app.addHook('onResponse', (request, reply, next) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.record(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    next();
  });

  await app.register(swagger, openapi);
  opsRoutes(app, desk, keeper, sessions, () => metrics.text(live, sessions, login));
  await app.register(
    async (scope) => {
      guard(scope, sessions);
      await scope.register(compress, COMPRESSION);
      const api = scope.withTypeProvider<ZodTypeProvider>();
      const open = opener(sessions, clock);
      sessionRoutes(api, desk, login, sessions, open);
      const passkeys = new Passkeys(desk, login, clock);
      passkeyRoutes(api, { desk, login, passkeys, publicUrl: options.publicUrl ?? null, open });
      fleetRoutes(api, { desk, clock, history: options.history ?? (() => null) }, () => live.refresh());
      parcelRoutes(api, desk);
      decisionRoutes(api, desk);
      officialRoutes(api, desk);
      adminRoutes(api, desk, sessions);
      registryRoutes(api, desk, clock);
      gateRoutes(api, desk);
      ledgerRoutes(api, desk, options.witnessTokens ?? []);
      epcisRoutes(api, desk, clock);
      custodyRoutes(api, desk, sessions);
      paperRoutes(api, desk, options.press ?? null);
      reportRoutes(api, desk, options.press ?? null);
      planningRoutes(api, desk);
      proofRoutes(api, desk);
      unitRoutes(api, desk, clock);
      bookRoutes(api, desk);
      stockRoutes(api, desk);
      noticeRoutes(api, desk);
      dutyRoutes(api, desk, clock);
      contactRoutes(api, desk);
      const line = options.devices ?? NO_DEVICES;
      enrolRoutes(api, desk, line);
      const { issuer = null, publicUrl = null } = options;
      identityRoutes(api, { desk, line, issuer, clock, publicUrl });
      channelRoutes(api, desk, options.channels ?? null);
      fileRoutes(api, desk, options.reader ?? null);
      ds01Routes(api, options.telemetry ?? null, clock);
      api.get(
        LIVE_PATH.slice('/api/v1'.length),
        {
          schema: operation(
            { tag: 'live', summary: LIVE_SUMMARY, description: LIVE_DESCRIPTION, status: 101 },
            anyObject,
            {},
          ),
        },
        async () => {
          throw httpProblem('UPGRADE_REQUIRED', undefined, { headers: { upgrade: 'websocket' } });
        },
      );
      api.get(
        '/openapi.json',
        {
          config: { open: true },
          schema: operation({ tag: 'session', summary: 'This document', open: true }, anyObject, {}),
        },
        async () => app.swagger(),
      );
    },
    { prefix: '/api/v1' },
  );
  await serveWeb(app, options.webRoot);
  await app.ready();

  const close = async () => {
    clearInterval(sweeper);
    await live.close();
    await app.close();
  };
  return {
    listen: async () => {
      await app.listen({ host: options.host, port: options.port });
      const { port } = app.server.address() as AddressInfo;
      return { port, close };
    },
  };
}

/** Every API request: nothing cached, nothing from other sites' pages, and a session unless the route is open. */
function guard(scope: FastifyInstance, sessions: SessionBook): void {
  scope.addHook('onRequest', (request, reply, next) => {
    void reply.header('cache-control', 'no-store');
    const credential = credentialOf(request.headers);
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    // A bearer token is put there by a program, never by a browser on its own.
    if (changes && credential?.by !== 'bearer' && !isOwnOrigin(request.headers, request.host))
      throw httpProblem('FORBIDDEN_ORIGIN');
    request.signedIn = credential === null ? null : sessions.find(credential.token, request.raw.socket);
    if (request.signedIn === null && request.routeOptions.config.open !== true)
      throw httpProblem('UNAUTHENTICATED');
    next();
  });
}

/** No form or plain text (what a foreign page could send unasked); an empty body is no body. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/ld+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      const text = String(body);
      if (text.trim() === '') done(null, undefined);
      else parse(request, text, done);
    },
  );
}

function hostOf({ headers }: IncomingMessage, isProxyTrusted: boolean): string {
  const forwarded = headers['x-forwarded-host'];
  return (isProxyTrusted && typeof forwarded === 'string' ? forwarded : headers.host) ?? '';
}

const LIVE_SUMMARY = 'WebSocket: how everything is, then what changes';
const LIVE_DESCRIPTION = `\`?site=\` narrows it to a place within one's own. The first frame is a snapshot with
\`revision\` 1, every frame after it has a revision one higher; a gap calls for a new connection, or for the message
\`{"type":"snapshot"}\`. A delta holds whole new states; a resolved alert and an ended hold come once more. A snapshot
may also come later, with the next revision, and replaces everything: so when something has left the place.
Close codes: 1013 come back later, 4401 the session has ended, 4403 the person's place has changed.`;

const openapi = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Giữ Lạnh',
      version: '1',
      description: 'Cold-chain monitoring of a province’s vaccines. Times are ISO 8601 UTC, temperatures °C.',
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http' as const, scheme: 'bearer' },
        cookie: { type: 'apiKey' as const, in: 'cookie', name: SESSION_COOKIE },
      },
    },
    security: [{ bearer: [] }, { cookie: [] }],
  },
  transform: jsonSchemaTransform,
  transformObject: jsonSchemaTransformObject,
};
