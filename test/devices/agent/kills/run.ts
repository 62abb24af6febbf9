/**
 * Kills the agent at random moments while a sensor publishes to the station's broker and the network to the service comes and goes. A
 * reading counts as told once the broker has confirmed it; at the end each must be in the service once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { Mosquitto } from '../../../bridge/mosquitto.ts';
import { ROOT } from '../../../faults/process.ts';
import { secretOf } from '../../../int/service.ts';
import { newFolder, removeFolder } from '../house.ts';
import { Wire } from '../wire-cut.ts';
import { type Comparison, compare, DEVICE, openWorld, type Truth } from '../world.ts';

export type KillsResult = Comparison & {
  readonly kills: number;
  /** How often the network was cut. */
  readonly cuts: number;
  readonly drainSeconds: number;
};

const TOPIC = 'tram/tu-1';
const EVERY_MS = 4;
const DRAINED_WITHIN = 120_000;

/** @param random 0 to 1 */
export async function killAgent(
  kills: number,
  random: () => number,
  tell: (line: string) => void,
): Promise<KillsResult> {
  const folder = newFolder();
  const broker = await Mosquitto.start({ persistent: true });
  const service = await openWorld();
  const wire = await Wire.open(service.port);
  const file = join(folder, 'agent.yaml');
  writeFileSync(join(folder, 'secret'), secretOf(DEVICE));
  writeFileSync(
    file,
    JSON.stringify({
      service: { url: `mqtt://127.0.0.1:${wire.port}` },
      data: './data',
      clock: { battery: true },
      devices: [
        {
          id: DEVICE,
          secret: { file: 'secret' },
          sources: [
            {
              ...{
                kind: 'mqtt',
                url: `mqtt://127.0.0.1:${broker.port}`,
                topics: [TOPIC],
                profile: 'giulanh',
              },
              probes: { '*': '*' },
            },
          ],
        },
      ],
    }),
  );
  const was: Truth[] = [];
  let agent: ChildProcess | null = null;
  const start = (): ChildProcess => {
    const log = openSync(join(folder, 'log'), 'a');
    const child = spawn(process.execPath, ['devices/agent/main.ts', file], {
      cwd: ROOT,
      stdio: ['ignore', log, log],
    });
    agent = child;
    return child;
  };
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  let last = Date.now() - 3_600_000;
  let publishing = true;
  const publish = async () => {
    const sensor = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { clientId: 'sensor' });
    while (publishing) {
      last = Math.min(last + 20, Date.now());
      const celsius = Math.round(400 + (was.length % 300)) / 100;
      const readings = [{ at: new Date(last).toISOString(), celsius, probe: '1' }];
      await sensor.publishAsync(TOPIC, JSON.stringify({ readings }), { qos: 1 });
      was.push({ at: last, probe: '1', celsius });
      await wait(EVERY_MS);
    }
    await sensor.endAsync();
  };
  try {
    // The station's broker holds a session for the agent from its first start on.
    let child = start();
    while (!broker.log().includes(`Sending SUBACK to ${DEVICE}-agent-1`)) await wait(20);
    const published = publish();
    let cuts = 0;
    for (let kill = 1; kill <= kills; kill++) {
      if (random() < 0.5) wire.mend();
      else {
        wire.cut();
        cuts++;
      }
      await wait(300 + random() * 3_500);
      await end(child);
      child = start();
      if (kill % 5 === 0) tell(`${kill} kills, ${was.length} readings told`);
    }
    publishing = false;
    await published;
    wire.mend();
    const began = performance.now();
    const count = () => Number(service.keeper.counts().readings ?? 0);
    while (count() < was.length && performance.now() - began < DRAINED_WITHIN) await wait(50);
    const drainSeconds = (performance.now() - began) / 1000;
    await end(child);
    const found = await compare(service, was, 0);
    if (found.missing > 0 || found.doubled > 0) tell(readFileSync(join(folder, 'log'), 'utf8').slice(-4_000));
    return { kills, cuts, drainSeconds, ...found };
  } finally {
    publishing = false;
    if (agent !== null) await end(agent);
    await wire.close();
    await service.close();
    await broker.close();
    removeFolder(folder);
  }
}
