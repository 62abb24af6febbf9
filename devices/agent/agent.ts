/** Makes devices of settings: the one place of the agent that picks sources and reads secrets and certificates. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AgentDevice } from './device.ts';
import type { AgentSettings, DeviceSettings, SourceSettings } from './settings.ts';
import { secretOf } from './settings-file.ts';
import { LocalMqttSource } from './sources/local-mqtt.ts';
import { modbusSource } from './sources/modbus.ts';
import { oneWireSource } from './sources/one-wire.ts';
import { SerialSource } from './sources/serial.ts';
import type { Source, Trouble } from './sources/types.ts';
import type { Time } from './time.ts';

const DAY = 86_400_000;

/** @param file the settings' own path: what they name is found from its folder */
export function openDevices(
  settings: AgentSettings,
  file: string,
  env: NodeJS.ProcessEnv,
  time: Time,
  tell: Trouble,
): AgentDevice[] {
  const folder = dirname(resolve(file));
  const bytesMost = Math.floor((settings.diskMegabytes * 1_000_000) / settings.devices.length);
  const bytesOf = (path: string) => readFileSync(resolve(folder, path));
  const { url, ca } = settings.service;
  return settings.devices.map((device) => {
    const { id, secret, certificate } = device;
    const told: Trouble = (what, facts) => tell(what, { device: id, ...facts });
    return new AgentDevice({
      ...{ id, url, time, bytesMost, tell: told, battery: settings.clock.battery },
      folder: join(settings.data, id),
      keepMs: settings.keepDays * DAY,
      options: {
        ...(secret === undefined ? {} : { password: secretOf(secret, folder, env) }),
        ...(ca === undefined ? {} : { ca: bytesOf(ca) }),
        ...(certificate === undefined
          ? {}
          : { cert: bytesOf(certificate.cert), key: bytesOf(certificate.key) }),
      },
      sources: device.sources.map((one, i) => sourceOf(one, `${id}-agent-${i + 1}`, folder, env, time, told)),
      watches: watchesOf(device),
      outputs: device.outputs,
    });
  });
}

function sourceOf(
  settings: SourceSettings,
  name: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  time: Time,
  trouble: Trouble,
): Source {
  switch (settings.kind) {
    case 'one-wire':
      return oneWireSource(settings, trouble);
    case 'serial':
      return new SerialSource(settings, trouble);
    case 'modbus':
      return modbusSource(settings, trouble);
    case 'mqtt': {
      const password = settings.password === undefined ? undefined : secretOf(settings.password, folder, env);
      return new LocalMqttSource(settings, name, password, () => time.wall(), trouble);
    }
    default:
      throw new Error(`No source ${JSON.stringify(settings satisfies never)}`);
  }
}

const watchesOf = ({ watches }: DeviceSettings) =>
  watches.map(({ name, probes, rules, maxGapSeconds, maxSilentSeconds }) => ({
    ...{ name, probes, maxGap: maxGapSeconds * 1000, maxSilent: maxSilentSeconds * 1000 },
    rules: rules.map(({ id, side, limitCelsius, inclusive, allowedSeconds, mode }) => ({
      ...{ id, side, inclusive, mode },
      limit: Math.round(limitCelsius * 1000),
      allowed: allowedSeconds * 1000,
    })),
  }));
