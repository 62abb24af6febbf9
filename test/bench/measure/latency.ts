/** From the publish that breaks a rule to the hold, or the alert, as a screen and an HTTP client see it, under a steady load. */
import { Agent, get } from 'node:http';
import { Histogram } from '../histogram.ts';
import { PATIENCE_MS, Prober, type Shown } from '../house/prober.ts';
import { generate, startHouse } from '../house/processes.ts';
import { accounts } from '../house/province.ts';
import { Viewer } from '../house/viewer.ts';
import { type Report, signed } from '../report.ts';

const BACKGROUND = 1_000;
const EVERY_MS = 50;
const WARMUP_SECONDS = 2;

/** `beyondMs`: allowed on top of the commit's own p99; `aimMs`: what it should come to. `http`: is it asked for over HTTP too? */
export type Asked = {
  readonly what: Shown;
  readonly rate: number;
  readonly beyondMs: number;
  readonly aimMs?: number;
  readonly http: boolean;
};

export async function consequence(name: string, asked: Asked, seconds: number): Promise<Report> {
  const { what, rate, beyondMs, aimMs } = asked;
  const breakers = Math.floor((seconds * 1000) / EVERY_MS);
  const house = await startHouse(name, BACKGROUND + breakers, 'none');
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const overHttp = new Histogram();
  try {
    const viewer = await Viewer.open(house.http);
    try {
      const prober = new Prober(house, viewer, what);
      const { host, port } = house;
      const orders = { host, port, devices: accounts(BACKGROUND), window: 5, rate, outOfRange: 0 };
      let begin = () => {};
      const started = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const background = generate(
        { ...orders, warmupSeconds: WARMUP_SECONDS, seconds: seconds + 1, after: 0 },
        house,
        begin,
      );
      await Promise.race([started, background]);
      await prober.breakAll(accounts(breakers, BACKGROUND), EVERY_MS, async ({ parcel }, since) => {
        if (!asked.http) return;
        await poll(agent, `${house.http}/api/v1/${what}?parcel=${parcel}`, viewer.token, since);
        overHttp.add(performance.now() - since);
      });
      const found = await background;
      const [live, http, own] = [prober.shown.quantiles(), overHttp.quantiles(), prober.puback.quantiles()];
      const limit = own.p99 + beyondMs;
      const aim = aimMs === undefined ? '' : ` (aim + ${aimMs} ms)`;
      return {
        name,
        asked: `p99 ≤ the commit's p99 + ${beyondMs} ms${aim} at ${rate}/s`,
        met: live.p99 <= limit && http.p99 <= limit,
        lines: [
          `${what} on the WebSocket p50 ${live.p50}, p99 **${live.p99}** ms (${live.n} of them), the commit's ${signed(live.p99 - own.p99)} ms`,
          ...(asked.http ? [`over HTTP p50 ${http.p50}, p99 **${http.p99}** ms`] : []),
          `PUBACK (the commit) of the same readings p50 ${own.p50}, p99 ${own.p99} ms; of the ${Math.round(found.perSecond)}/s beside p50 ${found.puback.p50}, p99 ${found.puback.p99} ms`,
          `CPU %: main ${found.cpu.main}, keeper ${found.cpu.keeper}, all ${found.cpu.total}; generator ${Math.round(found.generatorCpu)}`,
        ],
        data: { live, http, own, found },
      };
    } finally {
      viewer.close();
    }
  } finally {
    agent.destroy();
    await house.end();
  }
}

async function poll(agent: Agent, url: string, token: string, since: number): Promise<void> {
  while (performance.now() - since < PATIENCE_MS) {
    const body = await new Promise<string>((resolve, reject) => {
      get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => resolve(text));
      }).on('error', reject);
    });
    if ((JSON.parse(body) as { items?: unknown[] }).items?.length) return;
  }
  throw new Error(`nothing at ${url} after ${PATIENCE_MS} ms`);
}
