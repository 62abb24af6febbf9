/** The one place that wires the service together: environment, keeper, MQTT, HTTP, and an orderly end. */
import { mkdirSync, readFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { connectionsIn, openBridges } from './bridge/open.ts';
import { serveControl } from './control.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { newPassword } from './fleet/secrets.ts';
import type { Identities } from './identity/open.ts';
import type { Inbox } from './import/inbox.ts';
import { Reader } from './import/reader.ts';
import type { Counted, InfluxLink } from './influx/link.ts';
import { KeeperClient } from './keeper/client.ts';
import { SYSTEM } from './keeper/protocol.ts';
import type { MqttEdge } from './mqtt/broker.ts';
import type { Notify } from './notify/notify.ts';
import { startReportMail } from './notify/report-mail.ts';
import { Press } from './papers/press.ts';
import { startSchedule } from './schedule/start.ts';
import { EventLoop } from './watchdog/event-loop.ts';
import { openWatch } from './watchdog/open.ts';
import type { WitnessLink } from './witness/link.ts';

const WEB_ROOT = fileURLToPath(new URL('../dashboards/web/dist', import.meta.url));
/** An end that takes longer is no orderly end any more; what was acknowledged is on disk anyway. */
const END_WITHIN = 2_500;
/** What is on its way to people by then goes out once more at the next start. */
const SENDING_WITHIN = 1_000;

async function main(env: Environment): Promise<void> {
  const log = pino({ level: env.logLevel }, pino.destination({ sync: true }));
  mkdirSync(env.data, { recursive: true, mode: 0o700 });
  keepCompiled(join(env.data, 'compiled'));
  const connections = await connectionsIn(env.bridges, process.env);
  let mqtt: MqttEdge | null = null;
  const keeper = new KeeperClient({
    directory: env.data,
    clock: Date.now,
    log,
    onDeviceGone: (device) => mqtt?.disconnect(device),
    onDiskFailed: () => process.exit(1),
    packAfter: env.packAfter,
    connections: connections.map(({ name }) => name),
  });
  const loop = new EventLoop();
  const press = new Press();
  const reader = new Reader();
  let influx: InfluxLink | null = null;
  const lines: (() => readonly string[])[] = [() => loop.metrics()];
  const healths: (() => object)[] = [];
  const prepare = async () => {
    const [{ startMqtt }, { prepareHttp }, { lateLine }, notify, identities] = await Promise.all([
      import('./mqtt/broker.ts'),
      import('./http/server.ts'),
      import('./http/device-line.ts'),
      prepareNotify(env, keeper, log),
      prepareIdentities(env, log),
    ]);
    const page = await prepareHttp({
      host: env.host,
      port: env.httpPort,
      keeper: keeper.port(
        () => lines.flatMap((of) => of()).join('\n'),
        () => Object.assign({}, ...healths.map((of) => of())),
      ),
      history: () => influx,
      devices: lateLine(() => mqtt),
      issuer: identities?.issuer ?? null,
      telemetry: keeper,
      press: (kind, data) => press.renderPaper(kind, data),
      reader,
      webRoot: WEB_ROOT,
      log,
      clock: { now: Date.now },
      trustedProxies: env.trustedProxies,
      publicUrl: env.publicUrl,
      witnessTokens: env.witnessTokens,
      channels: notify,
    });
    return { startMqtt, page, notify, identities };
  };
  // The keeper's thread reads the store while this one makes all ready that it will listen with.
  const [, { startMqtt, page, notify, identities }] = await Promise.all([keeper.start(), prepare()]);
  if (env.apply !== null) await applyFile(keeper, env.apply);
  else await firstAdministrator(keeper);

  const { canary: settings } = notify.settings;
  const watch = openWatch(keeper, { settings, keeper, clock: Date.now, log });
  const { credentials } = watch;
  mqtt = await startMqtt({
    ...{ host: env.host, port: env.mqttPort, credentials, intake: keeper, log },
    secure: identities,
    onCloned: (device, { takeovers, since }) => {
      const detail = `${takeovers} take-overs within the hour`;
      void keeper.execute(SYSTEM, { type: 'device.cloned', device, why: 'sessions', since, detail });
    },
  });
  const edge = mqtt;
  identities?.watch(edge);
  const uptime = () => performance.now();
  const { random } = Math;
  const bridges = await openBridges({
    ...{ file: env.bridges, connections, directory: env.data, knows: (device) => keeper.knows(device) },
    ...{ intake: keeper, keeper, clock: Date.now, uptime, random, log },
  });
  influx = await startInflux(env, keeper, edge, log);
  const witnesses = await startWitnesses(env, keeper, log);
  const inbox = await startInbox(env, keeper, reader, log);
  lines.unshift(
    () => [mqttLines(edge)],
    () => influx?.metrics() ?? [],
    () => witnesses?.metrics() ?? [],
    () => notify.metrics(),
    () => watch.metrics(),
    () => bridges.metrics(),
  );
  healths.push(
    () => influx?.health() ?? {},
    () => bridges.health(),
  );
  const http = await page.listen();
  const control = await serveControl(env.data, keeper);
  log.info({ http: http.port, mqtt: edge.port, mqtts: edge.securePort, data: env.data }, 'ready');
  const schedule = startSchedule({ keeper, clock: Date.now, times: env.reportTimes, log });
  notify.start();
  const reportMail = startReportMail({
    ...{
      addresses: notify.settings.reports.mail,
      mailer: notify.mailer,
      publicUrl: env.publicUrl,
      keeper,
      log,
    },
    press: (kind, data) => press.renderPaper(kind, data),
  });
  watch.start(env.host, edge.port);
  bridges.start();
  flushCompileCache();

  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'ending');
    setTimeout(() => process.exit(1), END_WITHIN).unref();
    control.close();
    void watch.close();
    await Promise.all([
      edge.close(),
      bridges.close(),
      http.close(),
      influx?.close(),
      press.close(),
      inbox?.close().then(() => reader.close()) ?? reader.close(),
      schedule.close(),
      notify.close(SENDING_WITHIN),
      reportMail.close(SENDING_WITHIN),
    ]);
    if (witnesses === null) await keeper.execute(SYSTEM, { type: 'ledger.sign' });
    else await witnesses.close();
    await keeper.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(signal));
}

