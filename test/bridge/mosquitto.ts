/** A real Mosquitto on a port and a folder of its own. Killed, it comes back on both. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { quietPort } from '../ports.ts';

const PROGRAM = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) => existsSync(path));
export const hasMosquitto = PROGRAM !== undefined;
if (!hasMosquitto && process.env.CI === 'true')
  throw new Error('Mosquitto is missing: apt-get install mosquitto');
if (!hasMosquitto) console.warn('Skipped: the tests with a real Mosquitto, for none is installed');
const READY_WITHIN = 60_000;

export type MosquittoWish = {
  /** Lines of its configuration beside the listener's. `{folder}` is its folder. */
  readonly lines?: readonly string[];
  /** Keeps what it holds on its disk: by itself after some changes. */
  readonly persistent?: boolean;
  readonly folder?: string;
};

export class Mosquitto {
  readonly folder: string;
  readonly port: number;
  readonly #own: boolean;
  #child: ChildProcess | null = null;

  private constructor(folder: string, port: number, own: boolean) {
    this.folder = folder;
    this.port = port;
    this.#own = own;
  }

  static async start({ lines = [], persistent = false, folder }: MosquittoWish = {}): Promise<Mosquitto> {
    const own = folder ?? mkdtempSync(join(tmpdir(), 'giulanh-mosquitto-'));
    const broker = new Mosquitto(own, await quietPort(), folder === undefined);
    const kept = [
      'persistence true',
      `persistence_location ${own}/`,
      'autosave_interval 50',
      'autosave_on_changes true',
    ];
    const conf = [
      ...[
        'user root',
        `pid_file ${own}/pid`,
        `log_dest file ${own}/log`,
        'log_type all',
        'max_queued_messages 0',
      ],
      ...(persistent ? kept : ['persistence false']),
      `listener ${broker.port} 127.0.0.1`,
      ...(lines.some((line) => /^(allow_anonymous|password_file)/.test(line))
        ? []
        : ['allow_anonymous true']),
      ...lines.map((line) => line.replaceAll('{folder}', own)),
    ];
    writeFileSync(join(own, 'mosquitto.conf'), `${conf.join('\n')}\n`);
    await broker.again();
    return broker;
  }

  /** Begins on what it left. */
  async again(): Promise<void> {
    const child = spawn(PROGRAM ?? 'mosquitto', ['-c', join(this.folder, 'mosquitto.conf')], {
      stdio: 'ignore',
    });
    this.#child = child;
    for (const end = Date.now() + READY_WITHIN; Date.now() < end; await wait(20)) {
      if (child.exitCode !== null) break;
      if (await answers(this.port)) return;
    }
    throw new Error(`Mosquitto did not start: ${this.log()}`);
  }

  log(): string {
    const path = join(this.folder, 'log');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Has what it holds written to its disk now. */
  save(): void {
    this.#child?.kill('SIGUSR1');
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, 'exit');
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await gone;
    }
    this.#child = null;
  }

  async close(): Promise<void> {
    await this.end('SIGTERM');
    if (this.#own) rmSync(this.folder, { recursive: true, force: true });
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A certificate authority, a certificate of the broker for `localhost`, one of a client, and a stranger's authority, as files. */
export function makeCertificates(folder: string): void {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const ca of ['ca', 'stranger'])
    run(
      'req',
      '-x509',
      ...key,
      '-keyout',
      `${ca}.key`,
      '-out',
      `${ca}.pem`,
      '-days',
      '3650',
      '-subj',
      `/CN=${ca}`,
    );
  for (const [name, subject] of [
    ['broker', 'localhost'],
    ['client', 'giulanh'],
  ] as const) {
    run('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`);
    writeFileSync(join(folder, `${name}.ext`), 'subjectAltName=DNS:localhost\n');
    run(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', `${name}.pem`, '-days', '3650', '-extfile', `${name}.ext`],
    );
  }
}
