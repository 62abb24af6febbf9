/** The usual stack as one peer: Mosquitto, a plain mqtt.js subscriber, InfluxDB 1.x; what it stored, and who hears its alerts. */
import { connect, type MqttClient } from 'mqtt';
import { type Influxd, startInfluxd } from '../../influx/influxd.ts';
import { startMosquitto } from './mosquitto.ts';
import { type Peer, startPeer, type Target } from './processes.ts';

const DATABASE = 'tu';

export class UsualStack implements Target {
  readonly host: string;
  readonly port: number;
  /** The subscriber's. */
  readonly pid: number;
  /** Hears every alert as a screen of the service would: `{"alerts":[{"parcel":…}]}`. */
  onText: ((text: string) => void) | null = null;
  readonly #broker: Peer;
  readonly #subscriber: Peer;
  readonly #influx: Influxd;
  readonly #screen: MqttClient;

  private constructor(broker: Peer, subscriber: Peer, influx: Influxd, screen: MqttClient) {
    this.host = broker.host;
    this.port = broker.port;
    this.pid = subscriber.pid;
    this.#broker = broker;
    this.#subscriber = subscriber;
    this.#influx = influx;
    this.#screen = screen;
    screen.on('message', (topic) => {
      const parcel = topic.slice(topic.indexOf('/') + 1).replace('do-', 'kien-');
      this.onText?.(`{"alerts":[{"parcel":"${parcel}"}]}`);
    });
  }

  static async start(name: string): Promise<UsualStack> {
    const started: (() => Promise<unknown>)[] = [];
    try {
      const influx = await startInfluxd();
      started.push(() => influx.remove());
      await influx.query(`CREATE DATABASE ${DATABASE}`);
      const broker = await startMosquitto(name);
      started.push(() => broker.end());
      const subscriber = await startPeer(
        'subscriber',
        String(broker.port),
        `${influx.url}/write?db=${DATABASE}&precision=ms`,
      );
      started.push(() => subscriber.end());
      const screen = connect(`mqtt://${broker.host}:${broker.port}`, { clientId: 'man-hinh' });
      started.push(() => screen.endAsync(true));
      await screen.subscribeAsync('alerts/+');
      return new UsualStack(broker, subscriber, influx, screen);
    } catch (error) {
      for (const end of started.reverse()) await end();
      throw error;
    }
  }

  /** Its processes by what they are. */
  get pids(): Readonly<Record<string, number>> {
    return { mosquitto: this.#broker.pid, subscriber: this.pid, influxd: this.#influx.pid ?? 0 };
  }

  /** Readings in the database that were measured at that moment or later. */
  async stored(since: number): Promise<number> {
    const answer = await this.#influx.query(
      `SELECT count(celsius) FROM temperature WHERE time >= ${since}ms`,
      DATABASE,
    );
    return Number(answer.results[0]?.series?.[0]?.values[0]?.[1] ?? 0);
  }

  async end(): Promise<void> {
    await this.#screen.endAsync(true);
    await this.#subscriber.end();
    await this.#broker.end();
    await this.#influx.remove();
  }
}