/** Half of a start is compiling the program; what was compiled once is read back. The keeper's thread inherits the variable. */
function keepCompiled(directory: string): void {
  process.env.NODE_COMPILE_CACHE ??= directory;
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
}

async function applyFile(keeper: KeeperClient, file: string): Promise<void> {
  const description = readFileSync(file, 'utf8');
  const answer = await keeper.execute(SYSTEM, { type: 'province.apply', description, file });
  if (!answer.ok)
    throw new Error(`${file}: ${answer.refusal.message} ${JSON.stringify(answer.refusal.details ?? {})}`);
}

/** An empty store has nobody who could sign in: one administrator is made, and the password is shown this once. */
async function firstAdministrator(keeper: KeeperClient): Promise<void> {
  if (keeper.hasPeople()) return;
  const password = newPassword();
  const people = [{ username: 'admin', name: 'Quản trị', roles: ['administrator'], password }];
  const answer = await keeper.execute(SYSTEM, {
    type: 'province.apply',
    description: { people },
    file: null,
  });
  if (!answer.ok) throw new Error(answer.refusal.message);
  process.stdout.write(`\nTài khoản quản trị đầu tiên / first administrator: admin\n`);
  process.stdout.write(`Mật khẩu, chỉ hiện một lần / password, shown only once: ${password}\n\n`);
}

/** The TLS side of the devices' door, where one is wanted. Its files are checked before anything listens. */
async function prepareIdentities(env: Environment, log: pino.Logger): Promise<Identities | null> {
  if (env.mqtts === null) return null;
  const { openIdentities } = await import('./identity/open.ts');
  const { data, host, publicUrl, mqtts } = env;
  return openIdentities({ data, host, publicUrl, ...mqtts }, Date.now, log);
}

/** The way to people. Its file is checked before anything listens; nothing goes out before `start`. */
async function prepareNotify(env: Environment, keeper: KeeperClient, log: pino.Logger): Promise<Notify> {
  const { openNotify } = await import('./notify/open.ts');
  const { data: directory, notify: file, publicUrl } = env;
  const { random } = Math;
  return openNotify({ file, env: process.env, directory, publicUrl, keeper, clock: Date.now, random, log });
}

/** The copy in InfluxDB, where one is wanted. The service waits for no answer of it. */
async function startInflux(
  env: Environment,
  keeper: KeeperClient,
  edge: MqttEdge,
  log: pino.Logger,
): Promise<InfluxLink | null> {
  if (env.influx === null) return null;
  const { InfluxLink } = await import('./influx/link.ts');
  const counts = () => countsOf(keeper, edge);
  return new InfluxLink({ directory: env.data, settings: env.influx, keeper, counts, clock: Date.now, log });
}

/** Files that are laid into a folder, where one is named. */
async function startInbox(
  env: Environment,
  keeper: KeeperClient,
  reader: Reader,
  log: pino.Logger,
): Promise<Inbox | null> {
  if (env.inbox === null) return null;
  const [{ Inbox }, { FileDesk }] = await Promise.all([
    import('./import/inbox.ts'),
    import('./import/desk.ts'),
  ]);
  const desk = new FileDesk(reader, keeper);
  const inbox = new Inbox({ folder: env.inbox, reader, desk, keeper, clock: Date.now, log });
  await inbox.start();
  return inbox;
}

/** What they keep is compared before anybody is answered; from then on they are given each checkpoint. */
async function startWitnesses(
  env: Environment,
  keeper: KeeperClient,
  log: pino.Logger,
): Promise<WitnessLink | null> {
  if (env.witnesses.length === 0) return null;
  const [{ WitnessLink }, { folderWitness }, { serviceWitness }] = await Promise.all([
    import('./witness/link.ts'),
    import('./witness/folder-witness.ts'),
    import('./witness/service-witness.ts'),
  ]);
  const witnesses = env.witnesses.map((one) =>
    one.kind === 'folder' ? folderWitness(one.path) : serviceWitness(one),
  );
  const link = new WitnessLink({ witnesses, keeper, clock: Date.now, log });
  await link.compare();
  link.start();
  return link;
}

function countsOf(keeper: KeeperClient, edge: MqttEdge): Counted {
  const counted = keeper.counts();
  const count = (name: string) => Number(counted[name] ?? 0);
  return {
    readings: count('readings'),
    duplicates: count('duplicates'),
    rejected: count('rejected'),
    commits: count('commits'),
    queued: count('queued'),
    devicesConnected: edge.devices(),
  };
}

function mqttLines(edge: MqttEdge): string {
  const { closed, ...counts } = edge.counters();
  const lines = [`giulanh_mqtt_connections ${edge.connections()}`, `giulanh_mqtt_devices ${edge.devices()}`];
  for (const [name, value] of Object.entries(counts))
    lines.push(`giulanh_mqtt_${snake(name)}_total ${value}`);
  for (const [reason, value] of Object.entries(closed))
    lines.push(`giulanh_mqtt_closed_total{reason="${reason}"} ${value}`);
  return lines.join('\n');
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

try {
  await main(readEnvironment(process.env));
} catch (error) {
  process.stderr.write(`giulanh: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
