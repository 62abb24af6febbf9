/**
 * Sensors that publish to a broker at the station, in whatever format a profile names. A message at QoS 1 is acknowledged to that
 * broker only once its readings are on the agent's disk; the session outlives the agent, so what comes meanwhile waits there.
 */
import mqtt, { type MqttClient } from 'mqtt';
import type { Measured } from '../../../src/telemetry/measured.ts';
import { readMessage } from '../../../src/telemetry/message.ts';
import { DECODERS } from '../../payloads/decoders.ts';
import { type DeviceProfile, profiles } from '../../profiles/profiles.ts';
import type { Sample } from '../round.ts';
import type { SourceOf } from '../settings.ts';
import type { Source, Take, Trouble } from './types.ts';

type Settings = SourceOf<'mqtt'>;

export class LocalMqttSource implements Source {
  readonly #settings: Settings;
  readonly #clientId: string;
  readonly #password: string | undefined;
  readonly #trouble: Trouble;
  readonly #now: () => number;
  #client: MqttClient | null = null;

  /** @param clientId stable, for the session at the broker is found by it */
  constructor(
    settings: Settings,
    clientId: string,
    password: string | undefined,
    now: () => number,
    trouble: Trouble,
  ) {
    if (settings.profile !== undefined && !profiles.has(settings.profile))
      throw new Error(`No profile ${settings.profile} is in devices/profiles`);
    this.#settings = settings;
    this.#clientId = clientId;
    this.#password = password;
    this.#now = now;
    this.#trouble = trouble;
  }

  start(take: Take): void {
    const { url, username, topics } = this.#settings;
    const client = mqtt.connect(url, {
      ...{ clientId: this.#clientId, clean: false, protocolVersion: 4, reconnectPeriod: 2_000 },
      ...(username === undefined ? {} : { username }),
      ...(this.#password === undefined ? {} : { password: this.#password }),
    });
    this.#client = client;
    client.handleMessage = (packet, done) => {
      const bytes = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      const samples = readLocal(this.#settings, packet.topic, bytes, this.#now());
      // What is retained was measured at some other time.
      if (packet.retain || samples.length === 0) return done();
      // Not kept is counted where it is kept; the broker could only send it again to the same full disk.
      take(samples);
      done();
    };
    client.on('connect', () => {
      client.subscribe(topics, { qos: 1 }, (error) => {
        if (error) this.#trouble('The local broker refuses', { topics, why: error.message });
      });
    });
    client.on('error', (error) =>
      this.#trouble('The local broker cannot be reached', { url, why: error.message }),
    );
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }
}

/** What a message says of the probes that are known. */
export function readLocal(settings: Settings, topic: string, payload: Uint8Array, now: number): Sample[] {
  const profile = settings.profile === undefined ? undefined : profiles.get(settings.profile);
  if (profile === undefined) {
    const probe = settings.probes[topic] ?? settings.probes['*'];
    const text = Buffer.from(payload).toString().trim();
    const celsius = text === '' ? Number.NaN : Number(text);
    return probe === undefined ? [] : [{ probe, celsius: Number.isFinite(celsius) ? celsius : null }];
  }
  return saidBy(profile, topic, payload, now).flatMap(({ address, measured }) =>
    measured.flatMap((one) => {
      const known = settings.probes[address ?? topic] ?? settings.probes['*'];
      if (known === undefined || isOutside(profile, one.probe)) return [];
      const { at, milli, extras } = one;
      const { ambient: _, clock: __, also: ___, ...told } = extras ?? {};
      const probe = known === '*' ? one.probe : known;
      const late = at === now ? {} : { at };
      return [{ probe, celsius: milli === null ? null : milli / 1000, ...told, ...late }];
    }),
  );
}

/** The room, the logger's housing: nothing that guards a vaccine is measured there. */
const isOutside = ({ channels }: DeviceProfile, probe: string): boolean =>
  channels.some((one) => one.kind === 'temperature' && one.place === 'outside' && one.probe === probe);

function saidBy(
  profile: DeviceProfile,
  topic: string,
  payload: Uint8Array,
  receivedAt: number,
): readonly { readonly address: string | null; readonly measured: readonly Measured[] }[] {
  const decoder = profile.payload === null ? undefined : DECODERS[profile.payload];
  if (decoder !== undefined) return decoder({ payload, topic, receivedAt }, profile);
  const text = Buffer.from(payload).toString();
  return [{ address: null, measured: readMessage(text, receivedAt, profile.faultCodesMilli).measured }];
}
