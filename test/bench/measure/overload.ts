/** More than the service can take, for minutes: does it live, does its memory stay bounded, do the screens stay alive? */
import { rssOf } from '../house/cost.ts';
import { generate, type House, startHouse } from '../house/processes.ts';
import { accounts } from '../house/province.ts';
import { Viewer } from '../house/viewer.ts';
import type { Report } from '../report.ts';

const DEVICES = 1_000;
const RATE = 30_000;
const WINDOW = 20;
const LOOK_EVERY_MS = 1_000;
/** Screens are told every 100 ms; this long without a frame is a dead feed. */
const GAP_MOST_MS = 5_000;
/** The second half of the time may add no more than this share to the memory of the first. */
const GROWTH_MOST = 0.25;

type Memory = { readonly seconds: number; readonly rss: number };

export async function overload(name: string, outOfRange: number, seconds: number): Promise<Report> {
  const house = await startHouse(name, DEVICES, 'usual');
  const viewer = await Viewer.open(house.http);
  const memory: Memory[] = [];
  const began = performance.now();
  const look = setInterval(() => {
    memory.push({ seconds: Math.round((performance.now() - began) / 1000), rss: rssOf(house.pid) });
  }, LOOK_EVERY_MS);
  try {
    let seen = viewer.seen();
    const { host, port } = house;
    const orders = { host, port, devices: accounts(DEVICES), window: WINDOW, rate: RATE, outOfRange };
    const found = await generate({ ...orders, warmupSeconds: 2, seconds, after: 0 }, house, (phase) => {
      if (phase === 'start') viewer.restart();
      else seen = viewer.seen();
    });
    const { cpu } = found;
    const alive = viewer.open && (await isReady(house));
    const counts = await countsOf(house, viewer.token);
    const at = (part: number) => memory[Math.floor((memory.length - 1) * part)]?.rss ?? 0;
    const growth = at(1) / Math.max(1, Math.max(...memory.slice(0, memory.length / 2).map((m) => m.rss))) - 1;
    const unacked = found.sent - found.acked;
    return {
      name,
      asked: 'no crash, bounded memory, feed alive',
      met:
        alive && found.lost === 0 && unacked === 0 && growth < GROWTH_MOST && seen.longestGapMs < GAP_MOST_MS,
      lines: [
        `${RATE}/s offered ${seconds} s, ${outOfRange * 100} % out of range: ${Math.round(found.perSecond)}/s acknowledged, ${unacked} unacknowledged, ${found.lost} connections lost`,
        `PUBACK p50 ${found.puback.p50} ms, p99 ${found.puback.p99} ms (from the intended moment)`,
        `RSS start ${at(0)}, middle ${at(0.5)}, end ${at(1)}, most ${Math.max(...memory.map((m) => m.rss))} MB`,
        `feed ${seen.perSecond} frames/s, longest gap ${seen.longestGapMs} ms`,
        `CPU %: main ${cpu.main}, keeper ${cpu.keeper}, all ${cpu.total}; generator ${Math.round(found.generatorCpu)}`,
        counts,
      ],
      data: { found, memory, seen },
    };
  } finally {
    clearInterval(look);
    viewer.close();
    await house.end();
  }
}

const isReady = async (house: House): Promise<boolean> => (await fetch(`${house.http}/readyz`)).ok;

async function countsOf(house: House, token: string): Promise<string> {
  const answer = await fetch(`${house.http}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  const of = (name: string) => text.match(new RegExp(`^giulanh_keeper_${name} (\\d+)`, 'm'))?.[1] ?? '?';
  return `keeper: ${of('readings')} readings, ${of('commits')} commits, ${of('unpacked')} not yet packed`;
}
