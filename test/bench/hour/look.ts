/** What the service says of itself and what the kernel says of it, every ten seconds of a long run. */
import { type Cpu, cpuOf, rssOf, share } from '../house/cost.ts';
import type { House } from '../house/processes.ts';
import type { Stretch } from '../load/minutely.ts';

/** Memory in MB, times in ms, CPU in percent of one core; NaN: the service does not say. */
export type Look = {
  readonly minute: number;
  readonly rss: number;
  readonly heapMain: number;
  readonly heapKeeper: number;
  readonly delayP99: number;
  readonly delayMax: number;
  readonly commitP99: number;
  readonly commits: number;
  readonly readings: number;
  readonly unpacked: number;
  readonly main: number;
  readonly keeper: number;
  /** Of all threads. */
  readonly cpu: number;
} & Stretch;

export class Looks {
  readonly all: Look[] = [];
  readonly #house: House;
  readonly #began = performance.now();
  #cpu: Cpu;

  constructor(house: House) {
    this.#house = house;
    this.#cpu = cpuOf(house.pid);
  }

  async add(stretch: Stretch): Promise<Look> {
    const { pid, http } = this.#house;
    const text = await (await fetch(`${http}/metrics`)).text();
    const of = (name: string) => Number(text.match(new RegExp(`^${name} (\\S+)$`, 'm'))?.[1] ?? Number.NaN);
    const cpu = cpuOf(pid);
    const { main, keeper, total } = share(pid, this.#cpu, cpu);
    this.#cpu = cpu;
    const look: Look = {
      ...stretch,
      minute: (performance.now() - this.#began) / 60_000,
      rss: rssOf(pid),
      heapMain: of('nodejs_heap_size_used_bytes') / 1e6,
      heapKeeper: of('giulanh_keeper_heap_used_bytes') / 1e6,
      delayP99: of('giulanh_event_loop_delay_p99_seconds') * 1000,
      delayMax: of('giulanh_event_loop_delay_max_seconds') * 1000,
      commitP99: of('giulanh_keeper_commit_p99_ms'),
      commits: of('giulanh_keeper_commits'),
      readings: of('giulanh_keeper_readings'),
      unpacked: of('giulanh_keeper_unpacked'),
      main,
      keeper,
      cpu: total,
    };
    this.all.push(look);
    return look;
  }
}
