/** From the publish that breaks a rule to the hold, as a screen and an HTTP client see it, under a steady load. */
import { Agent, get } from 'node:http';
import { Histogram, type Quantiles } from '../histogram.ts';
import { generate, startHouse } from '../house/processes.ts';
import { type Account, accounts } from '../house/province.ts';
import { Viewer } from '../house/viewer.ts';
import { Device } from '../load/device.ts';
import type { Report } from '../report.ts';

const BACKGROUND = 1_000;
const RATE = 1_000;
const EVERY_MS = 50;
/** No hold comes later than this. */
const PATIENCE_MS = 10_000;
/** Allowed beyond the commit's own p99. */
const BEYOND_COMMIT_MS = 50;

type Times = { live: Histogram; http: Histogram; puback: Histogram };

export async function holdLatency(name: string, seconds: number): Promise<Report> {
  const breakers = Math.floor((seconds * 1000) / EVERY_MS / 2);
  const house = await startHouse(name, BACKGROUND + breakers, 'none');
  const viewer = await Viewer.open(house.http);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: Times = { live: new Histogram(), http: new Histogram(), puback: new Histogram() };
  const { host, port } = house;
  try {
    const shown = new Map<string, () => void>();
    viewer.onText = (text) => {
      const { holds } = JSON.parse(text) as { holds: { parcel: string }[] };
      for (const hold of holds) shown.get(hold.parcel)?.();
    };
    const orders = { host, port, devices: accounts(BACKGROUND), window: 5, rate: RATE, outOfRange: 0 };
    const background = generate({ ...orders, warmupSeconds: 2, seconds, after: 0 }, house);
    await sleep(2_000);
    const busy: Promise<void>[] = [];
    for (const account of accounts(breakers, BACKGROUND)) {
      const next = sleep(EVERY_MS);
      busy.push(
        breakRule({ host, port, account, http: house.http, token: viewer.token, agent, shown, times }),
      );
      await next;
      if (busy.length * EVERY_MS * 2 > seconds * 1000) break;
    }
    await Promise.all(busy);
    const found = await background;
    const [live, http, own] = [times.live, times.http, times.puback].map((h) => h.quantiles()) as [
      Quantiles,
      Quantiles,
      Quantiles,
    ];
    const limit = own.p99 + BEYOND_COMMIT_MS;
    return {
      name,
      asked: `p99 ≤ the commit's p99 + ${BEYOND_COMMIT_MS} ms at ${RATE}/s`,
      met: live.p99 <= limit && http.p99 <= limit,
      lines: [
        `hold on the WebSocket p50 ${live.p50}, p99 **${live.p99}** ms; over HTTP p50 ${http.p50}, p99 **${http.p99}** ms (${live.n} holds)`,
        `PUBACK (the commit) of the same readings p50 ${own.p50}, p99 ${own.p99} ms; of the ${Math.round(found.perSecond)}/s beside p50 ${found.puback.p50}, p99 ${found.puback.p99} ms`,
      ],
      data: { live, http, own, found },
    };
  } finally {
    agent.destroy();
    viewer.close();
    await house.end();
  }
}

type Breaking = {
  host: string;
  port: number;
  account: Account;
  http: string;
  token: string;
  agent: Agent;
  shown: Map<string, () => void>;
  times: Times;
};

async function breakRule({ host, port, account, http, token, agent, shown, times }: Breaking): Promise<void> {
  const device = new Device({ host, port, ...account }, 0, (since) =>
    times.puback.add(performance.now() - since),
  );
  await device.connect(() => {});
  const seen = new Promise<void>((resolve) => shown.set(account.parcel, resolve));
  const since = performance.now();
  device.write([device.reading('9.50', since)]);
  const overHttp = poll(agent, `${http}/api/v1/holds?parcel=${account.parcel}`, token, since);
  await Promise.all([
    within(seen, `no hold of ${account.parcel} on the feed`).then(() =>
      times.live.add(performance.now() - since),
    ),
    overHttp.then(() => times.http.add(performance.now() - since)),
  ]);
  shown.delete(account.parcel);
  device.close();
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
  throw new Error(`no hold at ${url} after ${PATIENCE_MS} ms`);
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function within(wanted: Promise<void>, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} after ${PATIENCE_MS} ms`)), PATIENCE_MS);
    void wanted.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
